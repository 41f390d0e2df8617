"""Boards of 400 nodes through the page, over a nation.

    python -m bench.boards --units 400000 --entries 10000000

`p99_ms` = summed database time of a page, to stay below 100; `queries` = the most of any page, at most 12.
"""

from __future__ import annotations

import argparse
import random
import time
from typing import Any

from bench import ground, nation


def main() -> None:
    """Open the boards and print percentiles of their database time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=400_000)
    parser.add_argument("--entries", type=int, default=10_000_000)
    parser.add_argument("--nodes", type=int, default=400)
    parser.add_argument("--home", default="", help="keep the made-up nation here for the next run")
    options = parser.parse_args()
    with ground.database(options.home):
        nation.make(options.units, options.entries)
        addresses = [f"/boards/{node_id}/?year={nation.YEARS[-1]}" for node_id in _nodes(options.nodes)]
        times, queries = open_pages(_signed_in(), addresses)
    ground.report(
        units=options.units,
        entries=options.entries,
        nodes=len(times),
        p50_ms=percentile(times, 50),
        p99_ms=percentile(times, 99),
        max_ms=percentile(times, 100),
        queries=queries,
    )


class Clock:
    """Sums the time that statements take."""

    def __init__(self) -> None:
        self.seconds, self.count = 0.0, 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - begun
            self.count += 1


def open_pages(client: Any, addresses: list[str]) -> tuple[list[float], int]:
    """Open pages one by one; return the database seconds of each, and the most statements of any."""
    from django.db import connection

    # A session begins on the desk, where it asks once what was announced.
    client.get("/", headers={"host": "localhost"}, follow=True)
    times, queries = [], 0
    for address in addresses:
        clock = Clock()
        with connection.execute_wrapper(clock):
            response = client.get(address, headers={"host": "localhost"})
        assert response.status_code == 200, (address, response.status_code)
        times.append(clock.seconds)
        queries = max(queries, clock.count)
    return times, queries


def percentile(times: list[float], percent: int) -> float:
    """Return the time, in milliseconds, that so many percent of all stay within."""
    ordered = sorted(times)
    return round(ordered[max(int(len(ordered) * percent / 100) - 1, 0)] * 1000, 1)


def _nodes(most: int) -> list[int]:
    """Return the root, every province, and others by chance."""
    from nongcai.domain.organisations import queries as organisations

    nodes = organisations.nodes(organisations.placements().filter(organisation__kind="finance"))
    high = [node.id for node in nodes if node.path.count(".") <= 2]
    low = [node.id for node in nodes if node.path.count(".") > 2]
    return high + random.Random(832).sample(low, min(len(low), most - len(high)))


def _signed_in() -> Any:
    from datetime import date

    from django.test import Client
    from django.utils import timezone

    from nongcai.domain.accounts import queries, services
    from nongcai.domain.organisations import queries as organisations
    from nongcai.domain.organisations import services as organisation_services
    from nongcai.domain.organisations.roles import Role

    user = queries.user_by_name("bench")
    if user is None:
        operator, now = organisations.operator_of_machine(), timezone.now()
        user = services.open_account(actor=operator, username="bench", label="测量岗", password="bench-only-1", at=now)
        root = organisations.finance_node("000000")
        organisation_services.appoint(
            actor=operator,
            user_id=user.pk,
            organisation_id=root.id,
            role=Role.FINANCE,
            since=date(2020, 1, 1),
            at=now,
        )
    client = Client()
    client.force_login(user, backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")
    return client


if __name__ == "__main__":
    main()
