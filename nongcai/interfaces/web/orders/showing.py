"""What the page of an order shows to either side: facts, lines, where it stands, what the reader may do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.documents import queries as documents
from nongcai.domain.orders import permissions
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.states import RETURN_MACHINE, Holder, OrderAction, OrderState, PaymentMode, ReturnAction
from nongcai.domain.organisations.roles import Power
from nongcai.domain.payments import permissions as payment_permissions
from nongcai.domain.payments import queries as payments
from nongcai.domain.regions import queries as regions
from nongcai.domain.support import permissions as incident_permissions
from nongcai.domain.support import queries as incidents
from nongcai.interfaces.web.orders import acting
from nongcai.interfaces.web.orders.forms import AnswerForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django import forms

    from nongcai.domain.documents.models import Document
    from nongcai.domain.orders.models import Order, OrderLine, OrderReturn, OrderStep, Parcel, ParcelLine
    from nongcai.domain.organisations.actors import Actor
    from nongcai.interfaces.web.orders.acting import Act

ENDED = {OrderState.CANCELLED, OrderState.RETURNED}


@dataclass(frozen=True)
class Mark:
    """A point of an order's way, as the line of steps draws it; what was done `is_partly` is still being done."""

    label: str
    at: datetime | None
    state: str = ""
    is_partly: bool = False

    @property
    def note(self) -> str:
        """When it was reached."""
        return timezone.localtime(self.at).strftime("%Y-%m-%d %H:%M") if self.at else ""


@dataclass(frozen=True)
class Offered:
    """An act that the reader may do now, with its form, and what may be done in its stead."""

    act: Act
    form: forms.Form
    others: list[Offered] = field(default_factory=list)


@dataclass(frozen=True)
class Taken:
    """A step with the files that belong to it."""

    step: OrderStep
    files: list[Document]

    @property
    def label(self) -> str:
        """What was done."""
        return str(OrderAction(self.step.action).label)


@dataclass(frozen=True)
class Packed:
    """A parcel, and what is in it by name."""

    parcel: Parcel
    named: list[tuple[str, ParcelLine]]


@dataclass(frozen=True)
class Back:
    """Goods that are to go back, with the photographs, and what the reader may do about it."""

    row: OrderReturn
    goods: str
    files: list[Document]
    answer: forms.Form | None
    takes: bool


def show(actor: Actor, order: Order, typed: Mapping[str, forms.Form] | None = None, *, seq: int = 0) -> dict[str, Any]:
    """Return what stands about an order; `typed` are forms that were refused, by the name of their act.

    `seq` says to which return an answer was refused.
    """
    typed = typed or {}
    lines = list(orders.lines_of([order.pk]))
    names = {line.seq: line.product_name for line in lines}
    actions = permissions.possible_actions(actor, order)
    taken = steps(order)
    reported = list(incidents.incidents_of(actor, order.pk))
    is_ended = order.state in ENDED
    missing = None if order.counted_at else orders.missing_steps([order], timezone.now())[order.pk]
    return {
        "order": order,
        "lines": lines,
        "marks": marks(order, lines),
        "holder": holder(order),
        "owes": order.owes_invoice and permissions.concerns(actor, order, Power.SELL),
        "parcels": [
            Packed(one.parcel, [(names[line.line], line) for line in one.lines]) for one in orders.parcels_of(order)
        ],
        "acceptances": [(names[one.line], one) for one in orders.acceptances_of(order)],
        "steps": taken,
        "requoted_for": next((one.step.words for one in reversed(taken) if one.step.action == OrderAction.REQUOTE), ""),
        "evaluation": orders.evaluation_of(order) if order.evaluated_at else None,
        "phone": orders.phone_shown(actor, order),
        "province": province_of(order),
        "missing": missing,
        "waits_to_count": not (missing or order.counted_at or is_ended),
        "sells": permissions.sells(actor),
        "incidents": reported,
        "may_report": incident_permissions.may_report(actor, order, reported),
        "may_claim": payments.may_claim(actor, order),
        "has_money": bool(order.signed_at) and payment_permissions.has_to_do(actor),
        "is_ended": is_ended,
        "returns": returns(actor, order, names, typed.get("answer_return"), seq),
        "acts": offered(order, lines, actions, typed),
    }


def offered(order: Order, lines: list[OrderLine], actions: list[str], typed: Mapping[str, forms.Form]) -> list[Offered]:
    """Return the forms of what may be done now; those of a decision together."""
    may = [act for act in acting.ACTS if act.action in actions and is_offered(order, lines, act)]
    found = {act.action: Offered(act, typed.get(act.action) or act.blank(order, lines)) for act in may}
    for one in found.values():
        if one.act.other_than in found:
            found[one.act.other_than].others.append(one)
    return [one for one in found.values() if one.act.other_than not in found]


