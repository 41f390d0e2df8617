"""A unit files, files again, takes back, or leaves things as they were confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares import permissions, queries
from nongcai.domain.shares.errors import (
    FilingChangedError,
    NothingCountsError,
    NotListedError,
    ReconciledModeError,
    StepNotPermittedError,
    UnknownContractorError,
)
from nongcai.domain.shares.models import SAID, FilingDraft, FilingVersion, ShareFiling
from nongcai.domain.shares.services import telling_people
from nongcai.domain.shares.services.composing import canteens_of, compose, flags_of, version_of
from nongcai.domain.shares.services.scanning import attach_proof
from nongcai.domain.shares.services.settling import settle
from nongcai.domain.shares.services.stepping import next_version, record, step_of
from nongcai.domain.shares.states import FilingAction, FilingState
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.programmes.models import Programme
    from nongcai.domain.shares.queries import SaidFiling
    from nongcai.domain.shares.services.scanning import ProofFile
    from nongcai.foundation.errors import DomainError


@transaction.atomic
def file_share(
    *, actor: Actor, unit_id: int, year: int, said: SaidFiling, at: datetime, seen_version: int = 0,
    proof: ProofFile | None = None,
) -> ShareFiling:  # fmt: skip
    """File what a unit reserves, or file it again; a confirmed filing counts on until the change is confirmed, too.

    Who says that it eats at a unit that named it acknowledges that; `proof` is kept with the filing that it belongs to.

    :raises NotAllowedError: when the actor files neither for this unit nor for one that it supervises.
    :raises NotListedError: when the unit owes no filing this year.
    :raises ReconciledModeError: when the region files elsewhere.
    :raises WindowNotOpenError: before the first day.
    :raises WindowClosedError: after the last day, without an extension.
    :raises StepNotPermittedError: while somebody above the unit decides.
    :raises FilingChangedError: when it was filed again since the actor saw it.
    :raises RuleMissedError: when a rule that shall be kept is missed; it names document, paragraph and amounts.
    :raises FigureMissingError: when such a rule cannot be judged.
    :raises UndecidedMemberError: when another named it as a member of its canteen and it did not answer.
    :raises ProofMissingError: when a body outside the tree manages its canteen and nothing proves it.
    :raises InvalidError: when canteens and answers contradict each other.
    """
    _hold(unit_id, said.host_id, year)
    permissions.require_filer(actor, unit_id)
    listing = organisations.lock_listing(unit_id, year)
    if listing is None:
        raise NotListedError(name=organisations.node(unit_id).name, year=year)
    programme = programmes.programme_for(listing.region_id, year)
    if not programmes.is_self_filed(programme):
        raise ReconciledModeError(year=year)
    is_late = require_window(programme, unit_id, at)
    chain = queries.chains([unit_id], second_review=programme.has_second_review)[unit_id]
    filing = queries.filing_of(unit_id, year)
    action = FilingAction.FILE_UP if chain.goes_up_at_once else FilingAction.FILE
    target = _target(filing, action, seen_version)
    if proof is not None and said.host_name:
        attach_proof(actor=actor, unit_id=unit_id, year=year, file=proof, at=at)
    _require_agreeing(said, unit_id, year)
    judged = queries.judgement(chain, year, said)
    _refuse(queries.rule_refusal(judged))

    filing = filing or ShareFiling(organisation_id=unit_id, year=year, version=0)
    compose(filing, said, actor=actor, host_name=_host_name(said))
    filing.state, filing.holder_id, filing.held_since = target, chain.after_filing, at
    filing.filed_at, filing.endorsed_at, filing.version = at, None, next_version(filing)
    filing.flags = flags_of(filing, judged, is_late=is_late, needs_scan=programme.needs_scan)
    records.save(filing, *SAID, "state", "holder", "held_since", "filed_at", "endorsed_at", "version", "flags")
    _keep_version(filing, said, at)
    record(actor, filing, action, at=at)
    settle(actor, [filing], at=at)
    records.remove(FilingDraft.objects.filter(organisation_id=unit_id, year=year))
    telling_people.tell_filed([filing], at=at)
    return filing


@transaction.atomic
def save_draft(*, actor: Actor, unit_id: int, year: int, content: dict[str, Any], at: datetime) -> FilingDraft:
    """Keep a half-filled form as it was typed, in place of the former draft; one that says the same stands.

    :raises NotAllowedError: when the actor does not file for this unit.
    """
    permissions.require_filer(actor, unit_id)
    rows = FilingDraft.objects.select_for_update(no_key=True)
    draft = rows.filter(organisation_id=unit_id, year=year).first()
    if draft is not None and draft.content == content:
        return draft
    draft = draft or FilingDraft(organisation_id=unit_id, year=year)
    draft.content, draft.saved_by_id, draft.saved_at = content, actor.user_id, at
    records.save(draft, "content", "saved_by", "saved_at")
    return draft


@transaction.atomic
def withdraw(*, actor: Actor, filing_id: int, at: datetime) -> ShareFiling:
    """Take a filing back (撤回) before anybody above has decided on it.

    :raises NotAllowedError: when neither its unit nor the office that filed it (代填) does so.
    :raises StepNotPermittedError: when somebody has.
    """
    organisation_services.hold_tree()
    filing = _own(actor, filing_id)
    if not permissions.may_take_back(actor, filing):
        raise NotAllowedError
    target = step_of(filing, FilingAction.WITHDRAW)
    if filing.endorsed_at is not None:
        raise StepNotPermittedError(state=filing.get_state_display(), action=FilingAction.WITHDRAW.label)
    filer = queries.chain_of(filing.organisation_id, filing.year).filer
    filing.state, filing.holder_id, filing.held_since = target, filer, at
    records.save(filing, "state", "holder", "held_since")
    record(actor, filing, FilingAction.WITHDRAW, at=at)
    return filing


@transaction.atomic
def keep(*, actor: Actor, filing_id: int, at: datetime) -> ShareFiling:
    """Give a change up: the version that finance confirmed stands again as it counted all along.

    :raises NotAllowedError: when the actor does not file for this unit.
    :raises NothingCountsError: when finance never confirmed one.
    :raises StepNotPermittedError: when the change is not in the unit's hands.
    """
    _lock_listings_of(actor, filing_id)
    filing = _own(actor, filing_id)
    if filing.counted_version is None:
        raise NothingCountsError
    standing = FilingVersion.objects.get(filing=filing, number=filing.counted_version)
    filing.state = step_of(filing, FilingAction.KEEP)
    _require_straight_sharing(replace(queries.said_of(standing), host_name=""), filing.organisation_id, filing.year)
    for name in SAID:
        setattr(filing, name, getattr(standing, name))
    filing.version, filing.holder_id, filing.held_since, filing.flags = standing.number, None, None, []
    records.save(filing, *SAID, "state", "version", "holder", "held_since", "flags")
    record(actor, filing, FilingAction.KEEP, at=at)
    settle(actor, [filing], at=at)
    return filing


def _host_name(said: SaidFiling) -> str:
    return organisations.node(said.host_id).name if said.host_id else ""


def _own(actor: Actor, filing_id: int) -> ShareFiling:
    filing = queries.lock_filing(actor, filing_id)
    permissions.require_filer(actor, filing.organisation_id)
    return filing


def require_window(programme: Programme, unit_id: int, at: datetime) -> bool:
    """Let only pass who files in time; return whether it took an extension."""
    usual = programmes.window_of(programme, "file")
    is_over = usual.is_over(at)
    granted = programmes.extensions([unit_id], programme.year).get(unit_id) if is_over else None
    _refuse(queries.window_refusal(programme, usual, granted, at))
    return is_over


def _target(filing: ShareFiling | None, action: str, seen_version: int) -> str:
    if filing is None:
        return FilingState.ENDORSED if action == FilingAction.FILE_UP else FilingState.FILED
    if seen_version != filing.version:
        raise FilingChangedError(version=filing.version)
    return step_of(filing, action)


def _hold(unit_id: int, host_id: int | None, year: int) -> None:
    """Let nobody change the tree, or make the host a member or the member a host; both in the order of their keys."""
    organisation_services.hold_tree()
    if host_id is not None:
        organisations.lock_listings([unit_id, host_id], year)


def _lock_listings_of(actor: Actor, filing_id: int) -> None:
    """Lock before the filing what is locked before it elsewhere, too; what counts changes only by a decision."""
    seen = queries.filings_visible_to(actor).filter(pk=filing_id, counted_version__isnull=False).first()
    version = FilingVersion.objects.filter(filing=seen, number=F("filing__counted_version")).first() if seen else None
    if seen and version:
        _hold(seen.organisation_id, version.host_id, seen.year)


def _require_agreeing(said: SaidFiling, unit_id: int, year: int) -> None:
    """Let only canteens pass that agree with the answers, with other units, and with the unit's contractors."""
    said.require_sensible()
    _require_straight_sharing(said, unit_id, year)
    _require_own_contractors(said, unit_id)


def _require_straight_sharing(said: SaidFiling, unit_id: int, year: int) -> None:
    hosts = [] if said.host_id is None else [said.host_id]
    sharing = queries.sharing([unit_id], hosts, year, outside=bool(said.host_name))
    _refuse(queries.sharing_refusal(said, unit_id, sharing))


def _require_own_contractors(said: SaidFiling, unit_id: int) -> None:
    named = {one.contractor_id for one in said.canteens if one.contractor_id is not None}
    if named and named - set(queries.contractors_of(unit_id)):
        raise UnknownContractorError


def _keep_version(filing: ShareFiling, said: SaidFiling, at: datetime) -> None:
    version = version_of(filing, at=at)
    records.save(version)
    records.insert_many(list(canteens_of(version, said)))


def _refuse(refusal: DomainError | None) -> None:
    if refusal is not None:
        raise refusal
