"""Orders as the API tells them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from nongcai.domain.orders import permissions
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.states import Holder, OrderState, PayerKind, PaymentMode, Purpose
from nongcai.interfaces.api.v1.shapes import Yuan, yuan

if TYPE_CHECKING:
    from nongcai.domain.orders.models import Acceptance, Order, OrderLine
    from nongcai.domain.orders.queries import Listed, ShownParcel
    from nongcai.domain.organisations.actors import Actor


class OrderLineOut(BaseModel):
    """An offer as it was ordered. `sent` to `returned` are sale units; `payable` is to be paid for it by now."""

    seq: int
    offer_id: int
    product_name: str
    specification: str
    sale_unit: str
    county_code: str
    category: str
    quantity: int
    price: Yuan
    amount: Yuan
    band_percent: Decimal | None
    sent: int
    accepted: int
    refused: int
    returned: int
    weight: Decimal | None
    payable: Yuan


class OrderOut(BaseModel):
    """One supplier's goods for one unit.

    `amount` is what the contract says, `due` what is to be paid by now; `holder` is whom it waits for, since and until
    when; `actions` are what the caller may do now; `missing` is the step that lacks until it counts. What a standing
    order placed has its key, and on which day, from when to when it is to come. `term_days` is within how many days of
    delivery is paid where the contract says it.
    """

    id: UUID
    number: str
    state: OrderState
    buyer_id: int
    buyer_name: str
    unit_id: int
    unit_name: str
    supplier_id: int
    supplier_name: str
    purpose: Purpose
    goods_amount: Yuan
    freight: Yuan
    amount: Yuan
    due: Yuan
    paid: Yuan
    payment_mode: PaymentMode
    term_days: int | None
    payer_kind: PayerKind
    holder: Holder
    since: datetime
    waits_until: datetime | None
    stopped_at: datetime | None
    placed_at: datetime
    approved_at: datetime | None
    signed_at: datetime | None
    paid_at: datetime | None
    shipped_at: datetime | None
    goods_accepted_at: datetime | None
    invoice_shown_at: datetime | None
    invoice_accepted_at: datetime | None
    evaluated_at: datetime | None
    completed_at: datetime | None
    counted_at: datetime | None
    standing_id: int | None
    deliver_on: date | None
    deliver_from: time | None
    deliver_until: time | None
    actions: list[str]
    lines: list[OrderLineOut]


class OrderStepOut(BaseModel):
    """Who took which step, and why."""

    seq: int
    action: str
    state: OrderState
    office: str
    label: str
    amount: Yuan | None
    words: str
    at: datetime


class ParcelLineOut(BaseModel):
    """How much of a line is in a parcel."""

    line: int
    quantity: int
    weight: Decimal | None


class ParcelOut(BaseModel):
    """A parcel and what is in it."""

    seq: int
    carrier: str
    tracking_number: str
    at: datetime
    lines: list[ParcelLineOut]


class AcceptanceOut(BaseModel):
    """What was accepted and refused of a line at once."""

    seq: int
    line: int
    accepted: int
    refused: int
    reason: str
    weight: Decimal | None
    amount: Yuan
    words: str
    at: datetime


class OrderDetailOut(BaseModel):
    """An order with all that belongs to it. `phone` is masked for whoever neither receives nor delivers."""

    order: OrderOut
    receiver: str
    phone: str
    province: str
    address: str
    invoice_title: str
    tax_number: str
    note: str
    steps: list[OrderStepOut]
    parcels: list[ParcelOut]
    acceptances: list[AcceptanceOut]


class OrderPageOut(BaseModel):
    """Orders, the latest first; `after` is where the next page begins."""

    items: list[OrderOut]
    after: UUID | None


class PlaceLineIn(BaseModel):
    """So many sale units of an offer; `price` is what the buyer saw: another one by now is refused."""

    offer_id: Annotated[int, Field(ge=1, le=2**63 - 1)]
    quantity: Annotated[int, Field(ge=1, le=99_999)]
    price: Annotated[Decimal, Field(max_digits=12, decimal_places=2)] | None = None


class PlaceIn(BaseModel):
    """What is ordered of one supplier. `key`, a UUID of version 7, makes the order one however often it is sent.

    `term_days` is within how many days of delivery is paid, where goods come first; left out, the region's rule holds.
    """

    lines: Annotated[list[PlaceLineIn], Field(min_length=1, max_length=200)]
    unit_id: Annotated[int, Field(ge=1, le=2**63 - 1)]
    purpose: Purpose
    receiver: Annotated[str, Field(min_length=1, max_length=40)]
    phone: Annotated[str, Field(min_length=7, max_length=20)]
    province: Annotated[str, Field(pattern=r"^\d{2}$")]
    address: Annotated[str, Field(min_length=1, max_length=200)]
    payment_mode: PaymentMode
    term_days: Annotated[int, Field(ge=1, le=366)] | None = None
    payer_kind: PayerKind
    invoice_title: Annotated[str, Field(min_length=1, max_length=128)]
    tax_number: Annotated[str, Field(max_length=20)] = ""
    note: Annotated[str, Field(max_length=500)] = ""
    key: UUID | None = None


_AMOUNTS = ("goods_amount", "freight", "amount", "due", "paid")
_SAME = tuple(OrderOut.model_fields.keys() - {*_AMOUNTS, "actions", "lines"})
_LINE_AMOUNTS = ("price", "amount", "payable")
_LINE = tuple(OrderLineOut.model_fields)
# A tenth of what placing an order takes here would be asking for each by itself.
_same_of, _line_of = attrgetter(*_SAME), attrgetter(*_LINE)


def order_out(actor: Actor, one: Listed) -> dict[str, Any]:
    """Shape an order with its lines."""
    order = one.order
    return {
        **dict(zip(_SAME, _same_of(order), strict=True)),
        **{name: yuan(getattr(order, name)) for name in _AMOUNTS},
        "actions": permissions.possible_actions(actor, order),
        "lines": [_line(line) for line in one.lines],
    }


def detail_out(actor: Actor, order: Order) -> dict[str, Any]:
    """Shape an order with all that belongs to it."""
    [listed] = orders.with_lines([order])
    same = ("receiver", "province", "address", "invoice_title", "tax_number", "note")
    return {
        "order": order_out(actor, listed),
        **{name: getattr(order, name) for name in same},
        "phone": orders.phone_shown(actor, order),
        "steps": [
            {
                **{name: getattr(one, name) for name in ("seq", "action", "state", "words", "at")},
                "office": one.by_office,
                "label": one.by_label,
                "amount": yuan(one.amount),
            }
            for one in orders.steps_of(order)
        ],
        "parcels": [_parcel(one) for one in orders.parcels_of(order)],
        "acceptances": [_acceptance(one) for one in orders.acceptances_of(order)],
    }


def _line(line: OrderLine) -> dict[str, Any]:
    told = dict(zip(_LINE, _line_of(line), strict=True))
    return told | {name: yuan(told[name]) for name in _LINE_AMOUNTS}


def _parcel(one: ShownParcel) -> dict[str, Any]:
    parcel = one.parcel
    same = ("seq", "carrier", "tracking_number", "at")
    told: dict[str, Any] = {name: getattr(parcel, name) for name in same}
    return told | {
        "lines": [{name: getattr(line, name) for name in ("line", "quantity", "weight")} for line in one.lines]
    }


def _acceptance(one: Acceptance) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in AcceptanceOut.model_fields}
    return told | {"amount": yuan(one.amount)}
