"""Keeping the days on which a supplier may sell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.suppliers import queries
from nongcai.domain.suppliers.models import SellingSpan, Supplier
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def respan(supplier_id: int) -> None:
    """Reckon the spans of a supplier anew, within the transaction that changed what they follow from.

    Two who change something at once wait for each other here; the later reads what the earlier committed.
    """
    supplier = Supplier.objects.select_for_update(no_key=True).get(pk=supplier_id)
    records.remove(SellingSpan.objects.filter(supplier=supplier))
    spans = queries.reckoned_spans(supplier)
    records.insert_many([SellingSpan(supplier=supplier, since=since, until=until) for since, until in spans])


def respan_all() -> int:
    """Reckon the spans of all suppliers anew, each in its own transaction; return of how many they changed.

    What was admitted by a version that kept no spans, or was written past the services, shows again by this.
    """
    changed = 0
    for key in Supplier.objects.order_by("pk").values_list("pk", flat=True):
        before = _kept(key)
        respan(key)
        changed += _kept(key) != before
    return changed


def _kept(supplier_id: int) -> list[tuple[date, date | None]]:
    rows = SellingSpan.objects.filter(supplier_id=supplier_id).order_by("since")
    return list(rows.values_list("since", "until"))
