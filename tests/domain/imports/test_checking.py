from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from nongcai.domain.imports import queries, services
from nongcai.domain.imports.models import StagedBuyer, StagedOrder
from nongcai.domain.imports.services import NewQuestion, RowProblem
from nongcai.domain.ledger.models import Entry
from tests.cast import AT, FILINGS, YEAR, credit_code
from tests.domain.imports.bench import (
    DONE,
    Sheet,
    account,
    cast_directory,
    codes,
    filed,
    listed,
    numbers,
    order,
)


def problems(run, code):
    return list(queries.problems_of(run).filter(code=code))


class TestDirectory:
    def test_knows_what_is_new_and_what_stands(self, bench):
        run = bench.dry_run(Sheet("directory", [*cast_directory(), listed("4101000009", "郑州市气象局")]))

        assert run.state == "checked"
        assert numbers(run) == {"new": 1, "unchanged": 5}

    @pytest.mark.parametrize(
        "change",
        [{"name": "郑州市第一高级中学"}, {"level": 3}, {"canteen_kind": "none"}, {"supervisor_code": "4101000003"}],
    )
    def test_sees_each_change(self, bench, change):
        run = bench.dry_run(Sheet("directory", cast_directory({"4101000002": change})))

        assert numbers(run) == {"changed": 1, "unchanged": 4}

    def test_refuses_two_units_with_one_code(self, bench):
        run = bench.dry_run(Sheet("directory", [listed("41010001", "甲单位"), listed("41010001", "乙单位")]))

        assert numbers(run) == {"wrong": 2}
        assert "第3行“甲单位”、第4行“乙单位”" in problems(run, "code_twice")[0].message

    def test_accepts_one_code_in_two_regions(self, bench):
        rows = [listed("001", "甲单位"), listed("001", "乙单位", region_code="410102")]

        run = bench.dry_run(Sheet("directory", rows))

        assert numbers(run) == {"new": 2}

    def test_refuses_a_circle_of_supervisors_and_names_it(self, bench):
        rows = [
            listed("A1", "甲", supervisor_code="B1"),
            listed("B1", "乙", supervisor_code="A1"),
            listed("C1", "丙"),
        ]

        run = bench.dry_run(Sheet("directory", rows))

        assert numbers(run) == {"wrong": 2, "new": 1}
        assert {one.message for one in problems(run, "supervisor_cycle")} == {
            "主管关系成环：A1 → B1 → A1，请改正其中一个单位的主管预算单位编码。"
        }

    def test_refuses_a_supervisor_that_is_nowhere(self, bench):
        run = bench.dry_run(Sheet("directory", [listed("A1", "甲", supervisor_code="X9")]))

        assert codes(run) == ["credit_code_missing", "supervisor_unknown"]

    def test_warns_of_a_wrong_check_digit_but_takes_the_unit(self, bench):
        code = credit_code(77)
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")

        run = bench.dry_run(Sheet("directory", [listed("A1", "甲", credit_code=wrong)]))

        assert codes(run) == ["credit_code_check"]
        assert numbers(run) == {"new": 1}

    def test_warns_of_a_shared_credit_code(self, bench):
        rows = [listed("A1", "甲", credit_code=credit_code(77)), listed("B1", "乙", credit_code=credit_code(77))]

        run = bench.dry_run(Sheet("directory", rows))

        assert codes(run) == ["credit_code_shared"] * 2
        assert numbers(run) == {"new": 2}

    def test_proposes_an_unknown_region_as_a_zone_of_its_city(self, bench):
        run = bench.dry_run(Sheet("directory", [listed("A1", "甲", region_code="410174", region_name="郑东新区")]))

        question = queries.open_questions(run).get()
        assert (question.kind, question.proposal, question.is_certain) == ("zone", "accept", True)
        assert "郑东新区" in question.prompt
        assert "郑州市" in question.prompt

    def test_is_not_certain_when_a_zone_has_two_names(self, bench):
        rows = [
            listed("A1", "甲", region_code="410174", region_name="郑东新区"),
            listed("B1", "乙", region_code="410174", region_name="东区"),
        ]

        run = bench.dry_run(Sheet("directory", rows))

        assert not queries.open_questions(run).get().is_certain

    def test_offers_only_refusal_where_the_prefix_means_no_city(self, bench):
        run = bench.dry_run(Sheet("directory", [listed("A1", "甲", region_code="990101")]))

        assert [value for value, _ in queries.open_questions(run).get().options] == ["refuse"]

    def test_lets_a_code_wait_that_may_be_used_again(self, bench):
        changes = {"name": "郑州市消防支队", "credit_code": credit_code(99)}

        run = bench.dry_run(Sheet("directory", cast_directory({"4101000003": changes})))

        assert codes(run) == ["renamed"]
        assert numbers(run) == {"unchanged": 4, "waiting": 1}

    def test_lets_a_unit_wait_whose_code_may_have_changed(self, bench):
        row = listed("4101990003", "郑州市公安局", credit_code=credit_code(3))

        run = bench.dry_run(Sheet("directory", [row]))

        assert codes(run) == ["recoded"]
        assert numbers(run) == {"waiting": 1}

    def test_holds_back_what_stands_under_a_waiting_supervisor(self, bench):
        rows = [
            listed("4101990003", "郑州市公安局", credit_code=credit_code(3)),
            listed("4101990004", "公安局机关服务中心", supervisor_code="4101990003"),
        ]

        run = bench.dry_run(Sheet("directory", rows))

        assert numbers(run) == {"waiting": 2}
        assert "supervisor_waits" in codes(run)


