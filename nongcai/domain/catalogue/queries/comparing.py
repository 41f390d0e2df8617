"""What a price is held against: like offers, markets, the same supplier elsewhere; and who is above a limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Aggregate, CharField, Count, DateTimeField, DecimalField, Func, Max, Min, QuerySet, Value

from nongcai.domain.catalogue.models import ShelfRow
from nongcai.domain.catalogue.queries.showing import shown
from nongcai.domain.catalogue.rules import comparing
from nongcai.domain.catalogue.states import LIVE_ALARMS, PUBLIC_ALARMS, AlarmAction, AlarmState
from nongcai.foundation import planned, records

# What like offers have in common: category, measure, and what their products say of what sets prices.
_KEY = """encode(sha256(convert_to(
        catalogue_shelfrow.category_path || catalogue_shelfrow.measured || COALESCE((
            SELECT string_agg('|' || f.attribute_id || '=' || f.folded, '' ORDER BY f.attribute_id)
            FROM catalogue_productfact f JOIN catalogue_categoryattribute a ON a.id = f.attribute_id
            WHERE f.product_id = catalogue_shelfrow.product_id AND a.is_priced
        ), ''), 'UTF8')), 'hex')"""
_HELD_AGAINST = f"""
    SELECT catalogue_shelfrow.offer_id, catalogue_shelfrow.product_id, catalogue_shelfrow.category_path,
        catalogue_shelfrow.unit_price, catalogue_shelfrow.measured, catalogue_shelfrow.is_up,
        l.offers, l.suppliers, l.lowest, l.lower_quartile, l.median, l.upper_quartile, l.highest, l.as_of,
        r.id AS reference_id, r.name AS reference_name, r.price AS reference, r.place, r.day AS reference_day, r.source,
        e.id AS elsewhere_id, e.unit_price AS elsewhere, e.shop, e.day AS elsewhere_day, e.at AS elsewhere_at
    FROM catalogue_shelfrow
    LEFT JOIN catalogue_likeprice l ON l.key = {_KEY}
    -- What markets say of a category hangs on nothing else of the offer: of many it is looked up once.
    LEFT JOIN LATERAL (
        SELECT array_agg(
            told.price
            ORDER BY cardinality((told.price).words) DESC, told.depth DESC, (told.price).day DESC, (told.price).id DESC
        ) AS prices
        FROM (
            -- Of those with the same words only the latest says anything.
            SELECT DISTINCT ON (p.category_id, p.words) p AS price, length(c.path) AS depth
            FROM catalogue_referenceprice p JOIN catalogue_category c ON c.id = p.category_id
            WHERE p.is_on AND p.measured = catalogue_shelfrow.measured
                AND p.category_id = ANY (string_to_array(rtrim(catalogue_shelfrow.category_path, '.'), '.')::bigint[])
                AND p.day BETWEEN %(reference_from)s AND %(on)s
            ORDER BY p.category_id, p.words, p.day DESC, p.id DESC
        ) told
    ) known ON true
    LEFT JOIN LATERAL (
        SELECT * FROM unnest(known.prices) WITH ORDINALITY r
        -- Each of its words is in the name, or is what the product says of itself.
        WHERE NOT EXISTS (
            SELECT 1 FROM unnest(r.words) word
            WHERE strpos(catalogue_shelfrow.name, word) = 0 AND NOT EXISTS (
                SELECT 1 FROM catalogue_productfact f
                WHERE f.product_id = catalogue_shelfrow.product_id AND f.folded = word
            )
        )
        ORDER BY r.ordinality LIMIT 1
    ) r ON true
    LEFT JOIN LATERAL (
        SELECT * FROM catalogue_priceelsewhere e
        WHERE e.offer_id = catalogue_shelfrow.offer_id AND e.day BETWEEN %(proof_from)s AND %(on)s
            AND catalogue_shelfrow.measured = CASE e.unit
                WHEN 'piece' THEN 'count' WHEN 'ml' THEN 'volume' WHEN 'l' THEN 'volume' ELSE 'mass' END
        ORDER BY e.unit_price, e.id DESC LIMIT 1
    ) e ON true
