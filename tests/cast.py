"""The offices of every story: a city's finance bureau, a district's, a supervising department and its units.

Small enough to reckon by hand. The same cast fills tests of rooms, pages and the API.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from stdnum.cn import uscc

from nongcai.domain.accounts import services as accounts
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.roles import BuyerKind, Role
from nongcai.domain.organisations.services import ListedUnit, ToldBuyer, ToldPost
from nongcai.domain.shares import services as shares
from nongcai.domain.shares.services import ToldFiling

if TYPE_CHECKING:
    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node

YEAR = 2023
AT = datetime(2024, 1, 31, 1, 0, tzinfo=UTC)
CITY, DISTRICT = "410100", "410105"
PASSWORD = "demo-password-2023"


def credit_code(number: int, *, kind: str = "12") -> str:
    """Return a credit code with a right check character."""
    body = f"{kind}{CITY}{number:09d}"
    return body + str(uscc.calc_check_digit(body))


def unit(code: str, name: str, **changes: object) -> ListedUnit:
    """Return a directory's row of the city with sensible values."""
    row = ListedUnit(
        code=code,
        name=name,
        credit_code=credit_code(int(code[-6:])),
        region_code=CITY,
        level=1,
        supervisor_code="",
        canteen="own",
        host_code="",
        union_members=10,
    )
    return replace(row, **changes)  # type: ignore[arg-type]  # field names are checked at run time


UNITS = (
    unit("4101000001", "郑州市教育局"),
    unit("4101000002", "郑州市第一中学", supervisor_code="4101000001", level=2),
    unit("4101000003", "郑州市公安局", union_members=200),
    unit("4101050001", "金水区教育局", region_code=DISTRICT),
    unit("4101050002", "金水区实验小学", region_code=DISTRICT, supervisor_code="4101050001", level=2),
)
SIGNERS = {"city_signer"}
# code: (canteen total, reserved), yuan
FILINGS = {
    "4101000001": ("100000.00", "12000.00"),
    "4101000002": ("400000.00", "60000.00"),
    "4101000003": ("0.00", "0.00"),
    "4101050001": ("50000.00", "5000.00"),
    "4101050002": ("200000.00", "30000.00"),
}


@dataclass(frozen=True)
class Cast:
    """The city's finance node, units by code, and an actor for each role."""

    city: Node
    district: Node
    units: dict[str, Node]
    users: dict[str, User]
    # Who works in the market stands apart: none of these has to do with units.
    market: dict[str, User] = field(default_factory=dict)

    def person(self, name: str) -> User | None:
        """Return somebody of the cast or of the market; None for a stranger."""
        return self.users.get(name) or self.market.get(name)

    def actor(self, name: str) -> Actor:
        """Return a member of the cast: city_finance, city_reviewer, city_signer, supervisor, unit, auditor…"""
        found = organisations.actor_of(self.users[name], None, AT.date())
        assert found is not None
        return found


def put_on_stage(*, filings: bool = True) -> Cast:
    """Found the city and its units through the services that pages use."""
    organisation_services.found_finance_nodes(region_codes=[CITY], at=AT)
    city = organisations.finance_node(CITY)
    operator = organisations.operator_of(city)
    organisation_services.list_units(actor=operator, year=YEAR, rows=UNITS, at=AT)
    listed = organisations.listings(YEAR, city.path)
    units = {one.code: organisations.node(one.organisation_id) for one in listed}
    if filings:
        rows = [told(units[code].id, *amounts) for code, amounts in FILINGS.items()]
        shares.record_filings(actor=operator, year=YEAR, rows=rows, at=AT)
    district = organisations.finance_node(DISTRICT)
    return Cast(city, district, units, _people(city, district, units))


def hire_buyer(cast: Cast, name: str = "buyer") -> None:
    """Let the school's own canteen have somebody who buys, or who approves, accepts or pays."""
    role, label = LATER_AT_CANTEEN.get(name, (Role.BUYER, "第一中学食堂采购岗"))
    post = organisation_services.open_buyer(
        actor=cast.actor("unit"),
        told=ToldBuyer(name, label, cast.units["4101000002"].id, BuyerKind.CANTEEN, role=role),
        at=AT,
        until=AT + timedelta(days=1),
    )
    cast.users[name] = accounts.activate(code=post.code, password=PASSWORD, at=AT)


def hire_support(cast: Cast) -> None:
    """Let the city have somebody who helps people with their accounts: `support`."""
    operator = organisations.operator_of(cast.city)
    told = ToldPost("support", "客服岗", cast.city.id, Role.SUPPORT)
    post = organisation_services.open_post(actor=operator, told=told, password=PASSWORD, at=AT)
    cast.users["support"] = post.membership.user


