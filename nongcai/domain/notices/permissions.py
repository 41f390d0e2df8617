"""Who may do what to a notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.notices.errors import (
    DrafterMissingError,
    NoRightToSignError,
    ProofreaderMayNotSignError,
    SamePersonError,
)
from nongcai.domain.notices.states import (
    AFTER_A_DRAFTER,
    BY_SIGNERS,
    DEEDS,
    DRAFT,
    EDITABLE,
    NEXT,
    NOT_BY_DRAFTERS,
    NOT_BY_PROOFREADERS,
    NOTICE_MACHINE,
    WRITING,
    NoticeAction,
    NoticeState,
)
from nongcai.domain.organisations import permissions as organisations
from nongcai.domain.organisations import queries as tree
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.organisations.actors import Actor
    from nongcai.foundation.errors import DomainError


def issues(actor: Actor, notice: Notice) -> bool:
    """Say whether the actor works in the finance department that issues this notice; nobody acts past it (越级)."""
    return organisations.is_finance(actor) and actor.organisation_id == notice.node_id


def reads_inside(actor: Actor, notice: Notice) -> bool:
    """Say whether the actor may read what stays in the office: internal attachments, findings, who did what."""
    if issues(actor, notice):
        return True
    above = organisations.is_bureaus(actor)
    return above and tree.visible_to(actor).filter(pk=notice.node_id).exists()


def receives_own_row(actor: Actor, notice: Notice, addressees: Iterable[int]) -> bool:
    """Say whether the actor's organisation is one of those to whom an issued notice sends their own row (分送)."""
    return notice.is_frozen and actor.organisation_id in set(addressees)


def require_issuer(actor: Actor, notice: Notice) -> None:
    """Let only the issuing department pass.

    :raises NotAllowedError: when the actor works elsewhere or changes nothing.
    """
    if not issues(actor, notice):
        raise NotAllowedError


@dataclass(frozen=True)
class Hands:
    """Who wrote a text, in whichever round since the words stay, and who proofread it since it was last sent back."""

    drafters: frozenset[int | None]
    proofreaders: frozenset[int | None]


def hands_of(notice: Notice) -> Hands:
    """Return who wrote a notice and who proofread it."""
    drafters: set[int | None] = {notice.created_by_id}
    proofreaders: set[int | None] = set()
    for step in sorted(notice.steps.all(), key=lambda one: one.pk):
        if step.action == NoticeAction.SEND_BACK:
            proofreaders = set()
        elif step.action in WRITING:
            drafters.add(step.user_id)
        elif step.action == NoticeAction.PROOFREAD:
            proofreaders.add(step.user_id)
    return Hands(frozenset(drafters), frozenset(proofreaders))


def obstacle(actor: Actor, notice: Notice, action: str, hands: Hands | None = None) -> DomainError | None:
    """Return why the actor must leave this act to others, or None (拟稿、核稿、签发 by three persons)."""
    hands = hands or hands_of(notice)
    if action in AFTER_A_DRAFTER and notice.created_by_id is None:
        return DrafterMissingError()
    if action in BY_SIGNERS and not actor.may_sign:
        return NoRightToSignError()
    if action in NOT_BY_DRAFTERS and actor.user_id in hands.drafters:
        return SamePersonError(action=str(DEEDS[action]))
    if action in NOT_BY_PROOFREADERS and actor.user_id in hands.proofreaders:
        return ProofreaderMayNotSignError()
    return None


def require_free_hands(actor: Actor, notice: Notice, action: str) -> None:
    """Keep apart who drafts, who proofreads and who signs.

    :raises SamePersonError: when the actor drafted it.
    :raises ProofreaderMayNotSignError: when the actor proofread what is to be signed.
    :raises NoRightToSignError: when the actor has no right to sign.
    :raises DrafterMissingError: when nobody answers for the text yet.
    """
    refusal = obstacle(actor, notice, action)
    if refusal is not None:
        raise refusal


def possible_actions(actor: Actor, notice: Notice) -> list[str]:
    """Return what the actor may do now, in the order of the table of steps."""
    hands = hands_of(notice)
    return [one for one in _in_turn(actor, notice) if obstacle(actor, notice, one, hands) is None]


def obstacles(actor: Actor, notice: Notice, *deeds: str) -> list[DomainError]:
    """Return why the actor must leave steps that are in turn, or other deeds, to others; each reason once."""
    hands = hands_of(notice)
    found = [obstacle(actor, notice, one, hands) for one in (*_in_turn(actor, notice), *deeds)]
    return [one for one in found if one is not None]


def next_deed(notice: Notice) -> str:
    """Return what is to be done to a notice next; a draft that did not pass the check is to be written on."""
    if notice.state in EDITABLE and notice.passed_check_at is None:
        return DRAFT
    return NEXT.get(NoticeState(notice.state), "")


def has_it_next(actor: Actor, notice: Notice) -> bool:
    """Say whether the notice waits for this very person: to be written, or to be passed on."""
    deed = next_deed(notice)
    if not deed or not issues(actor, notice):
        return False
    if deed == DRAFT:
        return notice.created_by_id in {None, actor.user_id}
    return obstacle(actor, notice, deed) is None


def _in_turn(actor: Actor, notice: Notice) -> list[str]:
    return NOTICE_MACHINE.actions(notice.state, actor.role) if issues(actor, notice) else []
