"""Loading a transaction workbook after its dry run, against reading it bare and copying it into a keyed table.

    python -m bench.imports --rows 100000

`ratio` = load_s / bare_s, to stay at or below 3; `peak_mb` is the memory of the process that checks and loads,
to stay below 600.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import ground

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = [
    "订单编号", "下单时间", "完成时间", "采购人账号类型", "采购人名称", "采购人统一社会信用代码",
    "绑定单位编码", "供应商", "产地县代码", "产地县", "商品名称", "品类",
    "数量", "计量单位", "单价(元)", "订单金额(元)", "退款金额(元)", "订单状态",
]  # fmt: skip
UNITS = 1000
YEAR = 2023
ROUNDS = 3


def main() -> None:
    """Measure bare reading and loading in turn, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--bare", default="", help=argparse.SUPPRESS)
    parser.add_argument("--load", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare or options.load:
        _load_once(Path(options.load)) if options.load else _read_bare(Path(options.bare))
        return
    with tempfile.TemporaryDirectory(prefix="nongcai-bench-") as folder:
        book = Path(folder) / "orders.xlsx"
        ground.say(f"writing {options.rows} rows")
        _write(book, options.rows)
        bare, loaded = [], []
        for number in range(ROUNDS):
            ground.say(f"round {number + 1} of {ROUNDS}")
            bare.append(_in_a_process_of_its_own("--bare", book)["bare_s"])
            loaded.append(_in_a_process_of_its_own("--load", book))
    load_s = statistics.median(one["load_s"] for one in loaded)
    bare_s = statistics.median(bare)
    ground.report(
        rows=options.rows,
        bare_s=round(bare_s, 2),
        check_s=round(statistics.median(one["check_s"] for one in loaded), 2),
        load_s=round(load_s, 2),
        ratio=round(load_s / bare_s, 2),
        peak_mb=max(one["peak_mb"] for one in loaded),
    )


def _write(book: Path, rows: int) -> None:
    import xlsxwriter

    rng = random.Random(832)
    with xlsxwriter.Workbook(book, {"constant_memory": True}) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["2023年交易明细"])
        page.write_row(1, 0, HEADER)
        for number in range(rows):
            page.write_row(number + 2, 0, _order(rng, number))


def _order(rng: random.Random, number: int) -> list[Any]:
    done = datetime(YEAR, 1, 8) + timedelta(minutes=rng.randint(0, 350 * 24 * 60))  # noqa: DTZ001  a cell's text
    amount = rng.randint(60_000, 2_600_000)
    unit = rng.randrange(UNITS)
    return [
        f"832{done:%Y%m%d}{number:09d}", f"{done - timedelta(days=3):%Y-%m-%d %H:%M:%S}", f"{done:%Y-%m-%d %H:%M:%S}",
        "预算单位", f"第{unit}单位", "", f"410100{unit:04d}", "某县农业专业合作社", "410225", "兰考县", "有机小米 5kg",
        "粮油", 12, "袋", 66.5, amount / 100, 0, "交易完成",
    ]  # fmt: skip


def _read_bare(book: Path) -> None:
    import psycopg
    from python_calamine import CalamineWorkbook

    with ground.database():
        from django.db import connection

        connection.ensure_connection()
        raw: psycopg.Connection[Any] = connection.connection
        with connection.cursor() as cursor:
            names = ", ".join(f"c{i} text" for i in range(1, len(HEADER)))
            cursor.execute(f"CREATE TABLE bare (order_no varchar(64) PRIMARY KEY, {names})")
        begun = time.perf_counter()
        rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python(skip_empty_area=True)
        with raw.cursor() as plain, plain.copy("COPY bare FROM STDIN") as copy:
            for row in rows[2:]:
                copy.write_row(row)
        bare_s = time.perf_counter() - begun
    ground.report(bare_s=bare_s)


def _in_a_process_of_its_own(act: str, book: Path) -> dict[str, float]:
    # Memory is counted per process: the generator's and the bare reading's must not be in it.
    done = subprocess.run(
        [sys.executable, "-m", "bench.imports", act, str(book)], check=True, capture_output=True, text=True
    )
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def _load_once(book: Path) -> None:
    with ground.database():
        run_id, check_s = _check(book)
        from django.utils import timezone

        from nongcai.domain.imports import services

        begun = time.perf_counter()
        run = services.load(run_id=run_id, at=timezone.now())
        load_s = time.perf_counter() - begun
        assert run.state == "loaded", run.state
        assert sum(sheet.new for sheet in run.sheets.all()) > 0
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    ground.report(check_s=check_s, load_s=load_s, peak_mb=peak_mb)


def _check(book: Path) -> tuple[int, float]:
    from django.utils import timezone

    from nongcai.domain.imports import services
    from nongcai.domain.imports.services import ReceivedFile
    from nongcai.domain.organisations import queries as organisations
    from nongcai.domain.organisations import services as organisation_services
    from nongcai.interfaces.sheets import importing

    now = timezone.now()
    organisation_services.found_finance_nodes(region_codes=["410100"], at=now)
    actor = organisations.operator_of(organisations.finance_node("410100"))
    organisation_services.list_units(actor=actor, year=YEAR, rows=list(_units()), at=now)
    run = services.receive(
        actor=actor,
        files=[ReceivedFile(book.name, "application/octet-stream", [book.read_bytes()])],
        at=now,
        originals_until=now + timedelta(days=1),
        queued=False,
    )
    begun = time.perf_counter()
    importing.check_run(run_id=run.pk, at=now)
    return run.pk, time.perf_counter() - begun


def _units() -> Iterator[Any]:
    from nongcai.domain.organisations.services import ListedUnit

    for number in range(UNITS):
        yield ListedUnit(f"410100{number:04d}", f"第{number}单位", "", "410100", 1, "", "own", "", 10)


if __name__ == "__main__":
    main()
