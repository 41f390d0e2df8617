"""Acting on money: accounts, statements, exceptions."""

from nongcai.domain.payments.errors import NoAccountYetError
from nongcai.domain.payments.services.accounts import ToldAccount, confirm_account, propose_account, refuse_account
from nongcai.domain.payments.services.claiming import ToldClaim, VoucherFile, state_claim
from nongcai.domain.payments.services.confirming import confirm_claim, step_claim
from nongcai.domain.payments.services.invoicing import InvoiceFile, accept_invoices, show_invoice, strike_invoice
from nongcai.domain.payments.services.loading import answer_headings, load_statement
from nongcai.domain.payments.services.online import ask_after, check_payment, open_payment, refund
from nongcai.domain.payments.services.reckoning import put_off, reckon, reckon_all
from nongcai.domain.payments.services.recording import take_notice
from nongcai.domain.payments.services.reminding import remind, remind_of_claims, remind_of_issues
from nongcai.domain.payments.services.settling import assign, confirm_return, pass_issue, take_back, take_step

__all__ = [
    "InvoiceFile",
    "NoAccountYetError",
    "ToldAccount",
    "ToldClaim",
    "VoucherFile",
    "accept_invoices",
    "answer_headings",
    "ask_after",
    "assign",
    "check_payment",
    "confirm_account",
    "confirm_claim",
    "confirm_return",
    "load_statement",
    "open_payment",
    "pass_issue",
    "propose_account",
    "put_off",
    "reckon",
    "reckon_all",
    "refund",
    "refuse_account",
    "remind",
    "remind_of_claims",
    "remind_of_issues",
    "show_invoice",
    "state_claim",
    "step_claim",
    "strike_invoice",
    "take_back",
    "take_notice",
    "take_step",
]
