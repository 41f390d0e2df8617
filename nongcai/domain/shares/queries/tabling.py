"""A region's table of reserved shares (预留份额情况表): by supervising unit and district, then unit by unit."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.shares.queries.finding import as_counted, confirmed, filings
from nongcai.domain.shares.queries.reviewing import DueRow, due_rows
from nongcai.foundation.money import ZERO, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Listing
    from nongcai.domain.organisations.queries import Node
    from nongcai.domain.programmes.models import Target

_AT_ONCE = 2000
# Told by the version that counts, also while a change climbs.
_COUNTED = ("union_members", "union_planned")


@dataclass(frozen=True)
class TableSums:
    """What confirmed filings come to: numbers of units, yuan, members of unions; None where there is no figure at all.

    `target` is what was handed down (下达任务数), to a district what its finance department was handed as a whole.
    """

    due: int = 0
    confirmed: int = 0
    canteen_total: Decimal = ZERO
    reserved_initially: Decimal = ZERO
    reserved: Decimal = ZERO
    reserved_last_year: Decimal | None = None
    union_members: int = 0
    union_planned: Decimal = ZERO
    target: Decimal | None = None

    @property
    def ratio(self) -> Decimal | None:
        """预留比例, of the sums."""
        return percent(self.reserved, self.canteen_total)

    def __add__(self, other: TableSums) -> TableSums:
        return TableSums(*(_plus(one, two) for one, two in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class TableGroup:
    """A supervising unit or a district with its sums; a sensitive body's are only in the totals."""

    node: Node
    sums: TableSums

    @property
    def name(self) -> str:
        """A district by its own name, a unit by its full one."""
        return self.node.shown if self.node.is_finance else self.node.name

    @property
    def is_withheld(self) -> bool:
        """Whether its amounts stay out of what is handed on."""
        return self.node.is_sensitive


@dataclass(frozen=True)
class ShareTable:
    """The table's upper part; `departments` stand directly below the office, `regions` are finance departments."""

    node: Node
    year: int
    departments: list[TableGroup]
    regions: list[TableGroup]
    # What was handed down to the node itself.
    own_target: Decimal | None

    @property
    def departments_total(self) -> TableSums:
        """本级小计."""
        return sum((group.sums for group in self.departments), TableSums())

    @property
    def regions_total(self) -> TableSums:
        """区县小计."""
        return sum((group.sums for group in self.regions), TableSums())

    @property
    def total(self) -> TableSums:
        """合计."""
        return self.departments_total + self.regions_total


@dataclass(frozen=True)
class TableRow:
    """A unit's line: amounts only where finance confirmed them and they may be handed on, else None."""

    listing: Listing
    supervisor: str
    filing: ShareFiling | None
    is_withheld: bool
    canteen_total: Decimal | None = None
    reserved_initially: Decimal | None = None
    reserved: Decimal | None = None
    reserved_last_year: Decimal | None = None
    union_members: int | None = None
    union_planned: Decimal | None = None
    target: Decimal | None = None

    @property
    def ratio(self) -> Decimal | None:
        """预留比例."""
        if self.reserved is None or self.canteen_total is None:
            return None
        return percent(self.reserved, self.canteen_total)


def share_table(actor: Actor, year: int) -> ShareTable:
    """Sum the confirmed filings within sight by what stands directly below, in seven statements whatever the size."""
    own = organisations.node(actor.organisation_id)
    children = organisations.children_of(own)
    sums = _sums(own, year, [node.id for node in children if node.is_finance])
    groups = [TableGroup(node, sums[node.id]) for node in children if node.id in sums]
    if own.id in sums:
        groups.insert(0, TableGroup(own, sums[own.id]))
    return ShareTable(
        own,
        year,
        [group for group in groups if group.node is own or not group.node.is_finance],
        [group for group in groups if group.node is not own and group.node.is_finance],
        _amount(programmes.targets_of([own.id], year).get(own.id)),
    )


def table_units(actor: Actor, year: int, *, text: str = "") -> QuerySet[Listing]:
    """Select the table's units in official order (机构排序)."""
    return organisations.directory(actor.path, year, text=text)


def table_rows(listings: Iterable[Listing], year: int) -> list[TableRow]:
    """Put to each unit what is confirmed of it, in seven statements at most."""
    due = due_rows(listings, year)
    counted = {row.pk: row for row in as_counted(_filed(due), *_COUNTED)}
    units = [row.listing.organisation_id for row in due]
    last = filings(units, year - 1)
    targets = programmes.targets_of(units, year)
    above = _above(units)
    found = []
    for row in due:
        unit = row.listing.organisation_id
        supervisor, is_withheld = above.get(unit, ("", False))
        told = {} if is_withheld else _told(_of(row, counted), last.get(unit)) | {"target": _amount(targets.get(unit))}
        found.append(TableRow(row.listing, supervisor, row.filing, is_withheld, **told))
    return found


