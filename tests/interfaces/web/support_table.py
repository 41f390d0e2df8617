"""The rows of incidents in the access tables, and of money beside them: who reads each page, who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongcai.domain.documents import queries as documents
from nongcai.domain.orders.services import Photo
from nongcai.domain.support.services import ToldIncident
from tests.incidents import Dispute
from tests.interfaces.web.money_table import ARGUMENTS_OF_MONEY, MONEY_FORMS, MONEY_POSTS, MONEY_READS
from tests.interfaces.web.orders_table import trading
from tests.orders import PHOTO

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.domain.support.models import Incident
    from tests.cast import Cast

ACTS, SEES = "acts", "refused"
ACTING = ("buyer", "acceptor", "accountant", "supplier")
READING = (*ACTING, "order_approver", "platform")
INVOICE = {"kind": "invoice", "level": "usual", "words": "发票抬头有误"}
TERMS = {"level": "usual", "from_on": "2099-01-01", "reply_days": "3", "decide_days": "5", "appeal_days": "5"}
# Page: who reads it.
READS: dict[str, tuple[str, ...]] = {
    **{f"payments:{name}": who for name, who in MONEY_READS.items()},
    **{f"incidents:incident_{name}": READING for name in ("list", "show", "file")},
    "incidents:incident_new": ACTING,
    "incidents:term_list": READING,
}
# Page: what a POST comes to for whom, what is sent, what it comes to for those who act.
POSTED: dict[str, tuple[dict[str, str], dict[str, Any], str]] = {
    **{f"payments:{name}": (dict.fromkeys(who, ACTS), sent, done) for name, (who, sent, done) in MONEY_POSTS.items()},
    "incidents:incident_step": (dict.fromkeys(ACTING, ACTS) | {"platform": SEES}, {"words": "已核实"}, ACTS),
}
# These show their form to those who read.
FORMS: dict[str, tuple[dict[str, str], dict[str, Any], str]] = {
    **{f"payments:{name}": (dict.fromkeys(who, ACTS), {}, "form is wrong") for name, who in MONEY_FORMS.items()},
    "incidents:incident_new": (dict.fromkeys(ACTING, ACTS), INVOICE, ACTS),
    "incidents:term_list": (dict.fromkeys(READING, SEES) | {"platform": ACTS}, TERMS, ACTS),
}


def reported(cast: Cast) -> Incident:
    """What the buyer has reported of its order, with a photograph."""
    dispute = Dispute(trading(cast))
    return dispute.reported(told=ToldIncident("damaged", "usual", "外箱破损", [Photo("箱.jpg", PHOTO)]))


def incident(cast: Cast) -> dict[str, object]:
    """The incident."""
    made = reported(cast)
    return {"order_id": made.order_id, "seq": made.seq}


def file(cast: Cast) -> dict[str, object]:
    """Its photograph."""
    made = reported(cast)
    found = documents.documents_of(f"{made.source}:1").get()
    return {"order_id": made.order_id, "seq": made.seq, "step": 1, "file_id": found.pk}


ARGUMENTS_OF_TRADE: dict[str, Callable[[Cast], dict[str, object]]] = {
    **ARGUMENTS_OF_MONEY,
    "incidents:incident_new": lambda cast: {"order_id": trading(cast).shipped().pk},
    "incidents:incident_show": incident,
    "incidents:incident_file": file,
    "incidents:incident_step": lambda cast: incident(cast) | {"action": "add"},
}
