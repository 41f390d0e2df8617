"""What the rules say to a filing before it is sent, and what a reviewer should look at twice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, F, Sum

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.rules import Facts, judge
from nongcai.domain.shares import rules
from nongcai.domain.shares.models import CanteenRow, ShareFiling
from nongcai.foundation.money import ZERO, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from nongcai.domain.programmes.queries import BoundRule
    from nongcai.domain.programmes.rules import Demand
    from nongcai.domain.shares.queries.chains import Chain
    from nongcai.domain.shares.rules import Earlier, Hint, SaidCanteen


@dataclass(frozen=True)
class SaidFiling:
    """A filing as the form tells it, in yuan. Either `reserved` or `ratio` (percent) is typed; the other follows.

    `host_id` or `host_name` names who manages the shared canteen and files for this unit.
    """

    canteens: tuple[SaidCanteen, ...] = ()
    reserved: Decimal | None = None
    ratio: Decimal | None = None
    host_id: int | None = None
    host_name: str = ""
    farm_total: Decimal | None = None
    has_union_funds: bool = False
    union_members: int | None = None
    union_planned: Decimal | None = None
    welfare_total: Decimal | None = None
    union_funds: Decimal | None = None
    gift_total: Decimal | None = None
    contact_name: str = ""
    contact_phone: str = ""
    note: str = ""

    @property
    def total(self) -> Decimal:
        """What all canteens buy."""
        return sum((one.total for one in self.canteens), ZERO)

    @property
    def set_aside(self) -> Decimal:
        """What is reserved, typed or reckoned from the ratio."""
        if self.reserved is not None:
            return self.reserved
        return ZERO if self.ratio is None else rules.reserved_at(self.total, self.ratio)

    @property
    def is_member(self) -> bool:
        """Whether another body's canteen feeds this unit."""
        return self.host_id is not None or bool(self.host_name)

    def require_sensible(self) -> None:
        """Let only what agrees with itself pass.

        :raises InvalidError: when canteens and answers, or an amount and a ratio, contradict each other.
        """
        rules.require_one_reserve(self.total, self.reserved, self.ratio)
        rules.require_sensible(self.canteens, self.set_aside, is_member=self.is_member)


@dataclass(frozen=True)
class Judgement:
    """Every rule with its outcome, an approved lower ratio, and the hints."""

    demands: list[Demand[BoundRule]]
    lowered_to: Decimal | None
    hints: list[Hint]

    @property
    def refusing(self) -> Demand[BoundRule] | None:
        """The first demand that shall be kept (应当) and is not, or cannot be told.

        None is refused by what hangs on the unit's nature: the unit cannot say that, finance does.
        """
        open_ = (one for one in self.demands if one.outcome != "kept" and not one.is_unsure)
        return next((one for one in open_ if one.nearest.rule.may_refuse), None)

    @property
    def below(self) -> list[Demand[BoundRule]]:
        """What is missed without being refused."""
        return [one for one in self.demands if one.outcome == "missed" and not one.nearest.rule.may_refuse]


def judgement(chain: Chain, year: int, said: SaidFiling, *, with_hints: bool = True) -> Judgement:
    """Judge what a unit is about to file by the rules of all layers, and compare it with what is known of the unit."""
    before = earlier(chain, year)
    lowered_to = programmes.exemptions([chain.path], year).get(chain.unit)
    found = programmes.rules_for(chain.region_code, year, path=chain.path)
    is_firm = organisations.is_firm(chain.unit, year) if programmes.tell_firms_apart(found) else None
    return judged_by(found, said, before, lowered_to, is_firm=is_firm, with_hints=with_hints)


def judged_by(
    found: Sequence[BoundRule],
    said: SaidFiling,
    before: Earlier,
    lowered_to: Decimal | None,
    *,
    is_firm: bool | None,
    with_hints: bool = True,
) -> Judgement:
    """Judge what is said by rules that were found, beside what is known of the unit and of the year before."""
    hints = rules.hints(said.canteens, said.set_aside, before) if with_hints else []
    return Judgement(judge(found, facts_of(said, before, is_firm=is_firm), lowered_to=lowered_to), lowered_to, hints)


