"""Standing orders of every story: the school's canteen has ten bags on Mondays, Wednesdays and Fridays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from nongcai.domain.orders import services
from nongcai.domain.orders.services import ToldStanding, ToldStandingLine
from nongcai.domain.orders.states import PayerKind, PaymentMode, Purpose
from nongcai.domain.programmes.models import DayOff
from nongcai.foundation.years import CHINA
from tests.market import AT
from tests.orders import PROVINCE, SCHOOL

if TYPE_CHECKING:
    from nongcai.domain.orders.models import StandingOrder, StandingRun
    from tests.orders import Trade

# A Friday; the first delivery that is ordered two days before is on Monday.
BEGUN, MONDAY, WEDNESDAY = date(2024, 3, 1), date(2024, 3, 4), date(2024, 3, 6)
WORKDAYS = (1, 3, 5)


def at(month: int, day: int, hour: int = 6, year: int = 2024) -> datetime:
    """Return a moment of China's clock."""
    return datetime(year, month, day, hour, 10, tzinfo=CHINA)


def told_standing(trade: Trade, *lines: ToldStandingLine, **changes: object) -> ToldStanding:
    """Return what the canteen wants."""
    told = ToldStanding(
        name="食堂每周菜单",
        lines=lines or (ToldStandingLine(trade.offer.pk, 10, WORKDAYS),),
        unit_id=trade.cast.units[SCHOOL].id,
        purpose=Purpose.CANTEEN,
        receiver="食堂库管岗",
        phone="0371-60000000",
        province=PROVINCE,
        address="郑州市中原区某路1号",
        payment_mode=PaymentMode.GOODS_FIRST,
        payer_kind=PayerKind.CANTEEN,
        invoice_title="郑州市第一中学",
        starts_on=BEGUN,
        ends_on=date(2024, 7, 5),
        lead_days=2,
        earliest=time(6),
        latest=time(8),
    )
    return replace(told, **changes)  # type: ignore[arg-type]  # field names are checked at run time


def begun(trade: Trade, *lines: ToldStandingLine, **changes: object) -> StandingOrder:
    """Let the canteen begin."""
    return services.begin_standing(actor=trade.actor("buyer"), told=told_standing(trade, *lines, **changes), at=AT)


def placed(trade: Trade, standing: StandingOrder, day: date, moment: datetime) -> StandingRun | None:
    """Have the supplier's goods of a delivery ordered."""
    supplier_id = trade.offer.product.supplier_id
    return services.place_standing(standing_id=standing.pk, day=day, supplier_id=supplier_id, at=moment)


def days_off(*days: tuple[date, str]) -> None:
    """Enter days off of a year."""
    DayOff.objects.bulk_create([DayOff(day=day, name=name) for day, name in days])
