"""Settlement accounts, what is owed, transfers and their allocations, exceptions, invoices."""

from nongcai.domain.payments.models.account import SettlementAccount
from nongcai.domain.payments.models.claim import ClaimedRow, ClaimStep, PaymentClaim
from nongcai.domain.payments.models.due import Due
from nongcai.domain.payments.models.invoice import Invoice, InvoiceLine, InvoiceNumber
from nongcai.domain.payments.models.issue import TransferIssue
from nongcai.domain.payments.models.online import CashierNotice, OnlinePayment, OnlineRefund
from nongcai.domain.payments.models.transfer import (
    Allocation,
    KnownPayer,
    Statement,
    StatementHeading,
    Transfer,
    TransferStep,
)

__all__ = [
    "Allocation",
    "CashierNotice",
    "ClaimStep",
    "ClaimedRow",
    "Due",
    "Invoice",
    "InvoiceLine",
    "InvoiceNumber",
    "KnownPayer",
    "OnlinePayment",
    "OnlineRefund",
    "PaymentClaim",
    "SettlementAccount",
    "Statement",
    "StatementHeading",
    "Transfer",
    "TransferIssue",
    "TransferStep",
]
