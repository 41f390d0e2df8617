"""Putting up on the shelf: what offers are found by, reckoned from products, offers, categories, freight and stock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from nongcai.domain.catalogue.models import Product
from nongcai.domain.catalogue.rules import fold, tokens_of
from nongcai.domain.catalogue.states import SHOWN, WITHHOLDING
from nongcai.foundation import records

# Between the tokens of a name; folding leaves none in it.
_BETWEEN = "\x1f"
# Shaken by an odd number: another place for each offer, none preferred, the same every day.
_SHAKE, _PLACES = 2_654_435_761, 2**32

_PUT_UP = """
    WITH named AS (
        SELECT * FROM unnest(%(ids)s::bigint[], %(names)s::text[], %(tokens)s::text[]) AS n (id, name, tokens)
    ),
    kinds AS (
        SELECT c.id, c.path, bool_and(a.is_open) AS is_open,
            COALESCE(array_agg(DISTINCT need) FILTER (WHERE need IS NOT NULL), '{}') AS needs
        FROM catalogue_category c
        JOIN catalogue_category a ON a.id = ANY (string_to_array(rtrim(c.path, '.'), '.')::bigint[])
        LEFT JOIN LATERAL unnest(a.needs) need ON true
        WHERE c.id IN (SELECT p.category_id FROM catalogue_product p JOIN named n USING (id))
        GROUP BY c.id, c.path
    )
    INSERT INTO catalogue_shelfrow (
        offer_id, product_id, supplier_id, name, tokens, category_path, county_code, province_code, certificates, needs,
        withheld, price, unit_price, measured, in_stock, is_up, months, mixed, listed_at
    )
    SELECT o.id, p.id, p.supplier_id, n.name,
        array_to_tsvector(string_to_array(n.tokens, %(between)s) || ('o:' || p.county_id)),
        k.path, p.county_id, left(p.county_id, 2),
        ARRAY(SELECT DISTINCT c.certificate FROM catalogue_productpaper c WHERE c.product_id = p.id ORDER BY 1),
        k.needs,
        -- Without a plan it is carried anywhere; a plan delivers where it has a fee, or one for all others.
        CASE WHEN o.freight_id IS NULL THEN '{}' ELSE ARRAY(
            SELECT left(r.code, 2) FROM regions_region r
            LEFT JOIN catalogue_freightrow own ON own.plan_id = o.freight_id AND own.province = left(r.code, 2)
            LEFT JOIN catalogue_freightrow rest ON rest.plan_id = o.freight_id AND rest.province = ''
            WHERE r.level = 1 AND NOT COALESCE(own.delivers, rest.delivers, false) ORDER BY 1
        ) END,
        o.price, round(o.price / o.net, 4), o.measured,
        COALESCE(s.quantity - s.held - s.committed >= o.minimum, false),
        p.state = ANY (%(shown)s) AND o.is_on AND k.is_open AND NOT EXISTS (
            SELECT 1 FROM catalogue_pricealarm w WHERE w.offer_id = o.id AND w.state = ANY (%(withholding)s)
        ),
        COALESCE((
            SELECT bit_or(1 << ((o.season_from - 1 + g) %% 12))
            FROM generate_series(0, (o.season_to - o.season_from + 12) %% 12) g
        ), 4095),
        o.id * %(shake)s %% %(places)s, COALESCE(p.listed_at, %(at)s)
    FROM named n
    JOIN catalogue_product p USING (id)
    JOIN catalogue_offer o ON o.product_id = p.id
    JOIN kinds k ON k.id = p.category_id
    LEFT JOIN holds_resource s ON s.id = o.resource_id
    ORDER BY o.id
    ON CONFLICT (offer_id) DO UPDATE SET
        product_id = excluded.product_id, supplier_id = excluded.supplier_id, name = excluded.name,
        tokens = excluded.tokens, category_path = excluded.category_path, county_code = excluded.county_code,
        province_code = excluded.province_code, certificates = excluded.certificates, needs = excluded.needs,
        withheld = excluded.withheld, price = excluded.price, unit_price = excluded.unit_price,
        measured = excluded.measured, in_stock = excluded.in_stock, is_up = excluded.is_up, months = excluded.months,
        mixed = excluded.mixed, listed_at = excluded.listed_at
"""


@transaction.atomic
def put_up(product_ids: Iterable[int], *, at: datetime) -> int:
    """Reckon the shelf of some products' offers anew, in the transaction that changed any of it; return how many rows.

    To be called after a change of a product, an offer, its claims, its price, its carriage, a category that it lies
    in, an alarm that withholds it, or when its stock runs out or comes back.
    """
    # Two who change one product at once wait for each other; the later reckons with what the earlier committed.
    rows = Product.objects.select_for_update(no_key=True).filter(pk__in=set(product_ids)).order_by("pk")
    named = list(rows.values_list("pk", "name"))
    if not named:
        return 0
    tokens = {name: _BETWEEN.join(tokens_of(name)) for _pk, name in named}
    return records.run(
        _PUT_UP,
        ids=[pk for pk, _name in named],
        names=[fold(name) for _pk, name in named],
        tokens=[tokens[name] for _pk, name in named],
        between=_BETWEEN,
        shown=[state.value for state in SHOWN],
        withholding=[state.value for state in WITHHOLDING],
        shake=_SHAKE,
        places=_PLACES,
        at=at,
    )
