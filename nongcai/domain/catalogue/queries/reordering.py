"""Reading the lists of what a unit buys again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from nongcai.domain.catalogue import permissions
from nongcai.domain.catalogue.models import ReorderLine, ReorderList, ShelfRow
from nongcai.domain.catalogue.queries.showing import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ShownLine:
    """A line of a list as it stands today; `now` is the price, nothing when the offer does not show."""

    line: ReorderLine
    now: Decimal | None
    in_stock: bool

    @property
    def is_changed(self) -> bool:
        """Say whether it shows at another price than when it was put there."""
        return self.now is not None and self.now != self.line.price


def lists_visible_to(actor: Actor) -> QuerySet[ReorderList]:
    """Select the lists of the unit for which the actor files or buys, with how many lines each has."""
    unit = permissions.buys_for(actor)
    rows = ReorderList.objects.filter(unit_id=unit) if unit is not None else ReorderList.objects.none()
    return rows.annotate(count=Count("lines")).order_by("name", "pk")


def lines_visible_to(actor: Actor) -> QuerySet[ReorderLine]:
    """Select the lines of those lists."""
    return ReorderLine.objects.filter(list__in=lists_visible_to(actor).order_by().values("pk"))


def lines_shown(listed: ReorderList, on: date) -> list[ShownLine]:
    """Return the lines of a list with today's price and stock, in the order in which they were put there."""
    lines = (
        ReorderLine.objects.filter(list=listed).select_related("offer__product__supplier").order_by("added_at", "pk")
    )
    rows = list(lines)
    standing = {row.pk: row for row in shown(on).filter(pk__in=[line.offer_id for line in rows])}
    return [_line(line, standing.get(line.offer_id)) for line in rows]


def quantities_of(listed: ReorderList) -> list[tuple[int, int]]:
    """Return a list as (offer, usual quantity): from this an order begins."""
    rows = ReorderLine.objects.filter(list=listed).order_by("added_at", "pk")
    return list(rows.values_list("offer_id", "quantity"))


def offers_to_list(offer_ids: Iterable[int], on: date, *, product_id: int | None = None) -> list[ShelfRow]:
    """Return those of some offers, or those of a product, that show on a day."""
    rows = shown(on).select_related("offer__product", "supplier").order_by("name", "pk")
    if product_id is not None:
        return list(rows.filter(product_id=product_id))
    return list(rows.filter(pk__in=list(offer_ids)))


def _line(line: ReorderLine, row: ShelfRow | None) -> ShownLine:
    return ShownLine(line, row.price if row else None, in_stock=row is not None and row.in_stock)
