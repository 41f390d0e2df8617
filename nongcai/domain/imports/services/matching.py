"""To whom a run's buyers belong: told by the dry run, and found anew when it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.imports.models import StagedBuyer
from nongcai.domain.imports.rules import Buyer, match
from nongcai.domain.imports.services.remembering import lookup, years_listed
from nongcai.foundation import records

if TYPE_CHECKING:
    from nongcai.domain.imports.models import ImportRun


def match_buyers(run: ImportRun, path: str, year: int) -> bool:
    """Give each buyer its unit and the rule that says so; return whether there are any.

    A code means what the directory of the orders' year says; `year` stands in where that year has none.
    A unit that the run itself brings has no id before it is loaded: then only the rule stands.
    """
    rows = list(StagedBuyer.objects.filter(run_id=run.pk))
    by_year: dict[int, list[StagedBuyer]] = {}
    listed = years_listed(run, path)
    for row in rows:
        by_year.setdefault(row.year if row.year in listed and row.year else year, []).append(row)
    for directory_year, same in by_year.items():
        buyers = [_buyer(row) for row in same]
        found = lookup(run, directory_year, path, buyers)
        for row, buyer in zip(same, buyers, strict=True):
            matched = match(buyer, found)
            row.unit_id = int(matched.unit) if matched is not None and matched.unit.isdigit() else None
            row.rule = matched.rule if matched is not None else ""
    records.update_many(rows, "unit_id", "rule")
    return bool(rows)


def _buyer(row: StagedBuyer) -> Buyer:
    return Buyer(row.buyer_kind, row.buyer_name, row.buyer_code, row.bound_unit_code)
