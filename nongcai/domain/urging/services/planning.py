"""What the clock plans: reminders before the last day, asking the late to file (催报), digests for reviewers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.domain.urging import queries, rules, statements
from nongcai.domain.urging.states import Channel, Kind
from nongcai.foundation import queue, records
from nongcai.foundation.texts import N_
from nongcai.foundation.years import CHINA, day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date, datetime

    from nongcai.domain.organisations.queries import Node
    from nongcai.domain.urging.queries import Lagging, Manner, Waiting

# Outward one reminds (提醒、提示); 催办 is a word of the office.
REMINDER = N_("提醒：{year}年度预留份额填报截止日为{due}，还有{n}个工作日，请及时{where}。")
LATE = N_("提醒：{year}年度预留份额填报已于{due}截止，贵单位尚未完成。请尽快与同级财政部门联系补报。")
BEHIND = N_("提醒：{year}年度预留份额填报尚未完成，未达目标进度。请尽快与同级财政部门联系。")
DIGEST = N_("待办提示：{year}年度预留份额填报有{n}份待办理{exceptions}，最早一份已等待{days}个工作日。{due}")
EXCEPTIONS = N_("，其中需留意：{list}")
DUE_IN = N_("办理截止日为{due}，还有{n}个工作日。")
DUE_PAST = N_("办理截止日为{due}，已超过{n}个工作日。")
INSIDE = N_("填报表正在单位内审核，须由单位审核人在截止日前报送。")
HERE, THERE = N_("在本系统完成填报"), N_("在“832平台”完成填报")
_OWN, _INBOX = "/shares/own/", "/shares/inbox/"


@dataclass(frozen=True)
class Planned:
    """A message to a unit; `key` makes it one."""

    key: str
    unit_id: int
    kind: str
    channel: str
    text: str
    path: str = ""
    number: str = ""


@transaction.atomic
def plan_day(*, at: datetime) -> int:
    """Queue the planning of each finance department with a directory of this year; return how many there are."""
    nodes = organisations.bureaus_of_year(day_of(at).year)
    for node_id in nodes:
        queue.defer("urging.plan_node", node_id=node_id, lock=f"urging.plan:{node_id}")
    return len(nodes)


@transaction.atomic
def plan_node(*, node_id: int, at: datetime, with_sms: bool) -> int:
    """Plan what a finance department's own units and reviewers are told today; return how many messages are new.

    Nothing is planned on a day off, nor twice for a day.
    """
    day = day_of(at)
    node, manner = organisations.node(node_id), queries.manners([node_id], day)[node_id]
    season = shares.season_in(node.region_code, day.year)
    if season.programme is None or day in manner.off or not (season.window and season.window.has_opened(at)):
        return 0
    late = queries.lagging(node, day.year, season)
    late = queries.with_numbers(late, day) if with_sms else late
    where = HERE if season.is_self_filed else THERE
    planned = [
        *_reminders([one for one in late if one.is_with_unit], day, manner, where, with_sms=with_sms),
        *_digests(queries.waiting_by_holder(node, day.year, season), day, manner),
    ]
    return plan(node=node, year=day.year, planned=planned, manner=manner, at=at)


def plan(*, node: Node, year: int, planned: Sequence[Planned], manner: Manner, at: datetime) -> int:
    """Write messages down to go out when people may be disturbed, in one statement; return how many are new."""
    if not planned:
        return 0
    return records.run(
        statements.CONTACTS,
        node=node.id,
        year=year,
        at=at,
        due=manner.next_open(at),
        keys=[one.key for one in planned],
        units=[one.unit_id for one in planned],
        kinds=[one.kind for one in planned],
        channels=[one.channel for one in planned],
        texts=[one.text for one in planned],
        paths=[one.path for one in planned],
        numbers=[one.number for one in planned],
    )


def reminder_of(due_on: date, day: date, year: int, off: Collection[date], where: str) -> tuple[str, str]:
    """Return the kind and the words of a reminder, by how the day stands to the last one."""
    left = rules.workdays_until(day, due_on, off)
    if day <= due_on:
        return Kind.REMINDER, REMINDER.format(year=year, due=due_on, n=left, where=where)
    text = BEHIND if rules.is_past_october(day, year) else LATE
    return Kind.LATE, text.format(year=year, due=due_on)


def messages_to(one: Lagging, kind: str, text: str, occasion: str, *, with_sms: bool) -> Iterator[Planned]:
    """Write a unit's message for each way on which it is reached."""
    key = f"{kind}:{occasion}:{one.unit_id}"
    text = f"{text}{INSIDE}" if one.step == queries.APPROVE else text
    yield Planned(f"{key}:site", one.unit_id, kind, Channel.SITE, text, _OWN)
    if with_sms and one.phone:
        yield Planned(f"{key}:sms", one.unit_id, kind, Channel.SMS, text, "", one.phone)


def _reminders(late: list[Lagging], day: date, manner: Manner, where: str, *, with_sms: bool) -> Iterator[Planned]:
    for one in late:
        if one.due_on is None:
            continue
        left = rules.workdays_until(day, one.due_on, manner.off)
        wanted = rules.is_day_to_remind(left, manner.policy.days_before) or rules.is_day_to_ask(-left)
        if wanted:
            kind, text = reminder_of(one.due_on, day, day.year, manner.off, where)
            yield from messages_to(one, kind, text, str(day), with_sms=with_sms)


def _digests(waiting: list[Waiting], day: date, manner: Manner) -> Iterator[Planned]:
    for one in waiting:
        listed = "、".join(f"{label}{n}份" for label, n in one.exceptions)
        oldest = one.oldest.astimezone(CHINA).date() if one.oldest else day
        text = DIGEST.format(
            year=day.year,
            n=one.total,
            exceptions=EXCEPTIONS.format(list=listed) if listed else "",
            days=max(rules.workdays_until(oldest, day, manner.off), 0),
            due=_due(one.due_on, day, manner.off),
        )
        yield Planned(f"digest:{day}:{one.holder_id}", one.holder_id, Kind.DIGEST, Channel.SITE, text, _INBOX)


def _due(due_on: date | None, day: date, off: Collection[date]) -> str:
    if due_on is None or rules.is_past_october(day, day.year):
        return ""
    left = rules.workdays_until(day, due_on, off)
    return (DUE_IN if left >= 0 else DUE_PAST).format(due=due_on, n=abs(left))
