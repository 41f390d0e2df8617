"""The rows of orders in the access tables: which order each page is about, who opens it, who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from nongcai.domain.documents import queries as documents
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services
from nongcai.domain.orders.services import Photo, ToldReturn
from nongcai.domain.orders.states import Shortfall
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.roles import Role
from tests.cast import hire
from tests.interfaces.trading import POSTS
from tests.interfaces.web.arguments import buyer
from tests.market import AT
from tests.orders import PHOTO, open_trade
from tests.standing import begun

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.domain.orders.models import Order
    from tests.cast import Cast
    from tests.orders import Trade

# Whoever sees an order of the school's canteen, but who only manages sees and may not.
SEERS = ("city_finance", "auditor", "supervisor", "unit")
READERS = (*SEERS, "buyer", "supplier", "platform")
OWN_POSTS = dict.fromkeys(POSTS, 200)
BUYERS_ACTS = ("agree", "cancel", "evaluate", "approve", "refuse", "accept", "ask_return")
SELLERS_ACTS = ("sign", "requote", "decline", "ship", "call_off")
STANDING_ACTS = ("pause", "resume", "end", "agree", "rest", "unrest", "place")
REST = {"first_on": "2099-01-01", "last_on": "2099-02-01"}
# What each comes to for whoever may, as the table of acts names it.
WEEKLY = dict.fromkeys(("new", "edit", "agree"), "form is wrong") | {"place": "not now"}
WEEKLY |= dict.fromkeys(("pause", "resume", "end", "rest", "unrest"), "acts")
# Who placed an order never approves it.
NOT_OWN = ("approve", "refuse")
POST_OF = {
    "approve": "order_approver",
    "refuse": "order_approver",
    "accept": "acceptor",
}
SENT: dict[str, dict[str, Any]] = {
    **{act: {"words": "不需要"} for act in ("cancel", "refuse", "decline", "call_off")},
    "requote": {"freight": "25", "words": "偏远"},
    "ship": {"carrier": "中通", "quantity_1": "10"},
    "accept": {"accepted_1": "10"},
    "ask_return": {"quantity_1": "1", "reason": "quality", "words": "变质"},
    "evaluate": {"goods": "5", "delivery": "5", "service": "5"},
}


def trading(cast: Cast) -> Trade:
    """Open the hall, with everybody there whom the tables ask."""
    buyer(cast)
    return open_trade(cast)


def placed(cast: Cast) -> dict[str, object]:
    """An order that waits for the supplier."""
    return {"order_id": trading(cast).placed().pk}


def waiting(cast: Cast) -> dict[str, object]:
    """An order that waits for its approval; who approves is appointed anew in the table."""
    trade = trading(cast)
    hire(cast, "order_approver")
    order = trade.placed()
    user = cast.users.pop("order_approver")
    Membership.objects.filter(role=Role.ORDER_APPROVER).delete()
    user.username = "former"
    user.save(update_fields=["username"])
    return {"order_id": order.pk}


def requoted(cast: Cast) -> dict[str, object]:
    """An order with another carriage fee."""
    trade = trading(cast)
    order = trade.placed()
    services.requote(actor=trade.actor("supplier"), order_id=order.pk, freight=order.freight + 5, words="偏远", at=AT)
    return {"order_id": order.pk}


def signed(cast: Cast) -> dict[str, object]:
    """An order with a contract."""
    return {"order_id": trading(cast).signed().pk}


def shipped(cast: Cast) -> dict[str, object]:
    """An order on its way."""
    return {"order_id": trading(cast).shipped().pk}


def accepted(cast: Cast) -> dict[str, object]:
    """An order that was accepted."""
    return {"order_id": trading(cast).accepted().pk}


def photographed(cast: Cast) -> dict[str, object]:
    """A photograph of what came."""
    trade = trading(cast)
    order: Order = services.accept_goods(
        actor=trade.actor("buyer"), order_id=trade.shipped().pk, photos=[Photo("现场.jpg", PHOTO)], at=AT
    )
    for seq in range(1, order.steps + 1):
        for file in documents.documents_of(f"order-step:{order.pk}:{seq}"):
            return {"order_id": order.pk, "seq": seq, "file_id": file.pk}
    raise AssertionError(order)


def asked_back(cast: Cast) -> dict[str, object]:
    """Goods that a buyer wants to give back, with a photograph."""
    trade = trading(cast)
    order = trade.accepted()
    row = services.ask_return(
        actor=trade.actor("buyer"),
        order_id=order.pk,
        told=[ToldReturn(1, 1)],
        reason=Shortfall.QUALITY,
        words="变质",
        photos=[Photo("变质.jpg", PHOTO)],
        at=AT,
    )
    return {"order_id": order.pk, "seq": row.seq}


def agreed_back(cast: Cast) -> dict[str, object]:
    """Goods that the supplier takes back."""
    made = asked_back(cast)
    seller = organisations.actor_of(cast.market["supplier"], None, AT.date())
    assert seller is not None
    services.answer_return(actor=seller, order_id=UUID(str(made["order_id"])), seq=1, agrees=True, at=AT)
    return made


def photographed_back(cast: Cast) -> dict[str, object]:
    """The photograph of what goes back."""
    made = asked_back(cast)
    file = documents.documents_of(f"order-return:{made['order_id']}:1").get()
    return made | {"file_id": file.pk}


def corrected(cast: Cast) -> dict[str, object]:
    """An order that is to count to the police."""
    trade = trading(cast)
    order, police = trade.signed(), cast.units["4101000003"].id
    row = services.ask_correction(
        actor=trade.actor("buyer"), order_id=order.pk, to_unit_id=police, words="选错单位", at=AT
    )
    return {"order_id": order.pk, "seq": row.seq}


def in_cart(cast: Cast) -> dict[str, object]:
    """Goods in the cart of whoever buys for the school's canteen."""
    trade = trading(cast)
    services.put(actor=trade.actor("buyer"), quantities={trade.offer.pk: 5}, at=AT)
    return {"line_id": orders.cart_lines(trade.actor("buyer")).get().pk}