def trial(chain: Chain, year: int, said: SaidFiling) -> Judgement:
    """Judge what was typed without filing it (试算).

    :raises InvalidError: when canteens and answers contradict each other.
    """
    said.require_sensible()
    return judgement(chain, year, said)


def facts_of(said: SaidFiling, before: Earlier, *, is_firm: bool | None) -> Facts:
    """Return what rules ask of a filing; the directory tells whether a state-owned firm files, None if it does not."""
    return Facts(
        reserved=said.set_aside,
        canteen_total=said.total,
        farm_total=said.farm_total,
        union_planned=said.union_planned,
        union_members=said.union_members,
        welfare_total=said.welfare_total,
        union_funds=said.union_funds,
        gift_total=said.gift_total,
        reserved_last_year=before.reserved_last_year,
        has_canteen=bool(said.canteens),
        has_union_funds=said.has_union_funds,
        is_enterprise=is_firm,
    )


def earlier(chain: Chain, year: int) -> Earlier:
    """Return what is known of a unit's year before, and of units like it."""
    last = ShareFiling.objects.filter(organisation_id=chain.unit, year=year - 1, counted_version__isnull=False)
    filed = last.values_list("counted_total", "counted_reserved").first()
    bought = ledger.standings(year - 1).filter(unit_id=chain.unit).values_list("purchased", flat=True).first()
    total, reserved = filed or (None, None)
    return rules.Earlier(total, reserved, bought, per_diner(chain, year))


def earlier_of_many(found: Iterable[Chain], year: int) -> dict[int, Earlier]:
    """Return for each of many units what `earlier` tells of one, in a few statements for each finance department."""
    rows = list(found)
    units = [chain.unit for chain in rows]
    last = ShareFiling.objects.filter(organisation_id__in=units, year=year - 1, counted_version__isnull=False)
    filed = {unit: (total, reserved) for unit, total, reserved in last.values_list(*_COUNTED)}
    bought = dict(ledger.standings(year - 1).filter(unit_id__in=units).values_list("unit_id", "purchased"))
    others = _per_diner_of_others(rows, year)
    return {unit: rules.Earlier(*filed.get(unit, (None, None)), bought.get(unit), others.get(unit)) for unit in units}


_COUNTED = ("organisation_id", "counted_total", "counted_reserved")


def _per_diner_of_others(found: list[Chain], year: int) -> dict[int, Decimal | None]:
    means: dict[int, Decimal | None] = {}
    for home in {_home(chain) for chain in found}:
        each = F("total") / F("diners")
        rows = _with_diners(home, year).values_list("version__filing__organisation_id")
        sums = {unit: (sum_, count) for unit, sum_, count in rows.annotate(sum=Sum(each), n=Count("pk")).order_by()}
        total, number = sum((one for one, _ in sums.values()), ZERO), sum(n for _, n in sums.values())
        for chain in found:
            if _home(chain) == home:
                own, count = sums.get(chain.unit, (ZERO, 0))
                left = number - count
                means[chain.unit] = rounded(Decimal(total - own) / left) if left else None
    return means


def per_diner(chain: Chain, year: int) -> Decimal | None:
    """Return what the canteens of other units of the same finance department buy for a diner and year."""
    rows = _with_diners(_home(chain), year).exclude(version__filing__organisation_id=chain.unit)
    found = rows.aggregate(each=Avg(F("total") / F("diners")))["each"]
    return rounded(Decimal(found)) if found else None


def _home(chain: Chain) -> str:
    above = chain.path.partition(f".{chain.finance}.")[0]
    return f"{above}.{chain.finance}." if above else f"{chain.finance}."


def _with_diners(home: str, year: int) -> QuerySet[CanteenRow]:
    peers = organisations.units_under(home).values("organisation_id")
    return CanteenRow.objects.filter(
        version__filing__organisation_id__in=peers,
        version__filing__year=year,
        version__number=F("version__filing__counted_version"),
        diners__gt=0,
    )
