"""Counting what each value of each filter would leave, among the first offers that fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.catalogue.queries.showing import claims_holding
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from nongcai.domain.catalogue.models import ShelfRow

_COLUMNS = ("product_id", "category_path", "county_code", "measured", "in_stock", "certificates")
_COUNTED = """
    WITH counted AS MATERIALIZED ({counted}),
    marked AS MATERIALIZED (SELECT product_id, count(*) AS offers FROM counted WHERE certificates <> '{{}}' GROUP BY 1)
    SELECT 'total', '', count(*) FROM counted
    UNION ALL SELECT 'path', category_path, count(*) FROM counted GROUP BY category_path
    UNION ALL SELECT 'county', county_code, count(*) FROM counted GROUP BY county_code
    UNION ALL SELECT 'measured', measured, count(*) FROM counted GROUP BY measured
    UNION ALL SELECT 'in_stock', '1', count(*) FROM counted WHERE in_stock
    UNION ALL SELECT 'certificate', c.certificate, sum(m.offers)::bigint
    FROM marked m JOIN ({claims}) c USING (product_id) GROUP BY c.certificate
"""


@dataclass(frozen=True)
class Counts:
    """How many of the offers that fit are what: categories by their paths, counties, certificates and units."""

    total: int
    is_more: bool
    in_stock: int
    paths: Counter[str]
    counties: Counter[str]
    measured: Counter[str]
    certificates: Counter[str]


def counts_of(rows: QuerySet[ShelfRow], on: date, *, most: int) -> Counts:
    """Count rows of the shelf by what they can be filtered by, in one statement; of more than `most`, some so many."""
    counted = rows.order_by().values_list(*_COLUMNS)[: most + 1]
    claims = claims_holding(on).values_list("product_id", "certificate")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, value, count in records.rows_over(_COUNTED, counted=counted, claims=claims):
        found[kind][value] = count
    return Counts(
        total=min(found["total"][""], most),
        is_more=found["total"][""] > most,
        in_stock=found["in_stock"]["1"],
        paths=found["path"],
        counties=found["county"],
        measured=found["measured"],
        certificates=found["certificate"],
    )
