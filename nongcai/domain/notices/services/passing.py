"""A draft is proofread, countersigned and signed, or sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.notices.errors import OpennessMissingError
from nongcai.domain.notices.services import stepping, telling
from nongcai.domain.notices.states import WITH_A_REASON, NoticeAction
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def proofread(*, actor: Actor, notice_id: int, at: datetime, words: str = "") -> Notice:
    """核稿, by another person than the drafter.

    :raises StepNotPermittedError: when it is no draft.
    :raises SamePersonError: when the actor drafted it.
    :raises DrafterMissingError: when a command drafted it and nobody took it over.
    :raises WrongFigureError: when a figure is wrong.
    """
    notice = stepping.lock(actor, notice_id)
    target = stepping.require_step(actor, notice, NoticeAction.PROOFREAD)
    stepping.require_right_figures(notice, NoticeAction.PROOFREAD)
    return _pass_on(actor, notice, NoticeAction.PROOFREAD, target, at=at, words=words)


@transaction.atomic
def countersign(*, actor: Actor, notice_id: int, at: datetime, words: str = "") -> Notice:
    """会签, by another person than the drafter.

    :raises StepNotPermittedError: when it was not proofread.
    :raises SamePersonError: when the actor drafted it.
    """
    notice = stepping.lock(actor, notice_id)
    target = stepping.require_step(actor, notice, NoticeAction.COUNTERSIGN)
    return _pass_on(actor, notice, NoticeAction.COUNTERSIGN, target, at=at, words=words)


@transaction.atomic
def sign(*, actor: Actor, notice_id: int, at: datetime, words: str = "") -> Notice:
    """签发, by one with the right to who neither drafted nor proofread; the day dates what bears no date.

    :raises StepNotPermittedError: when it was not countersigned.
    :raises NoRightToSignError: when the actor has no right to sign.
    :raises SamePersonError: when the actor drafted it.
    :raises ProofreaderMayNotSignError: when the actor proofread it.
    :raises OpennessMissingError: when nobody said whether it may be public.
    :raises WrongFigureError: when a figure is wrong.
    """
    notice = stepping.lock(actor, notice_id)
    target = stepping.require_step(actor, notice, NoticeAction.SIGN)
    if not notice.openness:
        raise OpennessMissingError
    stepping.require_right_figures(notice, NoticeAction.SIGN)
    if notice.dated_on is None:
        notice.dated_on, notice.is_dated_by_signing = day_of(at), True
    return _pass_on(actor, notice, NoticeAction.SIGN, target, at=at, words=words)


@transaction.atomic
def send_back(*, actor: Actor, notice_id: int, words: str, at: datetime) -> Notice:
    """退回 to the drafter, with a reason; the check for secrets and a date set by signing fall with what was passed.

    :raises StepNotPermittedError: when it is a draft, or final.
    :raises WordsMissingError: when no reason is given.
    """
    notice = stepping.lock(actor, notice_id)
    target = stepping.require_step(actor, notice, NoticeAction.SEND_BACK)
    words = stepping.require_reason(NoticeAction.SEND_BACK, words)
    if notice.is_dated_by_signing:
        notice.dated_on, notice.is_dated_by_signing = None, False
    notice.passed_check_at = None
    records.save(notice, "passed_check_at")
    stepping.forget_secrecy_check(notice)
    sent = _pass_on(actor, notice, NoticeAction.SEND_BACK, target, at=at, words=words)
    telling.tell_drafter(actor, notice, NoticeAction.SEND_BACK, words=words, at=at)
    return sent


@transaction.atomic
def withdraw(*, actor: Actor, notice_id: int, words: str, at: datetime) -> Notice:
    """撤销拟稿, with a reason; what was drafted is kept.

    :raises StepNotPermittedError: when it was passed on.
    :raises WordsMissingError: when no reason is given.
    """
    notice = stepping.lock(actor, notice_id)
    target = stepping.require_step(actor, notice, NoticeAction.WITHDRAW)
    words = stepping.require_reason(NoticeAction.WITHDRAW, words)
    withdrawn = _pass_on(actor, notice, NoticeAction.WITHDRAW, target, at=at, words=words)
    telling.tell_drafter(actor, notice, NoticeAction.WITHDRAW, words=words, at=at)
    return withdrawn


def _pass_on(actor: Actor, notice: Notice, action: str, target: str, *, at: datetime, words: str) -> Notice:
    notice.state = target
    records.save(notice, "state", "dated_on", "is_dated_by_signing")
    stepping.record(actor, notice, action, at=at, words=words)
    if action not in WITH_A_REASON:
        telling.tell_next(actor, notice, at=at)
    return notice
