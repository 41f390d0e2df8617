from datetime import UTC, datetime
from decimal import Decimal

import pytest

from nongcai.domain.imports import queries
from nongcai.domain.imports.models import StagedFiling
from nongcai.domain.shares import queries as shares
from tests.cast import AT, FILINGS, YEAR, credit_code
from tests.domain.imports.bench import (
    Sheet,
    account,
    cast_directory,
    codes,
    filed,
    listed,
    numbers,
)

SCHOOL = "4101000002"


def problems(run, code):
    return list(queries.problems_of(run).filter(code=code))


class TestExportTime:
    LATER = datetime(YEAR, 9, 1, 2, 0, tzinfo=UTC)

    def test_a_later_moment_in_the_rows_proves_a_later_export(self, bench):
        bench.bring(Sheet("filings", [filed(SCHOOL)]))

        run = bench.dry_run(Sheet("filings", [filed(SCHOOL, reserved="15000.00", confirmed_at=self.LATER)]))

        assert numbers(run) == {"changed": 1}
        assert not queries.open_questions(run).exists()

    def test_is_asked_for_where_nothing_proves_it(self, cast, bench):
        bench.bring(Sheet("filings", [filed(SCHOOL, confirmed_at=self.LATER)]))
        older = (Sheet("filings", [filed(SCHOOL, reserved="15000.00")]),)
        run = bench.dry_run(*older)
        assert (numbers(run), queries.open_questions(run).get().kind) == ({"older": 1}, "exported_at")

        bench.load(run, partly=True)

        assert shares.filing_of(cast.units[SCHOOL].id, YEAR).reserved == Decimal("12000.00")

    @pytest.mark.parametrize("changes", [{}, {"filed_at": None}])
    def test_is_that_of_the_latest_export_that_told_the_same(self, cast, bench, changes):
        other, june = "4101000003", datetime(YEAR, 6, 1, 2, 0, tzinfo=UTC)
        school = filed(SCHOOL, reserved="13000.00", **changes)
        bench.bring(Sheet("filings", [school, filed(other)]))
        latest = bench.dry_run(Sheet("filings", [school, filed(other, confirmed_at=self.LATER)]))
        assert numbers(bench.load(latest)) == {"unchanged": 1, "changed": 1}

        run = bench.dry_run(Sheet("filings", [filed(SCHOOL, reserved="11000.00", confirmed_at=june)]))

        filing = shares.filing_of(cast.units[SCHOOL].id, YEAR)
        assert (filing.as_of, filing.version, filing.reserved) == (self.LATER, 2, Decimal("13000.00"))
        assert numbers(run) == {"older": 1}

    def test_of_an_export_that_tells_nothing_else_is_worth_loading_once(self, bench):
        sheet = Sheet("filings", [filed(SCHOOL)])
        bench.bring(sheet)
        assert not queries.has_rows_to_load(bench.dry_run(sheet))
        run = bench.dry_run(sheet)
        StagedFiling.objects.filter(run_id=run.pk).update(as_of=self.LATER)

        assert queries.has_rows_to_load(run)

    def test_that_a_person_gave_is_believed(self, cast, bench):
        bench.bring(Sheet("filings", [filed(SCHOOL, confirmed_at=self.LATER)]))
        sheets = (Sheet("filings", [filed(SCHOOL, reserved="15000.00")]),)

        bench.load(bench.answer(bench.dry_run(*sheets), sheets, exported_at="2023-10-01 09:00"))

        filing = shares.filing_of(cast.units[SCHOOL].id, YEAR)
        assert (filing.reserved, filing.as_of) == (Decimal("15000.00"), datetime(2023, 10, 1, 1, 0, tzinfo=UTC))


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

    @pytest.mark.parametrize("confirmed_first", [True, False])
    def test_keeps_the_one_that_had_come_further(self, cast, bench, confirmed_first):
        rows = [filed("4101000002"), filed("4101000002", confirmed_at=None)]

        run = bench.dry_run(Sheet("filings", rows if confirmed_first else rows[::-1]))

        assert numbers(run) == {"changed": 1, "duplicate": 1}
        assert StagedFiling.objects.get(outcome="changed").confirmed_at is not None

    @pytest.mark.parametrize("change", [{"remark": "更正"}, {"canteen_kind": "none"}, {"confirmed_at": AT}])
    def test_refuses_two_that_differ_in_more_than_their_stage(self, bench, change):
        run = bench.dry_run(Sheet("filings", [filed("4101000002"), filed("4101000002", **change)]))

        assert numbers(run) == {"wrong": 2}


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

    def test_knows_what_stands_without_a_credit_code(self, bench):
        sheet = Sheet("accounts", [account("union", "一中工会", "", "4101000002")])
        bench.bring(sheet)

        again = bench.dry_run(sheet, Sheet("accounts", [account("union", "乙工会", "", "4101000002")], name="乙.xlsx"))

        assert numbers(again) == {"unchanged": 1, "new": 1}
