"""What the school of every story will need, and what it buys again and again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.services import ToldDemand

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Demand, ReorderLine, ReorderList
    from tests.cast import Cast
    from tests.shelf import Goods


def told_demand(**changes: object) -> ToldDemand:
    """Return what the school will need: pages read the clock, so it is from next week on."""
    today = timezone.localdate()
    told = ToldDemand("干木耳", Decimal(120), "kilogram", today + timedelta(days=7), today + timedelta(days=28))
    return replace(told, **changes)  # type: ignore[arg-type]  # field names are checked at run time


def published(cast: Cast, by: str = "unit", **changes: object) -> Demand:
    """Let a unit publish."""
    return services.publish_demand(actor=cast.actor(by), told=told_demand(**changes), at=timezone.now())


def begun(cast: Cast, name: str = "每周常购", by: str = "unit") -> ReorderList:
    """Let a unit begin a list."""
    return services.add_list(actor=cast.actor(by), name=name, at=timezone.now())


def put(cast: Cast, listed: ReorderList, goods: Goods, quantity: int = 10, by: str = "unit") -> ReorderLine:
    """Let a unit put goods on a list."""
    quantities = {goods.offer.pk: quantity}
    services.put_on_list(actor=cast.actor(by), list_id=listed.pk, quantities=quantities, at=timezone.now())
    return listed.lines.get(offer=goods.offer)
