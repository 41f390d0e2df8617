"""Who is told that something waits, or what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.domain.approvals import queries
from nongcai.domain.notifications import services as notifications
from nongcai.foundation import money
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from nongcai.domain.approvals.models import ApprovalRequest

INBOX = "/approvals/"
_LONGEST = 500


def path_of(request: ApprovalRequest) -> str:
    """Return the page of a request."""
    return f"{INBOX}{request.subject}/"


def tell_deciders(requests: Sequence[ApprovalRequest], at: datetime) -> None:
    """Tell whoever must decide now; of one request by its page, of several at once by the inbox."""
    known: dict[tuple[int, int, int, int | None], list[int]] = {}
    waiting: dict[int, list[ApprovalRequest]] = {}
    for request in requests:
        # What stands at the same level for the same people is asked about once.
        key = (request.level_id, request.organisation_id, request.unit_id, request.asked_by_id)
        if key not in known:
            known[key] = [post.user_id for post in queries.deciders_of(request, day_of(at))]
        for user_id in known[key]:
            waiting.setdefault(user_id, []).append(request)
    one, many = _("有采购待您审批：{title}，{amount}元，{who}提交。"), _("有{count}项采购待您审批，共{amount}元。")
    _tell(waiting, at, one, many)


def tell_agreed(requests: Sequence[ApprovalRequest], at: datetime) -> None:
    """Tell whoever asked that it may go on."""
    asked: dict[int, list[ApprovalRequest]] = {}
    for one in requests:
        if one.asked_by_id is not None:
            asked.setdefault(one.asked_by_id, []).append(one)
    _tell(asked, at, _("“{title}”（{amount}元）已审批同意。"), _("有{count}项采购已审批同意，共{amount}元。"))


def tell_refused(request: ApprovalRequest, reason: str, at: datetime) -> None:
    """Tell whoever asked why it may not."""
    text = _("“{title}”（{amount}元）未获同意：{reason}")
    said = text.format(title=request.title, amount=money.shown(request.amount), reason=reason)
    told = [(request.asked_by_id, said[:_LONGEST])] if request.asked_by_id is not None else []
    notifications.tell_many(told=told, at=at, path=path_of(request))


def tell_late(waiting: Mapping[int, int], days: int, at: datetime) -> None:
    """Remind those for whom so many have waited for long; an unread reminder is written anew."""
    text = _("有{count}项采购等待您审批已超过{days}个工作日，请及时办理。")
    told = [(user_id, text.format(count=count, days=days)) for user_id, count in waiting.items()]
    notifications.tell_many(told=told, at=at, path=INBOX, renews=INBOX)


def _tell(waiting: Mapping[int, Sequence[ApprovalRequest]], at: datetime, of_one: str, of_many: str) -> None:
    pages: dict[str, list[tuple[int, str]]] = {}
    for user_id, rows in waiting.items():
        first, amount = rows[0], money.shown(sum((one.amount for one in rows), money.ZERO))
        text = of_one if len(rows) == 1 else of_many
        said = text.format(title=first.title, amount=amount, who=first.asked_by_label, count=len(rows))
        pages.setdefault(path_of(first) if len(rows) == 1 else INBOX, []).append((user_id, said[:_LONGEST]))
    for path, told in pages.items():
        notifications.tell_many(told=told, at=at, path=path)
