"""Finding what units will need, and who could deliver it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from nongcai.domain.catalogue import permissions
from nongcai.domain.catalogue.models import Demand, DemandAnswer, Product
from nongcai.domain.catalogue.queries.showing import shown
from nongcai.domain.catalogue.states import SHOWN
from nongcai.domain.organisations.rules import masked_number
from nongcai.domain.suppliers import permissions as supplier_permissions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.foundation.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from nongcai.domain.catalogue.models import Category
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.regions.models import Region


@dataclass(frozen=True)
class ShownDemand:
    """A demand as a reader sees it: of a sensitive unit (涉敏) others see the district alone.

    Of its telephone number others see the last figures; who looks at the whole one is kept.
    """

    demand: Demand
    place: str
    unit_name: str
    phone: str
    is_open: bool
    is_own: bool
    answers: int


@dataclass(frozen=True)
class ShownAnswer:
    """Who could deliver, with which product; whether that shows in the hall."""

    answer: DemandAnswer
    is_shown: bool


def demands_visible_to(
    actor: Actor, on: date, *, category: Category | None = None, province: str = "", is_open: bool = False
) -> QuerySet[Demand]:
    """Select a unit's own demands; for the platform all, for a supplier those that are open or that it answered."""
    rows = Demand.objects.filter(_within(actor, on)).annotate(count=Count("answers"))
    if category is not None:
        rows = rows.filter(category__path__startswith=category.path)
    if province:
        rows = rows.filter(region__code__startswith=province)
    if is_open:
        rows = rows.filter(_open(on))
    return rows.select_related("unit", "category", "region__parent__parent").order_by("-published_at", "-pk")


def demands_shown(actor: Actor, rows: Iterable[Demand], on: date) -> list[ShownDemand]:
    """Return demands as a reader sees them."""
    own = permissions.buys_for(actor)
    return [_shown(row, own, on) for row in rows]


def number_of(actor: Actor, demand_id: int, on: date) -> Demand:
    """Return a demand whose telephone number the actor may ask for.

    :raises NotFoundError: when it has none, or none for this reader.
    """
    found = demands_visible_to(actor, on).filter(pk=demand_id).first()
    if found is None or not _shown(found, permissions.buys_for(actor), on).phone:
        raise NotFoundError(what="联系电话")
    return found


def answers_visible_to(actor: Actor, demand: Demand, on: date) -> list[ShownAnswer]:
    """Return the answers to a demand: all for its unit and the platform, of a supplier its own."""
    rows = DemandAnswer.objects.filter(demand=demand).select_related("supplier__county", "product__county")
    if supplier_permissions.sells(actor):
        rows = rows.filter(supplier=suppliers.supplier_of(actor))
    found = list(rows.order_by("at", "pk"))
    keys = [row.product_id for row in found]
    standing = set(shown(on).filter(product_id__in=keys).values_list("product_id", flat=True))
    return [ShownAnswer(row, row.product_id in standing) for row in found]


def products_to_answer_with(actor: Actor) -> list[Product]:
    """Return the own listed products."""
    own = suppliers.supplier_of(actor)
    rows = Product.objects.filter(supplier=own, state__in=SHOWN) if own else Product.objects.none()
    return list(rows.order_by("name", "pk"))


def _shown(row: Demand, own: int | None, on: date) -> ShownDemand:
    is_own = row.unit_id == own
    is_told = is_own or not row.unit.is_sensitive
    is_open = row.is_open(on)
    return ShownDemand(
        demand=row,
        place=_place(row.region),
        unit_name=row.unit.name if is_told else "",
        # Who answered once need not ring for ever.
        phone=row.phone if is_own else masked_number(row.phone) if is_told and is_open else "",
        is_open=is_open,
        is_own=is_own,
        answers=getattr(row, "count", 0),
    )


def _place(region: Region | None) -> str:
    names: list[str] = []
    while region is not None and region.level:
        names.insert(0, region.name)
        # What stands above a province is named nowhere, and was not read.
        region = region.parent if region.level > 1 else None
    return "".join(names)


def _open(on: date) -> Q:
    return Q(closed_at=None, until__gte=on)


def _within(actor: Actor, on: date) -> Q:
    unit = permissions.buys_for(actor)
    if unit is not None:
        return Q(unit_id=unit)
    if supplier_permissions.admits(actor):
        return Q()
    if supplier_permissions.sells(actor):
        supplier = suppliers.supplier_of(actor)
        # Whoever has not been admitted, or may not sell, is told of no unit.
        if supplier is None or not suppliers.selling_spans(on).filter(supplier=supplier).exists():
            return Q(pk__in=[])
        answered = DemandAnswer.objects.filter(supplier=supplier).values("demand")
        return _open(on) | Q(pk__in=answered)
    return Q(pk__in=[])
