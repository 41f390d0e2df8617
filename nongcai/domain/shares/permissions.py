"""Who may do what to a filing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import is_finance, may
from nongcai.domain.organisations.roles import Power
from nongcai.domain.shares.errors import (
    ApproverMissingError,
    DecidedElsewhereError,
    NotHolderError,
    SamePersonError,
    WithdrawnByApproverError,
)
from nongcai.domain.shares.states import CLIMBING, DECISIONS, FILING_MACHINE, REPORT_MACHINE, FilingAction
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.models import RegionReport, ShareFiling
    from nongcai.domain.shares.queries import Chain
    from nongcai.foundation.errors import DomainError


def may_file(actor: Actor, unit_id: int) -> bool:
    """Say whether the actor files for a unit: its own, one it succeeded, one that its department supervises (代填)."""
    if not may(actor, Power.FILE):
        return False
    if actor.organisation_id == unit_id:
        return True
    if may(actor, Power.REVIEW):
        return organisations.visible_to(actor).filter(pk=unit_id).exists()
    return _succeeds(actor, unit_id)


def _succeeds(actor: Actor, unit_id: int) -> bool:
    mine = organisations.placements().filter(organisation_id=unit_id, parent_id=actor.organisation_id)
    return mine.filter(organisation__closed_on__isnull=False).exists()


def _is_inside(actor: Actor, unit_id: int) -> bool:
    return actor.organisation_id == unit_id or _succeeds(actor, unit_id)


def approves(actor: Actor, unit_id: int) -> bool:
    """Say whether the actor approves what is prepared in a unit (单位审核人): its own, or one it succeeded."""
    return may(actor, Power.APPROVE) and _is_inside(actor, unit_id)


def needs_approval(actor: Actor, unit_id: int) -> bool:
    """Say whether what the actor files goes to its unit's approver first; what an office files for others does not."""
    return not may(actor, Power.SUBMIT) and _is_inside(actor, unit_id)


def lacks_approver(actor: Actor, unit_id: int) -> bool:
    """Say whether the actor would send to an approver, and the unit has nobody who approves."""
    return Power.SUBMIT not in actor.ceded and needs_approval(actor, unit_id)


def may_take_back(actor: Actor, filing: ShareFiling) -> bool:
    """Say whether the actor takes back what was filed: its unit's people, or the office that filed it (代填).

    An office above sends back instead, with its reason.
    """
    if filing.filed_by_office:
        return filing.filed_by_office == actor.organisation_name
    return _is_inside(actor, filing.organisation_id)


def may_file_at_once(actor: Actor, chain: Chain) -> bool:
    """Say whether the actor's office fills in and files for a unit by a table (代填).

    That is its supervising unit, and finance where no unit stands in between; an office with an approver prepares its
    own by the form.
    """
    if is_finance(actor):
        return chain.goes_up_at_once and chain.finance == actor.organisation_id
    if chain.filer == actor.organisation_id and not may(actor, Power.SUBMIT):
        return False
    return may(actor, Power.FILE) and may(actor, Power.REVIEW) and chain.path.startswith(actor.path)


def is_office(actor: Actor) -> bool:
    """Say whether the actor's office files for others by a table."""
    return is_finance(actor) or (may(actor, Power.FILE) and may(actor, Power.REVIEW))


def require_office(actor: Actor) -> None:
    """Let only those offices pass that file for others by a table.

    :raises NotAllowedError: when the actor's is none.
    """
    if not is_office(actor):
        raise NotAllowedError


def require_filer(actor: Actor, unit_id: int) -> None:
    """Let only those pass who file for a unit.

    :raises NotAllowedError: when the actor does not.
    """
    if not may_file(actor, unit_id):
        raise NotAllowedError


def possible_decisions(actor: Actor, filing: ShareFiling, chain: Chain) -> list[str]:
    """Return what the actor may decide now, in the order of the table of steps."""
    offered = [action for action in FILING_MACHINE.actions(filing.state, actor.desk) if action in DECISIONS]
    return [action for action in dict.fromkeys(offered) if refusal_of(actor, filing, action, chain) is None]


def possible_acts(actor: Actor, filing: ShareFiling) -> list[str]:
    """Return what the unit's own people may do now: file again, take back, leave as it was."""
    may_write = may_file(actor, filing.organisation_id)
    possible: set[str] = set()
    if may_write and needs_approval(actor, filing.organisation_id):
        possible = {FilingAction.PREPARE}
    elif may_write:
        possible = {FilingAction.FILE, FilingAction.FILE_UP}
    if may_write and filing.counted_version is not None:
        possible.add(FilingAction.KEEP)
    if filing.endorsed_at is None and _withdrawal_refusal(actor, filing, may_write=may_write) is None:
        possible.add(FilingAction.WITHDRAW)
    return [action for action in FILING_MACHINE.actions(filing.state, "") if action in possible]


def withdrawal_refusal(actor: Actor, filing: ShareFiling) -> DomainError | None:
    """Return why the actor may not take a filing back, or None when it may.

    Where a unit has an approver, that one takes back what it let out; who prepared takes back what still waits there.
    """
    return _withdrawal_refusal(actor, filing, may_write=may_file(actor, filing.organisation_id))


def _withdrawal_refusal(actor: Actor, filing: ShareFiling, *, may_write: bool) -> DomainError | None:
    is_out = filing.state in CLIMBING
    if not (may_write or (is_out and may(actor, Power.APPROVE))) or not may_take_back(actor, filing):
        return NotAllowedError()
    if not is_out:
        return None
    if actor.user_id is not None and may(actor, Power.APPROVE) and actor.user_id == filing.filed_by_id:
        return SamePersonError(action=FilingAction.WITHDRAW.label)
    if not may_write or not needs_approval(actor, filing.organisation_id):
        return None
    return WithdrawnByApproverError() if Power.SUBMIT in actor.ceded else ApproverMissingError()


def possible_report_actions(actor: Actor, report: RegionReport) -> list[str]:
    """Return what the actor may do with a region's report now: only whom it was handed to does anything."""
    if report.receiver_id != actor.organisation_id:
        return []
    return REPORT_MACHINE.actions(report.state, actor.desk)


def refusal_of(actor: Actor, filing: ShareFiling, action: str, chain: Chain) -> DomainError | None:
    """Return why the actor may not decide this, or None when it may; whether a step begins here is another matter."""
    label = FilingAction(action).label
    if chain.is_reconciled:
        return DecidedElsewhereError(year=filing.year, action=label)
    if filing.holder_id != actor.organisation_id:
        return NotHolderError(holder=filing.holder.name if filing.holder else "—", action=label)
    takers = {one.role for one in FILING_MACHINE.transitions if one.action == action and filing.state in one.sources}
    decides = may(actor, Power.REVIEW) or may(actor, Power.APPROVE)
    if not decides or actor.desk not in takers:
        return NotAllowedError()
    # A second level that no longer reviews lets pass what it holds from before.
    second = chain.second or (filing.holder_id if filing.holder_id != chain.supervisor else None)
    whose = {FilingAction.REVIEW: second, FilingAction.ENDORSE: chain.supervisor}
    if whose.get(FilingAction(action), filing.holder_id) != filing.holder_id:
        return NotAllowedError()
    # Filed for its own unit or for another's (代填): a second person lets it pass, and a third what a second let out.
    before = {filing.filed_by_id, filing.approved_by_id}
    if action != FilingAction.SEND_BACK and actor.user_id is not None and actor.user_id in before:
        return SamePersonError(action=label)
    return None