def all_table_rows(actor: Actor, year: int) -> Iterator[TableRow]:
    """Yield all lines, some thousand at a time."""
    units = table_units(actor, year).iterator(chunk_size=_AT_ONCE)
    while some := list(islice(units, _AT_ONCE)):
        yield from table_rows(some, year)


def _above(units: Iterable[int]) -> dict[int, tuple[str, bool]]:
    """Map units to the name of the unit right above, and whether it or any on the way up to it is sensitive."""
    places = organisations.placements().filter(organisation_id__in=list(units))
    rows = list(places.values_list("organisation_id", "path", "parent__kind", "parent__name"))
    hidden = organisations.sensitive_in(path for _unit, path, *_ in rows)
    return {
        unit: (name if kind == "unit" else "", not hidden.isdisjoint(organisations.ids_in(path)))
        for unit, path, kind, name in rows
    }


def _filed(due: Iterable[DueRow]) -> QuerySet[ShareFiling]:
    return ShareFiling.objects.filter(pk__in=[row.filing.pk for row in due if row.filing])


def _of(row: DueRow, counted: Mapping[int, ShareFiling]) -> ShareFiling | None:
    return counted.get(row.filing.pk) if row.filing else None


def _told(filing: ShareFiling | None, last: ShareFiling | None) -> dict[str, Any]:
    told: dict[str, Any] = {"reserved_last_year": last.counted_reserved if last else None}
    if filing is None:
        return told
    return told | {
        "canteen_total": filing.counted_total,
        "reserved_initially": filing.reserved_initially,
        "reserved": filing.counted_reserved,
        **{name: confirmed(filing, name) for name in _COUNTED},
    }


def _amount(target: Target | None) -> Decimal | None:
    return target.amount if target else None


def _plus(one: Any, two: Any) -> Any:
    """Add two figures; one that is missing adds nothing."""
    if one is None or two is None:
        return two if one is None else one
    return one + two


def _sums(own: Node, year: int, bureaus: list[int]) -> dict[int, TableSums]:
    """Sum by the organisation directly below `own`; what `own` itself files stands under its own id."""
    units = organisations.listings(year, own.path).order_by()
    counted = Q(counted_version__isnull=False)
    filed = ShareFiling.objects.filter(counted, organisation__in=units.values("organisation_id"))
    this = _headed(as_counted(filed.filter(year=year), *_COUNTED), own)
    before = _headed(filed.filter(year=year - 1), own)
    due = dict(_headed(units, own).annotate(n=Count("pk")).values_list("head", "n"))
    sums = {
        row.pop("head"): row
        for row in this.annotate(
            confirmed=Count("pk"),
            total=Coalesce(Sum("counted_total"), ZERO),
            initially=Coalesce(Sum("reserved_initially"), ZERO),
            now=Coalesce(Sum("counted_reserved"), ZERO),
            members=Coalesce(Sum("confirmed_union_members"), 0),
            planned=Coalesce(Sum("confirmed_union_planned"), ZERO),
        )
    }
    last = dict(before.annotate(now=Sum("counted_reserved")).values_list("head", "now"))
    targets = _targets(own, year, bureaus)
    return {head: _summed(n, sums.get(head), last.get(head), targets.get(head)) for head, n in due.items()}


def _targets(own: Node, year: int, bureaus: list[int]) -> dict[int, Decimal]:
    """Sum what was handed down to units; of a district only what its finance department was handed as a whole."""
    below = organisations.placements().filter(path__startswith=own.path).values("organisation_id")
    rows = _headed(programmes.targets(year).filter(organisation_id__in=below), own)
    counted = rows.filter(~Q(head__in=bureaus) | Q(organisation_id__in=bureaus))
    return dict(counted.annotate(handed=Sum("amount")).values_list("head", "handed"))


def _summed(due: int, row: dict[str, Any] | None, last: Decimal | None, target: Decimal | None) -> TableSums:
    if row is None:
        return TableSums(due=due, reserved_last_year=last, target=target)
    return TableSums(
        due, row["confirmed"], row["total"], row["initially"], row["now"], last, row["members"], row["planned"], target
    )


def _headed(rows: QuerySet[Any], own: Node) -> QuerySet[Any, dict[str, Any]]:
    """Group rows of organisations by the part of today's path that follows `own`."""
    path = organisations.placements().filter(organisation_id=OuterRef("organisation_id")).values("path")[:1]
    depth = own.path.count(".") + 1
    part = Func(F("standing"), Value("."), Value(depth), function="split_part")
    head = Coalesce(Cast(Func(part, Value(""), function="nullif"), IntegerField()), own.id)
    found: QuerySet[Any, dict[str, Any]] = rows.order_by().annotate(standing=Subquery(path)).annotate(head=head)
    return found.values("head")
