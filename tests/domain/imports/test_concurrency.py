"""A clerk's decision while a load is under way, in a database of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

from django.db import connection, transaction

from nongcai.domain.imports import services
from nongcai.domain.imports.models import ReconciliationItem
from nongcai.domain.imports.queries import run_of
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions.models import Transaction
from tests.cast import AT, credit_code
from tests.domain.imports.bench import Bench, Sheet, order
from tests.threads import wait_for_waiting

SCHOOL, POLICE = "4101000002", "4101000003"


def stranger(number, **changes):
    values = {"buyer_kind": "contractor", "buyer_name": "一中食堂有限公司", "buyer_code": credit_code(600)}
    return order(number, **(values | {"bound_unit_code": ""} | changes))


def at_once(act, **values):
    try:
        return act(**values)
    finally:
        connection.close()


class TestClearStaging:
    def test_neither_waits_for_a_run_that_is_being_worked_on_nor_gives_it_up(self, stage):
        bench = Bench(stage)
        run = bench.dry_run(Sheet("transactions", [order("1")]))
        late = {"at": AT + timedelta(days=31), "unloaded_before": AT + timedelta(days=1)}

        with ThreadPoolExecutor(1) as pool, transaction.atomic():
            services.discard(actor=bench.actor, run_id=run.pk, at=late["at"])
            pool.submit(at_once, services.clear_staging, **late).result(timeout=10)

        assert (run_of(run.pk).state, run_of(run.pk).message) == ("discarded", "")


class TestRevise:
    def test_follows_what_a_running_load_brings(self, stage):
        bench = Bench(stage)
        bench.bring(Sheet("transactions", [stranger("1")]))
        item = ReconciliationItem.objects.get()
        services.settle(actor=bench.actor, item_id=item.pk, unit_id=stage.units[SCHOOL].id, at=AT)
        sheets = (
            Sheet("transactions", [
                stranger("1", state="partly_refunded", refund=Decimal("100.00")), stranger("2")
            ]),
        )  # fmt: skip
        run = bench.answer(bench.dry_run(*sheets), sheets, exported_at="2024-01-05 09:00")
        revision = {
            "actor": bench.actor,
            "item_id": item.pk,
            "unit_id": stage.units[POLICE].id,
            "reason": "合同",
            "at": AT,
        }

        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                bench.load(run)
                other = pool.submit(at_once, services.revise, **revision)
                wait_for_waiting(1)
            other.result(timeout=20)

        told = {one.order_no: (one.unit_id, one.state, one.net) for one in Transaction.objects.all()}
        police = stage.units[POLICE].id
        assert told == {
            "1": (police, "partly_refunded", Decimal("200.00")),
            "2": (police, "completed", Decimal("300.00")),
        }
        assert Transaction.objects.get(pk="1").as_of > Transaction.objects.get(pk="1").completed_at
        assert (ledger.differences(), transactions.uncounted()) == ([], [])
