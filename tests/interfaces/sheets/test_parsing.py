"""Reading the rows of a sheet."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from nongcai.foundation.years import CHINA
from nongcai.interfaces.sheets import parsing
from nongcai.interfaces.sheets.parsing import parse
from tests.interfaces.sheets.workbooks import (
    ACCOUNTS,
    DIRECTORY,
    FILINGS,
    ORDERS,
    book,
    filing,
    named,
    order,
    parsed,
    planned,
    rewritten,
    unit,
)

SHEET = "xl/worksheets/sheet1.xml"


def codes(row: dict) -> list[tuple[str, str, str]]:
    return [(problem.column_label, problem.code, problem.level) for problem in row["problems"]]


class TestFields:
    def test_stand_in_the_order_that_loading_expects(self):
        assert parsing.DIRECTORY_FIELDS == (
            "unit_code", "name", "credit_code", "region_code", "region_name", "level", "supervisor_code",
            "supervisor_name", "canteen_kind", "canteen_host_code", "union_members", "nature",
        )  # fmt: skip
        assert parsing.FILINGS_FIELDS == (
            "unit_code", "name", "year", "canteen_kind", "canteen_total", "ratio", "reserved", "filed_at",
            "endorsed_at", "confirmed_at", "remark",
        )  # fmt: skip
        assert parsing.ACCOUNTS_FIELDS == ("buyer_kind", "name", "credit_code", "unit_code", "unit_name")
        assert parsing.TRANSACTIONS_FIELDS == (
            "order_no", "ordered_at", "completed_at", "buyer_kind", "buyer_name", "buyer_code", "bound_unit_code",
            "supplier", "origin_code", "origin_name", "product", "category", "quantity", "measure", "unit_price",
            "amount", "refund", "state",
        )  # fmt: skip


class TestParse:
    def test_reads_an_order(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [ORDERS, order("832202301150000879")])

        [row] = parsed(path)

        assert row == {
            "order_no": "832202301150000879",
            "ordered_at": None,
            "completed_at": datetime(2023, 3, 1, 10, tzinfo=CHINA),
            "buyer_kind": "unit",
            "buyer_name": "某市第一中学",
            "buyer_code": "12410000MB0000000X",
            "bound_unit_code": "",
            "supplier": "",
            "origin_code": "",
            "origin_name": "",
            "product": "",
            "category": "",
            "quantity": None,
            "measure": "",
            "unit_price": None,
            "amount": Decimal("1200.50"),
            "refund": Decimal("0.00"),
            "state": "completed",
            "row_no": 2,
            "problems": (),
        }

    def test_reads_numbers_stored_as_text_and_full_width_digits(self, tmp_path):
        path = book(
            tmp_path / "book.xlsx", [FILINGS, filing(year="２０２３", canteen_total="１０，０００", reserved="1250.5")]
        )

        [row] = parsed(path)

        assert (row["year"], row["canteen_total"], row["reserved"]) == (2023, Decimal(10_000), Decimal("1250.5"))

    def test_multiplies_amounts_in_ten_thousands(self, tmp_path):
        headings = [heading.replace("(元)", "") for heading in FILINGS]
        titles = [["填报表"], ["", "单位：万元"]]
        path = book(tmp_path / "book.xlsx", [*titles, headings, filing(canteen_total=10, reserved="1,418.81")])

        [row] = parsed(path)

        assert (row["canteen_total"], row["reserved"]) == (Decimal(100_000), Decimal("14188100.00"))

    def test_reads_csv_like_a_workbook(self, tmp_path):
        lines = [ORDERS, *(order(f"83200{number}", amount=f"{number}.5", refund="") for number in range(3))]
        xlsx = book(tmp_path / "book.xlsx", lines)
        csv = tmp_path / "book.csv"
        csv.write_text("\n".join(",".join(map(str, cells)) for cells in lines), encoding="gb18030")

        assert parsed(csv) == parsed(xlsx)

    def test_reads_more_rows_than_one_batch(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [ORDERS, *(order(f"832{number:05}") for number in range(4500))])

        rows = parsed(path)

        assert [row["row_no"] for row in rows] == list(range(2, 4502))
        assert rows[-1]["order_no"] == "83204499"

    def test_reads_a_tick_as_no_number(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [FILINGS, filing(reserved=1), filing(reserved=True)])

        one, two = parsed(path)

        assert one["reserved"] == Decimal(1)
        assert codes(two) == [("预留金额(元)", "not_an_amount", "error")]

    def test_takes_the_year_of_the_title_where_rows_have_none(self, tmp_path):
        headings, cells = list(FILINGS), filing()
        del headings[2], cells[2]
        path = book(tmp_path / "book.xlsx", [["2022年预留份额填报表"], headings, cells])

        [row] = parsed(path)

        assert row["year"] == 2022


class TestProblems:
    def test_name_row_column_value_and_what_is_expected(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [["标题"], ORDERS, order(), order(amount="约1200")])

        _good, row = parsed(path)

        [problem] = row["problems"]
        assert problem[:5] == (4, "订单金额(元)", "约1200", "not_an_amount", "应为金额，如 120000.50（元）。")
        assert (row["amount"], row["order_no"]) == (None, "8320000000000000001")

    @pytest.mark.parametrize(
        ("changes", "column", "code", "level"),
        [
            ({"amount": "1418,81"}, "订单金额(元)", "decimal_comma", "warning"),
            ({"amount": ""}, "订单金额(元)", "required", "error"),
            ({"number": ""}, "订单编号", "required", "error"),
            ({"number": 832202301150000879.0}, "订单编号", "lost_digits", "error"),
            ({"completed_at": "去年"}, "完成时间", "not_a_date", "error"),
            ({"state": "未知"}, "订单状态", "unknown_word", "error"),
            ({"buyer_name": "长" * 129}, "采购人名称", "too_long", "error"),
        ],
    )
    def test_are_told_of_one_cell(self, tmp_path, changes, column, code, level):
        path = book(tmp_path / "book.xlsx", [ORDERS, order(**changes)])

        [row] = parsed(path)

        assert codes(row) == [(column, code, level)]

    def test_are_told_of_every_row_that_repeats_them(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [ORDERS, *(order(state="未知") for _row in range(3))])

        rows = parsed(path)

        assert [row["problems"][0].row_no for row in rows] == [2, 3, 4]

    @pytest.mark.parametrize("amount", [-5, "(5)"])
    def test_leave_what_an_amount_means_to_those_who_load(self, tmp_path, amount):
        path = book(tmp_path / "book.xlsx", [ORDERS, order(amount=amount)])

        [row] = parsed(path)

        assert (row["amount"], row["problems"]) == (Decimal(-5), ())

    def test_cut_a_description_that_is_too_long(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [[*ORDERS, "商品名称"], [*order(), "米" * 300]])

        [row] = parsed(path)

        assert (row["product"], codes(row)) == ("米" * 200, [("商品名称", "cut", "warning")])

    def test_are_told_of_a_csv_row_that_is_too_wide(self, tmp_path):
        path = tmp_path / "book.csv"
        path.write_text(
            "\n".join([",".join(DIRECTORY), "4101,某市甲,乙局,410100,一级,,5", "4102,某市丙局,410100,一级,,5"]), "utf-8"
        )

        plan = planned(path, {"column:directory:（第7列，无表头）": "ignore"})
        wide, good = (named(plan, row) for row in parse(plan))

        assert ("", "too_many_cells", "error") in codes(wide)
        assert good["problems"] == ()

    @pytest.mark.parametrize("blank", ["", "-", "—", "/", "无", "暂无", " "])
    def test_are_none_for_a_blank_that_may_be(self, tmp_path, blank):
        path = book(tmp_path / "book.xlsx", [DIRECTORY, unit(supervisor_code=blank)])

        [row] = parsed(path)

        assert (row["supervisor_code"], row["problems"]) == ("", ())


class TestPersons:
    @pytest.mark.parametrize("kind", ["个人", "职工", "某种账号"])
    def test_are_left_out(self, tmp_path, kind):
        cells = order(buyer_kind=kind, buyer_name="某职工", buyer_code="41010119900101123X")
        path = book(tmp_path / "book.xlsx", [ORDERS, order(), cells, order(buyer_kind=kind, buyer_code="证件：无效")])

        unit_row, *rows = parsed(path)

        assert unit_row["buyer_name"] == "某市第一中学"
        assert {(row["buyer_name"], row["buyer_code"]) for row in rows} == {("", "")}
        assert all("证件" not in problem.value for row in rows for problem in row["problems"])

    def test_are_told_apart_by_a_key_where_one_is_asked_for(self, tmp_path):
        rows = [
            order(),
            order(buyer_kind="个人", buyer_name="某职工"),
            order(buyer_kind="某种账号", buyer_name="某职工"),
        ]
        plan = planned(book(tmp_path / "book.xlsx", [ORDERS, *rows]))

        names = [named(plan, row)["buyer_name"] for row in parse(plan, person_key=lambda name: f"key of {len(name)}")]

        assert names == ["某市第一中学", "key of 3", ""]

    def test_leave_no_trace_of_a_dropped_column(self, tmp_path):
        path = book(
            tmp_path / "book.xlsx",
            [ACCOUNTS, [1, "工会", "某市教育局工会", "81410000MB0000000X", "4101000001", "某市教育局", "13912345678"]],
        )

        [row] = parsed(path)

        assert "13912345678" not in str(row)


class TestFilings:
    @pytest.mark.parametrize("kind", ["无食堂", "共用食堂"])
    def test_without_a_canteen_of_their_own_may_leave_amounts_empty(self, tmp_path, kind):
        path = book(
            tmp_path / "book.xlsx", [FILINGS, filing(canteen_kind=kind, canteen_total="", ratio="", reserved="")]
        )

        [row] = parsed(path)

        assert (row["canteen_total"], row["reserved"], row["ratio"], row["problems"]) == (0, 0, None, ())

    def test_with_a_canteen_may_not(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [FILINGS, filing(reserved="")])

        [row] = parsed(path)

        assert codes(row) == [("预留金额(元)", "required", "error")]


class TestRowsThatAreNoData:
    @pytest.mark.parametrize(
        "cells",
        [
            [],
            ["", " ", "　"],
            ["合计", "", "", "", "", 1200.5],
            ["", "合 计：", "", "", "", 1200.5],
            ["某市小计", "", "", "", "", 1200.5],
            ["注：以上数据来自平台导出"],
            ["填表人：某某　　联系电话：13900000000"],
        ],
    )
    def test_are_left_out_at_the_end(self, tmp_path, cells):
        path = book(tmp_path / "book.xlsx", [ORDERS, order(), cells, []])

        rows = parsed(path)

        assert [(row["row_no"], row["problems"]) for row in rows] == [(2, ())]

    @pytest.mark.parametrize("cells", [["小计", "", "", "", "", 1200.5], ORDERS, ["备注：某某 13900000000"]])
    def test_are_told_of_in_the_middle(self, tmp_path, cells):
        path = book(tmp_path / "book.xlsx", [ORDERS, order(), cells, order("8320000000000000002")])

        first, second = parsed(path)

        assert first["problems"] == ()
        assert [(problem.row_no, problem.code, problem.level) for problem in second["problems"]] == [
            (3, "skipped_row", "warning")
        ]
        assert "13900000000" not in second["problems"][0].value

    def test_do_not_include_a_unit_whose_name_ends_alike(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [DIRECTORY, unit(name="某市统计局累计")])

        assert [row["name"] for row in parsed(path)] == ["某市统计局累计"]


class TestFormulas:
    def test_give_the_result_that_was_saved(self, tmp_path):
        path = book(
            tmp_path / "book.xlsx", [ORDERS, order()], also=lambda _b, page: page.write_formula("F2", "=1+1", None, 2)
        )

        [row] = parsed(path)

        assert (row["amount"], row["problems"]) == (Decimal(2), ())

    @pytest.mark.parametrize("empty", [b"", b"<v></v>", b"<v/>"])
    @pytest.mark.parametrize("cell", ["F2", "G2"])
    def test_without_a_result_are_told(self, tmp_path, empty, cell):
        path = book(
            tmp_path / "book.xlsx",
            [ORDERS, order()],
            also=lambda _b, page: page.write_formula(cell, "=1+1", None, 4711),
        )
        path = rewritten(path, SHEET, lambda content: content.replace(b"<v>4711</v>", empty))

        [row] = parsed(path)

        assert [code for _column, code, _level in codes(row)] == ["formula_without_result"]
        assert "没有保存计算结果" in row["problems"][0].message

    def test_that_failed_are_told_with_their_error(self, tmp_path):
        path = book(
            tmp_path / "book.xlsx",
            [ORDERS, order()],
            also=lambda _b, page: page.write_formula("G2", "=A9", None, "#REF!"),
        )

        [row] = parsed(path)

        assert codes(row) == [("退款金额(元)", "formula_without_result", "error")]
        assert "#REF!" in row["problems"][0].message

    def test_with_an_empty_text_as_result_are_empty(self, tmp_path):
        path = book(
            tmp_path / "book.xlsx", [ORDERS, order()], also=lambda _b, page: page.write_formula("G2", '=""', None, "x")
        )
        path = rewritten(path, SHEET, lambda content: content.replace(b"<v>x</v>", b"<v></v>"))

        [row] = parsed(path)

        assert (row["refund"], row["problems"]) == (Decimal("0.00"), ())


class TestMergedCells:
    def merged(self, path, column, headings=DIRECTORY, cells=None):
        rows = [["标题"], headings, *(list(cells or unit()) for _row in range(3))]
        for row in rows[3:]:
            row[column] = None

        def merge(_book, page):
            page.merge_range(0, 0, 0, len(headings) - 1, "某市预算单位名录")
            page.merge_range(2, column, 4, column, rows[2][column])

        return parsed(book(path, rows, also=merge))

    def test_are_not_copied_down_but_told(self, tmp_path):
        first, *covered = self.merged(tmp_path / "book.xlsx", 4, cells=unit(supervisor_code="4101000009"))

        assert (first["supervisor_code"], first["problems"]) == ("4101000009", ())
        assert [(row["supervisor_code"], codes(row)) for row in covered] == [
            ("", [("主管预算单位编码", "merged_cell", "error")])
        ] * 2
        assert "第3行" in covered[0]["problems"][0].message

    def test_are_told_once_where_the_cell_is_required(self, tmp_path):
        _first, *covered = self.merged(tmp_path / "book.xlsx", 1)

        assert [codes(row) for row in covered] == [[("单位名称", "merged_cell", "error")]] * 2

    def test_in_a_description_are_a_warning(self, tmp_path):
        _first, *covered = self.merged(tmp_path / "book.xlsx", 8, [*ORDERS, "商品名称"], [*order(), "小米"])

        assert [codes(row) for row in covered] == [[("商品名称", "merged_cell", "warning")]] * 2

    def test_in_columns_that_are_not_read_do_not_matter(self, tmp_path):
        rows = self.merged(tmp_path / "book.xlsx", 6, [*DIRECTORY, "备注"], [*unit(), "说明"])

        assert [row["problems"] for row in rows] == [()] * 3
