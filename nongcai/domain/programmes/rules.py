"""Comparing figures with what the rules ask for, and days with what the calendar says: plain Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

CANTEEN_MINIMUM = "canteen_minimum"
# An order of the own hall counts when these are there, unless a region says otherwise: 支付货款、验货、验票.
COUNTED_WHEN = ("paid", "goods", "invoice")
# By any contract (国务院令第802号); and after which an unsigned one comes to nothing, unless a region says otherwise.
LONGEST_DAYS, LAPSES_AFTER_DAYS = 60, 15
AT_LEAST, AT_MOST = "at_least", "at_most"
PERCENT, YUAN = "percent", "yuan"
KEPT, MISSED, UNKNOWN = "kept", "missed", "unknown"
WEEKEND = "周末"
CENT = Decimal("0.01")
# 2024年, or the year of a document's number, as in 〔2024〕; 2000元 is none.
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)|(?<=[〔［【\[(（])20\d\d(?=[〕］】\])）])")
ZERO = Decimal("0.00")


class NumberedRule(Protocol):
    """What must be known of a rule to compare a figure with it."""

    @property
    def subject(self) -> str: ...
    @property
    def group(self) -> int: ...
    @property
    def layer_code(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def strength(self) -> str: ...
    @property
    def base(self) -> str: ...
    @property
    def operator(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def measure(self) -> str: ...
    @property
    def applies_to(self) -> str: ...


R = TypeVar("R", bound=NumberedRule)


@dataclass(frozen=True)
class Facts:
    """What a unit says of its year, in yuan and heads; None where it is not known."""

    reserved: Decimal = ZERO
    canteen_total: Decimal | None = None
    farm_total: Decimal | None = None
    union_planned: Decimal | None = None
    union_members: int | None = None
    welfare_total: Decimal | None = None
    union_funds: Decimal | None = None
    gift_total: Decimal | None = None
    reserved_last_year: Decimal | None = None
    has_canteen: bool = True
    has_union_funds: bool = False
    # None while the directory does not say what the unit is (单位性质).
    is_enterprise: bool | None = None

    @property
    def canteen_and_union(self) -> Decimal | None:
        """食堂食材采购总额与工会采购需求之和, where a region reckons the share of both."""
        if self.canteen_total is None:
            return None
        return self.canteen_total + (self.union_planned or ZERO)

    @property
    def reserved_with_union(self) -> Decimal:
        """What is set aside for the canteen and for the union."""
        return self.reserved + (self.union_planned or ZERO)


@dataclass(frozen=True)
class Verdict(Generic[R]):
    """A rule with the amount that it asks for and the amount that stands; `outcome` is kept, missed or unknown.

    It `is_unsure` where nobody can tell whether the rule concerns the unit at all.
    """

    rule: R
    outcome: str
    bound: Decimal | None
    measured: Decimal | None
    is_unsure: bool = False

    @property
    def gap(self) -> Decimal:
        """By how much it is missed, in yuan; zero where it is not, or nobody can tell."""
        if self.outcome != MISSED or self.bound is None or self.measured is None:
            return ZERO
        return abs(self.bound - self.measured)


@dataclass(frozen=True)
class Demand(Generic[R]):
    """The alternatives (或) of one document, subject and group; kept when any of them is."""

    verdicts: tuple[Verdict[R], ...]

    @property
    def outcome(self) -> str:
        """Kept by any alternative; unknown while one that could keep it cannot be told."""
        found = {verdict.outcome for verdict in self.verdicts}
        return next(outcome for outcome in (KEPT, UNKNOWN, MISSED) if outcome in found)

    @property
    def is_unsure(self) -> bool:
        """Whether it hangs on a rule of which nobody can tell that it concerns the unit."""
        return self.outcome == UNKNOWN and any(verdict.is_unsure for verdict in self.verdicts)

    @property
    def nearest(self) -> Verdict[R]:
        """The alternative that is kept, or missed by least."""
        order = {KEPT: 0, MISSED: 1, UNKNOWN: 2}
        return min(self.verdicts, key=lambda verdict: (order[verdict.outcome], verdict.gap))


@dataclass(frozen=True)
class Loosened(Generic[R]):
    """A lower layer's rule that asks for less than a higher layer's of the same kind (与上位规定不一致)."""

    lower: R
    higher: R


_BASES: dict[str, Callable[[Facts], Decimal | None]] = {
    "canteen_total": lambda facts: facts.canteen_total,
    "farm_total": lambda facts: facts.farm_total,
    "canteen_and_union": lambda facts: facts.canteen_and_union,
    "member": lambda facts: None if facts.union_members is None else Decimal(facts.union_members),
    "welfare_total": lambda facts: facts.welfare_total,
    "union_funds": lambda facts: facts.union_funds,
    "gift_total": lambda facts: facts.gift_total,
    "reserved_last_year": lambda facts: facts.reserved_last_year,
}
_APPLIES: dict[str, Callable[[Facts], bool | None]] = {
    "": lambda _: True,
    "has_canteen": lambda facts: facts.has_canteen,
    "no_canteen": lambda facts: not facts.has_canteen,
    "has_union_funds": lambda facts: facts.has_union_funds,
    "is_enterprise": lambda facts: facts.is_enterprise,
}
_OF_UNIONS = {"union_minimum", "union_maximum"}
BASES, CONDITIONS = tuple(_BASES), tuple(_APPLIES)


def meets(value: Decimal, operator: str, bound: Decimal) -> bool:
    """Say whether a value keeps a bound; a value right on it does.

    :raises ValueError: when the operator is neither "at_least" nor "at_most".
    """
    if operator == AT_LEAST:
        return value >= bound
    if operator == AT_MOST:
        return value <= bound
    raise ValueError(operator)


def bound_of(rule: NumberedRule, facts: Facts, *, lowered_to: Decimal | None = None) -> Decimal | None:
    """Return the amount in yuan that a rule asks of these facts; None when its base is not known.

    A minimum is rounded up to the cent, a maximum down. `lowered_to` is the percentage of an approved exemption.
    """
    base = _BASES[rule.base](facts)
    if base is None or rule.value is None:
        return None
    value = rule.value
    if lowered_to is not None and rule.operator == AT_LEAST and rule.measure == PERCENT:
        value = min(value, lowered_to)
    exact = base * value / 100 if rule.measure == PERCENT else base * value
    return exact.quantize(CENT, ROUND_CEILING if rule.operator == AT_LEAST else ROUND_FLOOR)


def judge(rules: Iterable[R], facts: Facts, *, lowered_to: Decimal | None = None) -> list[Demand[R]]:
    """Compare facts with every rule that has a number and applies, all layers together, in the order of the rules.

    `lowered_to` is an exemption's percentage for the canteen's minimum. What nobody can tell is said, not passed over.
    """
    found: dict[object, list[Verdict[R]]] = {}
    for rule in rules:
        if rule.value is not None and _bears(rule, facts):
            found.setdefault(_demand_of(rule), []).append(_verdict(rule, facts, lowered_to))
    return [Demand(tuple(alternatives)) for alternatives in found.values()]


def loosened(rules: Sequence[R]) -> list[Loosened[R]]:
    """Find where a lower layer asks for less than a higher one, on the same subject, base, operator and measure.

    `rules` go from the highest layer down.
    """
    return list(_loosened([rule for rule in rules if rule.value is not None]))


def is_looser(value: Decimal, operator: str, than: Decimal) -> bool:
    """Say whether a bound lets more pass than another."""
    return value < than if operator == AT_LEAST else value > than


def earlier_years(year: int, *texts: str) -> list[int]:
    """Return the years before a year that words still name, as they do after copying."""
    return sorted({int(found) for text in texts for found in _YEAR.findall(text) if int(found) < year})


def workday_from(day: date, off: Collection[date]) -> date:
    """Return a day, or the first workday after it; `off` are the days on which offices are closed."""
    while day in off:
        day += timedelta(days=1)
    return day


def weekends(year: int) -> set[date]:
    """Return the Saturdays and Sundays of a year."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=place) for place in range(366))
    return {day for day in days if day.year == year and day.weekday() >= 5}


