"""What a later export tells again is known from then."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from nongcai.domain.imports import queries
from nongcai.domain.imports.models import StagedOrder
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions.models import Transaction
from tests.cast import YEAR
from tests.domain.imports.bench import DONE, Sheet, numbers, order

REFUNDED = {"state": "partly_refunded", "refund": Decimal("50.00")}


class TestLoad:
    def test_believes_no_earlier_export_than_the_latest_that_told_the_same(self, bench):
        bench.bring(Sheet("transactions", [order("1")]))
        latest = datetime(YEAR, 9, 1, tzinfo=UTC)
        sheet = Sheet("transactions", [order("1"), order("2", completed_at=latest)])
        bench.bring(sheet)

        between = order("3", completed_at=datetime(YEAR, 8, 1, tzinfo=UTC))
        run = bench.bring(Sheet("transactions", [order("1", **REFUNDED), between]), partly=True)

        assert numbers(run) == {"new": 1, "older": 1}
        assert Transaction.objects.get(pk="1").as_of == latest
        assert sum(Entry.objects.filter(kind="purchased").values_list("amount", flat=True)) == Decimal("900.00")
        assert Entry.objects.filter(source__startswith="order:1:").count() == 1
        assert (ledger.differences(), transactions.uncounted()) == ([], [])

    def test_is_worth_it_once_for_a_later_export_that_tells_nothing_else(self, bench):
        sheet = Sheet("transactions", [order("1")])
        bench.bring(sheet)
        assert not queries.has_rows_to_load(bench.dry_run(sheet))
        run = bench.dry_run(sheet)
        later = StagedOrder.objects.filter(run_id=run.pk)
        later.update(as_of=DONE + timedelta(days=90))
        assert queries.has_rows_to_load(run)

        bench.load(run)

        assert Transaction.objects.get().as_of == DONE + timedelta(days=90)

    def test_compares_what_was_unchanged_again(self, bench):
        bench.bring(Sheet("transactions", [order("1")]))
        same = bench.dry_run(Sheet("transactions", [order("1"), order("2", completed_at=DONE + timedelta(days=90))]))
        refunded = (Sheet("transactions", [order("1", **REFUNDED)]),)
        bench.load(bench.answer(bench.dry_run(*refunded), refunded, exported_at="2023-07-01 09:00"))

        loaded = bench.load(same)

        assert numbers(loaded) == {"new": 1, "held": 1}
        assert Transaction.objects.get(pk="1").state == "partly_refunded"
