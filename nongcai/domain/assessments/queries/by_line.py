"""What one line (条线) bought: unions for the 总工会, with their plans, firms for the 国资委; no canteens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Power, Role
from nongcai.domain.shares import queries as shares
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node

# What a union plans, as the filing says that counts: amounts in yuan, members in heads.
PLANS = {"planned": "union_planned", "members": "union_members", "welfare": "welfare_total"}
# The column of the summary that a line is read from.
_COLUMNS = {Role.UNION_READER: "union", Role.SOE_READER: "enterprise"}


@dataclass(frozen=True)
class Plan:
    """What unions of how many units plan; what nobody was asked for or told is None."""

    units: int = 0
    planned: Decimal | None = None
    members: int | None = None
    welfare: Decimal | None = None

    def __add__(self, other: Plan) -> Plan:
        """Take both together."""
        found = {name: _added(getattr(self, name), getattr(other, name)) for name in PLANS}
        return Plan(self.units + other.units, **found)

    def __sub__(self, other: Plan) -> Plan:
        """Take the other out, which is a part of it."""
        return self + Plan(-other.units, **{name: _opposite(getattr(other, name)) for name in PLANS})


@dataclass(frozen=True)
class RegionLine:
    """What was bought in a region by how many units, in yuan, and what was planned."""

    node: Node
    units: int
    amount: Decimal
    plan: Plan = Plan()


@dataclass(frozen=True)
class LineBoard:
    """A line's figures of a year: the whole, each region below and the own level, and the rows unit by unit.

    Sensitive units are in the sums and not among the rows.
    """

    channel: str
    year: int
    whole: RegionLine
    regions: list[RegionLine]
    rows: QuerySet[Any, Any]
    has_plans: bool = False


def line_board(actor: Actor, year: int) -> LineBoard:
    """Return what the actor's line bought in its region and what unions plan, in few statements whatever its size.

    :raises NotAllowedError: when the actor reads no line.
    """
    if not permissions.may(actor, Power.READ_LINE):
        raise NotAllowedError
    column = _COLUMNS[Role(actor.role)]
    own = organisations.node(actor.organisation_id)
    places = organisations.units_under(own.path)
    bought = ledger.standings(year).exclude(**{column: 0}).filter(unit__placements__in=places)
    summed = bought.order_by().values_list("unit__placements__home_path").annotate(Sum(column), Count("pk"))
    sums = [(home, amount, units) for home, amount, units in summed]
    has_plans = column == "union"
    plans = _plans_by_home(places, year) if has_plans else []
    below = [child for child in organisations.children_of(own) if child.is_finance]
    regions = [_region(child, sums, plans) for child in below]
    whole = _region(own, sums, plans)
    at_home = RegionLine(
        own,
        whole.units - sum(one.units for one in regions),
        whole.amount - sum((one.amount for one in regions), Decimal(0)),
        whole.plan - sum((one.plan for one in regions), Plan()),
    )
    rows = _rows(places, year, column, has_plans=has_plans)
    return LineBoard(column, year, whole, [at_home, *regions], rows, has_plans)


def _planning(year: int) -> QuerySet[Any]:
    rows: QuerySet[Any] = shares.as_counted(shares.filings_in(year), *PLANS.values())
    told = (Q(**{f"confirmed_{name}__isnull": False}) for name in PLANS.values())
    return rows.filter(Q(*told, _connector=Q.OR))


def _plans_by_home(places: QuerySet[Any], year: int) -> list[tuple[str, Plan]]:
    sums = {name: Sum(f"confirmed_{column}") for name, column in PLANS.items()}
    rows = _planning(year).filter(organisation__placements__in=places).order_by()
    found = rows.values_list("organisation__placements__home_path").annotate(n=Count("pk"), **sums)
    return [(home, Plan(*told)) for home, *told in found]


def _rows(places: QuerySet[Any], year: int, column: str, *, has_plans: bool) -> QuerySet[Any, Any]:
    """Select unit by unit what was bought, and planned where that is asked for."""
    unit = OuterRef("organisation_id")
    bought = ledger.standings(year).filter(unit_id=unit).values(column)[:1]
    amount = Coalesce(Subquery(bought), Value(Decimal(0)))
    rows: QuerySet[Any, Any] = places.exclude(organisation__is_sensitive=True).annotate(amount=amount)
    shown = ~Q(amount=0)
    if has_plans:
        plans = _planning(year).filter(organisation_id=unit)
        rows = rows.annotate(
            **{name: Subquery(plans.values(f"confirmed_{told}")[:1]) for name, told in PLANS.items()},
        )
        shown |= Q(*(Q(**{f"{name}__isnull": False}) for name in PLANS), _connector=Q.OR)
    rows = rows.filter(shown).order_by("-amount", "organisation_id")
    return rows.values(
        "amount",
        *(PLANS if has_plans else ()),
        unit_id=F("organisation_id"),
        name=F("organisation__name"),
        code=F("organisation__unit_code"),
        region=F("organisation__region__name"),
    )


def _region(node: Node, sums: list[tuple[str, Decimal, int]], plans: list[tuple[str, Plan]]) -> RegionLine:
    within = [(amount, units) for home, amount, units in sums if home.startswith(node.path)]
    return RegionLine(
        node,
        sum(units for _, units in within),
        sum((amount for amount, _ in within), Decimal(0)),
        sum((plan for home, plan in plans if home.startswith(node.path)), Plan()),
    )


def _added(one: Any, other: Any) -> Any:
    return other if one is None else one if other is None else one + other


def _opposite(one: Any) -> Any:
    return None if one is None else -one
