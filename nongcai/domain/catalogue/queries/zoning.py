"""Finding zones and what stands in them; what a zone asks of goods, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import (
    BigIntegerField,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from nongcai.domain.catalogue.models import Category, Product, ShelfRow, Zone, ZoneEntry, ZoneEntryStep
from nongcai.domain.catalogue.queries.asking import Asked, conditions
from nongcai.domain.catalogue.queries.categories import names_above
from nongcai.domain.catalogue.queries.showing import shown, with_held
from nongcai.domain.catalogue.queries.wording import OpenZone
from nongcai.domain.catalogue.states import ADMITTED_ENTRIES, SHOWN, WAITING_ENTRIES, Certificate, ZoneState
from nongcai.domain.documents import queries as documents
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.domain.regions import queries as regions
from nongcai.domain.suppliers import permissions as supplier_permissions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor

# What a zone (z) asks of a row of the shelf (r) by what does not depend on the day; the shelf is reckoned by it.
RULES = {
    "price": (
        "((z.low IS NULL AND z.high IS NULL) OR (r.measured = 'mass' AND r.unit_price >= COALESCE(z.low, 0)"
        " AND r.unit_price <= COALESCE(z.high, r.unit_price)))"
    ),
    "category": (
        "(z.categories = '{}' OR string_to_array(rtrim(r.category_path, '.'), '.')::bigint[] && z.categories)"
    ),
    "origin": (
        "((z.province = '' AND z.counties = '{}') OR (z.province <> '' AND r.province_code = z.province)"
        " OR r.county_code = ANY (z.counties))"
    ),
}
WANTS = " AND ".join(RULES.values())
# Of the rows of products that are up: does one of each keep each rule, and one all of them?
_KEPT = (
    "SELECT r.product_id, "
    + ", ".join(f"bool_or({rule})" for rule in (*RULES.values(), WANTS))
    + " FROM catalogue_shelfrow r, catalogue_zone z"
    " WHERE z.id = %(zone)s AND r.product_id = ANY (%(products)s) AND r.is_up GROUP BY r.product_id"
)
# Behind all that curators have placed; a number shaken is below 2**32.
_LAST, _PLACES = 2**20, 2**32


def zones_visible_to(actor: Actor) -> QuerySet[Zone]:
    """Select the zones: the platform sees all, suppliers those that are open or were, others none here."""
    rows = Zone.objects.order_by("position", "pk")
    if supplier_permissions.admits(actor):
        return rows.annotate(waiting=_number(WAITING_ENTRIES), standing=_number(ADMITTED_ENTRIES))
    if supplier_permissions.sells(actor):
        return rows.exclude(state=ZoneState.PLANNED).annotate(standing=_number(ADMITTED_ENTRIES))
    return rows.none()


def zone_of(actor: Actor, zone_id: int) -> Zone:
    """Return a zone within sight.

    :raises NotFoundError: when it lies outside.
    """
    found = zones_visible_to(actor).filter(pk=zone_id).first()
    if found is None:
        raise NotFoundError(what=zone_id)
    return found


def zone_shown(zone_id: int, on: date) -> Zone | None:
    """Return a zone that shows on a day."""
    found = Zone.objects.filter(pk=zone_id).first()
    return found if found is not None and found.is_open(on) else None


def banner_file(zone: Zone) -> Document | None:
    """Return the file of a zone's picture."""
    return documents.documents_of(zone.banner).filter(deleted_at=None, sha256=zone.banner_sha256).last()


def curators_of(zone: Zone) -> list[int]:
    """Return the keys of the accounts that were named to curate a zone."""
    return list(zone.curators.order_by("user_id").values_list("user_id", flat=True))


def platform_people(on: date) -> list[tuple[int, str]]:
    """Return the platform's people on a day, as keys and labels of accounts."""
    found = {
        row.user_id: str(row.user.label)
        for office in organisations.platforms()
        for row in organisations.people_of(office, Role.PLATFORM, on).select_related("user")
    }
    return sorted(found.items())


def entries_visible_to(actor: Actor) -> QuerySet[ZoneEntry]:
    """Select a supplier's own applications, or all for the platform; the last first."""
    rows = ZoneEntry.objects.select_related("zone", "product__supplier", "product__county", "product__category")
    rows = rows.order_by("-changed_at", "-pk")
    if supplier_permissions.admits(actor):
        return rows
    own = suppliers.supplier_of(actor)
    return rows.filter(product__supplier=own) if own else rows.none()


def standing_in(zone: Zone) -> QuerySet[ZoneEntry]:
    """Select what was admitted to a zone in the order in which it shows: the curators', then the neutral one."""
    mixed = ShelfRow.objects.filter(product_id=OuterRef("product_id")).order_by("mixed").values("mixed")[:1]
    rows = ZoneEntry.objects.filter(zone=zone, state__in=ADMITTED_ENTRIES).annotate(mixed=Subquery(mixed))
    rows = rows.select_related("product__supplier", "product__county")
    return rows.order_by(F("position").asc(nulls_last=True), F("mixed").asc(nulls_last=True), "pk")


