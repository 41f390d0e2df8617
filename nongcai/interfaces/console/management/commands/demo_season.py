"""The demo's running season: the year after the finished one, filed in part, confirmed in part, some sent back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.roles import Power, Role
from nongcai.domain.organisations.services import ListedUnit, ToldLiaison
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services as programme_services
from nongcai.domain.programmes.services import ToldProgramme
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from nongcai.domain.shares.queries import SaidFiling
from nongcai.domain.shares.rules import SaidCanteen
from nongcai.domain.shares.services import Decision
from nongcai.foundation.errors import DomainError
from nongcai.foundation.years import day_of
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Listing
    from nongcai.domain.organisations.queries import Node
    from nongcai.domain.shares.models import ShareFiling

CITY, DISTRICT, FURTHER_ON, FINISHED, YEAR = "410100", "410105", "410181", 2023, 2024
MOST, CONTACTS = 160, 40
# Units with a log-in of the demo: one is still to file, the other's filing comes back.
UNFILED, SENT_BACK = "金水区第一高级中学", "郑州市第一中学"
EXPLAINED = "已与单位核实，数据属实。"
# It has a post that prepares and one that approves: its form waits for the second.
WITHIN = "郑州外国语学校"
RETURNED = ("total_implausible", "采购总额与上年决算相差较大，请核对后重新填报。")


class Command(commanding.Command):
    help = "在演示数据上开始 2024 年度的预留份额填报，只能在演示模式下使用。"

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEMO:
            raise ConsoleError("演示数据只能在演示模式（NONGCAI_DEMO=1）下建立。")
        city, at = organisations.finance_node(CITY), timezone.now()
        bureau = organisations.operator_of(city)
        if organisations.listings(YEAR, city.path).exists():
            return
        _list_units(bureau, city, at)
        _list_contacts(bureau, city, at)
        _open_season(bureau, at, closed_days_ago=-14)
        # One district is further on: its window has closed, and what comes now is late (补报).
        for district in organisations.children_of(city):
            if district.is_finance and district.region_code == FURTHER_ON:
                _open_season(organisations.operator_of(district), at, closed_days_ago=1)
        filed = [one for one in _file(city, at) if one.filed_at and one.filed_at < at]
        _decide(filed, Role.SUPERVISOR, "endorse", at - timedelta(days=2), every=3)
        waiting = [shares.filing_of(one.organisation_id, YEAR) or one for one in filed]
        _decide(waiting, Role.FINANCE, "confirm", at - timedelta(days=1), every=2)


def _list_units(bureau: Actor, city: Node, at: datetime) -> None:
    listed = list(organisations.directory(city.path, FINISHED))
    codes = organisations.supervisor_codes([one.organisation_id for one in listed], FINISHED)
    rows = [_row(one, codes.get(one.organisation_id) or "") for one in listed]
    organisation_services.list_units(actor=bureau, year=YEAR, rows=rows, at=at)


def _row(one: Listing, supervisor_code: str) -> ListedUnit:
    return ListedUnit(
        code=one.code,
        name=one.name,
        credit_code=one.organisation.credit_code,
        region_code=one.region_id,
        level=one.level,
        supervisor_code=supervisor_code,
        canteen=one.canteen,
        host_code="",
        union_members=one.union_members,
    )


def _list_contacts(bureau: Actor, city: Node, at: datetime) -> None:
    """Enter whom to call at some units; a third have a deputy, and one number proved dead."""
    units = sorted({one.organisation_id for one in organisations.directory(city.path, YEAR)})[:CONTACTS]
    for place, unit in enumerate(units):
        for is_deputy in (False, True)[: 1 + (place % 3 == 0)]:
            told = ToldLiaison(
                post="食堂管理岗" if is_deputy else "填报岗",
                phone=f"1380000{place:03d}{int(is_deputy)}",
                since=day_of(at) - timedelta(days=40),
                is_deputy=is_deputy,
            )
            entry = organisation_services.enter_liaison(actor=bureau, organisation_id=unit, told=told, at=at)
    organisation_services.mark_dead(actor=bureau, liaison_id=entry.pk, at=at)


def _open_season(bureau: Actor, at: datetime, *, closed_days_ago: int) -> None:
    """Let the season run today, whenever the demo is started; the year's own programme stands otherwise."""
    due = day_of(at) - timedelta(days=closed_days_ago)
    standing = programmes.programme_for(CITY, YEAR)
    told = ToldProgramme(
        title=f"{standing.title}（演示：窗口期随启动日顺延）",
        zone_name=standing.zone_name,
        leading_count=standing.leading_count,
        mode="self_filed",
        files_from=due - timedelta(days=28),
        files_due=due,
        endorse_due=due + timedelta(days=4),
        confirm_due=due + timedelta(days=7),
        report_due=due + timedelta(days=11),
        finish_by=standing.finish_by,
        moves_to_workday=False,
        has_second_review=False,
        document=standing.document,
    )
    programme_services.write_programme(actor=bureau, year=YEAR, told=told, at=at)
    programme_services.publish_programme(actor=bureau, year=YEAR, at=at)


