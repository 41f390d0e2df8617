"""Figures in fields, and numbers that somebody typed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from nongcai.domain.notices import rules
from nongcai.domain.notices.queries.checking.findings import ERROR, WARNING
from nongcai.domain.notices.queries.fields import FORMER, MEASURES, PERCENT, WAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nongcai.domain.notices.queries.checking.findings import Finding, Place
    from nongcai.domain.notices.queries.fields import Catalogue, Field
    from nongcai.domain.notices.rules import Run, Typed

_MOST_NAMES = 3
# How many yuan each way of writing an amount stands for.
_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


def findings(place: Place, known: Catalogue, limits: set[tuple[object, str]]) -> Iterator[Finding]:
    """Check a paragraph's fields and typed numbers."""
    if rules.PLACEHOLDER in place.text:
        yield place.finding(ERROR, "placeholder_left")
    if rules.is_broken(place.text):
        yield place.finding(ERROR, "broken_field")
    parts = rules.runs(place.text)
    for run, after in zip(parts, [*parts[1:], None], strict=True):
        if run.field is not None:
            yield from _field(place, run, after.text if after else "", known)
    for typed in rules.typed_numbers(place.text):
        yield from _typed(place, typed, known, limits)
    for quoted in rules.quoted_numbers(place.text):
        yield from _misnamed(place, quoted, _comparable(quoted, known))


def _field(place: Place, run: Run, after: str, known: Catalogue) -> Iterator[Finding]:
    name = run.field or ""
    if name.startswith(rules.QUOTED):
        yield place.finding(WARNING, "quoted_number", said=f"{name}：{run.text}")
        return
    field = known.fields.get(name)
    if field is None:
        yield place.finding(ERROR, "unknown_field", said=name)
    elif run.text != field.value and not _ranks(field):
        yield place.finding(ERROR, "wrong_value", name=name, said=run.text, expected=field.value)
    elif field.units and field.amount is not None and not after.startswith(field.units):
        yield place.finding(ERROR, "wrong_unit", name=name, expected=field.units[0])


def _ranks(field: Field) -> bool:
    # Names are compared by rank, since those who tie may stand in any order.
    return ".leading_by_" in field.key


def _typed(place: Place, typed: Typed, known: Catalogue, limits: set[tuple[object, str]]) -> Iterator[Finding]:
    if typed.value is None:
        yield place.finding(ERROR, "unreadable_number", around=typed.around, said=typed.text)
        return
    comparable = _comparable(typed, known)
    misnamed = list(_misnamed(place, typed, comparable))
    if misnamed:
        yield from misnamed
    elif (typed.value, typed.unit) in limits:
        return
    elif typed.is_limit:
        yield place.finding(WARNING, "limit_not_a_rule", around=typed.around, said=typed.text)
    else:
        yield _compared(place, typed, comparable)


def _misnamed(place: Place, typed: Typed, comparable: dict[str, Decimal]) -> Iterator[Finding]:
    """Find a number that is said to be a figure of the ledger, and is another; no source makes it right."""
    name = _named(typed.before, comparable)
    if name and comparable[name] != typed.value:
        yield _wrong(place, "other_number", typed, f"{name}{comparable[name]}{typed.unit}")


def _compared(place: Place, typed: Typed, comparable: dict[str, Decimal]) -> Finding:
    equal = [name for name, value in comparable.items() if value == typed.value]
    if equal:
        named = "、".join(equal[:_MOST_NAMES]) + ("等" if len(equal) > _MOST_NAMES else "")
        return place.finding(WARNING, "typed_not_a_field", around=typed.around, said=typed.text, expected=named)
    measure = max((name for name in MEASURES if typed.before.endswith(name)), key=len, default="")
    comparable = {name: value for name, value in comparable.items() if measure and name.endswith(measure)}
    if not comparable:
        return place.finding(ERROR, "unknown_number", around=typed.around, said=typed.text)
    nearest = min(comparable, key=lambda name: abs(comparable[name] - (typed.value or 0)))
    return _wrong(place, "wrong_number", typed, f"{nearest}{comparable[nearest]}{typed.unit}")


def _wrong(place: Place, code: str, typed: Typed, expected: str) -> Finding:
    return place.finding(ERROR, code, around=typed.around, said=typed.text, expected=expected)


def _comparable(typed: Typed, known: Catalogue) -> dict[str, Decimal]:
    alike = {name: _as(field, typed) for name, field in known.fields.items() if not name.startswith(FORMER)}
    return {name: value for name, value in alike.items() if value is not None}


def _named(before: str, names: Iterable[str]) -> str:
    """Return the figure that the words before a number name, also as 市直预算单位预留份额."""
    ways = (before, before.replace("预算单位", ""))
    return max((name for name in names if any(way.endswith(name) for way in ways)), key=len, default="")


def _as(field: Field, typed: Typed) -> Decimal | None:
    """Return a figure as it would be written in the unit of a typed number; None where it has none such."""
    if field.amount is None:
        return None
    if typed.unit in _YUAN and field.units == WAN:
        decimals = max(typed.decimals, 2) if typed.unit == "亿元" else 2
        return (field.amount / _YUAN[typed.unit]).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if typed.unit == "%":
        return field.amount if field.units == PERCENT else None
    return field.amount if typed.unit in field.units else None
