"""How long each has to act on an incident, and what an outcome comes to. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from nongcai.foundation.years import same_day_of

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

LONGEST_DAYS = 60
# A buyer who says nothing within so many years of receiving goods has taken them as they are (民法典, article 621).
QUALITY_YEARS = 2
# Within so many workdays a question is answered; so long one may ask further.
ANSWER_DAYS, CLOSES_AFTER_DAYS = 3, 10


@dataclass(frozen=True)
class Terms:
    """So many workdays for a reply or its answer, for the platform's decision, and for an appeal."""

    reply_days: int
    decide_days: int
    appeal_days: int

    @property
    def days(self) -> tuple[int, int, int]:
        """All of them."""
        return self.reply_days, self.decide_days, self.appeal_days

    @property
    def is_sound(self) -> bool:
        """Each is at least a day and not too long."""
        return all(1 <= days <= LONGEST_DAYS for days in self.days)


# As long as the platform has said nothing else, by level.
USUAL_TERMS = {"usual": Terms(3, 7, 5), "grave": Terms(2, 5, 5), "urgent": Terms(1, 3, 5)}


def last_day_of_report(accepted_on: date, inspection_days: int, *, is_visible: bool) -> date:
    """Return until when something may be said of goods: what shows, in the term for inspecting; else in two years."""
    if is_visible:
        return accepted_on + timedelta(days=inspection_days)
    return same_day_of(accepted_on, accepted_on.year + QUALITY_YEARS)


def fits(amount: Decimal | None, most: Decimal, *, is_refund: bool) -> bool:
    """Say whether an amount belongs to what is proposed: only a refund in part has one, within the order's."""
    if not is_refund:
        return amount is None
    return amount is not None and 0 < amount <= most and amount == round(amount, 2)
