"""Whoever has a notice next is told; nobody else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.notices import permissions
from nongcai.domain.notices.states import DEEDS, NEXT, NoticeAction, NoticeState
from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.organisations.actors import Actor

_MOST_WORDS = 200
_NEXT = N_("《{title}》{state}，等您办理“{deed}”。")
_DONE: dict[str, str] = {
    NoticeAction.SEND_BACK: N_("《{title}》被退回，请修改后再交核稿：{words}"),
    NoticeAction.WITHDRAW: N_("《{title}》已撤销拟稿：{words}"),
}


def tell_next(actor: Actor, notice: Notice, *, at: datetime) -> None:
    """Tell those who may take the next step, but for who has just acted."""
    action = NEXT.get(NoticeState(notice.state))
    if action is None:
        return
    text = _NEXT.format(title=notice.title, state=notice.get_state_display(), deed=DEEDS[action])
    for one in organisations.actors_of(notice.node_id, Role.FINANCE, day_of(at)):
        if one.user_id != actor.user_id and permissions.has_it_next(one, notice):
            _tell(one.user_id, notice, text, at=at)


def tell_drafter(actor: Actor, notice: Notice, action: str, *, words: str, at: datetime) -> None:
    """Tell the drafter what somebody else did to the draft, and why."""
    if notice.created_by_id != actor.user_id:
        text = _DONE[action].format(title=notice.title, words=words[:_MOST_WORDS])
        _tell(notice.created_by_id, notice, text, at=at)


def _tell(user_id: int | None, notice: Notice, text: str, *, at: datetime) -> None:
    if user_id is not None:
        notifications.tell(user_id=user_id, text=text, at=at, path=f"/notices/{notice.pk}/")
