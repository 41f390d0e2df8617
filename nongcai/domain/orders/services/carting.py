"""A buyer puts goods into the cart (采购车)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.orders import queries, rules
from nongcai.domain.orders.errors import CartFullError, OfferGoneError, UnknownCartLineError
from nongcai.domain.orders.models import CartLine
from nongcai.domain.organisations.permissions import require_power
from nongcai.domain.organisations.roles import Power
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

LINES = 200


@transaction.atomic
def put(*, actor: Actor, quantities: Mapping[int, int], at: datetime) -> int:
    """Put offers into the own cart, each with so many sale units more; return how many lines it has.

    :raises NotAllowedError: when the actor does not buy.
    :raises OfferGoneError: when one does not show.
    :raises OrderQuantityError: when one is no quantity.
    :raises CartFullError: when the cart would have more lines than it may.
    """
    require_power(actor, Power.BUY)
    goods = catalogue.goods_to_order(quantities, day_of(at))
    gone = [offer_id for offer_id in quantities if offer_id not in goods]
    if gone:
        raise OfferGoneError(what="、".join(catalogue.names_of(gone)), offers=gone)
    # Two who act for one person at once: the second waits.
    records.lock_keys([f"cart:{actor.membership_id}"])
    there = {line.offer_id: line for line in queries.cart_lines(actor)}
    if len(there.keys() | goods.keys()) > LINES:
        raise CartFullError(most=LINES)
    for offer_id, quantity in quantities.items():
        rules.require_quantity(quantity, 1)
        line = there.get(offer_id) or CartLine(post_id=actor.membership_id, offer_id=offer_id, quantity=0)
        line.quantity += quantity
        rules.require_quantity(line.quantity, 1)
        line.price, line.added_at = goods[offer_id].price_at(line.quantity), at
        records.save(line, "quantity", "price", "added_at")
        there[offer_id] = line
    return len(there)


@transaction.atomic
def change(*, actor: Actor, line_id: int, quantity: int, at: datetime) -> CartLine:
    """Say how many sale units of a line are wanted; its price is that of today from then on.

    :raises UnknownCartLineError: when there is no such line in the own cart.
    :raises OrderQuantityError: when that is no quantity.
    """
    require_power(actor, Power.BUY)
    rules.require_quantity(quantity, 1)
    line = queries.cart_lines(actor).select_for_update(no_key=True).filter(pk=line_id).first()
    if line is None:
        raise UnknownCartLineError(what=line_id)
    goods = catalogue.goods_to_order([line.offer_id], day_of(at)).get(line.offer_id)
    line.quantity = quantity
    line.price = goods.price_at(quantity) if goods else line.price
    records.save(line, "quantity", "price")
    return line


@transaction.atomic
def remove(*, actor: Actor, line_ids: Iterable[int]) -> int:
    """Take lines out of the own cart; return how many."""
    require_power(actor, Power.BUY)
    return records.remove(queries.cart_lines(actor).filter(pk__in=list(line_ids)))
