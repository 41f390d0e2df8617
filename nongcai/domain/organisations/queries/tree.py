"""Finding organisations, the tree on a day, the yearly directory and relations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, NullIf

from nongcai.domain.organisations import statements
from nongcai.domain.organisations.errors import SeveralUnitsError, UnknownNodeError, UnknownUnitError
from nongcai.domain.organisations.models import (
    CanteenKind,
    Listing,
    ListingCount,
    Organisation,
    Placement,
    Relation,
    RelationKind,
)
from nongcai.domain.organisations.roles import OrganisationKind
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.organisations.actors import Actor

NO_NATURE = "unsaid"
CANTEENS = {value: str(label) for value, label in CanteenKind.choices}


# How many units a refusal names for people to choose from.
_NAMED = 5


@dataclass(frozen=True)
class Node:
    """A place in the tree on a day: what boards and figures are asked for."""

    id: int
    name: str
    shown: str
    kind: str
    region_code: str
    path: str
    home_path: str
    parent_id: int | None
    official_order: int = 0
    is_ranked: bool = True
    is_sensitive: bool = False

    @property
    def is_finance(self) -> bool:
        """A finance department sums what stands under it."""
        return self.kind == OrganisationKind.FINANCE


@dataclass(frozen=True)
class ListedPlace:
    """A unit's line in a year's directory, and the path on which it stands today."""

    organisation_id: int
    code: str
    name: str
    path: str
    canteen: str
    union_members: int
    nature: str


@dataclass(frozen=True)
class CountDifference:
    """A stored number of units that owe a filing, and the number that the directory gives."""

    node_id: int
    year: int
    stored: int
    computed: int


def placements(on: date | None = None) -> QuerySet[Placement]:
    """Select the tree as it stood on a day, or as it stands."""
    if on is None:
        return Placement.objects.filter(period__upper_inf=True)
    return Placement.objects.filter(period__contains=on)


def ever_under(path: str) -> QuerySet[Placement, int]:
    """Select the ids of all that stand, or ever stood, at or below a path."""
    return Placement.objects.filter(path__startswith=path).values_list("organisation_id", flat=True)


def units_under(path: str, on: date | None = None) -> QuerySet[Placement]:
    """Select the placements of all budget units at or below a path."""
    return placements(on).filter(path__startswith=path, organisation__kind=OrganisationKind.UNIT)


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Select the finance nodes and units that the actor may see: its subtree of today."""
    return Organisation.objects.filter(placements__in=placements().filter(path__startswith=actor.path))


def node(organisation_id: int, on: date | None = None) -> Node:
    """Return an organisation's place in the tree.

    :raises UnknownNodeError: when it stands nowhere on that day.
    """
    found = nodes(placements(on).filter(organisation_id=organisation_id))
    if not found:
        raise UnknownNodeError(what=organisation_id)
    return found[0]


def nodes(selection: QuerySet[Placement]) -> list[Node]:
    """Turn placements into nodes, in official order (机构排序), then by unit code."""
    rows = selection.select_related("organisation").order_by(
        "organisation__official_order",
        "organisation__region_id",
        "organisation__unit_code",
        "organisation_id",
    )
    return [_node(row) for row in rows]


def children_of(parent: Node, on: date | None = None) -> list[Node]:
    """Return the nodes directly below."""
    return nodes(placements(on).filter(parent_id=parent.id))


def with_units_below(organisation_ids: Iterable[int]) -> set[int]:
    """Return those of these organisations that have budget units directly below that were not closed."""
    below = placements().filter(parent_id__in=list(organisation_ids), organisation__kind=OrganisationKind.UNIT)
    rows = below.filter(organisation__closed_on__isnull=True)
    return set(rows.order_by().values_list("parent_id", flat=True).distinct())


def ids_in(path: str) -> list[int]:
    """Return the organisations that a path names, from the root down."""
    return [int(part) for part in path.rstrip(".").split(".") if part]


