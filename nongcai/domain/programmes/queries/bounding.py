"""What bounds an order by the payment rule (付款期限): asked within the statement that asks what else stands for it."""

from __future__ import annotations

from dataclasses import dataclass

from nongcai.domain.programmes.rules import LAPSES_AFTER_DAYS, LONGEST_DAYS
from nongcai.domain.regions import queries as regions
from nongcai.foundation import planned

# As `payment_for` finds it: the nearest layer, and its latest rule. `code` is an expression of the region's.
PAYMENT_BOUNDS = f"""
    SELECT p.longest_days, p.lapses_after_days, p.document
    FROM ({regions.ABOVE}) a JOIN programmes_paymentrule p ON p.region_id = a.code
    WHERE p.published_at IS NOT NULL AND %(year)s::int BETWEEN p.first_year AND coalesce(p.last_year, 9999)
    ORDER BY a.level DESC, p.first_year DESC, p.published_at DESC LIMIT 1
"""
_OF_A_REGION = PAYMENT_BOUNDS.format(code="%(region)s")


@dataclass(frozen=True)
class PaymentBounds:
    """Until how many days after delivery a contract may put payment, and after how many nobody signs it any more."""

    longest_days: int = LONGEST_DAYS
    lapses_after_days: int = LAPSES_AFTER_DAYS
    document: str = "《保障中小企业款项支付条例》"


def payment_bounds(longest: int | None, lapses: int | None, document: str | None) -> PaymentBounds:
    """Return the bounds that a statement found; those of the law where no layer says anything."""
    if longest is None or lapses is None or document is None:
        return PaymentBounds()
    return PaymentBounds(longest, lapses, document)


def payment_bounds_in(region_code: str, year: int) -> PaymentBounds:
    """Return the bounds that hold in a region and year; in one statement."""
    found = planned.rows(_OF_A_REGION, {"region": region_code, "year": year})
    return payment_bounds(*found[0]) if found else PaymentBounds()
