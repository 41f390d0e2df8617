"""The law of paying, identification codes, matching, and what an invoice must agree with."""

from nongcai.domain.payments.rules.claiming import Claimed, Told, claim_told_of, is_same_money
from nongcai.domain.payments.rules.coding import (
    code_of,
    codes_in,
    is_code,
    refund_no_of,
    shown,
    trade_no_of,
)
from nongcai.domain.payments.rules.invoicing import (
    Ordered,
    ToldInvoice,
    ToldLine,
    differences,
    faults_of,
    is_number,
    open_of,
)
from nongcai.domain.payments.rules.lining import FREIGHT, LineDifference, OrderedLine, line_differences
from nongcai.domain.payments.rules.matching import Arrived, Matcher, Owed, Verdict
from nongcai.domain.payments.rules.terms import (
    DAILY_RATE,
    LAWFUL_DAYS,
    LONGEST_DAYS,
    Terms,
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
    "FREIGHT",
    "LAWFUL_DAYS",
    "LONGEST_DAYS",
    "Arrived",
    "Claimed",
    "LineDifference",
    "Matcher",
    "Ordered",
    "OrderedLine",
    "Owed",
    "Terms",
    "Told",
    "ToldInvoice",
    "ToldLine",
    "Verdict",
    "claim_told_of",
    "code_of",
    "codes_in",
    "daily_rate",
    "days_late",
    "delivered_on",
    "differences",
    "due_day",
    "faults_of",
    "goods_first_days",
    "is_code",
    "is_number",
    "is_same_money",
    "late_interest",
    "line_differences",
    "open_of",
    "pay_first_days",
    "refund_no_of",
    "shown",
    "trade_no_of",
]
