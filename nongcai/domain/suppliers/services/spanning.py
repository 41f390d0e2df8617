"""Keeping the days on which a supplier may sell."""

from __future__ import annotations

from django.db import transaction

from nongcai.domain.suppliers import queries
from nongcai.domain.suppliers.models import SellingSpan, Supplier
from nongcai.foundation import records


@transaction.atomic
def respan(supplier_id: int) -> None:
    """Reckon the spans of a supplier anew, within the transaction that changed what they follow from.

    Two who change something at once wait for each other here; the later reads what the earlier committed.
    """
    supplier = Supplier.objects.select_for_update(no_key=True).get(pk=supplier_id)
    records.remove(SellingSpan.objects.filter(supplier=supplier))
    spans = queries.reckoned_spans(supplier)
    records.insert_many([SellingSpan(supplier=supplier, since=since, until=until) for since, until in spans])
