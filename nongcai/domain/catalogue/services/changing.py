"""Rows with prices, stocks and switches: what would change of one's own offers, and changing them in few statements."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.errors import (
    BoundsError,
    OfferChangedError,
    OfferKeyError,
    OfferKeyTwiceError,
    OfferMovedError,
    PriceBelowTierError,
    PriceError,
)
from nongcai.domain.catalogue.models import Offer, PriceChange, Product
from nongcai.domain.catalogue.rules import pricing, squeezed
from nongcai.domain.catalogue.rules.bounding import require_bounds
from nongcai.domain.catalogue.services.alarming import watch_prices
from nongcai.domain.catalogue.services.shelving import put_up
from nongcai.domain.catalogue.services.staging import StagedRow
from nongcai.domain.catalogue.states import ENDED, RowOutcome
from nongcai.domain.holds import services as holds
from nongcai.domain.holds.errors import BelowPromisedError
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.catalogue.models import OfferBatch
    from nongcai.domain.catalogue.services.judging import Fault, SaidRow
    from nongcai.domain.holds.models import Resource
    from nongcai.foundation.errors import DomainError

# What a row may change, in the order of its columns.
CHANGED = ("price", "quantity", "is_on")


@dataclass(frozen=True)
class _Standing:
    """An offer as it stands, with its lowest tier's price that its own must exceed."""

    offer: Offer
    stock: Resource
    tier: Decimal | None

    @property
    def now(self) -> dict[str, Any]:
        """What of it a row may change."""
        return {"price": self.offer.price, "quantity": int(self.stock.quantity), "is_on": self.offer.is_on}


class ChangesTrial:
    """Judges the rows of one workbook against the supplier's offers."""

    def __init__(self, batch: OfferBatch, _at: datetime) -> None:
        self.supplier_id = batch.supplier_id
        self.labels = queries.labels_of_goods()
        self.first: dict[int, int] = {}

    def judged(self, rows: Iterable[SaidRow]) -> list[StagedRow]:
        """Say what becomes of rows."""
        told = list(rows)
        standing = _standing(_offers(self.supplier_id, told))
        return [self.one(row, standing) for row in told]

    def one(self, row: SaidRow, standing: Mapping[int, _Standing]) -> StagedRow:
        """Say what becomes of a row, given what stands."""
        faults = [*row.faults, *self._own(row)]
        found = standing.get(row.values.get("key") or 0)
        said = {one.field for one in faults}
        if "key" not in said:
            faults += [one for one in self._against(row, found) if one.field not in said]
        if faults or found is None:
            return StagedRow(row, RowOutcome.WRONG, faults)
        before = found.now
        changed = {name for name in CHANGED if _told(row, name) not in {None, before[name]}}
        return StagedRow(row, RowOutcome.CHANGED if changed else RowOutcome.SAME, before=before)

    def _own(self, row: SaidRow) -> list[Fault]:
        """Say what is wrong with cells by themselves."""
        found: list[Fault] = []
        price = _told(row, "price")
        try:
            if price is not None:
                pricing.require_price(price)
        except PriceError as refusal:
            found += row.labelled(self.labels, refusal, "price")
        try:
            require_bounds("quantity", _told(row, "quantity"))
        except BoundsError as refusal:
            found += row.labelled(self.labels, refusal, "quantity")
        return found

    def _against(self, row: SaidRow, found: _Standing | None) -> list[Fault]:
        """Say what contradicts the offer that stands under the key of a row."""
        key = row.values["key"]
        if found is None:
            return list(row.labelled(self.labels, OfferKeyError(key=key), "key"))
        first = self.first.setdefault(key, row.row_no)
        if first != row.row_no:
            return list(row.labelled(self.labels, OfferKeyTwiceError(first=first), "key"))
        name = found.offer.product.name
        stands = {"name": name, "specification": found.offer.specification}
        # Workbooks have texts on one line, without what is seen only as a gap.
        if any(squeezed(row.values.get(field) or text) != squeezed(text) for field, text in stands.items()):
            shown = f"{name} {found.offer.specification}"
            return list(row.labelled(self.labels, OfferMovedError(key=key, name=shown), "name"))
        refusals: list[tuple[str, DomainError]] = []
        price, quantity = _told(row, "price"), _told(row, "quantity")
        if price is not None and found.tier is not None and price <= found.tier:
            refusals.append(("price", PriceBelowTierError(tier=found.tier)))
        promised = found.stock.held + found.stock.committed
        if quantity is not None and quantity < promised:
            refusals.append(("quantity", BelowPromisedError(promised=f"{promised.normalize():f}")))
        return [fault for field, refusal in refusals for fault in row.labelled(self.labels, refusal, field)]