class TestFilings:
    def test_knows_what_is_new_changed_and_unchanged(self, bench):
        rows = [
            filed("4101000001", *FILINGS["4101000001"]),
            filed("4101000002", "400000.00", "70000.00"),
            filed("4101000003", year=YEAR + 1),
        ]
        new_year = Sheet("directory", cast_directory(), name="名录.xlsx", year=YEAR + 1)

        run = bench.dry_run(new_year, Sheet("filings", rows))

        assert numbers(run, "filings") == {"unchanged": 1, "changed": 1, "new": 1}

    def test_takes_a_blank_amount_and_moment_for_what_was_loaded_from_blanks(self, bench):
        blank = filed("4101000003", canteen_kind="", canteen_total="0", reserved="0", filed_at=None)
        bench.bring(Sheet("filings", [blank]))

        again = bench.dry_run(Sheet("filings", [blank]))

        assert numbers(again) == {"unchanged": 1}

    def test_sees_a_changed_kind_of_canteen(self, bench):
        run = bench.dry_run(Sheet("filings", [filed("4101000001", *FILINGS["4101000001"], canteen_kind="shared")]))

        assert numbers(run) == {"changed": 1}

    @pytest.mark.parametrize(
        ("changes", "code", "column"),
        [
            ({"reserved": Decimal("-1.00")}, "negative_amount", "预留金额"),
            ({"canteen_total": Decimal("-1.00")}, "negative_amount", "年度食堂食材采购总额"),
            ({"reserved": Decimal("100000.01")}, "ratio_over_100", "预留金额"),
            ({"ratio": Decimal("120")}, "ratio_range", "预留比例"),
        ],
    )
    def test_refuses_amounts_that_cannot_be(self, bench, changes, code, column):
        run = bench.dry_run(Sheet("filings", [filed("4101000002", **changes), filed("4101000001")]))

        problem = queries.problems_of(run).get(level="error")
        assert (problem.code, problem.column, problem.row_no) == (code, column, 3)
        assert numbers(run)["wrong"] == 1

    def test_warns_when_the_ratio_is_not_what_the_amounts_give(self, bench):
        run = bench.dry_run(Sheet("filings", [filed("4101000002", ratio=Decimal("15.00"))]))

        assert codes(run) == ["ratio_differs"]
        assert "12.00%" in problems(run, "ratio_differs")[0].message

    def test_lets_a_filing_for_an_unknown_unit_wait(self, bench):
        run = bench.dry_run(Sheet("filings", [filed("9999")]))

        assert numbers(run) == {"waiting": 1}
        assert problems(run, "unit_unknown")[0].message == "单位编码“9999”不在2023年度名录中，已列入待核对事项。"

    def test_knows_units_that_come_in_the_same_run(self, bench):
        run = bench.dry_run(
            Sheet("directory", [listed("4101000009", "郑州市气象局")]), Sheet("filings", [filed("4101000009")])
        )

        assert numbers(run, "filings") == {"new": 1}

    def test_refuses_two_different_filings_of_one_unit(self, bench):
        run = bench.dry_run(Sheet("filings", [filed("4101000002"), filed("4101000002", reserved="13000.00")]))

        assert codes(run) == ["filing_twice"] * 2
        assert numbers(run) == {"wrong": 2}

    def test_takes_the_same_filing_twice_as_one(self, bench):
        run = bench.dry_run(Sheet("filings", [filed("4101000002"), filed("4101000002")]))

        assert numbers(run) == {"changed": 1, "duplicate": 1}


