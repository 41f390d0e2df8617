"""Which rule of paying (付款期限) and of counting (计入口径) binds a region in a year, and which it drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q
from django.db.models.expressions import RawSQL

from nongcai.domain.programmes.errors import NoCountingRuleError, NoPaymentRuleError
from nongcai.domain.programmes.models import CountedFact, CountingRule, PaymentRule, YearBy
from nongcai.domain.regions import queries as regions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

RegionalRule = TypeVar("RegionalRule", CountingRule, PaymentRule)

# What an order may need to count, and what may say its year, in words.
COUNTED_FACTS = {value: str(label) for value, label in CountedFact.choices}
YEARS_BY = {value: str(label) for value, label in YearBy.choices}


def counting_for(region_code: str, year: int, *, known_at: datetime | None = None) -> CountingRule:
    """Return what counts in a region and year, by the nearest layer and the latest rule that says so.

    With `known_at`, what had been put in force by then: what counted by it stands, whatever is written later.

    :raises NoCountingRuleError: when none does.
    """
    rows = _holding(CountingRule.objects.all(), region_code, year)
    nearest = _nearest(rows.filter(published_at__lte=known_at) if known_at else rows)
    if nearest is None:
        raise NoCountingRuleError(year=year, what=year)
    return nearest


def counting_above(region_code: str, year: int) -> CountingRule | None:
    """Return what would count in a region that says nothing of its own."""
    return _nearest(_holding(CountingRule.objects.all(), region_code, year).exclude(region=region_code))


def counting_rules_of(region_code: str) -> QuerySet[CountingRule]:
    """Select the counting rules that a region wrote itself, drafts included."""
    return _own(CountingRule.objects.all(), region_code)


def counting_drafts(region_code: str, year: int) -> QuerySet[CountingRule]:
    """Select the counting rules that a region drafted for a year."""
    return counting_rules_of(region_code).filter(in_force(year), published_at=None)


def anywhere_by_order() -> bool:
    """Say whether any rule counts orders in the year in which they were ordered."""
    return CountingRule.objects.filter(year_by=YearBy.ORDERED, published_at__isnull=False).exists()


def years_by_order(places: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Return those of the (region code, year) whose orders count in the year in which they were ordered, this one."""
    return {(code, year) for code, year in places if _is_by_order(code, year)}


def payment_for(region_code: str, year: int) -> PaymentRule:
    """Return within how many days is to be paid in a region and year, by the nearest layer and the latest rule.

    :raises NoPaymentRuleError: when no layer says so.
    """
    nearest = _nearest(_holding(PaymentRule.objects.all(), region_code, year))
    if nearest is None:
        raise NoPaymentRuleError(year=year, what=year)
    return nearest


def payments_holding(region_code: str, year: int) -> list[PaymentRule]:
    """Return the rules of paying of all layers, of which `payment_known` says by which one is paid."""
    return list(_holding(PaymentRule.objects.all(), region_code, year).select_related("region"))


def payment_known(rules: Sequence[PaymentRule], year: int, at: datetime) -> PaymentRule:
    """Return the rule that bound whoever signed at a moment: what is put in force later binds those who sign later.

    :raises NoPaymentRuleError: when there is none.
    """
    known = [rule for rule in rules if rule.published_at is not None and rule.published_at <= at]
    nearest = max(known or rules, key=_nearness, default=None)
    if nearest is None:
        raise NoPaymentRuleError(year=year, what=year)
    return nearest


def payment_above(region_code: str, year: int) -> PaymentRule | None:
    """Return by which rule a region would go without one of its own."""
    return _nearest(_holding(PaymentRule.objects.all(), region_code, year).exclude(region=region_code))


def payment_rules_of(region_code: str) -> QuerySet[PaymentRule]:
    """Select the payment rules that a region wrote itself, drafts included."""
    return _own(PaymentRule.objects.all(), region_code)


def payment_drafts(region_code: str, year: int) -> QuerySet[PaymentRule]:
    """Select the payment rules that a region drafted for a year."""
    return payment_rules_of(region_code).filter(in_force(year), published_at=None)


def in_force(year: int) -> Q:
    """Return the condition by which a rule's years take a year in."""
    return Q(first_year__lte=year) & (Q(last_year__isnull=True) | Q(last_year__gte=year))


def _is_by_order(region_code: str, year: int) -> bool:
    try:
        return counting_for(region_code, year).year_by == YearBy.ORDERED
    except NoCountingRuleError:
        return False


def _own(rows: QuerySet[RegionalRule], region_code: str) -> QuerySet[RegionalRule]:
    return rows.filter(region=region_code).select_related("region").order_by("-first_year", "-pk")


def _holding(rows: QuerySet[RegionalRule], region_code: str, year: int) -> QuerySet[RegionalRule]:
    above = RawSQL(f"SELECT code FROM ({regions.ABOVE.format(code='%s')}) a", [region_code])
    return rows.filter(in_force(year), region__in=above, published_at__isnull=False)


def _nearest(rows: QuerySet[RegionalRule]) -> RegionalRule | None:
    return max(rows.select_related("region"), key=_nearness, default=None)


def _nearness(rule: CountingRule | PaymentRule) -> tuple[int, int, datetime | None]:
    return rule.region.level, rule.first_year, rule.published_at