def sensitive_in(paths: Iterable[str]) -> set[int]:
    """Return those organisations that these paths name and whose amounts are not handed on (涉敏), in one statement."""
    named = {one for path in paths for one in ids_in(path)}
    return set(Organisation.objects.filter(pk__in=named, is_sensitive=True).values_list("pk", flat=True))


def ancestors_of(place: Node) -> list[Node]:
    """Return the nodes above, from the root down."""
    above = ids_in(place.path)[:-1]
    return sorted(nodes(placements().filter(organisation_id__in=above)), key=lambda one: len(one.path))


def lineage_visible_to(actor: Actor, organisation_id: int) -> list[Node]:
    """Return the nodes from the actor's own down to an organisation, which is the last; none when it lies outside."""
    segments = RawSQL(
        "SELECT unnest(string_to_array(rtrim(path, '.'), '.')::bigint[]) FROM organisations_placement "
        "WHERE organisation_id = %s AND upper_inf(period)",
        [organisation_id],
    )
    found = nodes(placements().filter(organisation_id__in=segments, path__startswith=actor.path))
    return sorted(found, key=lambda one: len(one.path))


def finance_above(actor: Actor) -> int | None:
    """Return the finance node that the actor's organisation reports to; for finance itself the next one above."""
    own = placements().filter(organisation_id=actor.organisation_id)
    path = own.values_list("home_path", flat=True).first() or ""
    if path == actor.path:
        above = actor.path.removesuffix(f"{actor.organisation_id}.")
        path = placements().filter(path=above).values_list("home_path", flat=True).first() or ""
    return int(path.rstrip(".").rpartition(".")[2]) if path else None


def finance_node(region_code: str) -> Node:
    """Return the finance node of a division, which is what its code means on a command line.

    :raises UnknownNodeError: when the division has none.
    """
    found = nodes(placements().filter(organisation__region_id=region_code, organisation__kind=OrganisationKind.FINANCE))
    if not found:
        raise UnknownNodeError(what=region_code)
    return found[0]


def finance_ids(region_codes: Iterable[str]) -> dict[str, int]:
    """Map division codes to the ids of their finance nodes, where they have one."""
    rows = Organisation.objects.filter(kind=OrganisationKind.FINANCE, region_id__in=set(region_codes))
    return dict(rows.values_list("region_id", "id"))


def bureaus_of_year(year: int) -> list[int]:
    """Return the finance nodes of the regions that have a directory of a year."""
    regions = Listing.objects.filter(year=year).order_by().values("region_id")
    rows = Organisation.objects.filter(kind=OrganisationKind.FINANCE, region_id__in=regions)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def listings(year: int, path: str) -> QuerySet[Listing]:
    """Select the year's directory at or below a path of today."""
    return Listing.objects.filter(
        year=year, organisation__placements__in=placements().filter(path__startswith=path)
    ).order_by("organisation__official_order", "region_id", "code")


def listed_places(year: int, path: str) -> list[ListedPlace]:
    """Return the year's directory at or below a path, each line with the place where its unit stands today."""
    standing = placements().filter(organisation_id=OuterRef("organisation_id")).values("path")[:1]
    rows = listings(year, path).annotate(path=Subquery(standing))
    names = ("organisation_id", "code", "name", "path", "canteen", "union_members", "nature")
    return [ListedPlace(*row) for row in rows.values_list(*names)]


def due_counts(node_ids: Iterable[int], year: int) -> QuerySet[ListingCount]:
    """Select how many units below each of these finance nodes owe a filing."""
    return ListingCount.objects.filter(node_id__in=list(node_ids), year=year)


def due_differences() -> list[CountDifference]:
    """Count all listings anew, on today's tree; return where what is stored differs."""
    return [CountDifference(*row) for row in records.rows_of(statements.LISTING_COUNT_DIFFERENCES, year=None)]


