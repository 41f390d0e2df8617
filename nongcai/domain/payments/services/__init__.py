"""Acting on money: accounts, statements, exceptions."""

from nongcai.domain.payments.errors import NoAccountYetError
from nongcai.domain.payments.services.accounts import ToldAccount, confirm_account, propose_account, refuse_account
from nongcai.domain.payments.services.invoicing import InvoiceFile, accept_invoices, show_invoice, strike_invoice
from nongcai.domain.payments.services.loading import answer_headings, load_statement
from nongcai.domain.payments.services.reckoning import put_off, reckon, reckon_all
from nongcai.domain.payments.services.reminding import remind, remind_of_issues
from nongcai.domain.payments.services.settling import assign, confirm_return, pass_issue, take_back, take_step

__all__ = [
    "InvoiceFile",
    "NoAccountYetError",
    "ToldAccount",
    "accept_invoices",
    "answer_headings",
    "assign",
    "confirm_account",
    "confirm_return",
    "load_statement",
    "pass_issue",
    "propose_account",
    "put_off",
    "reckon",
    "reckon_all",
    "refuse_account",
    "remind",
    "remind_of_issues",
    "show_invoice",
    "strike_invoice",
    "take_back",
    "take_step",
]
