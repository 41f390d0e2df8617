"""Pages of the hall over HTTP, many at once, and whether the search finds what a scan of all names finds.

    python -m bench.search --offers 400000 --suppliers 30000 --clients 8

For each kind of page: requests a second, `p99_ms` as the client sees it, `cpu_ms` = processor time of the site and of
PostgreSQL a request, `queries` = statements, at most 8; each after twice as many others of its kind, as in a hall that
has been open for a while. Limits: lists and goods 12 ms and 100 ms, searches 40 ms and
250 ms. `pace_ms` is what a fixed loop takes before and after. `recall` and `precision` over the words, both to be 1.0.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench import ground, hall, season, serving
from bench.boards import percentile

TICK = os.sysconf("SC_CLK_TCK")
WORDS = 200


def main() -> None:
    """Make the hall, read its pages, compare the search with a scan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offers", type=int, default=400_000)
    parser.add_argument("--suppliers", type=int, default=30_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--requests", type=int, default=400, help="of each kind of page")
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--home", default="", help="keep the made-up hall here for the next run")
    options = parser.parse_args()
    with ground.database(options.home):
        from django.conf import settings

        hall.make(options.offers, options.suppliers)
        county = season.make(0)
        client = season.signed_in(county)
        # As in a browser: the first page of a session notes in its cookie that nothing announced waits to be read.
        client.get("/hall/", headers={"host": "localhost"})
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        kinds = {
            name: addresses(name, options.requests * 3) for name in ("list", "filtered", "one", "two", "four", "goods")
        }
        pages: dict[str, Any] = {}
        with serving.site() as served:
            for name, asked in kinds.items():
                ground.say(f"reading {name}")
                before, measured = asked[options.requests :], asked[: options.requests]
                read(before, served.port, cookie, options.clients)
                paces = [ground.pace_ms()]
                pages[name] = read(measured, served.port, cookie, options.clients)
                paces.append(ground.pace_ms())
                pages[name] |= {"queries": statements(client, asked[:5]), "pace_ms": paces}
        ground.say("comparing with a scan")
        recall, precision = compared(options.words)
    ground.report(
        offers=options.offers,
        suppliers=options.suppliers,
        clients=options.clients,
        recall=recall,
        precision=precision,
        pages=pages,
    )


def addresses(kind: str, count: int) -> list[str]:
    """Return addresses of a kind of page, by chance but the same each time."""
    from nongcai.domain.catalogue.models import Category, ShelfRow

    chance = random.Random(kind)
    groups = list(Category.objects.values_list("pk", flat=True))
    provinces = ("13", "41", "42", "43", "45", "51", "52", "53", "61", "62")
    if kind == "goods":
        keys = list(
            ShelfRow.objects.exclude(supplier__in=_ended()).order_by("mixed").values_list("product_id", flat=True)
        )
        return [f"/hall/products/{key}/" for key in chance.choices(keys[:5000], k=count)]
    if kind == "list":
        return [f"/hall/offers/?category={chance.choice(groups)}&sort=newest" for _one in range(count)]
    if kind == "filtered":
        return [
            f"/hall/offers/?category={chance.choice(groups)}&province={chance.choice(provinces)}&in_stock=1"
            for _one in range(count)
        ]
    length = {"one": 1, "two": 2, "four": 4}[kind]
    return [f"/hall/offers/?q={quote(word)}" for word in words(count, length)]


def words(count: int, length: int = 0) -> list[str]:
    """Cut words out of names that are there."""
    chance = random.Random(length)
    found = []
    for name in hall.names(count):
        long = min(length or chance.randint(1, 4), len(name))
        start = chance.randint(0, len(name) - long)
        found.append(name[start : start + long])
    return found


def read(asked: list[str], port: int, cookie: str, clients: int) -> dict[str, float]:
    """Read pages with so many clients at once."""
    from django.conf import settings

    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}

    def share(own: list[str]) -> list[float]:
        connection, times = HTTPConnection("127.0.0.1", port, timeout=60), []
        for address in own:
            begun = time.perf_counter()
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
            answer.read()
            times.append(time.perf_counter() - begun)
            assert answer.status == 200, (address, answer.status)
        return times

    parts = [asked[number::clients] for number in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        used, begun = processor_seconds(), time.perf_counter()
        times = [one for part in pool.map(share, parts) for one in part]
        seconds = time.perf_counter() - begun
    return {
        "per_s": round(len(asked) / seconds, 1),
        "p50_ms": percentile(times, 50),
        "p99_ms": percentile(times, 99),
        "cpu_ms": round((processor_seconds() - used) / len(asked) * 1000, 1),
    }


def processor_seconds() -> float:
    """Sum the processor time of the site's processes and of this cluster's."""
    home, total = os.environ["NONGCAI_HOME"], 0.0
    url = os.environ["DATABASE_URL"]
    for process in Path("/proc").iterdir():
        if not process.name.isdigit() or int(process.name) == os.getpid():
            continue
        try:
            environment = (process / "environ").read_bytes()
            parts = (process / "stat").read_text().rpartition(")")[2].split()
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if home.encode() in environment or url.encode() in environment or _is_of(command, process):
            total += (int(parts[11]) + int(parts[12])) / TICK
    return total


def statements(client: Any, asked: list[str]) -> int:
    """Return the most statements of some pages."""
    from bench.boards import open_pages

    return open_pages(client, asked)[1]


def compared(count: int) -> tuple[float, float]:
    """Return recall and precision against a scan of all names, going through every page.

    A word of Latin letters is found where a name sounds so, too: kg of a size in 康高, whose initials they are.
    """
    from django.utils import timezone

    from nongcai.domain.catalogue import queries
    from nongcai.domain.catalogue.rules import bare_sound, fold, is_found, parse

    today = timezone.localdate()
    every = list(queries.shown(today).values_list("pk", "name"))
    right, wanted, got = 0, 0, 0
    for word in words(count):
        folded, query = fold(word), parse(word)
        scanned = {key for key, name in every if folded in name}
        if bare_sound(word):
            sounding = {name for name in {name for _key, name in every} if is_found(name, query)}
            scanned |= {key for key, name in every if name in sounding}
        found: set[int] = set()
        asked = queries.Asked(query)
        while True:
            page = queries.find(asked, today, size=5000, is_widened=False)
            found |= {row.pk for row in page.rows}
            if not page.after:
                break
            asked = replace(asked, after=page.after)
        right, wanted, got = right + len(scanned & found), wanted + len(scanned), got + len(found)
    return right / wanted, right / got


def _is_of(command: bytes, process: Path) -> bool:
    """Say whether a process belongs to the cluster: its backends show no environment of ours."""
    if b"postgres" not in command:
        return False
    try:
        return str((process / "cwd").resolve()) == _folder()
    except OSError:
        return False


@cache
def _folder() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        return str(Path(cursor.fetchone()[0]).resolve())


def _ended() -> Any:
    from nongcai.domain.suppliers.models import SellingSpan

    return SellingSpan.objects.exclude(until=None).values("supplier_id")


if __name__ == "__main__":
    main()
