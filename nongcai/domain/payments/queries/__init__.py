"""Reading what is owed, what arrived, and what waits for whom."""

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

__all__ = [
    "JudgedTransfer",
    "OfAccount",
    "SaidTransfer",
    "account_of_statement",
    "counted",
    "headings_told",
    "judge_statement",
    "settlement_account",
]