def standing(cast: Cast) -> dict[str, object]:
    """A standing order of the school's canteen."""
    return {"standing_id": begun(trading(cast)).pk}


def standing_run(cast: Cast) -> dict[str, object]:
    """One of its deliveries."""
    trade = trading(cast)
    return {"standing_id": begun(trade).pk, "day": "2024-03-04", "supplier_id": trade.offer.product.supplier_id}


def standing_still(cast: Cast) -> dict[str, object]:
    """One that rests."""
    trade = trading(cast)
    standing_id = begun(trade).pk
    services.pause_standing(actor=trade.actor("buyer"), standing_id=standing_id, at=AT)
    return {"standing_id": standing_id}


def with_break(cast: Cast) -> dict[str, object]:
    """One with a time in which nothing is delivered."""
    trade = trading(cast)
    standing_id = begun(trade).pk
    told = {"first_on": AT.date(), "last_on": AT.date(), "at": AT}
    row = services.add_break(actor=trade.actor("buyer"), standing_id=standing_id, **told)
    return {"standing_id": standing_id, "break_id": row.pk}


ABOUT: dict[str, Callable[[Cast], dict[str, object]]] = {
    "approve": waiting,
    "refuse": waiting,
    "agree": requoted,
    "call_off": signed,
    "ship": signed,
    "accept": shipped,
    "evaluate": accepted,
    "ask_return": accepted,
}
ARGUMENTS_OF_ORDERS: dict[str, Callable[[Cast], dict[str, object]]] = {
    "orders:order_show": placed,
    "orders:contract_show": placed,
    "orders:evidence_file": photographed,
    "orders:correction_ask": signed,
    "orders:correction_answer": corrected,
    "orders:return_file": photographed_back,
    "orders:return_answer": asked_back,
    "orders:return_take": agreed_back,
    "orders:cart_change": in_cart,
    **{f"orders:standing_{act}": standing for act in ("show", "edit", *STANDING_ACTS)},
    "orders:standing_place": standing_run,
    "orders:standing_resume": standing_still,
    "orders:standing_unrest": with_break,
    "orders:cart_remove": in_cart,
    **{f"orders:order_{act}": ABOUT.get(act, placed) for act in (*BUYERS_ACTS, *SELLERS_ACTS)},
}
