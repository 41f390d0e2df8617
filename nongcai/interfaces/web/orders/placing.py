"""Ordering one supplier's goods."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.regions import queries as regions
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.hall.choosing import chosen, is_key
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.orders.gates import require_buying
from nongcai.interfaces.web.orders.placing_form import PlaceForm, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django import forms
    from django.http import HttpResponse, QueryDict

    from nongcai.domain.catalogue.queries import Orderable
    from nongcai.interfaces.web.http import WebRequest

# An order has no more lines.
MOST = 200


@dataclass(frozen=True)
class Chosen:
    """One of the goods as it stands in the form."""

    goods: Orderable
    quantity: int
    price: Decimal
    amount: Decimal
    is_delivered: bool
    field: forms.BoundField


@dataclass(frozen=True)
class Summed:
    """What stands in the form, and what it comes to; no carriage where something is not delivered there."""

    rows: list[Chosen]
    goods_amount: Decimal
    freight: Decimal | None
    place: str

    @property
    def amount(self) -> Decimal:
        """Goods and carriage."""
        return self.goods_amount + (self.freight or 0)

    @property
    def seen(self) -> str:
        """All of it in a line, by which one knows whether something changed."""
        lines = " ".join(f"{one.goods.offer_id}x{one.quantity}@{one.price}" for one in self.rows)
        return f"{self.place} {self.freight} {lines}"

    @property
    def supplier(self) -> str:
        """Whose goods they are."""
        return self.rows[0].goods.supplier_name


@require_http_methods(["GET", "HEAD", "POST"])
def order_new(request: WebRequest) -> HttpResponse:
    require_buying(request)
    today = timezone.localdate()
    told: QueryDict = request.POST if request.method == "POST" else request.GET
    asked = _asked(request, told)
    goods = _ordered(catalogue.goods_to_order(asked, today), asked)
    form = _form(request, goods, told, today)
    summed = _summed(form, goods)
    is_sent = form.is_bound and bool(goods) and form.is_valid()
    is_changed = is_sent and (len(goods) < len(asked) or form.cleaned_data["seen"] != summed.seen)
    if is_sent and not is_changed:
        try:
            order = services.place(
                actor=request.actor, told=form.told(), at=timezone.now(), key=form.cleaned_data["key"]
            )
        except (InvalidError, ConflictError) as refusal:
            form.refuse(refusal)
        else:
            said(request, _("订单已提交。"))
            return go_to(request, "orders:order_show", order.pk)
    context = {
        "form": form,
        "summed": summed,
        "gone": catalogue.names_of(key for key in asked if key not in goods),
        "is_changed": is_changed,
        "key": _key(form),
    }
    return page(request, "orders/order_new.html", context, status=422 if form.is_bound else 200)


def _asked(request: WebRequest, told: QueryDict) -> list[int]:
    """Return the offers that are wanted, each once; where none was ticked, the only one of the product."""
    if "offer" in told:
        return list(dict.fromkeys(int(text) for text in told.getlist("offer")[:MOST] if is_key(text)))
    if "product" not in told:
        return []
    rows = chosen(request)
    return [rows[0].pk] if len(rows) == 1 else []


def _ordered(goods: Mapping[int, Orderable], asked: list[int]) -> dict[int, Orderable]:
    """Return those of the first one's supplier: an order has one."""
    found = [goods[key] for key in asked if key in goods]
    return {one.offer_id: one for one in found if one.supplier_id == found[0].supplier_id}


def _form(request: WebRequest, goods: Mapping[int, Orderable], told: QueryDict, today: date) -> PlaceForm:
    actor = request.actor
    units, provinces = organisations.units_to_buy_for(actor, today), regions.places().provinces
    if request.method == "POST" and "recount" not in told:
        return PlaceForm(goods, units, provinces, told)
    if request.method == "POST":
        # Nothing of what is typed is looked at yet.
        return PlaceForm(goods, units, provinces, initial={name: told.get(name) for name in told})
    own = units[0].region_code[:2] if units else ""
    initial = remembered(orders.latest_of(actor), own, actor.organisation_name)
    quantities = {f"quantity_{key}": told.get(f"quantity_{key}") or one.minimum for key, one in goods.items()}
    return PlaceForm(goods, units, provinces, initial={**initial, **quantities})


def _key(form: PlaceForm) -> UUID:
    """Return the key of the order to be: the one that came, until it is refused as too old."""
    told = form["key"].value()
    try:
        return uuid7() if not told or "key" in form.errors or form.is_stale else UUID(str(told))
    except ValueError:
        return uuid7()


def _summed(form: PlaceForm, goods: Mapping[int, Orderable]) -> Summed:
    rows = [_chosen(form, one) for one in goods.values()]
    together = [(one.goods, one.quantity, one.amount) for one in rows]
    freight = catalogue.carriage_of(together, form.place) if form.place else None
    return Summed(rows, sum((one.amount for one in rows), Decimal("0.00")), freight, form.place)


def _chosen(form: PlaceForm, goods: Orderable) -> Chosen:
    quantity = form.quantity_of(goods.offer_id)
    price = goods.price_at(quantity)
    is_delivered = not form.place or goods.delivers_to(form.place)
    return Chosen(goods, quantity, price, price * quantity, is_delivered, form[f"quantity_{goods.offer_id}"])
