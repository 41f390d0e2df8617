"""Many want the last pieces of one offer at the same moment, each over HTTP.

    python -m bench.hot_offer --buyers 1000 --pieces 100

`sold` is exactly the pieces; `refused` every other buyer, each told in words that there is no stock; `other` must be 0,
and `differences` of stock too.
"""

from __future__ import annotations

import argparse
import json
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from bench import ground, serving, trade

CLIENTS = 100


def main() -> None:
    """Let them all come at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--buyers", type=int, default=1000)
    parser.add_argument("--pieces", type=int, default=100)
    parser.add_argument("--home", default="", help="keep the made-up trade here for the next run")
    options = parser.parse_args()
    with ground.database(options.home):
        from django.utils import timezone

        from nongcai.domain.holds import queries as holds
        from nongcai.domain.holds import services

        made = trade.open_trade(offers=1000, suppliers=100, units=options.buyers, lines=1)
        offer, stock = made.shelves[0][0]
        taken = holds.resources([stock])[stock]
        quantity = taken.held + taken.committed + Decimal(options.pieces)
        services.set_quantity(resource_id=stock, quantity=quantity, at=timezone.now())
        with serving.site() as served:

            def buy(own: list[trade.Buyer]) -> Counter[str]:
                caller, outcomes = serving.Caller(served.port), Counter[str]()
                for buyer in own:
                    told = trade.told(buyer, [offer])
                    outcomes[_outcome(*caller.post("orders", told, uuid.uuid4().hex, buyer.cookie))] += 1
                caller.close()
                return outcomes

            buyers, come_to = list(made.buyers[: options.buyers]), Counter[str]()
            begun = time.perf_counter()
            with ThreadPoolExecutor(CLIENTS) as pool:
                for outcomes in pool.map(buy, (buyers[place::CLIENTS] for place in range(CLIENTS))):
                    come_to += outcomes
            seconds = time.perf_counter() - begun
        left = holds.resources([stock])[stock].available
        differences = len(holds.reconciliation())
    ground.report(
        buyers=len(buyers),
        pieces=options.pieces,
        sold=come_to["sold"],
        refused=come_to["refused"],
        other=sum(come_to.values()) - come_to["sold"] - come_to["refused"],
        left=int(left),
        differences=differences,
        seconds=round(seconds, 2),
    )


def _outcome(status: int, said: bytes) -> str:
    if status == 200:
        return "sold"
    told = json.loads(said) if said else {}
    if told.get("code") == "out_of_stock" and "只剩" in told.get("message", ""):
        return "refused"
    return f"{status} {said.decode()}"


if __name__ == "__main__":
    main()