def showing_in(zone: Zone, on: date) -> set[int]:
    """Return the products that a zone shows on a day: of what was admitted, what still shows and is wanted."""
    if not zone.is_open(on):
        return set()
    told = OpenZone(zone.pk, zone.name, zone.kind, tuple(zone.certificates))
    [wanted] = conditions(Asked(), "", {}, on, zone=told).values()
    return set(shown(on).filter(wanted).values_list("product_id", flat=True))


def entry_steps_of(entries: Iterable[ZoneEntry]) -> dict[int, list[ZoneEntryStep]]:
    """Map entries to their steps, the last first."""
    found: dict[int, list[ZoneEntryStep]] = {}
    for row in ZoneEntryStep.objects.filter(entry__in=[one.pk for one in entries]).order_by("-pk"):
        found.setdefault(row.entry_id, []).append(row)
    return found


def candidates(actor: Actor, zone: Zone) -> list[Product]:
    """Return the own listed products that may still apply to a zone."""
    own = suppliers.supplier_of(actor)
    if own is None:
        return []
    taken = ZoneEntry.objects.filter(zone=zone, state__in=(*WAITING_ENTRIES, *ADMITTED_ENTRIES)).values("product")
    up = ShelfRow.objects.filter(is_up=True, supplier=own).values("product_id")
    rows = Product.objects.filter(supplier=own, state__in=SHOWN, pk__in=up).exclude(pk__in=taken)
    return list(rows.order_by("name", "pk"))


@dataclass(frozen=True)
class Kept:
    """Whether a product could show, and which rules of a zone it fails, in words."""

    is_up: bool
    failed: list[str]


def judged(product_ids: Collection[int], zone: Zone, on: date) -> dict[int, Kept]:
    """Hold products against a zone's rules on a day: their rows of the shelf, and the certificates that hold."""
    told = rules_told(zone)
    held: dict[int, set[str]] = {}
    if zone.certificates:
        for row in with_held(ShelfRow.objects.filter(product_id__in=product_ids), on):
            held.setdefault(row.product_id, set()).update(_held(row))
    found = dict.fromkeys(product_ids, Kept(is_up=False, failed=[]))
    for key, *kept in records.rows_of(_KEPT, zone=zone.pk, products=list(product_ids)):
        failed = [told[name] for name, is_kept in zip(RULES, kept, strict=False) if not is_kept]
        if not kept[-1] and not failed:
            # Each is kept by another of its offers.
            failed = ["；".join(told[name] for name in RULES if name in told)]
        if zone.certificates and not held.get(key, set()) & set(zone.certificates):
            failed.append(told["certificate"])
        found[key] = Kept(is_up=True, failed=failed)
    return found


def rules_told(zone: Zone) -> dict[str, str]:
    """Say what a zone asks, by the name of the rule."""
    found = {}
    if zone.certificates:
        names = "、".join(str(Certificate(one).label) for one in zone.certificates)
        found["certificate"] = f"须有在有效期内的{names}{'之一' if len(zone.certificates) > 1 else ''}"
    if zone.low is not None or zone.high is not None:
        found["price"] = f"须按重量计，折算单价{_band(zone)}"
    if zone.categories:
        rows = _categories(zone.categories)
        above = names_above(rows)
        found["category"] = f"商品分类须为{'、'.join(above[row.pk] for row in rows)}"
    if zone.province or zone.counties:
        places = regions.places()
        named = [places.provinces.get(zone.province, zone.province)] if zone.province else []
        named += [county.place for code in zone.counties if (county := places.county(code))]
        found["origin"] = f"产地须为{'、'.join(named)}"
    return found


def standing_of_zone(rows: QuerySet[ShelfRow], zone_id: int) -> QuerySet[ShelfRow]:
    """Add to rows of the shelf, as `standing`, where each stands in a zone: curated ones first, else as shaken."""
    placed = ZoneEntry.objects.filter(zone=zone_id, product_id=OuterRef("product_id")).values("position")[:1]
    place = Cast(Coalesce(Subquery(placed, output_field=IntegerField()), Value(_LAST)), BigIntegerField())
    large = BigIntegerField()
    # Of two large integers Django takes sum and product for small ones.
    whole = ExpressionWrapper(place * Value(_PLACES, output_field=large) + F("mixed"), output_field=large)
    return rows.annotate(standing=whole)


def _number(states: tuple[str, ...]) -> Count:
    return Count("entries", filter=Q(entries__state__in=states))


def _held(row: ShelfRow) -> list[str]:
    return list(row.held)  # type: ignore[attr-defined]  # with_held adds it


def _band(zone: Zone) -> str:
    if zone.low is not None and zone.high is not None:
        return f"在{zone.low}元至{zone.high}元/千克之间"
    return f"不低于{zone.low}元/千克" if zone.low is not None else f"不高于{zone.high}元/千克"


def _categories(keys: list[int]) -> list[Category]:
    return list(Category.objects.filter(pk__in=keys).order_by("path"))