def listed_years(path: str) -> list[int]:
    """Return the years that have a directory at or below a path, the latest first."""
    node_id = int(path.rstrip(".").rpartition(".")[2])
    counted = ListingCount.objects.filter(node_id=node_id).values_list("year")
    own = Listing.objects.filter(organisation_id=node_id).values_list("year")
    return sorted((year for (year,) in counted.union(own)), reverse=True)


def directory(path: str, year: int, *, text: str = "", canteen: str = "", nature: str = "") -> QuerySet[Listing]:
    """Select the year's directory at or below a path by words of a name then or now, a code, canteen, nature."""
    rows = listings(year, path).select_related("organisation", "region")
    if text:
        named = Q(name__icontains=text) | Q(organisation__name__icontains=text)
        rows = rows.filter(named | Q(code__startswith=text) | Q(organisation__credit_code__istartswith=text))
    rows = rows.filter(nature="" if nature == NO_NATURE else nature) if nature else rows
    return rows.filter(canteen=canteen) if canteen else rows


def listing_of(organisation_id: int, year: int) -> Listing | None:
    """Return a unit's line in the year's directory."""
    return Listing.objects.filter(organisation_id=organisation_id, year=year).select_related("region").first()


def lock(organisation_id: int) -> None:
    """Lock an organisation that is there: whoever does the same for it waits until this transaction ends."""
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=organisation_id).values_list("pk"))


def lock_units_with_codes(codes: Iterable[str], path: str) -> None:
    """Lock the units that bear these codes today within a subtree, in the order of their keys."""
    rows = units_with_codes(codes, path).select_for_update(of=("self",), no_key=True).order_by("pk")
    list(rows.values_list("pk"))


def lock_listing(organisation_id: int, year: int) -> Listing | None:
    """Lock a unit's line in the year's directory: whoever acts on its year waits here. None when it has none."""
    rows = Listing.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(organisation_id=organisation_id, year=year).first()


def lock_listings(organisation_ids: Iterable[int], year: int) -> None:
    """Lock these units' lines in the year's directory, in the order of their keys."""
    rows = Listing.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    list(rows.filter(organisation_id__in=list(organisation_ids), year=year).values_list("pk"))


def units_by_code(codes: Iterable[str], year: int, path: str) -> QuerySet[Listing]:
    """Select the year's listings with these unit codes within a subtree."""
    return listings(year, path).filter(code__in=list(codes))


def units_by_credit_code(codes: Iterable[str], path: str) -> list[tuple[str, int, str]]:
    """Return (credit code, unit id, name) of the units with these codes within a subtree; codes may be shared."""
    rows = _units(path).filter(credit_code__in=list(codes))
    return list(rows.values_list("credit_code", "id", "name"))


def units_with_codes(codes: Iterable[str], path: str) -> QuerySet[Organisation]:
    """Select the units that bear these codes today within a subtree."""
    return _units(path).filter(unit_code__in=list(codes))


def units_alike(credit_codes: Iterable[str], names: Iterable[str], path: str) -> QuerySet[Organisation]:
    """Select the units with one of these credit codes or exactly one of these names within a subtree."""
    return _units(path).filter(Q(credit_code__in=list(credit_codes)) | Q(name__in=list(names)))


def supervisor_codes(organisation_ids: Iterable[int], year: int | None) -> dict[int, str]:
    """Map units to their supervising unit's code as it stood on a year's first day; one below finance has none."""
    rows = placements(date(year, 1, 1) if year else None).filter(organisation_id__in=list(organisation_ids))
    return dict(rows.values_list("organisation_id", "parent__unit_code"))


def unit_names(path: str) -> QuerySet[Organisation, tuple[str, int]]:
    """Select (name, id) of the units within a subtree."""
    return _units(path).values_list("name", "id")


def names_of(organisation_ids: Iterable[int]) -> dict[int, str]:
    """Map organisations to their names."""
    return dict(Organisation.objects.filter(pk__in=set(organisation_ids)).values_list("id", "name"))


