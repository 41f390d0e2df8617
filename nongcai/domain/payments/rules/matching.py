"""Which transfer pays which order: by code, else by payer and amount if exactly one fits; the rest is for people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.payments.rules.coding import codes_in
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal
    from uuid import UUID

# Kinds of exceptions; what else the room calls them stands in `states`.
PAYER_DIFFERS, WRONG_ACCOUNT, OVER_PAID = "payer_differs", "wrong_account", "over_paid"
PARTIAL, FITS_TWO, NO_ORDER = "partial", "fits_two", "no_order"
# So many orders are shown as possible; more help nobody.
_SHOWN = 10


@dataclass(frozen=True)
class Owed:
    """An order of the supplier. `open` is nought when it is paid or cancelled; `payers` are names reduced to keys."""

    order_id: UUID
    code: str
    payers: frozenset[str]
    open: Decimal


@dataclass(frozen=True)
class Arrived:
    """A transfer, or what is left of it."""

    key: UUID
    amount: Decimal
    payer: str
    note: str
    is_settlement: bool = True


@dataclass(frozen=True)
class Verdict:
    """What a transfer pays, and why somebody must look at it; `kind` is empty when nobody must."""

    parts: tuple[tuple[UUID, Decimal], ...] = ()
    kind: str = ""
    candidates: tuple[UUID, ...] = ()


class Matcher:
    """Judges the transfers of one supplier, one after another: what one has paid, the next does not pay again."""

    def __init__(self, owed: Iterable[Owed]) -> None:
        self.open: dict[UUID, Decimal] = {}
        self.payers: dict[UUID, frozenset[str]] = {}
        self.by_code: dict[str, list[UUID]] = defaultdict(list)
        for one in owed:
            self.open[one.order_id] = one.open
            self.payers[one.order_id] = one.payers
            self.by_code[one.code].append(one.order_id)

    def judge(self, one: Arrived) -> Verdict:
        """Say what a transfer pays, and take it off what is open."""
        named = [order for code in codes_in(one.note) for order in self.by_code.get(code, ())]
        verdict = self._by_code(one, named) if named else self._by_amount(one)
        if not one.is_settlement:
            candidates = tuple(order for order, _part in verdict.parts) or verdict.candidates
            return Verdict(kind=WRONG_ACCOUNT, candidates=candidates)
        for order, part in verdict.parts:
            self.open[order] -= part
        return verdict

    def _by_code(self, one: Arrived, named: Sequence[UUID]) -> Verdict:
        if any(self._differs(one, order) for order in named):
            return Verdict(kind=PAYER_DIFFERS, candidates=tuple(named))
        if len(named) > 1:
            return self._several(one, named)
        order = named[0]
        open_ = max(self.open[order], ZERO)
        part = min(open_, one.amount)
        kind = OVER_PAID if one.amount > open_ else PARTIAL if one.amount < open_ else ""
        return Verdict(((order, part),) if part else (), kind, (order,) if kind else ())

    def _several(self, one: Arrived, named: Sequence[UUID]) -> Verdict:
        parts = tuple((order, self.open[order]) for order in named)
        if all(part > 0 for _order, part in parts) and sum((part for _order, part in parts), ZERO) == one.amount:
            return Verdict(parts)
        return Verdict(kind=FITS_TWO, candidates=tuple(named))

    def _by_amount(self, one: Arrived) -> Verdict:
        fitting = [order for order, open_ in self.open.items() if open_ == one.amount]
        own = [order for order in fitting if one.payer and one.payer in self.payers[order]]
        if len(own) == 1:
            return Verdict(((own[0], one.amount),))
        if own:
            return Verdict(kind=FITS_TWO, candidates=tuple(own[:_SHOWN]))
        of_payer = [order for order, open_ in self.open.items() if open_ > 0 and one.payer in self.payers[order]]
        if of_payer:
            return Verdict(kind=self._kind_of(one, of_payer), candidates=tuple(of_payer[:_SHOWN]))
        if fitting:
            return Verdict(kind=PAYER_DIFFERS, candidates=tuple(fitting[:_SHOWN]))
        return Verdict(kind=NO_ORDER)

    def _kind_of(self, one: Arrived, orders: Sequence[UUID]) -> str:
        if one.amount > sum((self.open[order] for order in orders), ZERO):
            return OVER_PAID
        return PARTIAL if len(orders) == 1 else FITS_TWO

    def _differs(self, one: Arrived, order: UUID) -> bool:
        return bool(one.payer) and one.payer not in self.payers[order]
