"""Counting what each value of each filter would leave, among the first offers that fit, and the page when it is all."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nongcai.domain.catalogue.queries.showing import claims_holding
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from nongcai.domain.catalogue.models import ShelfRow
    from nongcai.domain.catalogue.queries.wording import OpenZone
    from nongcai.foundation.records import Compiled

_COLUMNS = ("product_id", "category_path", "county_code", "measured", "in_stock", "certificates", "zones")
# By what a page of them may be sorted.
_SORTED_BY = ("offer_id", "name", "mixed", "unit_price", "listed_at")
_COUNTED = """
    WITH counted AS MATERIALIZED ({counted}),
    held AS MATERIALIZED (
        SELECT m.product_id, m.offers, array_agg(c.certificate) AS certificates
        FROM (SELECT product_id, count(*) AS offers FROM counted WHERE certificates <> '{{}}' GROUP BY 1) m
        JOIN ({claims}) c USING (product_id) GROUP BY 1, 2
    ),
    told AS (
        SELECT 'path' AS kind, category_path AS value, count(*) FROM counted GROUP BY category_path
        UNION ALL SELECT 'county', county_code, count(*) FROM counted GROUP BY county_code
        UNION ALL SELECT 'measured', measured, count(*) FROM counted GROUP BY measured
        UNION ALL SELECT 'in_stock', '1', count(*) FROM counted WHERE in_stock
        UNION ALL SELECT 'certificate', one, sum(offers) FROM held, unnest(certificates) one GROUP BY one
        UNION ALL SELECT 'zone', zone || ' ' || COALESCE(array_to_string(h.certificates, ' '), ''), count(*)
        FROM counted CROSS JOIN unnest(zones) zone LEFT JOIN held h USING (product_id) GROUP BY 2
    )
    SELECT 'total', count(*)::text FROM counted
    UNION ALL SELECT kind, json_object_agg(value, count)::text FROM told GROUP BY kind
    UNION ALL SELECT 'page', to_json(ARRAY({page}))::text
"""
_NO_PAGE = ("SELECT '' WHERE false", ())


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
    # By the key of the zone, and the certificates that hold, with spaces between.
    zones: Counter[str]
    # What was asked for as a page.
    page: Sequence[str] = ()

    def in_zone(self, zone: OpenZone) -> int:
        """How many of them show in an open zone."""
        told = ((int(key), held, count) for (key, *held), count in ((one.split(), n) for one, n in self.zones.items()))
        return sum(count for key, held, count in told if zone.wants([key], held))


def counts_of(rows: QuerySet[ShelfRow], on: date, *, most: int, page: Compiled = _NO_PAGE) -> Counts:
    """Count rows of the shelf by what they can be filtered by, in one statement; of more than `most`, some so many.

    `page` may select texts from what is `counted`.
    """
    counted = rows.order_by().values_list(*_COLUMNS, *_SORTED_BY)[: most + 1]
    told = dict(records.rows_over(_COUNTED, counted=counted, claims=_claims(on), page=page))
    found = {kind: json.loads(text) for kind, text in told.items()}
    kinds = {kind: Counter[str](found.get(kind)) for kind in ("path", "county", "measured", "certificate", "zone")}
    total = found.get("total", 0)
    return Counts(
        total=min(total, most),
        is_more=total > most,
        in_stock=found.get("in_stock", {}).get("1", 0),
        paths=kinds["path"],
        counties=kinds["county"],
        measured=kinds["measured"],
        certificates=kinds["certificate"],
        zones=kinds["zone"],
        page=found.get("page", []),
    )


@lru_cache(maxsize=4)
def _claims(on: date) -> Compiled:
    return records.compiled(claims_holding(on).values_list("product_id", "certificate"))
