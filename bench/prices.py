"""The morning's look at all prices of the hall, and what like offers cost.

    python -m bench.prices --offers 400000 --suppliers 30000

With rules on medians and references, and a week of what markets published: `reckon_s` of what like offers cost;
`first_s` of a look that asks about `asked` prices, to stay below 120; `again_s` of the next one, which finds nothing
new; `peak_mb` = most memory of this process meanwhile.
"""

from __future__ import annotations

import argparse
import resource
import time
from typing import Any

from bench import ground, hall

# So many of a hundred offers are above: what prices were made up leaves no more.
_PREPARED = (
    "SET session_replication_role = replica",
    "DELETE FROM catalogue_alarmstep",
    "DELETE FROM catalogue_pricealarm",
    "DELETE FROM catalogue_pricerule",
    "DELETE FROM catalogue_referenceprice",
    """
    INSERT INTO catalogue_pricerule (basis, percent, reply_days, since, document)
    VALUES ('median', 450, 5, %(on)s::date - 9, '测量文件'), ('reference', 900, 5, %(on)s::date - 9, '测量文件')
    """,
    """
    INSERT INTO catalogue_referenceprice
        (category_id, words, name, place, day, measured, price, source, by_label, at, is_on)
    SELECT c.id, ARRAY[t.name], t.name, '批发市场', %(on)s::date - g, 'mass', 60 + c.id %% 40, '测量', '', %(at)s, true
    FROM catalogue_category c, unnest(%(things)s::text[]) t (name), generate_series(1, 7) g
    WHERE c.parent_id IS NOT NULL
    """,
    "SET session_replication_role = DEFAULT",
    "ANALYZE catalogue_referenceprice",
)


def main() -> None:
    """Make the hall, write rules, look twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offers", type=int, default=400_000)
    parser.add_argument("--suppliers", type=int, default=30_000)
    parser.add_argument("--home", default="", help="keep the made-up hall here for the next run")
    options = parser.parse_args()
    with ground.database(options.home):
        from django.utils import timezone

        from nongcai.domain.catalogue import services

        hall.make(options.offers, options.suppliers)
        now = timezone.now()
        _prepare(now)
        reckon_s, kinds = _timed(services.reckon_like_prices, now)
        ground.say("looking")
        first_s, asked = _timed(services.watch_all_prices, now)
        again_s, asked_again = _timed(services.watch_all_prices, now)
    ground.report(
        offers=options.offers,
        kinds=kinds,
        reckon_s=reckon_s,
        asked=asked,
        first_s=first_s,
        asked_again=asked_again,
        again_s=again_s,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def _prepare(now: Any) -> None:
    from django.db import connection
    from django.utils import timezone

    facts = {"on": timezone.localdate(now), "at": now, "things": list(hall.GOODS[:10])}
    with connection.cursor() as cursor:
        for statement in _PREPARED:
            cursor.execute(statement, facts if "%" in statement else None)


def _timed(act: Any, now: Any) -> tuple[float, int]:
    begun = time.perf_counter()
    done = act(at=now)
    return round(time.perf_counter() - begun, 1), done


if __name__ == "__main__":
    main()
