"""The law of paying, identification codes, matching, and what an invoice must agree with."""

from nongcai.domain.payments.rules.coding import code_of, codes_in, is_code, shown
from nongcai.domain.payments.rules.matching import Arrived, Matcher, Owed, Verdict
from nongcai.domain.payments.rules.terms import (
    DAILY_RATE,
    LAWFUL_DAYS,
    LONGEST_DAYS,
    Terms,
    after_workdays,
    daily_rate,
    days_late,
    delivered_on,
    due_day,
    goods_first_days,
    late_interest,
    pay_first_days,
)

__all__ = [
    "DAILY_RATE",
    "LAWFUL_DAYS",
    "LONGEST_DAYS",
    "Arrived",
    "Matcher",
    "Owed",
    "Terms",
    "Verdict",
    "after_workdays",
    "code_of",
    "codes_in",
    "daily_rate",
    "days_late",
    "delivered_on",
    "due_day",
    "goods_first_days",
    "is_code",
    "late_interest",
    "pay_first_days",
    "shown",
]
