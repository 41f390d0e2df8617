"""Site, worker and database are killed (kill -9) at random while orders are placed, signed, sent and accepted.

    python -m bench.crash --rounds 100

The database is a cluster of this run's own, with fsync. Clients do as a phone does: what was not answered is asked
again under the same key. `orders` were answered as placed; `lost` = answered, and the order or a step of it is not
there; `doubled` = asked for once and there twice; `torn` = there without its lines, holds or steps; `differences` of
stock; `ledger` = `nongcai ledger check` ends well. All but `orders` must be 0, and `ledger` true. `seed` chooses what
is killed and when.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import signal
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import ground, season, serving, trade

if TYPE_CHECKING:
    from nongcai.foundation.postgres import Server

# The whole site takes longest to come again, so it is chosen least.
TARGETS = {"site": 1, "site process": 3, "worker": 2, "database": 3, "database process": 3}
# So many orders are answered between two kills, unless it takes too long.
BETWEEN, AT_LONGEST = 5, 10
# How long a call may go unanswered after the last kill.
PATIENCE = 120
_TORN = """
    SELECT count(*) FROM orders_order o WHERE
        (SELECT count(*) FROM orders_orderline l WHERE l.order_id = o.id) <> %(lines)s
        OR (SELECT count(*) FROM holds_hold h WHERE h.source = 'order:' || o.id) <> %(lines)s
        OR (SELECT count(*) FROM orders_orderstep s WHERE s.order_id = o.id) <> o.steps
