"""What every act on a notice begins and ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.notices import permissions, queries
from nongcai.domain.notices.errors import (
    IssuedError,
    NotEditableError,
    StepNotPermittedError,
    UnknownNoticeError,
    WithdrawnError,
    WordsMissingError,
    WrongFigureError,
)
from nongcai.domain.notices.models import NoticeStep
from nongcai.domain.notices.services import telling
from nongcai.domain.notices.states import ENDED, NOTICE_MACHINE, NoticeAction
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
        raise _refusal(notice)(state=notice.get_state_display())


def _refusal(notice: Notice) -> type[NotEditableError]:
    if notice.is_frozen:
        return IssuedError
    return WithdrawnError if notice.state in ENDED else NotEditableError


def require_reason(action: str, words: str) -> str:
    """Return why a step is taken.

    :raises WordsMissingError: when no reason is given.
    """
    if not words.strip():
        refusal = WordsMissingError(action=NoticeAction(action).label)
        refusal.fields["words"] = [str(refusal)]
        raise refusal
    return words.strip()


def note_check(actor: Actor, notice: Notice, *, at: datetime) -> None:
    """Note whether the text passes the check, and tell the proofreaders when it has come to."""
    passed = not queries.errors(queries.check_text(notice))
    before, notice.passed_check_at = notice.passed_check_at, at if passed else None
    records.save(notice, "passed_check_at")
    if passed and before is None:
        telling.tell_next(actor, notice, at=at)


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