"""
_EVIDENCE = f"""
    SELECT seen.offer_id, seen.unit_price, seen.measured,
        seen.offers, seen.suppliers, seen.lowest, seen.lower_quartile, seen.median, seen.upper_quartile, seen.highest,
        seen.as_of, seen.reference_name, seen.reference, seen.place, seen.reference_day, seen.source,
        alarm.id, alarm.state, alarm.grounds, reply.id, reply.words, reply.at, verdict.words, verdict.at
    FROM ({_HELD_AGAINST} WHERE catalogue_shelfrow.offer_id = ANY (%(offers)s)) seen
    LEFT JOIN LATERAL (
        SELECT * FROM catalogue_pricealarm a
        WHERE a.offer_id = seen.offer_id AND a.state = ANY (%(public)s) AND seen.unit_price > a.ceiling
            AND a.measured = seen.measured
            -- What the platform agreed to says nothing of a price that rose since.
            AND (a.state <> %(kept)s OR a.unit_price >= seen.unit_price)
        ORDER BY a.id DESC LIMIT 1
    ) alarm ON true
    LEFT JOIN LATERAL (
        SELECT * FROM catalogue_alarmstep s WHERE s.alarm_id = alarm.id AND s.action = %(reply)s ORDER BY s.id LIMIT 1
    ) reply ON true
    LEFT JOIN LATERAL (
        SELECT * FROM catalogue_alarmstep s
        WHERE s.alarm_id = alarm.id AND s.action = %(keep)s ORDER BY s.id DESC LIMIT 1
    ) verdict ON true
"""
_ABOVE = """
    WITH in_force AS (
        SELECT rule.id, rule.basis, rule.percent, rule.reply_days, rule.since, rule.document, rule.paragraph,
            COALESCE(c.path, '') AS path
        FROM catalogue_pricerule rule LEFT JOIN catalogue_category c ON c.id = rule.category_id
        WHERE rule.since <= %(on)s AND (rule.until IS NULL OR rule.until >= %(on)s)
    )
    SELECT DISTINCT ON (seen.offer_id) seen.offer_id, one.basis, seen.unit_price, seen.measured, one.base,
        limits.ceiling, rule.id, rule.percent, rule.reply_days, rule.document, rule.paragraph,
        seen.offers, seen.as_of, seen.reference_id, seen.place, seen.reference_day, seen.elsewhere_id, seen.shop,
        seen.elsewhere_day
    FROM (SELECTED) seen
    CROSS JOIN LATERAL (
        VALUES ('elsewhere', 1, seen.elsewhere), ('reference', 2, seen.reference), ('median', 3, seen.median)
    ) one (basis, place, base)
    LEFT JOIN LATERAL (
        SELECT * FROM in_force f WHERE f.basis = one.basis AND starts_with(seen.category_path, f.path)
        ORDER BY length(f.path) DESC, f.since DESC, f.id DESC LIMIT 1
    ) rule ON true
    CROSS JOIN LATERAL (SELECT round(one.base * (100 + COALESCE(rule.percent, 0)) / 100, 2) AS ceiling) limits
    -- That nobody asks less elsewhere is a rule without percent; the others want one that was written.
    WHERE seen.is_up AND one.base IS NOT NULL AND (rule.id IS NOT NULL OR one.basis = 'elsewhere')
        AND seen.unit_price > limits.ceiling
        AND NOT EXISTS (
            SELECT 1 FROM catalogue_pricealarm a WHERE a.offer_id = seen.offer_id AND a.state = ANY (%(live)s)
        )
        -- What the platform agreed to holds until the price rises, or another proof comes.
        AND NOT EXISTS (
            SELECT 1 FROM catalogue_pricealarm a
            WHERE a.offer_id = seen.offer_id AND a.basis = one.basis AND a.state = %(kept)s
                AND a.measured = seen.measured AND a.unit_price >= seen.unit_price
                AND (one.basis <> 'elsewhere' OR a.opened_at >= seen.elsewhere_at)
        )
    ORDER BY seen.offer_id, one.place
"""
_PRICE = DecimalField(max_digits=14, decimal_places=4)


class Like(NamedTuple):
    """What like offers cost, by kilogram, litre or piece."""

    offers: int
    suppliers: int
    lowest: Decimal
    lower_quartile: Decimal
    median: Decimal
    upper_quartile: Decimal
    highest: Decimal
    as_of: datetime


class Reference(NamedTuple):
    """What a market published."""

    name: str
    price: Decimal
    place: str
    day: date
    source: str


class Said(NamedTuple):
    """What was said in public of a price above a limit."""

    alarm_id: int
    state: str
    grounds: str
    reply_id: int | None
    reply: str | None
    replied_at: datetime | None
    verdict: str | None
    decided_at: datetime | None

    @property
    def state_label(self) -> str:
        """How it stands, in words."""
        return str(AlarmState(self.state).label)


@dataclass(frozen=True)
class Evidence:
    """What an offer's price is held against, as everybody reads it."""

    offer_id: int
    unit_price: Decimal
    measured: str
    like: Like | None
    reference: Reference | None
    said: Said | None

    @property
    def above_like(self) -> Decimal | None:
        """By how many percent it is above the median of its like; below it less than zero."""
        return comparing.above(self.unit_price, self.like.median) if self.like else None

    @property
    def above_reference(self) -> Decimal | None:
        """By how many percent it is above the reference price."""
        return comparing.above(self.unit_price, self.reference.price) if self.reference else None


