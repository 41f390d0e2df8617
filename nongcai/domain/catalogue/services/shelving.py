"""Putting up on the shelf: what offers are found by, reckoned from products, offers, categories, freight and stock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from nongcai.domain.catalogue.models import Product, ShelfRow
from nongcai.domain.catalogue.queries.zoning import WANTS
from nongcai.domain.catalogue.rules import squeezed, tokens_of
from nongcai.domain.catalogue.states import ADMITTED_ENTRIES, SHOWN, WITHHOLDING
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
    INSERT INTO catalogue_shelfrow AS s (
        offer_id, product_id, supplier_id, name, tokens, category_path, county_code, province_code, certificates, needs,
        withheld, price, unit_price, measured, in_stock, is_up, months, zones, mixed, listed_at
    )
    SELECT r.offer_id, r.product_id, r.supplier_id, r.name,
        r.words || array_to_tsvector(ARRAY(SELECT 'z:' || zone FROM unnest(w.zones) zone)),
        r.category_path, r.county_code, r.province_code, r.certificates, r.needs, r.withheld, r.price, r.unit_price,
        r.measured, r.in_stock, r.is_up, r.months, w.zones, r.offer_id * %(shake)s %% %(places)s, r.listed_at
    FROM (
        SELECT o.id AS offer_id, p.id AS product_id, p.supplier_id, n.name,
            -- What is called as it was, and comes from where it came, has its words already.
            CASE WHEN n.tokens IS NULL THEN (
                SELECT ts_delete(b.tokens, ARRAY(SELECT 'z:' || zone FROM unnest(b.zones) zone))
                FROM catalogue_shelfrow b WHERE b.product_id = p.id LIMIT 1
            ) ELSE array_to_tsvector(string_to_array(n.tokens, %(between)s) || ('o:' || p.county_id)) END AS words,
            k.path AS category_path, p.county_id AS county_code, left(p.county_id, 2) AS province_code,
            ARRAY(
                SELECT DISTINCT c.certificate FROM catalogue_productpaper c WHERE c.product_id = p.id ORDER BY 1
            ) AS certificates,
            k.needs,
            -- Without a plan it is carried anywhere; a plan delivers where it has a fee, or one for all others.
            CASE WHEN o.freight_id IS NULL THEN '{}' ELSE ARRAY(
                SELECT left(g.code, 2) FROM regions_region g
                LEFT JOIN catalogue_freightrow own ON own.plan_id = o.freight_id AND own.province = left(g.code, 2)
                LEFT JOIN catalogue_freightrow rest ON rest.plan_id = o.freight_id AND rest.province = ''
                WHERE g.level = 1 AND NOT COALESCE(own.delivers, rest.delivers, false) ORDER BY 1
            ) END AS withheld,
            o.price, round(o.price / o.net, 4) AS unit_price, o.measured,
            COALESCE(h.quantity - h.held - h.committed >= o.minimum, false) AS in_stock,
            p.state = ANY (%(shown)s) AND o.is_on AND k.is_open AND NOT EXISTS (
                SELECT 1 FROM catalogue_pricealarm a WHERE a.offer_id = o.id AND a.state = ANY (%(withholding)s)
            ) AS is_up,
            COALESCE((
                SELECT bit_or(1 << ((o.season_from - 1 + g) %% 12))
                FROM generate_series(0, (o.season_to - o.season_from + 12) %% 12) g
            ), 4095) AS months,
            COALESCE(p.listed_at, %(at)s) AS listed_at
        FROM named n
        JOIN catalogue_product p USING (id)
        JOIN catalogue_offer o ON o.product_id = p.id
        JOIN kinds k ON k.id = p.category_id
        LEFT JOIN holds_resource h ON h.id = o.resource_id
    ) r
    CROSS JOIN LATERAL (
        SELECT COALESCE(array_agg(e.zone_id ORDER BY e.zone_id), '{}') AS zones
        FROM catalogue_zoneentry e JOIN catalogue_zone z ON z.id = e.zone_id
        WHERE e.product_id = r.product_id AND e.state = ANY (%(admitted)s) AND WANTS
    ) w
    ORDER BY r.offer_id
    ON CONFLICT (offer_id) DO UPDATE SET
        product_id = excluded.product_id, supplier_id = excluded.supplier_id, name = excluded.name,
        tokens = excluded.tokens, category_path = excluded.category_path, county_code = excluded.county_code,
        province_code = excluded.province_code, certificates = excluded.certificates, needs = excluded.needs,
        withheld = excluded.withheld, price = excluded.price, unit_price = excluded.unit_price,
        measured = excluded.measured, in_stock = excluded.in_stock, is_up = excluded.is_up, months = excluded.months,
        zones = excluded.zones, mixed = excluded.mixed, listed_at = excluded.listed_at
    -- A row that is as it was is not written: each writing enters all its words into their index anew.
    WHERE (s.product_id, s.supplier_id, s.name, s.tokens, s.category_path, s.county_code, s.province_code,
        s.certificates, s.needs, s.withheld, s.price, s.unit_price, s.measured, s.in_stock, s.is_up, s.months, s.zones,
        s.mixed, s.listed_at)
        IS DISTINCT FROM (excluded.product_id, excluded.supplier_id, excluded.name, excluded.tokens,
        excluded.category_path, excluded.county_code, excluded.province_code, excluded.certificates, excluded.needs,
        excluded.withheld, excluded.price, excluded.unit_price, excluded.measured, excluded.in_stock, excluded.is_up,
        excluded.months, excluded.zones, excluded.mixed, excluded.listed_at)
""".replace("WANTS", WANTS)


@transaction.atomic
def put_up(product_ids: Iterable[int], *, at: datetime) -> int:
    """Reckon the shelf of some products' offers anew, in the transaction that changed any of it; return what changed.

    To be called after a change of a product, an offer, its claims, its price, its carriage, a category that it lies
    in, an entry to a zone or the zone's rules, an alarm that withholds it, or when its stock runs out or comes back.
    """
    # Two who change one product at once wait for each other; the later reckons with what the earlier committed.
    rows = Product.objects.select_for_update(no_key=True).filter(pk__in=set(product_ids)).order_by("pk")
    named = list(rows.values_list("pk", "name", "county"))
    if not named:
        return 0
    kept = ShelfRow.objects.filter(product_id__in=[pk for pk, _name, _county in named])
    known = set(kept.values_list("product_id", "name", "county_code"))
    told = [(pk, squeezed(name), county) for pk, name, county in named]
    # A name's words are reckoned once, though many products bear it.
    new = {name for (_pk, name, _county), one in zip(named, told, strict=True) if one not in known}
    tokens = {name: _BETWEEN.join(tokens_of(name)) for name in new}
    return records.run(
        _PUT_UP,
        ids=[pk for pk, _name, _county in told],
        names=[name for _pk, name, _county in told],
        tokens=[None if one in known else tokens[name] for (_, name, _), one in zip(named, told, strict=True)],
        between=_BETWEEN,
        shown=[state.value for state in SHOWN],
        admitted=[state.value for state in ADMITTED_ENTRIES],
        withholding=[state.value for state in WITHHOLDING],
        shake=_SHAKE,
        places=_PLACES,
        at=at,
    )
