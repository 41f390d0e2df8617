"""Many want the last pieces of one offer at the same moment.

    python -m bench.hot_offer --buyers 1000 --pieces 100

`sold` is exactly the pieces, `refused` every other buyer, each in words; `other` must be 0.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from bench import ground


def main() -> None:
    """Let them all come at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--buyers", type=int, default=1000)
    parser.add_argument("--pieces", type=int, default=100)
    parser.add_argument("--connections", type=int, default=30, help="how many of them are served at a time")
    options = parser.parse_args()
    with ground.database():
        from django.db import DatabaseError, connection

        from bench import trade
        from nongcai.domain.catalogue import services as catalogue
        from nongcai.domain.holds import queries as holds
        from nongcai.domain.orders import services
        from nongcai.foundation.errors import DomainError

        hall = trade.open_hall(offers=1)
        [offer] = hall.offers
        catalogue.stock_offer(actor=hall.seller, offer_id=offer.pk, quantity=Decimal(options.pieces), at=hall.at)

        def buy(_number: int) -> str:
            try:
                services.place(actor=hall.buyer, told=hall.told(1), at=hall.at)
            except (DomainError, DatabaseError) as error:
                return "refused" if getattr(error, "code", "") == "out_of_stock" else type(error).__name__
            return "sold"

        begun = time.perf_counter()
        with ThreadPoolExecutor(options.connections, initializer=connection.close) as pool:
            outcomes = Counter(pool.map(buy, range(options.buyers)))
            list(pool.map(lambda _: connection.close(), range(options.connections)))
        seconds = time.perf_counter() - begun
        left = holds.resources([offer.resource_id])[offer.resource_id].available
        differences = len(holds.reconciliation())
    ground.report(
        buyers=options.buyers,
        pieces=options.pieces,
        sold=outcomes["sold"],
        refused=outcomes["refused"],
        other=sum(outcomes.values()) - outcomes["sold"] - outcomes["refused"],
        left=int(left),
        differences=differences,
        seconds=round(seconds, 2),
    )


if __name__ == "__main__":
    main()
