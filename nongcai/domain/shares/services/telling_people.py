"""Telling those whom a filing waits for, or comes back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Min

from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import ACTING, PREPARING, Role
from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.shares.states import CLIMBING, FilingState, ReportState
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from nongcai.domain.shares.models import RegionReport, SharedMember

WAITING = N_("有{n}份{year}年度预留份额填报待办理。")
WAITING_ONE = N_("“{unit}”的{year}年度预留份额填报待办理。")
PREPARED = N_("“{who}”已将“{unit}”的{year}年度预留份额填报送审，请审核后报送。")
APPROVED = N_("{year}年度预留份额填报已经“{who}”审核并报送。")
FILED_FOR = N_("“{office}”已代贵单位填报{year}年度预留份额，请核对；有出入的，请联系该单位。")
CONFIRMED = N_("{year}年度预留份额填报已经财政部门确认。")
RETURNED = N_("{year}年度预留份额填报被退回修改，请查看退回原因。")
NAMED = N_("“{host}”将本单位列为{year}年度共用食堂成员，请确认或提出异议。")
OBJECTED = N_("“{member}”对列为{year}年度共用食堂成员提出异议，请核对。")
REPORT_SUBMITTED = N_("“{node}”上报了{year}年度预留份额汇总（第{version}版），请接收或退回。")
REPORT_ACCEPTED = N_("本级{year}年度预留份额汇总（第{version}版）已由“{receiver}”接收。")
REPORT_RETURNED = N_("本级{year}年度预留份额汇总（第{version}版）被“{receiver}”退回：{words}")


def tell_holders(filings: Iterable[ShareFiling], *, at: datetime) -> None:
    """Tell each organisation to which filings have come how many wait there: one unread message a person and year."""
    come = {(row.holder_id, row.year) for row in filings if row.holder_id and row.state in CLIMBING}
    waiting = ShareFiling.objects.filter(
        holder_id__in={id_ for id_, _ in come}, year__in={year for _, year in come}, state__in=CLIMBING
    )
    counted = waiting.order_by().values_list("holder_id", "year").annotate(n=Count("pk"), unit=Min("organisation_id"))
    found = [row for row in counted if row[:2] in come]
    names = organisations.names_of({unit for _, _, n, unit in found if n == 1})
    for holder, year, n, unit in found:
        text = WAITING_ONE.format(unit=names[unit], year=year) if n == 1 else WAITING.format(n=n, year=year)
        page = f"/shares/units/{unit}/{year}/" if n == 1 else f"/shares/inbox/?year={year}"
        mark = f"#waiting-{year}"
        _tell({(holder, year): text}, f"{page}{mark}", at, renews=mark)


def tell_approved(filing: ShareFiling, filer_id: int, who: str, *, at: datetime) -> None:
    """Tell those who prepare in a unit that its approver has let the form out."""
    path = f"/shares/units/{filing.organisation_id}/{filing.year}/"
    text = APPROVED.format(who=who, year=filing.year)
    _tell({(filer_id, filing.year): text}, path, at, roles=PREPARING)


def tell_filed(filings: Sequence[ShareFiling], *, at: datetime) -> None:
    """Tell those for whom filings wait now, and units for whom the office above has filed (代填)."""
    prepared = [row for row in filings if row.is_within_unit]
    for row in prepared:
        _tell_approver(row, at)
    tell_holders(filings, at=at)
    texts = {
        (row.organisation_id, row.year): FILED_FOR.format(office=row.filed_by_office, year=row.year)
        for row in filings
        if row.filed_by_office and row not in prepared
    }
    if texts:
        _tell(texts, "/shares/own/", at)


def _tell_approver(filing: ShareFiling, at: datetime) -> None:
    unit = organisations.names_of([filing.organisation_id])[filing.organisation_id]
    text = PREPARED.format(who=filing.filed_by_label, unit=unit, year=filing.year)
    path = f"/shares/units/{filing.organisation_id}/{filing.year}/"
    _tell({(filing.holder_id or 0, filing.year): text}, path, at, roles=(Role.APPROVER,))


def tell_outcome(filings: Iterable[ShareFiling], *, at: datetime) -> None:
    """Tell units what became of their filings, and the next ones above that something waits."""
    rows = list(filings)
    said = {FilingState.CONFIRMED: CONFIRMED, FilingState.RETURNED: RETURNED}
    texts = {
        (row.organisation_id, row.year): said[FilingState(row.state)].format(year=row.year)
        for row in rows
        if row.state in said
    }
    _tell(texts, "/shares/own/", at)
    tell_holders(rows, at=at)


def tell_members(rows: Sequence[SharedMember], *, at: datetime) -> None:
    """Tell units that they were named as members of a shared canteen."""
    names = organisations.names_of({row.host_id for row in rows})
    texts = {(row.member_id, row.year): NAMED.format(host=names[row.host_id], year=row.year) for row in rows}
    _tell(texts, "/shares/own/", at)


def tell_host(row: SharedMember, *, at: datetime) -> None:
    """Tell the managing unit that a member objects."""
    name = organisations.names_of([row.member_id])[row.member_id]
    _tell({(row.host_id, row.year): OBJECTED.format(member=name, year=row.year)}, "/shares/own/", at)


def tell_of_report(report: RegionReport, words: str, *, at: datetime) -> None:
    """Tell the bureau above that a region's sums came, and the one below what became of them."""
    to, said = {
        ReportState.SUBMITTED: (report.receiver_id, REPORT_SUBMITTED),
        ReportState.ACCEPTED: (report.node_id, REPORT_ACCEPTED),
        ReportState.RETURNED: (report.node_id, REPORT_RETURNED),
    }[ReportState(report.state)]
    names = organisations.names_of([report.node_id, report.receiver_id])
    text = said.format(
        node=names[report.node_id],
        receiver=names[report.receiver_id],
        year=report.year,
        version=report.version,
        words=words,
    )
    _tell({(to, report.year): text}, f"/shares/reports/?year={report.year}", at)


def _tell(
    texts: dict[tuple[int, int], str], path: str, at: datetime, *, renews: str = "", roles: Iterable[Role] = ACTING
) -> None:
    members: dict[int, list[int]] = {}
    for organisation_id, user_id in organisations.members_of({id_ for id_, _ in texts}, roles, day_of(at)):
        members.setdefault(organisation_id, []).append(user_id)
    told = [(user_id, text) for (id_, _), text in texts.items() for user_id in members.get(id_, ())]
    notifications.tell_many(told=told, path=path, at=at, renews=renews)