def change(
    batch: OfferBatch, rows: Sequence[SaidRow], before: Mapping[int, Mapping[str, Any]], at: datetime
) -> dict[int, StagedRow]:
    """Change offers as rows say; return those that were left, because what was shown as standing no longer stands.

    Products are locked before offers, and offers before stocks, as everywhere.
    """
    offers = _offers(batch.supplier_id, rows)
    products = {one.product_id for one in offers}
    list(Product.objects.select_for_update(no_key=True).filter(pk__in=products).order_by("pk").values_list("pk"))
    list(Offer.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in offers]).order_by("pk"))
    standing = _standing(_offers(batch.supplier_id, rows), locked=True)
    trial = ChangesTrial(batch, at)
    left: dict[int, StagedRow] = {}
    good: list[tuple[SaidRow, _Standing]] = []
    for row in rows:
        found = trial.one(row, standing)
        if found.outcome == RowOutcome.CHANGED and dict(found.before) != _read(before[row.row_no]):
            faults = list(row.labelled(trial.labels, OfferChangedError(), "key"))
            found = StagedRow(row, RowOutcome.WRONG, faults)
        if found.outcome == RowOutcome.CHANGED:
            good.append((row, standing[row.values["key"]]))
        else:
            left[row.row_no] = found
    _write(batch, good, at)
    return left


def _write(batch: OfferBatch, rows: Sequence[tuple[SaidRow, _Standing]], at: datetime) -> None:
    changes = []
    for row, found in rows:
        offer, price, is_on = found.offer, _told(row, "price"), _told(row, "is_on")
        if price is not None and price != offer.price:
            changes.append(
                PriceChange(
                    offer=offer,
                    before=offer.price,
                    after=price,
                    user_id=batch.user_id,
                    by_label=batch.by_label,
                    at=at,
                )
            )
            offer.price = price
        offer.is_on = offer.is_on if is_on is None else is_on
        offer.changed_at = at
    records.update_many([found.offer for _row, found in rows], "price", "is_on", "changed_at")
    records.insert_many(changes)
    told = {found.offer.resource_id: _told(row, "quantity") for row, found in rows}
    holds.set_quantities(told={key: Decimal(one) for key, one in told.items() if one is not None}, at=at)
    listed = [found.offer for _row, found in rows if found.offer.product.listed_at is not None]
    put_up({offer.product_id for offer in listed}, at=at)
    watch_prices([offer.pk for offer in listed], at=at)


def _told(row: SaidRow, name: str) -> Any:
    return row.values.get(name)


def _read(before: Mapping[str, Any]) -> dict[str, Any]:
    return {**before, "price": Decimal(before["price"])}


def _offers(supplier_id: int, rows: Iterable[SaidRow]) -> list[Offer]:
    keys = {row.values["key"] for row in rows if row.values.get("key")}
    found = Offer.objects.filter(pk__in=keys, product__supplier_id=supplier_id).exclude(product__state__in=ENDED)
    return list(found.select_related("product").prefetch_related("tiers"))


def _standing(offers: Sequence[Offer], *, locked: bool = False) -> dict[int, _Standing]:
    keys: list[UUID] = [one.resource_id for one in offers]
    stock = holds.locked(keys) if locked else queries.stock_of(offers)
    tiers = {one.pk: max((tier.price for tier in one.tiers.all()), default=None) for one in offers}
    return {one.pk: _Standing(one, stock[one.resource_id], tiers[one.pk]) for one in offers}
