"""Comparing figures with what the rules ask for: plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

AT_LEAST, AT_MOST = "at_least", "at_most"


def meets(value: Decimal, operator: str, bound: Decimal) -> bool:
    """Say whether a value keeps a bound; a value right on it does.

    :raises ValueError: when the operator is neither "at_least" nor "at_most".
    """
    if operator == AT_LEAST:
        return value >= bound
    if operator == AT_MOST:
        return value <= bound
    raise ValueError(operator)


def all_met(outcomes: Iterable[tuple[int, bool]]) -> bool:
    """Say whether each group has a rule that is met: groups add up (且), within one it takes any (或)."""
    groups: dict[int, bool] = {}
    for group, is_met in outcomes:
        groups[group] = groups.get(group, False) or is_met
    return all(groups.values())
