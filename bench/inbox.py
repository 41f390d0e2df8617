"""An officer's inbox with very many filings waiting, page by page.

    python -m bench.inbox --waiting 30000

`p99_ms` = summed database time of a page, to stay below 200; `queries` = the most of any page, whatever waits.
"""

from __future__ import annotations

import argparse

from bench import ground, season
from bench.boards import open_pages, percentile


def main() -> None:
    """Open pages of the inbox, filtered and not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--waiting", type=int, default=30_000)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--home", default="", help="keep the made-up county here for the next run")
    options = parser.parse_args()
    with ground.database(options.home):
        county = season.make(options.waiting)
        client = season.signed_in(county)
        last = max(options.waiting // 50, 1)
        addresses = [
            f"/shares/inbox/?year={season.YEAR}&page={1 + place * last // options.pages}"
            + ("&flag=implausible" if place % 4 == 3 else "")
            for place in range(options.pages)
        ]
        times, queries = open_pages(client, addresses)
    ground.report(
        waiting=options.waiting,
        pages=len(times),
        p50_ms=percentile(times, 50),
        p99_ms=percentile(times, 99),
        queries=queries,
    )


if __name__ == "__main__":
    main()
