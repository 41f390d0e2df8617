from datetime import timedelta
from decimal import Decimal

import pytest

from nongcai.domain.imports import queries
from nongcai.domain.imports.models import StagedBuyer, StagedOrder
from nongcai.domain.imports.services import RowProblem
from tests.domain.imports.bench import (
    DONE,
    Bench,
    Sheet,
    codes,
    numbers,
    order,
)


class TestOrders:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"order_no": ""}, "order_no_missing"),
            ({"amount": None}, "amount_missing"),
            ({"amount": Decimal("-5.00")}, "negative_amount"),
            ({"refund": Decimal("-5.00")}, "negative_refund"),
            ({"refund": Decimal("301.00"), "state": "refunded"}, "refund_over_amount"),
            ({"completed_at": None}, "completed_without_moment"),
            ({"state": "partly_refunded", "refund": Decimal("300.00")}, "partial_refund_whole"),
            ({"refund": Decimal("20.00")}, "completed_refunded"),
        ],
    )
    def test_refuses_what_cannot_be(self, bench, changes, code):
        run = bench.dry_run(Sheet("transactions", [order("1", **changes), order("2")]))

        assert codes(run) == [code]
        assert numbers(run) == {"wrong": 1, "new": 1}

    def test_shows_the_cell_as_it_was_typed(self, bench):
        typed = Sheet("transactions", [order("1", amount=Decimal("-30000.00"))], texts={(3, "订单金额"): "-3万元"})

        run = bench.dry_run(typed)

        assert queries.problems_of(run).get().value == "-3万元"

    def test_keeps_a_row_out_that_could_not_be_read(self, bench):
        problem = RowProblem("订单金额", "三百", "not_a_number", "应为数字。", "error")
        sheet = Sheet("transactions", [order("1", amount=None), order("2")], problems={3: problem})

        run = bench.dry_run(sheet)

        assert numbers(run) == {"wrong": 1, "new": 1}
        assert queries.wrong_rows(run) == {run.sheets.get().pk: {3: ["订单金额：应为数字。"]}}

    def test_takes_an_order_in_two_exports_as_one(self, bench):
        run = bench.dry_run(
            Sheet("transactions", [order("1"), order("2")], name="1.xlsx"),
            Sheet("transactions", [order("2"), order("3")], name="2.xlsx"),
        )

        assert numbers(run) == {"new": 3, "duplicate": 1}
        assert not queries.open_questions(run).exists()

    def test_asks_for_the_exports_times_where_they_disagree(self, bench):
        run = bench.dry_run(
            Sheet("transactions", [order("1", state="shipped", completed_at=None)], name="1.xlsx"),
            Sheet("transactions", [order("1")], name="2.xlsx"),
        )

        assert {(one.kind, one.key) for one in queries.open_questions(run)} == {
            ("exported_at", "1.xlsx|Sheet1"),
            ("exported_at", "2.xlsx|Sheet1"),
        }
        assert numbers(run) == {"waiting": 2}

    def test_refuses_two_stories_in_one_sheet(self, bench):
        run = bench.dry_run(Sheet("transactions", [order("1"), order("1", amount=Decimal("301.00"))]))

        assert codes(run) == ["order_twice"] * 2
        assert numbers(run) == {"wrong": 2}

    def test_asks_when_a_changed_export_was_made(self, bench):
        bench.bring(Sheet("transactions", [order("1")]))

        run = bench.dry_run(Sheet("transactions", [order("1", state="partly_refunded", refund=Decimal("50.00"))]))

        assert [one.kind for one in queries.open_questions(run)] == ["exported_at"]

    def test_proposes_the_time_that_the_title_says(self, bench):
        bench.bring(Sheet("transactions", [order("1")]))
        refunded = [order("1", state="partly_refunded", refund=Decimal("50.00"))]

        late, early = (
            bench.dry_run(Sheet("transactions", refunded, exported_hint=hint))
            for hint in ("2023-08-01 09:00", "2023-01-01 09:00")
        )

        assert queries.open_questions(late).get().proposal == "2023-08-01 09:00"
        assert queries.open_questions(early).get().proposal == ""

    def test_calls_it_changed_or_older_by_the_time_that_was_given(self, bench):
        bench.bring(Sheet("transactions", [order("1")]))
        sheets = (Sheet("transactions", [order("1", state="partly_refunded", refund=Decimal("50.00"))]),)
        run = bench.dry_run(*sheets)

        later = bench.answer(run, sheets, exported_at="2023-08-01 09:00")

        assert numbers(later) == {"changed": 1}

    def test_calls_an_earlier_export_older(self, bench):
        first = (Sheet("transactions", [order("1"), order("2", completed_at=DONE + timedelta(days=60))]),)
        bench.bring(*first)
        sheets = (Sheet("transactions", [order("1", state="partly_refunded", refund=Decimal("50.00"))]),)

        run = bench.answer(bench.dry_run(*sheets), sheets, exported_at="2023-06-05 09:00")

        assert numbers(run) == {"older": 1}

    def test_never_goes_back_without_confirmation(self, bench):
        bench.bring(Sheet("transactions", [order("1")]))
        sheets = (Sheet("transactions", [order("1", state="shipped", completed_at=None)]),)

        run = bench.answer(bench.dry_run(*sheets), sheets, exported_at="2023-08-01 09:00")

        assert numbers(run) == {"held": 1}
        assert not queries.open_questions(run).exists()
        row = queries.listed_backward(queries.backward_orders(run))[0]
        assert (row.order_no, row.before, row.after, row.is_accepted) == ("1", "交易完成", "待验收", None)
        assert (row.unit, row.amount_before) == ("郑州市第一中学", Decimal("300.00"))

    def test_refuses_what_counts_to_another_bureau_s_unit(self, cast, bench):
        bench.bring(Sheet("transactions", [order("1"), order("2", bound_unit_code="4101050002")]))
        changed = {"amount": Decimal("1.00"), "completed_at": DONE + timedelta(days=1)}

        run = Bench(cast, name="district_finance").dry_run(
            Sheet("transactions", [order("1", **changed), order("2", **changed)])
        )

        assert numbers(run) == {"wrong": 1, "changed": 1}
        problem = queries.problems_of(run).get()
        assert (problem.row_no, problem.message) == (3, "该订单已计入其他财政部门所属单位，不能由本部门更正。")

    def test_keeps_no_name_of_an_individual(self, bench):
        bench.dry_run(Sheet("transactions", [order("1", buyer_kind="individual", buyer_name="f00dcafe")]))

        assert StagedBuyer.objects.get().buyer_name == ""
        assert StagedOrder.objects.get().person_key == "f00dcafe"