"""
# How far an order came.
FAR = {"": 0, "placed": 1, "signed": 2, "shipped": 3, "accepted": 4}


@dataclass
class Load:
    """What the clients were answered: orders by their note, and how far each came."""

    made: trade.Trade
    port: int
    seed: int
    ended: threading.Event = field(default_factory=threading.Event)
    answered: dict[str, tuple[str, str]] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    unanswered: Counter[int] = field(default_factory=Counter)

    def run(self, number: int) -> None:
        """Order, and take each order as far as it goes, until the end."""
        chance, caller = random.Random(f"{self.seed} {number}"), serving.Caller(self.port, timeout=20)
        while not self.ended.is_set():
            buyer, note = chance.choice(self.made.buyers), uuid.uuid4().hex
            order = self._ask(caller, "orders", self.made.order(buyer, chance) | {"note": note}, buyer.cookie)
            if order is None:
                continue
            self.answered[note] = (order["id"], order["state"])
            seller = self.made.sellers[order["supplier_id"]]
            lines = [{"line": seq, "quantity": 1} for seq in range(1, trade.LINES + 1)]
            acts: tuple[tuple[str, dict[str, Any], str], ...] = (
                ("sign", {}, seller),
                ("ship", {"carrier": "中通", "lines": lines}, seller),
                ("accept", {}, buyer.cookie),
            )
            for act, told, cookie in acts:
                after = self._ask(caller, f"orders/{order['id']}/{act}", told, cookie)
                if after is None:
                    break
                self.answered[note] = (order["id"], after["state"])

    def wait(self, orders: int) -> None:
        """Wait until so many orders were answered, but not too long."""
        until = time.monotonic() + AT_LONGEST
        while len(self.answered) < orders and time.monotonic() < until:
            time.sleep(0.05)

    def _ask(self, caller: serving.Caller, path: str, told: dict[str, Any], cookie: str) -> dict[str, Any] | None:
        """Ask until there is an answer; None where it is a refusal."""
        key, since = uuid.uuid4().hex, time.monotonic()
        while True:
            status, said = caller.post(path, told, key, cookie)
            if status == 200:
                return dict(json.loads(said))
            if 0 < status < 500:
                self.refused[f"{path.rpartition('/')[2]} {said.decode()[:200]}"] += 1
                return None
            self.unanswered[status] += 1
            if time.monotonic() - since > PATIENCE:
                raise SystemExit(f"{path} was not answered")
            time.sleep(0.2)


class Processes:
    """The site and its worker; whatever is killed is started again."""

    def __init__(self, port: int) -> None:
        from nongcai.interfaces.console.site import Site, usual_workers

        self.port = port
        self._site = Site(host="127.0.0.1", port=port, workers=usual_workers())
        for name in ("site", "worker"):
            self._start(name)

    def kill(self, target: str, chance: random.Random, server: Server) -> None:
        """Kill one, and see to it that it comes again."""
        if target == "database":
            self._end(serving.postmaster_of(server.data))
            while server._postmaster() is not None:
                time.sleep(0.01)
            with server.gate():
                server.start(max_connections=ground.CONNECTIONS, tcp_port=None)
        elif target == "database process":
            # All others are thrown out with it, and the server recovers by itself.
            self._end(*_some(chance, serving.postmaster_of(server.data)))
        elif target == "site process":
            # granian starts another.
            self._end(*_some(chance, self._site._processes["site"].pid))
        else:
            process = self._site._processes[target]
            with suppress(ProcessLookupError):
                # A session of its own: nobody else is in it.
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            self._start(target)

    def wait(self) -> None:
        """Wait until a page comes."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._start_again()
            connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
            with suppress(OSError, HTTPException):
                connection.request("GET", "/login/", headers={"Host": "localhost"})
                if connection.getresponse().status == 200:
                    return
            connection.close()
            time.sleep(0.2)
        raise SystemExit("the site does not come again")

    def stop(self) -> None:
        """End both."""
        self._site._stop()

    def _start(self, name: str) -> None:
        arguments = {"site": ("granian", *self._site._granian()), "worker": ("django", "work")}[name]
        self._site._start(name, *arguments)

    def _start_again(self) -> None:
        # granian gives up where its processes die again and again; whoever runs the site has it started again.
        for name, process in list(self._site._processes.items()):
            if process.poll() is not None:
                self._start(name)

    def _end(self, *pids: int) -> None:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def main() -> None:
    """Kill for so many rounds; then look what became of the orders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--home", default="", help="keep the made-up trade here for the next run")
    options = parser.parse_args()
    # Whatever asks while the database is away is answered as a fault, which is meant here.
    os.environ.setdefault("LOG_LEVEL", "CRITICAL")
    with ground.database(options.home):
        from django.db import connections

        made = trade.open_trade(offers=5_000, suppliers=300, units=300)
        _let_count()
        connections.close_all()
        begun = time.perf_counter()
        load = Load(made, serving.free_port(), options.seed)
        killed = _rounds(load, options.rounds, options.clients)
        seconds = time.perf_counter() - begun
        figures = _looked_at(load)
    for words, count in load.refused.most_common(3):
        ground.say(f"{count} × {words}")
    ground.report(
        rounds=options.rounds,
        orders=len(load.answered),
        **figures,
        refused=sum(load.refused.values()),
        unanswered=sum(load.unanswered.values()),
        killed=dict(sorted(killed.items())),
        seconds=round(seconds),
        seed=options.seed,
    )


def _rounds(load: Load, rounds: int, clients: int) -> Counter[str]:
    from nongcai.foundation.postgres import Server

    server, chance = Server(Path(os.environ["NONGCAI_HOME"])), random.Random(load.seed)
    killed = Counter[str]()
    processes = Processes(load.port)
    try:
        processes.wait()
        with ThreadPoolExecutor(clients) as pool:
            running = [pool.submit(load.run, number) for number in range(clients)]
            try:
                for number in range(rounds):
                    load.wait(len(load.answered) + BETWEEN)
                    time.sleep(chance.uniform(0, 1))
                    [target] = chance.choices([*TARGETS], [*TARGETS.values()])
                    ground.say(f"{number + 1}: {target}, {len(load.answered)} orders so far")
                    processes.kill(target, chance, server)
                    killed[target] += 1
                    processes.wait()
            finally:
                load.ended.set()
            for one in running:
                one.result()
    finally:
        processes.stop()
    return killed


def _let_count() -> None:
    """Let an order count as soon as its goods were accepted, so that the ledger has something to keep."""
    from django.utils import timezone

    from nongcai.domain.programmes.models import CountingRule

    facts = {"first_year": timezone.localdate().year, "year_by": "completed", "published_at": timezone.now()}
    facts |= {"needs": ["goods"], "document": "文件", "text": "验货即计入"}
    if not CountingRule.objects.filter(region_id=season.COUNTY).exists():
        CountingRule.objects.create(region_id=season.COUNTY, **facts)


def _looked_at(load: Load) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import connection

    from nongcai.domain.holds import queries as holds
    from nongcai.domain.ledger.models import Entry
    from nongcai.domain.orders.models import Order

    states = {str(key): state for key, state in Order.objects.values_list("pk", "state")}
    lost = [one for one in load.answered.values() if FAR[states.get(one[0], "")] < FAR[one[1]]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM orders_order WHERE note <> '' GROUP BY note HAVING count(*) > 1")
        doubled = len(cursor.fetchall())
        cursor.execute(_TORN, {"lines": trade.LINES})
        torn = int(cursor.fetchone()[0])
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            call_command("ledger", "check")
        is_clean = True
    except SystemExit:
        is_clean = False
    return {
        "lost": len(lost),
        "doubled": doubled,
        "torn": torn,
        "differences": len(holds.reconciliation()),
        "counted": Entry.objects.filter(kind="purchased").count(),
        "ledger": is_clean,
    }


def _some(chance: random.Random, head: int) -> list[int]:
    """Choose one of the children of a process."""
    found = serving.children_of(head)
    return [chance.choice(found)] if found else []


if __name__ == "__main__":
    main()
