"""Rows by which an office fills in the filings of many units: what becomes of each, in sets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.errors import NoProgrammeError
from nongcai.domain.shares import permissions, rules
from nongcai.domain.shares.errors import (
    AmbiguousHostError,
    FilingStandsError,
    HostIsMemberError,
    ReconciledModeError,
    RowNameError,
    RowTwiceError,
    UnknownHostError,
    UnknownRowUnitError,
)
from nongcai.domain.shares.models import FilingDraft, FilingVersion, ShareFiling
from nongcai.domain.shares.queries.chains import chains
from nongcai.domain.shares.queries.checking import rule_refusal, sharing_refusal, window_refusal
from nongcai.domain.shares.queries.hosting import Named, sharing
from nongcai.domain.shares.queries.judging import SaidFiling, earlier_of_many, judged_by
from nongcai.domain.shares.queries.recalling import said_of
from nongcai.domain.shares.states import CLIMBING, WITHIN_UNIT, FilingState, RowOutcome
from nongcai.foundation.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Listing
    from nongcai.domain.programmes.models import Programme
    from nongcai.domain.programmes.queries import BoundRule, Window
    from nongcai.domain.shares.queries.chains import Chain
    from nongcai.domain.shares.queries.checking import Sharing
    from nongcai.domain.shares.queries.judging import Judgement
    from nongcai.domain.shares.rules import Earlier

MOST_ROWS = 5000


@dataclass(frozen=True)
class SaidRow:
    """A row as it was told. `host` is a code or name; `content` is the same as a form's draft keeps it.

    A blank row says nothing of its unit. Contractors are named; who has an account is found here.
    """

    row_no: int
    unit_code: str
    unit_name: str = ""
    said: SaidFiling = field(default_factory=SaidFiling)
    host: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    is_blank: bool = False


@dataclass(frozen=True)
class JudgedRow:
    """What becomes of a row; `refusal` says why nothing does, `message`, line by line, what is wrong in its cells."""

    row: SaidRow
    outcome: RowOutcome
    unit_id: int | None = None
    name: str = ""
    said: SaidFiling = field(default_factory=SaidFiling)
    filing: ShareFiling | None = None
    judged: Judgement | None = None
    is_late: bool = False
    needs_scan: bool = False
    refusal: DomainError | None = None
    message: str = ""


@dataclass(frozen=True)
class _Term:
    programme: Programme
    window: Window


@dataclass(frozen=True)
class Ground:
    """All that is known of the units of a table before a row is looked at."""

    year: int
    at: datetime
    listings: dict[str, Listing]
    chains: dict[int, Chain]
    terms: dict[str, _Term | None]
    filings: dict[int, ShareFiling]
    standing: dict[int, SaidFiling]
    drafts: dict[int, dict[str, Any]]
    granted: dict[int, date]
    lowered: dict[int, Decimal]
    rules: dict[str, list[BoundRule]]
    earlier: dict[int, Earlier]
    contractors: dict[int, dict[int, str]]
    named: Named
    sharing: Sharing


def judge_rows(actor: Actor, year: int, rows: Sequence[SaidRow], at: datetime) -> list[JudgedRow]:
    """Say what becomes of each row, in its order, changing nothing; a constant number of statements for a region.

    :raises NotAllowedError: when the actor's office files for nobody.
    """
    permissions.require_office(actor)
    ground = _ground(actor, year, rows, at)
    first: dict[str, int] = {}
    found = []
    for row in rows:
        earlier_row = first.setdefault(row.unit_code, row.row_no)
        if earlier_row != row.row_no:
            refusal = RowTwiceError(first=earlier_row)
            found.append(JudgedRow(row, RowOutcome.REFUSED, name=row.unit_name, refusal=refusal))
        else:
            found.append(_judged(row, ground))
    return list(_without_chains(found))


@dataclass(frozen=True)
class Prefilled:
    """A unit as a table to be filled in begins: what stands of it, its year before; `host` by name."""

    code: str
    name: str
    state: str
    said: SaidFiling | None
    host: str
    total_last_year: Decimal | None
    reserved_last_year: Decimal | None


def prefilled(actor: Actor, year: int) -> list[Prefilled]:
    """Return the units for which the actor's office files this year, in the directory's order.

    :raises NotAllowedError: when the actor's office files for nobody.
    """
    permissions.require_office(actor)
    listed = list(organisations.directory(actor.path, year))
    found = chains([one.organisation_id for one in listed])
    own = [
        one
        for one in listed
        if (chain := found.get(one.organisation_id)) and permissions.may_file_at_once(actor, chain)
    ]
    units = [one.organisation_id for one in own]
    filings, last = _filings(units, year), _filings(units, year - 1)
    standing = standing_of_many(filings.values())
    return [_prefilled(one, filings.get(one.organisation_id), standing, last) for one in own]


def _prefilled(
    listing: Listing, filing: ShareFiling | None, standing: dict[int, SaidFiling], last: dict[int, ShareFiling]
) -> Prefilled:
    unit = listing.organisation_id
    before = last.get(unit)
    return Prefilled(
        code=listing.code,
        name=listing.name,
        state=filing.get_state_display() if filing else "未填报",
        said=standing.get(unit),
        host=filing.host_name if filing and filing.host_id else "",
        total_last_year=before.counted_total if before else None,
        reserved_last_year=before.counted_reserved if before else None,
    )


def standing_of_many(filings: Iterable[ShareFiling]) -> dict[int, SaidFiling]:
    """Map units to what their filings say now, in two statements."""
    current = {row.pk: row for row in filings}
    versions = FilingVersion.objects.filter(filing_id__in=list(current)).prefetch_related("canteens__contractor")
    wanted = {(row.pk, row.version) for row in current.values()}
    return {
        current[one.filing_id].organisation_id: said_of(one)
        for one in versions
        if (one.filing_id, one.number) in wanted
    }


def _ground(actor: Actor, year: int, rows: Sequence[SaidRow], at: datetime) -> Ground:
    listed = organisations.units_by_code({row.unit_code for row in rows}, year, actor.path)
    found = {one.code: one for one in listed.select_related("organisation")}
    standing = chains([one.organisation_id for one in found.values()])
    own = {unit: chain for unit, chain in standing.items() if permissions.may_file_at_once(actor, chain)}
    listings = {code: one for code, one in found.items() if one.organisation_id in own}
    units = list(own)
    terms = {code: _term(code, year) for code in {one.region_id for one in listings.values()}}
    filings = _filings(units, year)
    texts = {row.host for row in rows if row.host}
    named = Named(texts, actor.path)
    return Ground(
        year=year,
        at=at,
        listings=listings,
        chains=own,
        terms=terms,
        filings=filings,
        standing=standing_of_many(filings.values()),
        drafts=dict(
            FilingDraft.objects.filter(organisation_id__in=units, year=year).values_list("organisation_id", "content")
        ),
        granted=programmes.extensions(units, year),
        lowered=programmes.exemptions([chain.path for chain in own.values()], year),
        rules=programmes.rules_for_many([(chain.region_code, chain.path) for chain in own.values()], year),
        earlier=earlier_of_many(list(own.values()), year),
        contractors=organisations.contractors_of(units),
        named=named,
        sharing=sharing(units, named.units, year, outside=any(row.said.host_name for row in rows)),
    )


def _filings(units: list[int], year: int) -> dict[int, ShareFiling]:
    rows = ShareFiling.objects.filter(organisation_id__in=units, year=year).select_related("organisation", "holder")
    return {row.organisation_id: row for row in rows}


def _term(region_code: str, year: int) -> _Term | None:
    try:
        programme = programmes.programme_for(region_code, year)
    except NoProgrammeError:
        return None
    return _Term(programme, programmes.window_of(programme, "file"))


def _judged(row: SaidRow, ground: Ground) -> JudgedRow:
    listing = ground.listings.get(row.unit_code)
    if listing is None:
        refusal: DomainError = UnknownRowUnitError(year=ground.year, unit_code=row.unit_code)
        return JudgedRow(row, RowOutcome.REFUSED, name=row.unit_name, refusal=refusal)
    unit = listing.organisation_id
    filing = ground.filings.get(unit)
    begun = JudgedRow(row, RowOutcome.BLANK, unit, listing.name, filing=filing)
    if row.unit_name and row.unit_name not in {listing.name, listing.organisation.name}:
        refusal = RowNameError(unit_code=row.unit_code, name=listing.name, told=row.unit_name)
        return replace(begun, outcome=RowOutcome.REFUSED, refusal=refusal)
    if row.is_blank:
        return begun
    try:
        said = _said(row, unit, ground)
        if _is_standing(said, unit, ground):
            return replace(begun, outcome=RowOutcome.SAME, said=said)
        judged = _require_fileable(said, listing, ground)
    except DomainError as refused:
        return replace(begun, outcome=RowOutcome.REFUSED, refusal=refused)
    term = ground.terms[listing.region_id]
    assert term is not None
    return replace(
        begun,
        outcome=_outcome(row, said, unit, ground),
        said=said,
        judged=judged,
        is_late=term.window.is_over(ground.at),
        needs_scan=term.programme.needs_scan,
    )


def _said(row: SaidRow, unit: int, ground: Ground) -> SaidFiling:
    """Return what a row says with hosts and contractors found, and the contact that stood where none is named."""
    known = {name: id_ for id_, name in ground.contractors.get(unit, {}).items()}
    canteens = tuple(
        replace(one, contractor_id=known.get(one.contractor_name) if one.kind == rules.OUTSOURCED else None)
        for one in row.said.canteens
    )
    said = replace(row.said, canteens=canteens)
    stood = ground.standing.get(unit)
    if stood is not None and not said.contact_name and not said.contact_phone:
        said = replace(said, contact_name=stood.contact_name, contact_phone=stood.contact_phone)
    if not row.host:
        return said
    found = ground.named.by(row.host, ground.chains[unit].region_code)
    if not found:
        raise UnknownHostError(text=row.host)
    if len(found) > 1:
        raise AmbiguousHostError(text=row.host, n=len(found))
    return replace(said, host_id=found[0], host_name="")


def _is_standing(said: SaidFiling, unit: int, ground: Ground) -> bool:
    stood, filing = ground.standing.get(unit), ground.filings.get(unit)
    if stood is None or filing is None:
        return False
    is_open = filing.state in {FilingState.RETURNED, FilingState.WITHDRAWN}
    return _plain(stood) == _plain(said) and not is_open


def _plain(said: SaidFiling) -> SaidFiling:
    return replace(said, reserved=said.set_aside, ratio=None)


def _require_fileable(said: SaidFiling, listing: Listing, ground: Ground) -> Judgement:
    unit, filing = listing.organisation_id, ground.filings.get(listing.organisation_id)
    if filing is not None and filing.state in {*WITHIN_UNIT, *CLIMBING, FilingState.CONFIRMED}:
        raise FilingStandsError(state=filing.get_state_display())
    term = ground.terms[listing.region_id]
    if term is None:
        raise NoProgrammeError(year=ground.year, what=ground.year)
    if not programmes.is_self_filed(term.programme):
        raise ReconciledModeError(year=ground.year)
    granted, chain = ground.granted.get(unit), ground.chains[unit]
    _refuse(window_refusal(term.programme, term.window, granted, ground.at))
    said.require_sensible()
    _refuse(sharing_refusal(said, unit, ground.sharing))
    is_firm = organisations.is_enterprise(listing.nature)
    judged = judged_by(ground.rules[chain.path], said, ground.earlier[unit], ground.lowered.get(unit), is_firm=is_firm)
    _refuse(rule_refusal(judged))
    return judged


def _refuse(refusal: DomainError | None) -> None:
    if refusal is not None:
        raise refusal


def draft_content(row: JudgedRow) -> dict[str, Any]:
    """Return the draft that a row leaves: the form as if it had been typed, for the version that stands."""
    form = row.row.content.get("form", {})
    contact = {name: getattr(row.said, name) for name in ("contact_name", "contact_phone")}
    seen = str(row.filing.version if row.filing else 0)
    canteens = [
        typed | ({"contractor": str(one.contractor_id), "contractor_name": ""} if one.contractor_id else {})
        for typed, one in zip(row.row.content.get("canteens", []), row.said.canteens, strict=False)
    ]
    return {"form": {**form, **contact, "seen_version": seen}, "canteens": canteens}


def _outcome(row: SaidRow, said: SaidFiling, unit: int, ground: Ground) -> RowOutcome:
    draft = ground.drafts.get(unit)
    if draft is None:
        return RowOutcome.NEW
    written = draft_content(JudgedRow(row, RowOutcome.NEW, unit, said=said, filing=ground.filings.get(unit)))
    return RowOutcome.SAME if draft == written else RowOutcome.CHANGED


def _without_chains(found: list[JudgedRow]) -> Iterator[JudgedRow]:
    """Refuse those who name a host that the same table lets eat at another's."""
    members = {one.unit_id: one.name for one in found if one.said.is_member}
    for one in found:
        if one.said.host_id in members:
            from_table = members[one.said.host_id]
            yield replace(one, outcome=RowOutcome.REFUSED, refusal=HostIsMemberError(name=from_table))
        else:
            yield one
