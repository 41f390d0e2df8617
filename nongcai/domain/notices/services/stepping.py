"""What every act on a notice begins and ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.notices import permissions, queries
from nongcai.domain.notices.errors import (
    NotEditableError,
    StepNotPermittedError,
    UnknownNoticeError,
    WrongFigureError,
)
from nongcai.domain.notices.models import NoticeStep
from nongcai.domain.notices.states import NOTICE_MACHINE, NoticeAction
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.organisations.actors import Actor


def lock(actor: Actor, notice_id: int) -> Notice:
    """Fetch and lock a notice that the actor's department issues.

    :raises UnknownNoticeError: when it lies outside the actor's sight.
    :raises NotAllowedError: when the actor does not work in its department.
    """
    rows = queries.notices_visible_to(actor).select_for_update(of=("self",), no_key=True)
    notice = rows.filter(pk=notice_id).first()
    if notice is None:
        raise UnknownNoticeError
    permissions.require_issuer(actor, notice)
    return notice


def require_state(notice: Notice, states: Collection[str]) -> None:
    """Let a notice pass only while it is in one of these states.

    :raises NotEditableError: when it is not.
    """
    if notice.state not in states:
        raise NotEditableError(state=notice.get_state_display())


def require_step(actor: Actor, notice: Notice, action: str) -> str:
    """Return where a step leads.

    :raises StepNotPermittedError: when it does not begin here.
    :raises NotAllowedError: when the step must be left to others, as `permissions.require_free_hands` says.
    """
    step = NOTICE_MACHINE.step(action, notice.state)
    if step is None or step.role != actor.role:
        raise StepNotPermittedError(state=notice.get_state_display(), action=NoticeAction(action).label)
    permissions.require_free_hands(actor, notice, action)
    return step.target


def require_right_figures(notice: Notice, action: str) -> None:
    """Stop a notice in which a figure is wrong.

    :raises WrongFigureError: when the checker finds an error; it names the first.
    """
    wrong = queries.errors(queries.check(notice))
    if wrong:
        raise WrongFigureError(action=NoticeAction(action).label, finding=wrong[0].message)


def forget_secrecy_check(notice: Notice) -> None:
    """Make a changed text wait for another check for secrets: the former one was of another text."""
    notice.secrecy_checked_by, notice.secrecy_checked_at = None, None
    records.save(notice, "secrecy_checked_by", "secrecy_checked_at")


def record(actor: Actor, notice: Notice, action: str, *, at: datetime, words: str = "") -> None:
    """Write down who did what."""
    step = NoticeStep(
        notice=notice,
        action=action,
        state=notice.state,
        user_id=actor.user_id,
        label=actor.label,
        at=at,
        words=words,
    )
    records.save(step)
