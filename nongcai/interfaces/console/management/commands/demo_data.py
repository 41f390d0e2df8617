"""The demo's people: one log-in per role. Those of units come once the directory is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from nongcai.domain.accounts import queries as account_queries
from nongcai.domain.accounts import services as accounts
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.roles import BuyerKind, Role
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError

# One county has officers of its own, the others do without.
CITY, DISTRICT, COUNTY = "410100", "410105", "410181"
YEAR = 2023
FINANCE = (
    ("caizheng", CITY, Role.FINANCE, "市财政局采购处拟稿岗"),
    ("fuhe", CITY, Role.FINANCE, "市财政局采购处核稿岗"),
    ("qianfa", CITY, Role.FINANCE, "市财政局分管领导岗（签发）"),
    ("quxian", DISTRICT, Role.FINANCE, "金水区财政局经办岗"),
    ("shenji", CITY, Role.AUDITOR, "审计查阅岗"),
    ("kefu", CITY, Role.SUPPORT, "市财政局客服岗"),
    ("anshen", CITY, Role.AUDIT_OFFICER, "市财政局安全审计岗"),
    ("gonghui", CITY, Role.UNION_READER, "市总工会查阅岗"),
    ("guozi", CITY, Role.SOE_READER, "市国资委查阅岗"),
    ("nongye", CITY, Role.FARM_READER, "市农业农村局查阅岗"),
    ("xiguan", COUNTY, Role.SYSTEM_OFFICER, "巩义市财政局系统管理岗"),
    ("anguan", COUNTY, Role.SECURITY_OFFICER, "巩义市财政局安全管理岗"),
)
SIGNERS = ("qianfa",)
UNITS = (
    ("zhuguan", "郑州市教育局", Role.SUPERVISOR, "市教育局经办岗"),
    ("danwei", "郑州市第一中学", Role.UNIT, "市第一中学填报岗"),
    ("jingban", "郑州外国语学校", Role.PREPARER, "市外国语学校填报经办岗"),
    ("danshen", "郑州外国语学校", Role.APPROVER, "市外国语学校审核岗"),
    ("quzhuguan", "金水区教育局", Role.SUPERVISOR, "金水区教育局经办岗"),
    ("qudanwei", "金水区第一高级中学", Role.UNIT, "金水区第一高级中学填报岗"),
)


@dataclass(frozen=True)
class Buyer:
    """Who runs the canteens of some units and buys for each of them."""

    username: str
    label: str
    units: tuple[str, ...]
    name: str
    credit_code: str


BUYER = Buyer(
    "chengbao",
    "承包方采购岗",
    ("郑州市第一中学", "金水区第一高级中学"),
    "郑州惠民餐饮管理有限公司",
    "91410100MA0000832H",
)


class Command(commanding.Command):
    help = "建立缺少的演示账号，只能在演示模式下使用。"

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEMO:
            raise ConsoleError("演示账号只能在演示模式（NONGCAI_DEMO=1）下建立。")
        organisation_services.found_finance_nodes(region_codes=[CITY, DISTRICT, COUNTY], at=timezone.now())
        for username, region, role, label in FINANCE:
            _open(username, organisations.finance_node(region).id, role, label)
        path = organisations.finance_node(CITY).path
        for username, name, role, label in UNITS:
            for _, unit_id in organisations.units_by_name([name], path)[:1]:
                _open(username, unit_id, role, label)
        if account_queries.user_by_name(BUYER.username) is None:
            named = (organisations.units_by_name([name], path)[:1] for name in BUYER.units)
            _open_buyer([unit_id for found in named for _, unit_id in found])


def _open(username: str, organisation_id: int, role: Role, label: str) -> None:
    actor, now = organisations.operator_of_machine(), timezone.now()
    user = account_queries.user_by_name(username)
    if user is None:
        user = accounts.open_account(
            actor=actor, username=username, label=label, password=settings.DEMO_PASSWORD, at=now, is_demo=True
        )
        organisation_services.appoint(
            actor=actor, user_id=user.pk, organisation_id=organisation_id, role=role, since=date(YEAR, 1, 1), at=now
        )
    organisation_services.let_sign(
        actor=actor, username=username, organisation_id=organisation_id, may_sign=username in SIGNERS, at=now
    )


def _open_buyer(unit_ids: list[int]) -> None:
    actor, now = organisations.operator_of_machine(), timezone.now()
    told = [
        organisation_services.ToldBuyer(
            username=BUYER.username,
            label=BUYER.label,
            unit_id=unit_id,
            kind=BuyerKind.CONTRACTOR,
            name=BUYER.name,
            credit_code=BUYER.credit_code,
            ends_on=date(now.year + 1, 12, 31),
        )
        for unit_id in unit_ids
    ]
    if not told:
        return
    user = accounts.open_account(
        actor=actor,
        username=BUYER.username,
        label=BUYER.label,
        password=settings.DEMO_PASSWORD,
        at=now,
        is_demo=True,
    )
    for one in told:
        # Its orders are of the last months.
        organisation_services.let_buy(actor=actor, user=user, told=one, at=now - timedelta(days=120))