def marks(order: Order, lines: list[OrderLine]) -> list[Mark]:
    """Return an order's way: what is done, and what comes next."""
    paid = Mark(_("付款"), order.paid_at)
    sent = _sent(order, lines)
    is_first = order.payment_mode == PaymentMode.PAY_FIRST
    was_never_shown = order.invoice_accepted_at is not None and order.invoice_shown_at is None
    way = [
        Mark(_("下单"), order.placed_at),
        Mark(_("审批"), order.approved_at),
        Mark(_("签约"), order.signed_at),
        *([paid] if is_first else []),
        sent,
        Mark(_("验货"), order.goods_accepted_at),
        *([] if was_never_shown else [Mark(_("开票"), order.invoice_shown_at)]),
        Mark(_("验票"), order.invoice_accepted_at),
        *([] if is_first else [paid]),
        Mark(_("评价"), order.evaluated_at),
        Mark(_("计入完成交易额"), order.counted_at),
    ]
    ended = order.state in ENDED
    current = next((one for one in way if one.at is None or one.is_partly), None)
    return [replace(one, state=_state(one, current, is_ended=ended)) for one in way if one.at or not ended]


def province_of(order: Order) -> str:
    """Name the province to which an order goes."""
    return regions.places().provinces.get(order.province, "")


def holder(order: Order) -> str:
    """Say who has an order now; nothing where nobody has."""
    names = {Holder.BUYER: order.buyer_name, Holder.SELLER: order.supplier_name, Holder.APPROVER: order.buyer_name}
    who = Holder(order.holder)
    return _("%(name)s（%(side)s）") % {"name": names[who], "side": who.label} if who in names else ""


def steps(order: Order) -> list[Taken]:
    """Return what was done, with photographs and scans."""
    rows = list(orders.steps_of(order))
    files: dict[str, list[Document]] = {}
    accepting = {OrderAction.ACCEPT, OrderAction.ACCEPT_PART, OrderAction.ACCEPT_NONE}
    owners = {one.seq: f"order-step:{order.pk}:{one.seq}" for one in rows if one.action in accepting}
    if owners:
        for file in documents.documents_of_any(owners.values()).filter(deleted_at=None):
            files.setdefault(file.owner, []).append(file)
    return [Taken(one, files.get(owners.get(one.seq, ""), [])) for one in rows]


def is_offered(order: Order, lines: list[OrderLine], act: Act) -> bool:
    """Say whether an act has something left to do: goods to send that may be sent, that came, that may go back."""
    is_unpaid = order.payment_mode == PaymentMode.PAY_FIRST and order.paid_at is None
    if act.action == OrderAction.SHIP and is_unpaid:
        return False
    return not act.has_lines or bool(act.chosen(lines))


def returns(actor: Actor, order: Order, names: dict[int, str], answer: forms.Form | None, seq: int) -> list[Back]:
    """Return what was asked to go back, with what the supplier may do about it; `answer` is a form that was refused."""
    sells = permissions.concerns(actor, order, Power.SELL)
    rows = list(orders.returns_of(order))
    files: dict[str, list[Document]] = {}
    for file in documents.documents_of_any([one.owner for one in rows]).filter(deleted_at=None) if rows else ():
        files.setdefault(file.owner, []).append(file)
    found = []
    for one in rows:
        goods = "、".join(f"{names[line.line]} × {line.quantity}" for line in orders.return_lines_of(one))
        actions = RETURN_MACHINE.actions(one.state, Power.SELL) if sells else []
        form = answer if answer and one.seq == seq else AnswerForm(auto_id=f"id_answer{one.seq}_%s")
        found.append(
            Back(
                one,
                goods,
                files.get(one.owner, []),
                form if ReturnAction.AGREE in actions else None,
                takes=ReturnAction.TAKE in actions,
            )
        )
    return found


def _sent(order: Order, lines: list[OrderLine]) -> Mark:
    """Return the point of sending, which is reached when nothing is left to be sent."""
    is_over = order.goods_accepted_at is not None or order.state in ENDED
    ship = acting.BY_ACTION[OrderAction.SHIP]
    if order.shipped_at and not is_over and ship.chosen(lines):
        return Mark(_("部分发货"), order.shipped_at, is_partly=True)
    return Mark(_("发货"), order.shipped_at)


def _state(mark: Mark, current: Mark | None, *, is_ended: bool) -> str:
    if mark.at and not mark.is_partly:
        return "done"
    return "current" if mark is current and not is_ended else "waiting"