class Above(NamedTuple):
    """An offer whose price is above a limit, and all that is to be said of it."""

    offer_id: int
    basis: str
    unit_price: Decimal
    measured: str
    base: Decimal
    ceiling: Decimal
    rule_id: int | None
    percent: Decimal | None
    reply_days: int | None
    document: str | None
    paragraph: str | None
    offers: int | None
    as_of: datetime | None
    reference_id: int | None
    place: str | None
    reference_day: date | None
    elsewhere_id: int | None
    shop: str | None
    elsewhere_day: date | None


def evidence_of(offer_ids: Iterable[int], on: date) -> dict[int, Evidence]:
    """Map offers to what their prices are held against on a day; in one statement."""
    told: dict[str, Any] = {
        "offers": list(offer_ids),
        "public": [state.value for state in PUBLIC_ALARMS],
        "kept": AlarmState.KEPT.value,
        "reply": AlarmAction.REPLY.value,
        "keep": AlarmAction.KEEP.value,
    }
    rows = planned.rows(_EVIDENCE, told | _days(on))
    return {row[0]: _evidence(row) for row in rows}


def above_limits(on: date, offer_ids: Sequence[int]) -> list[Above]:
    """Return those of some offers whose price is above a limit and not asked about yet."""
    return _above("catalogue_shelfrow.offer_id = ANY (%(offers)s)", on, offers=list(offer_ids))


def above_limits_within(on: date, first: int, last: int) -> list[Above]:
    """Return the same of all that are up, with keys from one to another."""
    which = "catalogue_shelfrow.is_up AND catalogue_shelfrow.offer_id BETWEEN %(first)s AND %(last)s"
    return _above(which, on, first=first, last=last)


def spans_of_shelf(size: int) -> list[tuple[int, int]]:
    """Cut the shelf by the keys of its offers: so many keys each, from one to another."""
    told = ShelfRow.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if told["first"] is None:
        return []
    return [(start, start + size - 1) for start in range(told["first"], told["last"] + 1, size)]


def _above(which: str, on: date, **facts: Any) -> list[Above]:
    statement = _ABOVE.replace("SELECTED", f"{_HELD_AGAINST} WHERE {which}")
    live = [state.value for state in LIVE_ALARMS]
    return [
        Above(*row) for row in records.rows_of(statement, live=live, kept=AlarmState.KEPT.value, **facts, **_days(on))
    ]


class _Key(Func):
    """What like offers have in common."""

    template = _KEY
    output_field = CharField()


class _Share(Aggregate):
    """The price below which a share of the offers lies."""

    function = "percentile_cont"
    template = "round((percentile_cont(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s))::numeric, 4)"

    def __init__(self, *expressions: Any, share: str, **extra: Any) -> None:
        super().__init__(*expressions, share=share, output_field=_PRICE, **extra)


LIKE_COLUMNS = ("key", "measured", *Like._fields)


def like_prices(at: datetime, on: date) -> QuerySet[ShelfRow, Any]:
    """Select what like offers cost that show on a day, in the order of `LIKE_COLUMNS`; where there are enough."""
    rows = shown(on).order_by().annotate(key=_Key()).values("key", "measured")
    grouped = rows.annotate(
        offers=Count("pk"),
        suppliers=Count("supplier_id", distinct=True),
        lowest=Min("unit_price"),
        lower_quartile=_Share("unit_price", share="0.25"),
        median=_Share("unit_price", share="0.5"),
        upper_quartile=_Share("unit_price", share="0.75"),
        highest=Max("unit_price"),
        as_of=Value(at, output_field=DateTimeField()),
    )
    enough = grouped.filter(offers__gte=comparing.FEWEST_OFFERS, suppliers__gte=comparing.FEWEST_SUPPLIERS)
    return enough.values_list(*LIKE_COLUMNS)


def _days(on: date) -> dict[str, date]:
    return {
        "on": on,
        "reference_from": on - timedelta(days=comparing.REFERENCE_DAYS),
        "proof_from": on - timedelta(days=comparing.PROOF_DAYS),
    }


def _evidence(row: tuple[Any, ...]) -> Evidence:
    like, reference, said = row[3:11], row[11:16], row[16:]
    return Evidence(
        row[0],
        row[1],
        row[2],
        Like(*like) if like[0] else None,
        Reference(*reference) if reference[0] else None,
        Said(*said) if said[0] else None,
    )
