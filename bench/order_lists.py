"""Lists of orders, of buyers and of suppliers, page by page, at the size of some years.

    python -m bench.order_lists --orders 5000000

Pages of the lists are opened one by one: the first, those behind it, and those of each stage. For buyers and for
suppliers, the greatest among them: `p50_ms` and `p99_ms` of the database's time summed per page, at most 100;
`page_ms`, the whole page in this process, half of all within it; `queries`, the most statements of any. Suppliers have
very unequally many orders, the greatest `most` of them.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import time
from typing import TYPE_CHECKING, Any

from bench import ground, trade
from bench.boards import Clock, percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

BATCH = 250_000
# Of a hundred orders, how many stand where.
_STATES = {"completed": 84, "accepted": 4, "shipped": 4, "signed": 3, "placed": 2, "waiting": 1, "cancelled": 2}
_HOLDERS = {"completed": "nobody", "cancelled": "nobody", "placed": "seller", "signed": "seller", "waiting": "approver"}
_FOLLOWING = re.compile(r'href="([^"]*[?;&]after=[^"]*)"')
_PREPARED = (
    """
    CREATE TEMPORARY TABLE made_buyer AS
    SELECT row_number() OVER (ORDER BY m.id) - 1 AS place, m.user_id, o.id, o.name, o.region_id
    FROM organisations_membership m JOIN organisations_organisation o ON o.id = m.organisation_id WHERE m.role = 'buyer'
    """,
    """
    CREATE TEMPORARY TABLE made_seller AS
    SELECT row_number() OVER (ORDER BY s.id) - 1 AS place, s.id, s.organisation_id, s.name,
        (SELECT f.offer_id FROM catalogue_shelfrow f WHERE f.supplier_id = s.id LIMIT 1) AS offer_id
    FROM suppliers_supplier s
    """,
    "CREATE UNIQUE INDEX ON made_buyer (place)",
    "CREATE UNIQUE INDEX ON made_seller (place)",
    "ANALYZE made_buyer, made_seller",
)
_ORDERS = """
    WITH chosen AS (
        SELECT g, floor(random() * %(buyers)s)::bigint AS buyer, floor(random() ^ 2 * %(sellers)s)::bigint AS seller,
            (%(states)s::text[])[1 + floor(random() * 100)::int] AS state,
            -- One after the other, as they came: keys by chance would be sown all over the indexes.
            uuidv7(-((1 - (g - random()) / %(orders)s) * interval '900 days' + interval '1 minute')) AS id
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) g
    ), known AS (
        SELECT c.*, uuid_extract_timestamp(c.id) AS at FROM chosen c
    ), made AS (
        INSERT INTO orders_order (id, number, buyer_id, buyer_name, buyer_code, buyer_kind, user_id, unit_id, unit_name,
            region_code, supplier_id, seller_id, supplier_name, purpose, receiver, phone, province, address,
            payment_mode, payer_kind, invoice_title, tax_number, note, goods_amount, freight, amount, due, paid, state,
            steps, placed_at, approved_at, signed_at, paid_at, shipped_at, goods_accepted_at, invoice_shown_at,
            invoice_accepted_at, evaluated_at, completed_at, counted_at, holder, since, waits_until, budgets)
        SELECT k.id, 'NC' || k.g, b.id, b.name, '', 'canteen', b.user_id, b.id, b.name, b.region_id, s.id,
            s.organisation_id, s.name, 'canteen', '食堂库管岗', '0371-60000000', '41', '郑州市中原区某路1号',
            'goods_first', 'canteen', b.name, '', '', 100, 0, 100, 100, CASE WHEN done THEN 100 ELSE 0 END, k.state, 6,
            at, at, at, CASE WHEN done THEN at END, CASE WHEN done OR k.state = 'shipped' THEN at END,
            CASE WHEN done OR k.state = 'accepted' THEN at END, CASE WHEN done OR shown THEN at END,
            CASE WHEN done THEN at END,
            CASE WHEN done AND k.g %% 3 > 0 THEN at END, CASE WHEN done THEN at END, CASE WHEN done THEN at END,
            CASE WHEN k.state = 'accepted' AND NOT shown THEN 'seller'
                ELSE COALESCE(%(holders)s::jsonb ->> k.state, 'buyer') END, at,
            CASE WHEN k.state IN ('placed', 'waiting') THEN at + interval '15 days' END, '{}'
        FROM known k JOIN made_buyer b ON b.place = k.buyer JOIN made_seller s ON s.place = k.seller,
            LATERAL (SELECT k.state = 'completed' AS done, k.state = 'accepted' AND k.g %% 2 = 0 AS shown) d
        RETURNING id, supplier_id
    )
    INSERT INTO orders_orderline (order_id, seq, offer_id, resource_id, product_name, specification, sale_unit,
        county_code, category_path, category, quantity, price, amount, net, measured, payable)
    SELECT m.id, l, COALESCE(s.offer_id, 1) * 10 + l, m.id, '黑木耳' || l, '每袋', 'bag', '411224', '1.', '干货',
        2, 25, 50, 1, 'mass', 50
    FROM made m JOIN made_seller s ON s.id = m.supplier_id, generate_series(1, 2) l
