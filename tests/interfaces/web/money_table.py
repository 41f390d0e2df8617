"""The rows of money in the access tables: what each page is about, who reads it, who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nongcai.domain.documents import services as documents
from nongcai.domain.payments import services
from nongcai.domain.payments.services import ToldAccount
from tests.cast import hire
from tests.market import on_stage
from tests.money import AT, load, open_account, open_issue, owe, row
from tests.vouchers import state

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.domain.payments.models import Due
    from tests.cast import Cast

HEADINGS = "交易时间,收入金额,支出金额,账户余额,对方账号,对方户名,日志号"
STATEMENT = f"{HEADINGS}\n2024-03-05,1,,9,6222,一中,L1\n2024-03-05,x,,9,6222,一中,L2\n"
BUYERS, WATCHERS = ("buyer", "accountant"), ("supplier", "platform")
ALL = (*BUYERS, "acceptor", *WATCHERS)
# Page: who reads it.
MONEY_READS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("due_list", "punctuality_show", "order_show", "contract_paper", "packet_download"), ALL),
    # The settlement of a month is of one side.
    **dict.fromkeys(("month_show", "month_paper"), (*BUYERS, "acceptor", "supplier")),
    **dict.fromkeys(("issue_list", "issue_show"), (*BUYERS, *WATCHERS)),
    **dict.fromkeys(("claim_list", "claim_show", "claim_file"), (*BUYERS, *WATCHERS)),
    "claim_new": BUYERS,
    "account_list": WATCHERS,
    **dict.fromkeys(("account_new", "statement_list", "statement_new", "statement_show"), ("supplier",)),
    # No invoice was shown.
    "invoice_file": (),
}
# Page: who acts, what is sent, what it comes to for those who act.
WHY = {"words": "电话核实"}
MONEY_POSTS: dict[str, tuple[tuple[str, ...], dict[str, Any], str]] = {
    "order_extend": (BUYERS, {}, "not now"),
    "invoice_show": (("supplier",), {}, "form is wrong"),
    "invoice_accept": (("buyer", "acceptor"), {}, "not now"),
    "allocation_take_back": (("supplier",), WHY, "not there"),
    "issue_pass": ((*BUYERS, *WATCHERS), WHY, "form is wrong"),
    "issue_assign": (WATCHERS, WHY, "form is wrong"),
    "claim_step": ((*BUYERS, *WATCHERS), {}, "form is wrong"),
    "statement_answer": (("supplier",), {}, "acts"),
    "statement_load": (("supplier",), {}, "acts"),
    "statement_rejects": (("supplier",), {}, "acts"),
    "account_confirm": (("platform",), {}, "acts"),
    "account_refuse": (("platform",), WHY, "acts"),
    "invoice_strike": (("supplier",), WHY, "not there"),
    # Nothing is configured; nothing was opened.
    "payment_open": (BUYERS, {}, "not now"),
    "payment_check": (BUYERS, {}, "not there"),
    "transfer_return": (("supplier",), WHY, "not now"),
}
# These take what they are sent and show their form.
MONEY_FORMS = {"claim_new": BUYERS, "account_new": ("supplier",), "statement_new": ("supplier",)}


def _due(cast: Cast) -> Due:
    market = on_stage(cast)
    open_account(market)
    return owe(market)


def order(cast: Cast) -> dict[str, object]:
    """What the school owes."""
    return {"order_id": _due(cast).pk}


def claim(cast: Cast) -> dict[str, object]:
    """What the school says that it has paid of it."""
    payer = next((one for one in ("accountant", "buyer") if one in cast.users), "") or hire(cast, "accountant")
    found = state(cast.actor(payer), _due(cast))
    return {"order_id": found.order_id, "seq": found.seq}


def issue(cast: Cast) -> dict[str, object]:
    """What somebody else has paid for it."""
    due = _due(cast)
    load(on_stage(cast), row(note=due.code, payer="市财政国库支付中心"))
    found = open_issue()
    return {"transfer_id": found.transfer_id, "seq": found.seq}


def statement(cast: Cast) -> dict[str, object]:
    """What the supplier has just uploaded."""
    market = on_stage(cast)
    open_account(market)
    made = documents.store(
        owner=f"statement:{market.supplier.pk}:",
        name="明细.csv",
        media_type="text/csv",
        chunks=[STATEMENT.encode()],
        at=timezone.now(),
    )
    return {"document_id": made.pk}


def account(cast: Cast) -> dict[str, object]:
    """What the supplier has proposed."""
    market = on_stage(cast)
    told = ToldAccount(market.supplier.name, "农业银行", "6228480000001")
    made = services.propose_account(actor=market.actor("supplier"), told=told, at=AT)
    return {"account_id": made.pk}


ARGUMENTS_OF_MONEY: dict[str, Callable[[Cast], dict[str, object]]] = {
    **{f"payments:{name}": order for name in ("order_show", "order_extend", "packet_download", "payment_open")},
    **{f"payments:{name}": order for name in ("invoice_show", "invoice_accept")},
    "payments:contract_paper": lambda cast: order(cast) | {"form": "docx"},
    **{
        f"payments:{name}": lambda cast: order(cast) | {"seq": 1}
        for name in ("invoice_file", "invoice_strike", "allocation_take_back", "payment_check")
    },
    **{f"payments:issue_{act}": issue for act in ("show", "pass", "assign")},
    "payments:transfer_return": issue,
    "payments:claim_new": order,
    **{f"payments:claim_{act}": claim for act in ("show", "file")},
    "payments:claim_step": lambda cast: claim(cast) | {"action": "deny"},
    **{f"payments:statement_{act}": statement for act in ("show", "answer", "load", "rejects")},
    **{f"payments:account_{act}": account for act in ("confirm", "refuse")},
}


def csv_file(text: str = STATEMENT) -> SimpleUploadedFile:
    """Return a statement as a browser sends it."""
    return SimpleUploadedFile("明细.csv", text.encode(), "text/csv")
