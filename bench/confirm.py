"""One act over many waiting filings, as a county's officer confirms them.

    python -m bench.confirm --filings 5000

`seconds` of the act, to stay below 10; `done` outcomes without a refusal; `again` the seconds of doing it once more.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime

from bench import ground, season


def main() -> None:
    """Confirm all that waits, twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--filings", type=int, default=5000)
    parser.add_argument("--home", default="", help="keep the made-up county here for the next run")
    options = parser.parse_args()
    with ground.database(options.home):
        from nongcai.domain.ledger import queries as ledger
        from nongcai.domain.shares import services
        from nongcai.domain.shares.services import Decision

        county = season.make(options.filings)
        season.run(county, season.YEAR)
        decision = Decision("confirm", season.waiting(county, options.filings), words="已核实。")
        times, done = [], []
        for _ in range(2):
            begun = time.perf_counter()
            outcomes = services.decide_many(actor=county, decision=decision, at=datetime(2024, 3, 20, tzinfo=UTC))
            times.append(round(time.perf_counter() - begun, 2))
            done.append(sum(one.refusal is None for one in outcomes))
        differences = len(ledger.differences())
    ground.report(
        filings=options.filings,
        seconds=times[0],
        done=done[0],
        again=times[1],
        done_again=done[1],
        differences=differences,
    )


if __name__ == "__main__":
    main()