def _file(city: Node, now: datetime) -> Iterator[ShareFiling]:
    """File for most units as they would themselves; every sixth has not yet, or comes late where the window closed."""
    nodes = organisations.nodes(organisations.units_under(city.path))
    nodes = [*nodes[:MOST], *(node for node in nodes[MOST:] if node.region_code == DISTRICT)]
    before = shares.filings([node.id for node in nodes], FINISHED)
    hosts = {node.id: _host(node.id) for node in nodes}
    for place, node in enumerate(nodes):
        last, at = before.get(node.id), now - timedelta(days=3)
        if last is None or node.name == UNFILED:
            continue
        if place % 6 == 5 and node.name != WITHIN:
            if node.region_code != FURTHER_ON:
                continue
            at = _extend(node, now)
        actor = _preparer(node) if node.name == WITHIN else _somebody(node, Role.UNIT)
        said = (
            SaidFiling(host_id=hosts[node.id])
            if hosts[node.id]
            else _said(last, place, is_host=node.id in hosts.values())
        )
        try:
            yield services.file_share(actor=actor, unit_id=node.id, year=YEAR, said=said, at=at)
        except DomainError:
            # A unit below a rule would be told so on the page; the demo leaves it unfiled.
            continue


def _host(unit_id: int) -> int | None:
    shared = organisations.relations_of(unit_id).filter(kind="shared_canteen")
    return next((one.other_id for one in shared), None)


def _extend(node: Node, at: datetime) -> datetime:
    bureau = organisations.operator_of(organisations.finance_node(node.region_code))
    due_on, ground = day_of(at) + timedelta(days=5), "经办人员变动，同意补报"
    programme_services.extend(actor=bureau, organisation_id=node.id, year=YEAR, due_on=due_on, ground=ground, at=at)
    return at


def _said(last: ShareFiling, place: int, *, is_host: bool) -> SaidFiling:
    if not last.canteen_total:
        return SaidFiling(reserved=Decimal(0))
    # A few have figures that a reviewer looks at twice.
    factor = Decimal("2.4") if place % 23 == 7 else Decimal(100 + place % 12) / 100
    total = (last.canteen_total * factor).quantize(Decimal(1))
    ratio = max((last.reserved * 100 / last.canteen_total).to_integral_value(ROUND_CEILING), Decimal(10)) + place % 3
    diners = max(int(total / 4000), 1)
    kitchen = SaidCanteen(
        "shared" if is_host else "own", "职工食堂", total, "accounts" if place % 3 else "estimate", diners=diners
    )
    if place % 11 == 4 and not is_host:
        kitchen = replace(kitchen, kind="outsourced", account_due_on=day_of(timezone.now()) + timedelta(days=30))
    return SaidFiling(canteens=(kitchen,), ratio=ratio)


def _decide(filings: list[ShareFiling], role: Role, action: str, at: datetime, *, every: int) -> None:
    """Let each holder of this role decide on most of what waits there, and send some back; others' is left alone."""
    holders: dict[int, list[ShareFiling]] = {}
    for filing in filings:
        if filing.holder_id:
            holders.setdefault(filing.holder_id, []).append(filing)
    for holder_id, waiting in holders.items():
        holder = organisations.node(holder_id)
        if holder.is_finance != (role == Role.FINANCE):
            continue
        actor = _somebody(holder, role)
        for place, verdict in enumerate((action, "send_back")):
            chosen = [one for n, one in enumerate(waiting) if _verdict(n, every, one.organisation.name) == place]
            seen = [(one.pk, one.version) for one in chosen]
            reason, words = RETURNED if verdict == "send_back" else ("", EXPLAINED)
            if seen:
                decision = Decision(verdict, seen, words=words, reason=reason)
                services.decide_many(actor=actor, decision=decision, at=at)


def _verdict(place: int, every: int, name: str) -> int | None:
    """Say what becomes of the n-th: 0 decided, 1 sent back, None left waiting."""
    if place % 9 == 4 or name == SENT_BACK:
        return 1
    return None if place % every == every - 1 else 0


def _preparer(node: Node) -> Actor:
    return replace(_somebody(node, Role.PREPARER), label="市外国语学校填报经办岗", ceded=frozenset({Power.SUBMIT}))


def _somebody(node: Node, role: Role) -> Actor:
    return replace(organisations.operator_of(node), role=role, label="演示数据")
