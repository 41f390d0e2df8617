"""Acting on money: accounts, statements, exceptions."""

from nongcai.domain.payments.services.accounts import ToldAccount, confirm_account, propose_account, refuse_account
from nongcai.domain.payments.services.loading import answer_headings, load_statement
from nongcai.domain.payments.services.settling import assign, confirm_return, pass_issue, take_back

__all__ = [
    "ToldAccount",
    "answer_headings",
    "assign",
    "confirm_account",
    "confirm_return",
    "load_statement",
    "pass_issue",
    "propose_account",
    "refuse_account",
    "take_back",
]
