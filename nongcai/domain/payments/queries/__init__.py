"""Reading what is owed, what arrived, and what waits for whom."""

from nongcai.domain.payments.queries.checking import (
    differences,
)
from nongcai.domain.payments.queries.judging import (
    JudgedTransfer,
    OfAccount,
    SaidTransfer,
    account_of_statement,
    counted,
    headings_told,
    judge_statement,
    settlement_account,
)
from nongcai.domain.payments.queries.reading import (
    Totals,
    accounts_visible_to,
    allocations_from,
    allocations_of,
    dues_of,
    dues_visible_to,
    issues_visible_to,
    statements_visible_to,
    steps_of,
    totals,
    transfers_of,
    transfers_visible_to,
    waiting_issues,
)

__all__ = [
    "JudgedTransfer",
    "OfAccount",
    "SaidTransfer",
    "Totals",
    "account_of_statement",
    "accounts_visible_to",
    "allocations_from",
    "allocations_of",
    "counted",
    "differences",
    "dues_of",
    "dues_visible_to",
    "headings_told",
    "issues_visible_to",
    "judge_statement",
    "settlement_account",
    "statements_visible_to",
    "steps_of",
    "totals",
    "transfers_of",
    "transfers_visible_to",
    "waiting_issues",
]
