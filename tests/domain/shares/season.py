"""A season in which the cast's units file here: the year after the finished one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.accounts import services as accounts
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.queries import operator_of
from nongcai.domain.organisations.roles import Role
from nongcai.domain.programmes import services as programmes
from nongcai.domain.shares import services
from nongcai.domain.shares.queries import SaidFiling
from nongcai.domain.shares.rules import SaidCanteen
from nongcai.domain.shares.services import Decision
from nongcai.foundation.years import CHINA
from tests import cast as offices
from tests.domain.programmes.writing import told_programme

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.models import ShareFiling
    from tests.cast import Cast

YEAR = offices.YEAR + 1
OFFICE, SCHOOL, POLICE, DISTRICT_OFFICE, PRIMARY = (row.code for row in offices.UNITS)
FILED = datetime(YEAR, 3, 5, 9, 0, tzinfo=CHINA)
ENDORSED = datetime(YEAR, 3, 25, 9, 0, tzinfo=CHINA)
CONFIRMED = datetime(YEAR, 3, 27, 9, 0, tzinfo=CHINA)


@dataclass(frozen=True)
class Season:
    """The cast in a year of self-filing."""

    cast: Cast

    def unit(self, code: str) -> int:
        """Return a unit's id."""
        return self.cast.units[code].id

    def actor(self, name: str) -> Actor:
        """Return a member of the cast, or of those who joined for the season."""
        return self.cast.actor(name)

    def file(
        self, code: str, said: SaidFiling | None = None, *, by: str = "unit", at: datetime = FILED, seen: int = 0
    ) -> ShareFiling:
        """File for a unit."""
        return services.file_share(
            actor=self.actor(by), unit_id=self.unit(code), year=YEAR, said=said or own(), at=at, seen_version=seen
        )

    def decide(
        self, filing: ShareFiling, action: str, by: str, *, at: datetime = CONFIRMED, **more: str
    ) -> ShareFiling:
        """Decide on a filing as it stands; what stands out passes with a word."""
        if action != "send_back":
            more = {"words": "已核实。"} | more
        decision = Decision(action, [(filing.pk, filing.version)], **more)
        return services.decide(actor=self.actor(by), decision=decision, at=at)

    def confirmed(self, code: str = SCHOOL, said: SaidFiling | None = None) -> ShareFiling:
        """Let a school's filing climb all the way."""
        filing = self.file(code, said)
        filing = self.decide(filing, "endorse", "supervisor")
        return self.decide(filing, "confirm", "city_finance")


def own(total: object = 500_000, reserved: object = 60_000, **changes: object) -> SaidFiling:
    """Return what a unit with one canteen of its own says."""
    canteen = SaidCanteen("own", "职工食堂", Decimal(str(total)), "accounts", diners=200)
    said = SaidFiling(canteens=(canteen,), reserved=Decimal(str(reserved)))
    return replace(said, **changes)  # type: ignore[arg-type]  # field names are checked at run time


NONE = SaidFiling(reserved=Decimal(0))


def open_season(cast: Cast, **changes: object) -> Season:
    """List the units for the year, publish its programme, and let a second person join the supervising unit."""
    organisation_services.list_units(actor=cast.actor("city_finance"), year=YEAR, rows=offices.UNITS, at=offices.AT)
    bureau = cast.actor("city_finance")
    dates = {
        name: getattr(told_programme(), name).replace(year=YEAR)
        for name in ("files_from", "files_due", "endorse_due", "confirm_due", "report_due", "finish_by")
    }
    told = told_programme(title=f"预留份额填报（{YEAR}年度）", **(dates | changes))
    programmes.write_programme(actor=bureau, year=YEAR, told=told, at=offices.AT)
    programmes.publish_programme(actor=bureau, year=YEAR, at=offices.AT)
    posts = {
        "second_supervisor": (OFFICE, Role.SUPERVISOR, "市教育局复核岗"),
        "police": (POLICE, Role.UNIT, "市公安局填报岗二"),
        "district_supervisor": (DISTRICT_OFFICE, Role.SUPERVISOR, "金水区教育局经办岗"),
        "primary": (PRIMARY, Role.UNIT, "实验小学填报岗"),
    }
    operator = operator_of(cast.city)
    for name, (code, role, label) in posts.items():
        user = accounts.open_account(
            actor=operator, username=name, label=label, password=offices.PASSWORD, at=offices.AT
        )
        organisation_services.appoint(
            actor=operator,
            user_id=user.pk,
            organisation_id=cast.units[code].id,
            role=role,
            since=date(offices.YEAR, 1, 1),
            at=offices.AT,
        )
        cast.users[name] = user
    return Season(cast)