def hire_audit_officer(cast: Cast) -> None:
    """Let the city have somebody who reviews what is done to accounts: `audit_officer`."""
    operator = organisations.operator_of(cast.city)
    told = ToldPost("audit_officer", "安全审计岗", cast.city.id, Role.AUDIT_OFFICER)
    post = organisation_services.open_post(actor=operator, told=told, password=PASSWORD, at=AT)
    cast.users["audit_officer"] = post.membership.user


# Who comes to the city's bureau only where a test asks for them; where the first two are, its finance people do less.
LATER = {
    "system_officer": (Role.SYSTEM_OFFICER, "系统管理岗"),
    "security_officer": (Role.SECURITY_OFFICER, "安全管理岗"),
    "programmer": (Role.PROGRAMMER, "方案管理岗"),
    "reviewer": (Role.REVIEWER, "财政审核岗"),
    "union_reader": (Role.UNION_READER, "总工会查阅岗"),
    "soe_reader": (Role.SOE_READER, "国资委查阅岗"),
    "farm_reader": (Role.FARM_READER, "农业农村局查阅岗"),
}
# The same at the school: where the second is, nobody files alone.
LATER_AT_SCHOOL = {
    "preparer": (Role.PREPARER, "第一中学填报经办岗"),
    "approver": (Role.APPROVER, "第一中学审核岗"),
}
# The same at the school's canteen, beside who buys: each takes a part of the buyer's work.
LATER_AT_CANTEEN = {
    "order_approver": (Role.ORDER_APPROVER, "第一中学采购审批岗"),
    "acceptor": (Role.ACCEPTOR, "第一中学验收岗"),
    "accountant": (Role.ACCOUNTANT, "第一中学会计岗"),
}


def hire(cast: Cast, name: str) -> str:
    """Let the city's bureau, the school or its canteen have one who comes later, or the police `awaiting`."""
    if name in LATER_AT_CANTEEN and name not in cast.users:
        hire_buyer(cast, name)
    if name in LATER | LATER_AT_SCHOOL and name not in cast.users:
        role, label = (LATER | LATER_AT_SCHOOL)[name]
        place = cast.units["4101000002"] if name in LATER_AT_SCHOOL else cast.city
        post = organisation_services.open_post(
            actor=organisations.operator_of(cast.city),
            told=ToldPost(name, label, place.id, role),
            password=PASSWORD,
            at=AT,
        )
        cast.users[name] = post.membership.user
    if name == "awaiting":
        hire(cast, "system_officer")
        told = ToldPost(name, "待授岗", cast.units["4101000003"].id, Role.UNIT)
        keeper = cast.actor("system_officer")
        cast.users[name] = organisation_services.open_post(
            actor=keeper, told=told, password=PASSWORD, at=AT
        ).membership.user
    return name


def told(unit_id: int, canteen_total: str, reserved: str, **changes: object) -> ToldFiling:
    """Return a confirmed filing as an export tells it."""
    moment = datetime(YEAR, 3, 1, 2, 0, tzinfo=UTC)
    row = ToldFiling(
        unit_id=unit_id,
        canteen="own",
        canteen_total=Decimal(canteen_total),
        reserved=Decimal(reserved),
        filed_at=moment,
        endorsed_at=moment,
        confirmed_at=moment,
        remark="",
    )
    return replace(row, **changes)  # type: ignore[arg-type]  # field names are checked at run time


def _people(city: Node, district: Node, units: dict[str, Node]) -> dict[str, User]:
    posts = {
        "city_finance": (city, Role.FINANCE, "市财政局采购处拟稿岗"),
        "city_reviewer": (city, Role.FINANCE, "市财政局采购处核稿岗"),
        "city_signer": (city, Role.FINANCE, "市财政局分管领导岗"),
        "district_finance": (district, Role.FINANCE, "金水区财政局经办岗"),
        "supervisor": (units["4101000001"], Role.SUPERVISOR, "市教育局经办岗"),
        "unit": (units["4101000002"], Role.UNIT, "第一中学填报岗"),
        "stranger": (units["4101000003"], Role.UNIT, "市公安局填报岗"),
        "auditor": (city, Role.AUDITOR, "审计查阅岗"),
    }
    users = {}
    operator = organisations.operator_of(city)
    for name, (node, role, label) in posts.items():
        user = accounts.open_account(actor=operator, username=name, label=label, password=PASSWORD, at=AT)
        organisation_services.appoint(
            actor=operator,
            user_id=user.pk,
            organisation_id=node.id,
            role=role,
            since=date(YEAR, 1, 1),
            may_sign=name in SIGNERS,
            at=AT,
        )
        users[name] = user
    return users
