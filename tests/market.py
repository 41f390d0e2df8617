"""The market of every story: a county's two functions, the platform, a co-operative that applies, an agent of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from stdnum.cn import uscc

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.roles import OrganisationKind, Role
from nongcai.domain.organisations.services import ToldBody, ToldStaff
from nongcai.domain.suppliers import queries, services
from nongcai.domain.suppliers.models import Application, Supplier
from nongcai.domain.suppliers.rules import ToldDossier
from nongcai.domain.suppliers.services import Registration, Scan, ToldPaper
from nongcai.domain.suppliers.states import PaperKind, SupplierKind

if TYPE_CHECKING:
    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor
    from tests.cast import Cast

AT = datetime(2024, 3, 1, 1, 0, tzinfo=UTC)
TODAY = date(2024, 3, 1)
# 河南省卢氏县, one of the 832; 郑州市 is none.
COUNTY, OTHER_COUNTY, CITY = "411224", "410328", "410100"
PASSWORD = "demo-password-2023"
PDF = b"%PDF-1.7 scan"
SCAN = Scan("scan.pdf", PDF)


def market_code(number: int, kind: str = "93") -> str:
    """Return a credit code of the county with a right check character."""
    body = f"{kind}{COUNTY}{number:09d}"
    return body + str(uscc.calc_check_digit(body))


DOSSIER = ToldDossier(
    kind="cooperative",
    name="卢氏县山货农民专业合作社",
    credit_code=market_code(1),
    county_code=COUNTY,
    address="卢氏县城关镇",
    contact_post="业务岗",
    contact_phone="0398-7800000",
    goods="木耳、香菇、核桃",
    capacity=Decimal("120.00"),
    households=86,
    linkage_form="purchase",
    linkage_amount=Decimal("960000.00"),
    linkage_words="与86户签订订单收购协议，按保护价收购。",
)


@dataclass
class Market:
    """Who works in the market, by name, and the supplier that applies."""

    users: dict[str, User]
    supplier: Supplier

    def actor(self, name: str) -> Actor:
        """Return one of them: quality, linkage, both, platform, supplier, other_county."""
        found = organisations.actor_of(self.users[name], None, AT.date())
        assert found is not None
        return found

    @property
    def application(self) -> Application:
        """The supplier's latest application, as it stands."""
        return Application.objects.filter(supplier=self.supplier).latest("pk")


def open_market() -> Market:
    """Found the county's office, the platform and a supplier that has come."""
    operator = organisations.operator_of_machine()
    county = ToldBody(OrganisationKind.COUNTY, "卢氏县农业农村局", COUNTY)
    bodies = {
        "quality": (county, Role.QUALITY),
        "linkage": (county, Role.LINKAGE),
        "other_county": (ToldBody(OrganisationKind.COUNTY, "洛宁县农业农村局", OTHER_COUNTY), Role.QUALITY),
        "platform": (ToldBody(OrganisationKind.PLATFORM, "农采平台运营中心", "000000"), Role.PLATFORM),
    }
    users = {
        name: organisation_services.open_market_post(
            actor=operator,
            body=body,
            told=ToldStaff(name, f"{role.label}岗", role),
            at=AT,
            until=AT + timedelta(days=1),
            password=PASSWORD,
        ).membership.user
        for name, (body, role) in bodies.items()
    }
    supplier = services.register(told=registration("supplier", 1), password=PASSWORD, at=AT)
    users["supplier"] = user_of(supplier)
    return Market(users, supplier)


def on_stage(cast: Cast) -> Market:
    """Return the market that stands where the cast does."""
    return Market(cast.market, Supplier.objects.get(credit_code=market_code(1)))


def registration(username: str, number: int, **changes: object) -> Registration:
    """Return how a co-operative of the county comes."""
    told = Registration(username, "业务岗", "", SupplierKind.COOPERATIVE, DOSSIER.name, market_code(number), COUNTY)
    return replace(told, **changes)  # type: ignore[arg-type]  # field names are checked at run time


def user_of(supplier: Supplier) -> User:
    """Return the one who works for a supplier."""
    return organisations.people_of(supplier.organisation_id, Role.SUPPLIER, TODAY).get().user


def paper(kind: PaperKind, **changes: object) -> ToldPaper:
    """Return a paper that holds for a year from the beginning of 2024."""
    told = ToldPaper(kind, f"NO-{kind}", "卢氏县市场监督管理局", date(2024, 1, 1), date(2024, 12, 31))
    return replace(told, **changes)  # type: ignore[arg-type]  # field names are checked at run time


def show_papers(market: Market, *kinds: PaperKind) -> None:
    """Let the supplier show papers."""
    for kind in kinds or (PaperKind.BUSINESS, PaperKind.LINKAGE):
        services.show_paper(actor=market.actor("supplier"), told=paper(kind), scan=SCAN, at=AT)


def submit(market: Market, **changes: object) -> Application:
    """Let the supplier fill in and submit."""
    actor, application = market.actor("supplier"), market.application
    told = replace(DOSSIER, **changes)  # type: ignore[arg-type]  # field names are checked at run time
    services.fill_in(actor=actor, application_id=application.pk, told=told, at=AT)
    return services.submit(actor=actor, application_id=application.pk, version=application.version, at=AT)


def vet(market: Market) -> Application:
    """Let both functions of the county pass the application."""
    for name in ("quality", "linkage"):
        application = market.application
        services.pass_on(
            actor=market.actor(name),
            application_id=application.pk,
            version=application.version,
            words="材料齐全",
            at=AT,
        )
    return market.application


def check(market: Market, *, by: str = "quality", on: date = TODAY, is_listed: bool = False) -> None:
    """Let somebody look at the lists of the dishonest."""
    services.check_credit(
        actor=market.actor(by),
        supplier_id=market.supplier.pk,
        checked_on=on,
        source="国家企业信用信息公示系统",
        is_listed=is_listed,
        at=AT,
    )


def recommend(market: Market, *, at: datetime = AT) -> Application:
    """Let the county recommend the application with its letter."""
    application = market.application
    return services.recommend(
        actor=market.actor("quality"),
        application_id=application.pk,
        version=application.version,
        letter=SCAN,
        at=at,
    )


def admit(market: Market, *, at: datetime = AT) -> Application:
    """Let the platform admit the application."""
    application = market.application
    return services.admit(
        actor=market.actor("platform"), application_id=application.pk, version=application.version, words="", at=at
    )


def all_the_way(market: Market) -> Supplier:
    """Let the supplier come from its application to its admission."""
    show_papers(market)
    submit(market)
    vet(market)
    check(market)
    recommend(market)
    admit(market)
    market.supplier.refresh_from_db()
    return market.supplier


def sells(market: Market, on: date = TODAY) -> bool:
    """Say whether the supplier may sell on a day."""
    market.supplier.refresh_from_db()
    return queries.standing_of(market.supplier, on).sells