"""


def main() -> None:
    """Make orders, then read lists of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=5_000_000)
    parser.add_argument("--units", type=int, default=20_000)
    parser.add_argument("--suppliers", type=int, default=2_000)
    parser.add_argument("--readers", type=int, default=60, help="of each side")
    parser.add_argument("--home", default="", help="keep the made-up orders here for the next run")
    options = parser.parse_args()
    with ground.database(options.home):
        made = trade.open_trade(offers=20_000, suppliers=options.suppliers, units=options.units)
        _make(options.orders)
        readers = _readers(made, options.readers)
        figures = {side: _read(path, cookies) for side, (path, cookies) in readers.items()}
        most = _greatest(1)[0][1]
    ground.report(
        orders=options.orders,
        buyers=figures["buyers"],
        suppliers=figures["suppliers"],
        most=most,
        p99_ms=max(one["p99_ms"] for one in figures.values()),
    )


def _make(orders: int) -> None:
    from django.db import connection

    from nongcai.domain.orders.models import Order

    there = Order.objects.count()
    if there >= orders:
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        for statement in _PREPARED:
            cursor.execute(statement)
        cursor.execute("SELECT (SELECT count(*) FROM made_buyer), (SELECT count(*) FROM made_seller)")
        buyers, sellers = cursor.fetchone()
        facts: dict[str, Any] = {"buyers": buyers, "sellers": sellers, "holders": json.dumps(_HOLDERS)}
        facts["states"] = [state for state, count in _STATES.items() for _one in range(count)]
        for first in range(there + 1, orders + 1, BATCH):
            last = min(first + BATCH - 1, orders)
            ground.say(f"orders {first} to {last}")
            cursor.execute(_ORDERS, facts | {"first": first, "last": last, "orders": orders})
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def _greatest(count: int) -> list[tuple[int, int]]:
    """Return the suppliers of most orders: (supplier, how many)."""
    from django.db.models import Count

    from nongcai.domain.orders.models import Order

    rows = Order.objects.order_by().values("supplier_id").annotate(count=Count("pk")).order_by("-count")
    return list(rows.values_list("supplier_id", "count")[:count])


def _readers(made: trade.Trade, count: int) -> dict[str, tuple[str, list[str]]]:
    chance = random.Random(832)
    greatest = [supplier for supplier, _count in _greatest(5)]
    others = chance.sample([one for one in made.sellers if one not in greatest], count - len(greatest))
    buyers = [one.cookie for one in chance.sample(list(made.buyers), count)]
    return {
        "buyers": ("/orders/", buyers),
        "suppliers": ("/sales/", [made.sellers[one] for one in (*greatest, *others)]),
    }


def _read(path: str, cookies: Sequence[str]) -> dict[str, Any]:
    """Open the first page, the two behind it, and that of each stage, as each reader."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from nongcai.domain.orders.queries import BUYING, SELLING

    stages = BUYING if path == "/orders/" else SELLING
    times, pages, queries, slow = [], [], 0, (0.0, "")
    for number, cookie in enumerate(cookies):
        client = Client(SERVER_NAME="localhost")
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        asked = [path, path, path, *(f"{path}?stage={stage}" for stage in stages)]
        following = ""
        for place, address in enumerate(asked):
            clock, begun = Clock(), time.perf_counter()
            with connection.execute_wrapper(clock):
                response = client.get(following if 0 < place < 3 and following else address)
            assert response.status_code == 200, (address, response.status_code)
            found = _FOLLOWING.search(response.content.decode())
            following = html.unescape(found[1]) if found else ""
            if number == 0 and place == 0:
                # Whatever is put together once a process.
                continue
            times.append(clock.seconds)
            pages.append(time.perf_counter() - begun)
            queries = max(queries, clock.count)
            slow = max(slow, (clock.seconds, address))
    ground.say(f"slowest: {slow[1]} {slow[0] * 1000:.0f} ms")
    return {
        "pages": len(times),
        "p50_ms": percentile(times, 50),
        "p99_ms": percentile(times, 99),
        "page_ms": percentile(pages, 50),
        "queries": queries,
    }


if __name__ == "__main__":
    main()
