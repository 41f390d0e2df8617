"""Arithmetic of trees: plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stdnum.cn import uscc

from nongcai.domain.accounts.rules import masked_phone
from nongcai.domain.organisations.errors import BuyerCodeError, BuyerNameError, BuyerTermError, BuyerTermPastError
from nongcai.foundation.years import chinese_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_MOBILE = 11
# A landline with its area code, written without a dash.
_LANDLINE = range(10, 13)
CANTEEN, CONTRACTOR, ENTERPRISE = "canteen", "contractor", "enterprise"


def credit_code_is_valid(code: str) -> bool:
    """Say whether a credit code has the right length and check character."""
    return bool(uscc.is_valid(code))


def require_buyer(kind: str, *, name: str, credit_code: str, ends_on: date | None, on: date) -> None:
    """Let only a buyer pass of whom all is told that its kind wants; a unit's own canteen is the unit.

    :raises BuyerNameError: when nobody is named.
    :raises BuyerCodeError: when a contractor or a firm has no credit code, or any a wrong one.
    :raises BuyerTermError: when a contractor has no contract.
    :raises BuyerTermPastError: when anybody's term has ended.
    """
    if kind != CANTEEN and not name:
        raise BuyerNameError(fields={"name": [str(BuyerNameError.message)]})
    if not credit_code_is_valid(credit_code) and (credit_code or kind in {CONTRACTOR, ENTERPRISE}):
        raise BuyerCodeError(fields={"credit_code": [str(BuyerCodeError.message)]})
    require_term(kind, ends_on, first=on)


def require_term(kind: str, ends_on: date | None, *, first: date) -> None:
    """Let a buyer's term pass: a contractor has one, and none ends before a day.

    :raises BuyerTermError: when a contractor has no contract.
    :raises BuyerTermPastError: when anybody's term has ended.
    """
    if ends_on is None and kind == CONTRACTOR:
        raise BuyerTermError(fields={"ends_on": [str(BuyerTermError.message)]})
    if ends_on is not None and ends_on < first:
        day = chinese_day(first)
        text = str(BuyerTermPastError.message).format(first=day)
        raise BuyerTermPastError(first=day, fields={"ends_on": [text]})


def top_down(parents: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Sort keys so that each stands after its parent; return (sorted, those caught in a circle or below one)."""
    children: dict[str, list[str]] = {}
    for key, parent in parents.items():
        children.setdefault(parent if parent in parents else "", []).append(key)
    ordered: list[str] = []
    waiting = list(reversed(children.get("", [])))
    while waiting:
        key = waiting.pop()
        ordered.append(key)
        waiting.extend(reversed(children.get(key, [])))
    placed = set(ordered)
    return ordered, [key for key in parents if key not in placed]


def circle_from(start: str, parents: Mapping[str, str]) -> list[str]:
    """Follow parents from a key until one comes again; return the circle."""
    seen: list[str] = []
    key = start
    while key not in seen:
        seen.append(key)
        key = parents[key]
    return seen[seen.index(key) :]


def below(path: str, organisation_id: int) -> str:
    """Return the path of an organisation that stands below a path."""
    return f"{path}{organisation_id}."


def lacks_area_code(number: str) -> bool:
    """Say whether a number is a landline's without the code of its area."""
    return number.partition("-")[0].isdecimal() and len(number.partition("-")[0]) in {7, 8}


def masked_number(number: str) -> str:
    """Hide the middle of a telephone number; a landline's area code tells nothing and stays."""
    area, dash, rest = number.partition("-")
    if not dash and number.startswith("0") and len(number) in _LANDLINE:
        cut = 3 if number[1] in "12" else 4
        area, dash, rest = number[:cut], "-", number[cut:]
    if dash and area.startswith("0"):
        return f"{area}-****{rest[-4:]}"
    return masked_phone(number) if len(number) >= _MOBILE else f"****{number[-4:]}" if number else ""
