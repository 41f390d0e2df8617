"""To whom a run's buyers belong: told by the dry run, and found anew when it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.imports.models import StagedBuyer
from nongcai.domain.imports.rules import Buyer, match
from nongcai.domain.imports.services.remembering import lookup
from nongcai.foundation import records

if TYPE_CHECKING:
    from nongcai.domain.imports.models import ImportRun


def match_buyers(run: ImportRun, path: str, year: int) -> bool:
    """Give each buyer its unit and the rule that says so; return whether there are any.

    A unit that the run itself brings has no id before it is loaded: then only the rule stands.
    """
    rows = list(StagedBuyer.objects.filter(run_id=run.pk))
    if not rows:
        return False
    buyers = [Buyer(row.buyer_kind, row.buyer_name, row.buyer_code, row.bound_unit_code) for row in rows]
    found = lookup(run, year, path, buyers)
    for row, buyer in zip(rows, buyers, strict=True):
        matched = match(buyer, found)
        row.unit_id = int(matched.unit) if matched is not None and matched.unit.isdigit() else None
        row.rule = matched.rule if matched is not None else ""
    records.update_many(rows, "unit_id", "rule")
    return True