def regions_of(organisation_ids: Iterable[int]) -> dict[int, str]:
    """Map organisations to their division codes."""
    rows = Organisation.objects.filter(pk__in=set(organisation_ids))
    return dict(rows.values_list("id", "region_id"))


def codes_of(organisation_ids: Iterable[int]) -> dict[int, str]:
    """Map organisations to what tells them from others of the same name: unit codes, for finance their divisions."""
    rows = Organisation.objects.filter(pk__in=set(organisation_ids))
    return {pk: code or region for pk, code, region in rows.values_list("id", "unit_code", "region_id")}


def unit_called(text: str, path: str) -> Organisation:
    """Return the one unit within a subtree with this code or name; where none has exactly it, whose name contains it.

    :raises UnknownUnitError: when there is none.
    :raises SeveralUnitsError: when it is not clear which.
    """
    exact = _units(path).filter(Q(unit_code=text) | Q(credit_code=text) | Q(name=text))
    found = list(exact.order_by("id")[:_NAMED]) or list(_units(path).filter(name__icontains=text)[:_NAMED])
    if not found:
        raise UnknownUnitError(what=text)
    if len(found) > 1:
        raise SeveralUnitsError(what=text, names="、".join(f"{one.name}（{one.unit_code}）" for one in found))
    return found[0]


def units_by_name(names: Iterable[str], path: str) -> list[tuple[str, int]]:
    """Return (name, unit id) of the units with exactly these names within a subtree."""
    return list(_units(path).filter(name__in=list(names)).values_list("name", "id"))


def units_of_buyers(credit_codes: Iterable[str], path: str, *, names: Iterable[str] = ()) -> list[tuple[str, str, int]]:
    """Return (buyer kind, credit code, unit id) from the account table (采购人交易账号开通填报表).

    A buyer without a credit code is found by one of the `names`, which stands in the code's place.
    """
    rows = Relation.objects.exclude(kind=RelationKind.SHARED_CANTEEN).filter(
        Q(other__credit_code__in=list(credit_codes)) | Q(other__credit_code="", other__name__in=list(names)),
        period__upper_inf=True,
        unit__placements__in=placements().filter(path__startswith=path),
    )
    shown = Coalesce(NullIf("other__credit_code", Value("")), "other__name")
    return list(rows.annotate(buyer=shown).values_list("kind", "buyer", "unit_id"))


def relations_of(unit_id: int) -> QuerySet[Relation]:
    """Select a unit's standing relations."""
    return (
        Relation.objects.filter(unit_id=unit_id, period__upper_inf=True)
        .select_related("other")
        .order_by("kind", "other__name")
    )


def contractors_of(unit_ids: Iterable[int]) -> dict[int, dict[int, str]]:
    """Map units to those who run their canteens today and have a trading account: id to name."""
    rows = Relation.objects.filter(
        unit_id__in=list(unit_ids), period__upper_inf=True, kind=RelationKind.CONTRACTOR
    ).order_by("other__name")
    found: dict[int, dict[int, str]] = {}
    for unit, other, name in rows.values_list("unit_id", "other_id", "other__name"):
        found.setdefault(unit, {})[other] = name
    return found


def _units(path: str) -> QuerySet[Organisation]:
    return Organisation.objects.filter(
        kind=OrganisationKind.UNIT, placements__in=placements().filter(path__startswith=path)
    )


def _node(row: Placement) -> Node:
    organisation = row.organisation
    return Node(
        id=organisation.pk,
        name=organisation.name,
        shown=organisation.shown,
        kind=organisation.kind,
        region_code=organisation.region_id,
        path=row.path,
        home_path=row.home_path,
        parent_id=row.parent_id,
        official_order=organisation.official_order,
        is_ranked=organisation.is_ranked,
        is_sensitive=organisation.is_sensitive,
    )