def _demand_of(rule: NumberedRule) -> tuple[str, str, int, str, str]:
    # What shall be done (应当) and what is encouraged (鼓励) are no alternatives of each other.
    return rule.layer_code, rule.subject, rule.group, rule.document, rule.strength


def _bears(rule: NumberedRule, facts: Facts) -> bool:
    # Where nobody can tell, the rule is kept in sight as one that cannot be judged.
    if _APPLIES[rule.applies_to](facts) is False:
        return False
    # A unit that filed nothing last year has nothing to keep up.
    return not (rule.base == "reserved_last_year" and facts.reserved_last_year is None)


def _verdict(rule: R, facts: Facts, lowered_to: Decimal | None) -> Verdict[R]:
    exempt = lowered_to if rule.subject == CANTEEN_MINIMUM else None
    bound, measured = bound_of(rule, facts, lowered_to=exempt), _measured(rule, facts)
    if _APPLIES[rule.applies_to](facts) is None:
        return Verdict(rule, UNKNOWN, bound, measured, is_unsure=True)
    if bound is None or measured is None:
        return Verdict(rule, UNKNOWN, bound, measured)
    return Verdict(rule, KEPT if meets(measured, rule.operator, bound) else MISSED, bound, measured)


def _measured(rule: NumberedRule, facts: Facts) -> Decimal | None:
    if rule.subject in _OF_UNIONS or rule.base == "union_funds":
        return facts.union_planned
    return facts.reserved_with_union if rule.base == "canteen_and_union" else facts.reserved


def _loosened(numbered: Sequence[R]) -> Iterator[Loosened[R]]:
    for place, lower in enumerate(numbered):
        for higher in numbered[:place]:
            if higher.layer_code != lower.layer_code and _speak_of_the_same(higher, lower):
                assert lower.value is not None
                assert higher.value is not None
                if is_looser(lower.value, lower.operator, higher.value):
                    yield Loosened(lower, higher)


def _speak_of_the_same(higher: NumberedRule, lower: NumberedRule) -> bool:
    def kind(rule: NumberedRule) -> tuple[str, str, str, str]:
        return rule.subject, rule.base, rule.operator, rule.measure

    return kind(higher) == kind(lower) and higher.applies_to in {"", lower.applies_to}
