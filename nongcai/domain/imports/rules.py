"""Arithmetic and matching of imports: plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from stdnum.cn import uscc

from nongcai.domain.transactions.rules import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALIKE = 0.5
SETTLED = "settled"


@dataclass(frozen=True)
class Buyer:
    """A buyer as an export writes it."""

    kind: str
    name: str
    code: str
    bound_unit_code: str


@dataclass(frozen=True)
class Lookup:
    """Where buyers may belong: unit codes, units' credit codes, the account table, decisions. Values are unit refs."""

    by_unit_code: Mapping[str, frozenset[str]]
    by_credit_code: Mapping[str, frozenset[str]]
    by_account: Mapping[tuple[str, str], frozenset[str]]
    decided: Mapping[str, str]


@dataclass(frozen=True)
class Match:
    """The unit to which a buyer's orders count, and the rule that says so; none where it is of another region."""

    unit: str
    rule: str


def match(buyer: Buyer, lookup: Lookup) -> Match | None:
    """Find the one unit of a buyer; None where nothing or more than one fits.

    The order of the rules: what a person decided, the unit code that the order carries (an individual's binding),
    the account table (采购人交易账号开通填报表), the credit code of a unit.
    """
    if decided := lookup.decided.get(key_of(buyer)):
        return Match("", OUTSIDE) if decided == OUTSIDE else Match(decided, SETTLED)
    if buyer.bound_unit_code:
        rule = "individual_binding" if buyer.kind == "individual" else "unit_code"
        return _only(lookup.by_unit_code.get(buyer.bound_unit_code), rule)
    if not buyer.code:
        return None
    if buyer.kind == "unit":
        return _only(lookup.by_credit_code.get(buyer.code), "credit_code")
    return _only(lookup.by_account.get((buyer.kind, buyer.code)), "account_table")


def key_of(buyer: Buyer) -> str:
    """Return the key under which a decision on a buyer is remembered."""
    return "|".join((buyer.kind, buyer.code, "" if buyer.kind == "individual" else buyer.name, buyer.bound_unit_code))


def buyer_of(key: str) -> Buyer:
    """Return the buyer of a key."""
    kind, code, rest = key.split("|", 2)
    name, _, bound = rest.rpartition("|")
    return Buyer(kind, name, code, bound)


def credit_code_is_valid(code: str) -> bool:
    """Say whether the check character of a credit code fits (GB 32100-2015)."""
    return bool(uscc.is_valid(code))


def closest(name: str, candidates: Iterable[tuple[str, int]], most: int = 3) -> list[tuple[int, str]]:
    """Return (unit id, name) of the names most alike, the best first."""
    scored = []
    matcher = SequenceMatcher(b=name, autojunk=False)
    for other, unit_id in candidates:
        matcher.set_seq1(other)
        score = 1.0 if other == name else _may_be_alike(matcher) and matcher.ratio()
        if score >= _ALIKE:
            scored.append((-float(score), len(other), unit_id, other))
    return [(unit_id, other) for _, _, unit_id, other in sorted(scored)[:most]]


def _may_be_alike(matcher: SequenceMatcher[str]) -> bool:
    # Upper bounds of the likeness, from the cheapest on.
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE


def _only(refs: frozenset[str] | None, rule: str) -> Match | None:
    return Match(next(iter(refs)), rule) if refs and len(refs) == 1 else None
