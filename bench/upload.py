"""A supplier's workbook of goods through a worker of its own: tried, confirmed, made into drafts with their offers.

    python -m bench.upload --rows 20000

`per_s` is rows divided by the seconds from the confirmation to the last draft, to stay above 1 000; `progress` is how
many different counts of done rows whoever looks saw meanwhile; `worker_mib` is the most memory that the worker took, to
stay below 150.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import ground
from bench.hall import names

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.domain.catalogue.models import OfferBatch
    from nongcai.domain.organisations.actors import Actor

HEADINGS = (
    "商品名称*", "产地*", "生产者*", "执行标准", "净含量*", "净含量单位*", "保质期（天）*", "贮存条件*",
    "商品说明", "品种*", "等级*",    "规格*", "销售单位*", "每单位件数", "单价(元)*", "库存*", "起订量", "备货天数",
)  # fmt: skip
GRADES = ("特级", "一级", "二级")
LOOKED_EVERY, LONGEST = 0.1, 600
SEED = 832
CODE = "93411224000000001"


def main() -> None:
    """Upload, try, confirm, and print how long each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    options = parser.parse_args()
    with ground.database():
        actor, category = _open_shop()
        ground.say(f"writing {options.rows} rows")
        data = _workbook(options.rows)
        worker = subprocess.Popen([sys.executable, "manage.py", "work"], stderr=subprocess.DEVNULL)
        try:
            found = _measure(actor, category, data)
            memory = _most_memory(worker.pid)
        finally:
            worker.terminate()
            worker.wait()
    assert found.pop("made") == options.rows
    ground.report(rows=options.rows, per_s=round(options.rows / found["seconds"]), **found, worker_mib=memory)


def _open_shop() -> tuple[Actor, int]:
    """Let a supplier be that was admitted, and a category."""
    from django.db import connection
    from django.utils import timezone
    from stdnum.cn import uscc

    from nongcai.domain.catalogue.models import Category, CategoryAttribute
    from nongcai.domain.organisations import queries as organisations
    from nongcai.domain.organisations.roles import Role
    from nongcai.domain.suppliers import services
    from nongcai.domain.suppliers.services import Registration
    from nongcai.domain.suppliers.states import SupplierKind

    now = timezone.now()
    code = CODE + str(uscc.calc_check_digit(CODE))
    told = Registration("bench", "业务岗", "", SupplierKind.COOPERATIVE, "山货合作社", code, "411224")
    supplier = services.register(told=told, password="bench-password-2023", at=now)
    with connection.cursor() as cursor:
        # No application stands behind it.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE suppliers_supplier SET admission_id = 1 WHERE id = %s", [supplier.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    category = Category.objects.create(name="食用菌")
    category.path = f"{category.pk}."
    category.save(update_fields=["path"])
    CategoryAttribute.objects.create(category=category, name="品种", kind="text")
    CategoryAttribute.objects.create(category=category, name="等级", kind="choice", choices=list(GRADES))
    user = organisations.people_of(supplier.organisation_id, Role.SUPPLIER, timezone.localdate()).get().user
    actor = organisations.actor_of(user, None, timezone.localdate())
    assert actor is not None
    return actor, category.pk


def _workbook(rows: int) -> bytes:
    import xlsxwriter

    chance, content = random.Random(SEED), BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        page = book.add_worksheet("商品")
        page.write_row(0, 0, HEADINGS)
        for number, name in enumerate(names(rows), start=1):
            page.write_row(number, 0, _row(chance, number, name))
    return content.getvalue()


def _row(chance: random.Random, number: int, name: str) -> list[Any]:
    price = chance.randint(500, 20_000) / 100
    return [
        f"{name}{number}", "河南省三门峡市卢氏县", "卢氏县山货农民专业合作社", "GB/T 6192",
        chance.choice((250, 500, 1000)), "克",        540, "阴凉干燥处", "自产自销，支持食堂采购。", "木耳",
        chance.choice(GRADES), "一袋", "袋", 1, price,
        chance.randint(0, 900), 1, 3,
    ]  # fmt: skip


def _measure(actor: Actor, category: int, data: bytes) -> dict[str, Any]:
    from django.utils import timezone

    from nongcai.domain.catalogue import services
    from nongcai.domain.catalogue.models import Offer
    from nongcai.domain.catalogue.states import BatchKind, BatchState

    begun = time.perf_counter()
    batch = services.receive_batch(
        actor=actor,
        kind=BatchKind.GOODS,
        category_id=category,
        name="商品.xlsx",
        chunks=[data],
        at=timezone.now(),
    )
    read = _watch(batch, BatchState.CHECKED, lambda row: row.read)
    check_s = time.perf_counter() - begun
    begun = time.perf_counter()
    services.start_batch(actor=actor, batch_id=batch.pk)
    done = _watch(batch, BatchState.LOADED, lambda row: row.done)
    seconds = time.perf_counter() - begun
    return {
        "seconds": round(seconds, 2),
        "check_s": round(check_s, 2),
        "progress": len(done),
        "progress_of_check": len(read),
        "made": Offer.objects.count(),
    }


def _watch(batch: OfferBatch, until: str, seen: Callable[[OfferBatch], int]) -> set[int]:
    """Look at a batch as a page does until it is so far; return the counts that were seen on the way."""
    counts: set[int] = set()
    for _ in range(int(LONGEST / LOOKED_EVERY)):
        batch.refresh_from_db()
        assert batch.state != "failed", batch.message
        if batch.state == until:
            return counts
        counts.add(seen(batch))
        time.sleep(LOOKED_EVERY)
    raise TimeoutError(batch.state)


def _most_memory(pid: int) -> int:
    """Return the most memory that a process took, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
