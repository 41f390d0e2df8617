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
    ApproverMissingError,
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

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Listing
    from nongcai.domain.programmes.models import Programme
    from nongcai.domain.shares.queries import Chain, SaidFiling
    from nongcai.domain.shares.services.scanning import ProofFile
    from nongcai.foundation.errors import DomainError

_WRITTEN = ("state", "holder", "held_since", "filed_at", "endorsed_at", "approved_by", "version", "flags")
# Where the first filing of a year begins.
_BEGUN = {
    FilingAction.PREPARE: FilingState.PREPARED,
    FilingAction.FILE: FilingState.FILED,
    FilingAction.FILE_UP: FilingState.ENDORSED,
}


@transaction.atomic
def file_share(
    *, actor: Actor, unit_id: int, year: int, said: SaidFiling, at: datetime, seen_version: int = 0,
    proof: ProofFile | None = None,
) -> ShareFiling:  # fmt: skip
    """File what a unit reserves, or file it again; a confirmed filing counts on until the change is confirmed, too.

    Where the unit has an approver (单位审核人), the form goes there first and is filed when that one lets it out.

    Who says that it eats at a unit that named it acknowledges that; `proof` is kept with the filing that it belongs to.

    :raises NotAllowedError: when the actor files neither for this unit nor for one that it supervises.
    :raises ApproverMissingError: when the actor only prepares, and the unit has nobody who approves.
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
    hold(unit_id, said.host_id, year)
    permissions.require_filer(actor, unit_id)
    programme = programme_of(organisations.lock_listing(unit_id, year), unit_id, year)
    is_late = require_window(programme, unit_id, at)
    chain = queries.chains([unit_id], second_review=programme.has_second_review)[unit_id]
    filing = queries.filing_of(unit_id, year)
    action = _way_out(actor, chain)
    target = _target(filing, action, seen_version)
    if proof is not None and said.host_name:
        attach_proof(actor=actor, unit_id=unit_id, year=year, file=proof, at=at)
    require_agreeing(said, unit_id, year)
    judged = queries.judgement(chain, year, said)
    refuse(queries.rule_refusal(judged))

    filing = filing or ShareFiling(organisation_id=unit_id, year=year, version=0)
    compose(filing, said, actor=actor, host_name=_host_name(said))
    filing.state, filing.holder_id, filing.held_since = target, _holder_after(action, chain), at
    filing.filed_at, filing.endorsed_at, filing.approved_by_id = at, None, None
    filing.version = next_version(filing)
    filing.flags = flags_of(filing, judged, is_late=is_late, needs_scan=programme.needs_scan)
    records.save(filing, *SAID, *_WRITTEN)
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
    :raises WithdrawnByApproverError: when the unit has an approver, who let it out.
    :raises ApproverMissingError: when the actor only prepares, and the unit has nobody who approves.
    :raises SamePersonError: when the approver prepared it.
    :raises StepNotPermittedError: when somebody has.
    """
    organisation_services.hold_tree()
    filing = queries.lock_filing(actor, filing_id)
    refuse(permissions.withdrawal_refusal(actor, filing))
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


def programme_of(listing: Listing | None, unit_id: int, year: int) -> Programme:
    """Return by which programme a unit files here; without a line in the directory it owes no filing."""
    if listing is None:
        raise NotListedError(name=organisations.node(unit_id).name, year=year)
    programme = programmes.programme_for(listing.region_id, year)
    if not programmes.is_self_filed(programme):
        raise ReconciledModeError(year=year)
    return programme


def require_window(programme: Programme, unit_id: int, at: datetime) -> bool:
    """Let only pass who files in time; return whether it took an extension."""
    usual = programmes.window_of(programme, "file")
    is_over = usual.is_over(at)
    granted = programmes.extensions([unit_id], programme.year).get(unit_id) if is_over else None
    refuse(queries.window_refusal(programme, usual, granted, at))
    return is_over


def _way_out(actor: Actor, chain: Chain) -> FilingAction:
    if permissions.lacks_approver(actor, chain.unit):
        raise ApproverMissingError
    if permissions.needs_approval(actor, chain.unit):
        return FilingAction.PREPARE
    return FilingAction.FILE_UP if chain.goes_up_at_once else FilingAction.FILE


def _holder_after(action: FilingAction, chain: Chain) -> int:
    return chain.filer if action == FilingAction.PREPARE else chain.after_filing


def _target(filing: ShareFiling | None, action: FilingAction, seen_version: int) -> str:
    if filing is None:
        return _BEGUN[action]
    if seen_version != filing.version:
        raise FilingChangedError(version=filing.version)
    return step_of(filing, action)


def hold(unit_id: int, host_id: int | None, year: int) -> None:
    """Let nobody change the tree, or make the host a member or the member a host; both in the order of their keys."""
    organisation_services.hold_tree()
    if host_id is not None:
        organisations.lock_listings([unit_id, host_id], year)


def _lock_listings_of(actor: Actor, filing_id: int) -> None:
    """Lock before the filing what is locked before it elsewhere, too; what counts changes only by a decision."""
    seen = queries.filings_visible_to(actor).filter(pk=filing_id, counted_version__isnull=False).first()
    version = FilingVersion.objects.filter(filing=seen, number=F("filing__counted_version")).first() if seen else None
    if seen and version:
        hold(seen.organisation_id, version.host_id, seen.year)


def require_agreeing(said: SaidFiling, unit_id: int, year: int) -> None:
    """Let only canteens pass that agree with the answers, with other units, and with the unit's contractors."""
    said.require_sensible()
    _require_straight_sharing(said, unit_id, year)
    _require_own_contractors(said, unit_id)


def _require_straight_sharing(said: SaidFiling, unit_id: int, year: int) -> None:
    hosts = [] if said.host_id is None else [said.host_id]
    sharing = queries.sharing([unit_id], hosts, year, outside=bool(said.host_name))
    refuse(queries.sharing_refusal(said, unit_id, sharing))


def _require_own_contractors(said: SaidFiling, unit_id: int) -> None:
    named = {one.contractor_id for one in said.canteens if one.contractor_id is not None}
    if named and named - set(queries.contractors_of(unit_id)):
        raise UnknownContractorError


def _keep_version(filing: ShareFiling, said: SaidFiling, at: datetime) -> None:
    version = version_of(filing, at=at)
    records.save(version)
    records.insert_many(list(canteens_of(version, said)))


def refuse(refusal: DomainError | None) -> None:
    """Raise what stands in the way, if anything does."""
    if refusal is not None:
        raise refusal
