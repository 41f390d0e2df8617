"""All figures of the nation's notice from entries, against one bare GROUP BY over the same rows.

    python -m bench.notices --units 400000 --entries 10000000

`ratio` = figures_s / bare_s, to stay at or below 3.
"""

from __future__ import annotations

import argparse
import statistics
import time

from bench import ground, nation

ROUNDS = 3


def main() -> None:
    """Measure both in turn and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=400_000)
    parser.add_argument("--entries", type=int, default=10_000_000)
    parser.add_argument("--home", default="", help="keep the made-up nation here for the next run")
    options = parser.parse_args()
    with ground.database(options.home):
        nation.make(options.units, options.entries)
        bare, figures = zip(*[(_bare(), _figures()) for _ in range(ROUNDS)], strict=True)
    bare_s, figures_s = statistics.median(bare), statistics.median(figures)
    ground.report(
        units=options.units,
        entries=options.entries,
        bare_s=round(bare_s, 2),
        figures_s=round(figures_s, 2),
        ratio=round(figures_s / bare_s, 2),
    )


def _bare() -> float:
    from django.db import connection

    begun = time.perf_counter()
    with connection.cursor() as cursor:
        # Counted in the server: carrying the groups to Python would flatter the ratio.
        cursor.execute(
            "SELECT count(*), sum(amount) FROM (SELECT unit_id, kind, channel, sum(amount) AS amount "
            "FROM ledger_entry WHERE year = %s GROUP BY 1, 2, 3) sums",
            [nation.YEARS[-1]],
        )
        cursor.fetchone()
    return time.perf_counter() - begun


def _figures() -> float:
    from nongcai.domain.assessments import queries as assessments
    from nongcai.domain.organisations import queries as organisations

    root = organisations.finance_node("000000")
    begun = time.perf_counter()
    lines = assessments.lines(root, nation.YEARS[-1])
    assert len(lines) > 0
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