class TestAccounts:
    def test_knows_what_is_new_twice_and_of_unknown_units(self, bench):
        rows = [
            account("union", "一中工会", credit_code(501), "4101000002"),
            account("union", "一中工会", credit_code(501), "4101000002"),
            account("contractor", "某餐饮公司", credit_code(502), "9999"),
        ]

        run = bench.dry_run(Sheet("accounts", rows))

        assert numbers(run) == {"new": 1, "duplicate": 1, "waiting": 1}

    def test_knows_what_stands(self, bench):
        sheet = Sheet("accounts", [account("union", "一中工会", credit_code(501), "4101000002")])
        bench.bring(sheet)

        again = bench.dry_run(sheet)

        assert numbers(again) == {"unchanged": 1}


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

        assert numbers(run) == {"waiting": 1}
        assert [one.kind for one in queries.open_questions(run)] == ["goes_back"]

    def test_keeps_no_name_of_an_individual(self, bench):
        bench.dry_run(Sheet("transactions", [order("1", buyer_kind="individual", buyer_name="f00dcafe")]))

        assert StagedBuyer.objects.get().buyer_name == ""
        assert StagedOrder.objects.get().person_key == "f00dcafe"


class TestCheck:
    def test_says_why_a_file_cannot_be_read_and_reads_the_rest(self, bench):
        run = bench.dry_run(
            Sheet("", [], name="坏.xlsx", unreadable="“坏.xlsx”打不开，请重新导出。"),
            Sheet("transactions", [order("1")]),
        )

        assert codes(run) == ["unreadable"]
        assert numbers(run) == {"new": 1}

    def test_stops_at_what_only_a_person_can_say(self, bench):
        question = NewQuestion("column", "column:filings:总额", "“总额”列对应哪一项？", [("reserved", "预留金额")])

        run = bench.dry_run(Sheet("filings", [], questions=(question,)))

        assert run.state == "asking"
        assert [one.key for one in queries.open_questions(run)] == ["column:filings:总额"]

    def test_counts_nothing(self, bench):
        before = Entry.objects.count()

        bench.dry_run(Sheet("transactions", [order("1")]), Sheet("filings", [filed("4101000002", reserved="1.00")]))

        assert Entry.objects.count() == before

    def test_begins_anew_after_it_was_killed(self, bench):
        sheets = (Sheet("transactions", [order("1"), order("2")]),)
        run = bench.receive(*sheets)

        def killed(_name, _rows):
            raise KeyboardInterrupt

        many = Sheet("transactions", [order(str(number)) for number in range(2001)])
        read = [bench._read(queries.files_of(run.pk)[0], many)]
        with pytest.raises(KeyboardInterrupt):
            services.check(run_id=run.pk, sheets=read, at=AT, progress=killed)
        assert queries.run_of(run.pk).state == "checking"

        again = bench.check(run, *sheets)

        assert again.state == "checked"
        assert numbers(again) == {"new": 2}
        assert again.sheets.count() == 1

    def test_tells_how_far_it_is(self, bench):
        sheet = Sheet("transactions", [order(str(number)) for number in range(4100)])
        run = bench.receive(sheet)
        told = []

        services.check(
            run_id=run.pk,
            sheets=[bench._read(queries.files_of(run.pk)[0], sheet)],
            at=AT,
            progress=lambda name, rows: told.append((name, rows)),
        )

        assert told == [("transactions.xlsx", 2000), ("transactions.xlsx", 4000)]

    def test_looks_only_at_its_own_subtree(self, cast, bench):
        from tests.domain.imports.bench import Bench

        run = Bench(cast, name="district_finance").dry_run(Sheet("filings", [filed("4101000002"), filed("4101050002")]))

        assert numbers(run) == {"waiting": 1, "changed": 1}

    def test_dates_an_export_by_the_latest_moment_it_tells_of(self, bench):
        bench.dry_run(Sheet("transactions", [order("1"), order("2", completed_at=datetime(YEAR, 9, 9, tzinfo=UTC))]))

        assert set(StagedOrder.objects.values_list("as_of", flat=True)) == {datetime(YEAR, 9, 9, tzinfo=UTC)}
