"""The rows of incidents, questions and money in the access tables: who reads each page, who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongcai.domain.documents import queries as documents
from nongcai.domain.orders.services import Photo
from nongcai.domain.support import services
from nongcai.domain.support.services import ToldArticle, ToldHotline, ToldIncident, ToldQuestion
from tests.incidents import Dispute
from tests.interfaces.web.arguments import buyer
from tests.interfaces.web.money_table import ARGUMENTS_OF_MONEY, MONEY_FORMS, MONEY_POSTS, MONEY_READS
from tests.interfaces.web.orders_table import trading
from tests.market import AT, on_stage
from tests.orders import PHOTO

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.domain.support.models import Incident, Question
    from tests.cast import Cast

ACTS, SEES = "acts", "refused"
ACTING = ("buyer", "acceptor", "accountant", "supplier")
READING = (*ACTING, "order_approver", "platform")
INVOICE = {"kind": "invoice", "level": "usual", "words": "发票抬头有误"}
TERMS = {"level": "usual", "from_on": "2099-01-01", "reply_days": "3", "decide_days": "5", "appeal_days": "5"}
ARTICLE = {"topic": "order", "question": "怎样验收？", "answer": "打开订单，填写实收数量。", "is_shown": "on"}
HOTLINE = {"region_code": "410100", "name": "郑州市农采服务台", "number": "0371-12345678"}
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
    "support:article_new": ({"platform": ACTS}, ARTICLE, ACTS),
    "support:article_edit": ({"platform": ACTS}, ARTICLE | {"version": "1"}, ACTS),
    "support:hotline_list": ({"platform": ACTS}, HOTLINE, ACTS),
    "support:hotline_end": ({"platform": ACTS}, {}, ACTS),
    # Whoever asked and the platform see it; it waits for the platform.
    "support:question_step": ({"platform": ACTS, "buyer": SEES}, {"words": "已核实"}, ACTS),
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


def article(cast: Cast) -> dict[str, object]:
    """An answer to what is often asked."""
    told = ToldArticle("account", "怎样登录？", "用单位的登录名和密码。")
    made = services.enter_article(actor=on_stage(cast).actor("platform"), told=told, at=AT)
    return {"article_id": made.pk}


def hotline(cast: Cast) -> dict[str, object]:
    """Whom to call in the city."""
    told = ToldHotline(**HOTLINE)
    made = services.enter_hotline(actor=on_stage(cast).actor("platform"), told=told, at=AT)
    return {"hotline_id": made.pk}


def asked(cast: Cast) -> Question:
    """What the school's buyer has asked, with a photograph."""
    buyer(cast)
    on_stage(cast)
    told = ToldQuestion("order", "怎样改收货地址？", "下单后发现地址有误。", [Photo("页面.jpg", PHOTO)])
    return services.ask(actor=cast.actor("buyer"), told=told, at=AT)


def question(cast: Cast) -> dict[str, object]:
    """The question."""
    return {"question_id": asked(cast).pk}


def shown(cast: Cast) -> dict[str, object]:
    """Its photograph."""
    made = asked(cast)
    found = documents.documents_of(f"question:{made.pk}:1").get()
    return {"question_id": made.pk, "step": 1, "file_id": found.pk}


ARGUMENTS_OF_TRADE: dict[str, Callable[[Cast], dict[str, object]]] = {
    **ARGUMENTS_OF_MONEY,
    "incidents:incident_new": lambda cast: {"order_id": trading(cast).shipped().pk},
    "support:article_show": article,
    "support:article_edit": article,
    "support:hotline_end": hotline,
    "support:question_show": question,
    "support:question_file": shown,
    "support:question_step": lambda cast: question(cast) | {"action": "answer"},
    "incidents:incident_show": incident,
    "incidents:incident_file": file,
    "incidents:incident_step": lambda cast: incident(cast) | {"action": "add"},
}
