"""Workbooks that people take away."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from python_calamine import load_workbook

from nongcai.foundation.years import CHINA
from nongcai.interfaces.sheets.kinds import SPECS
from nongcai.interfaces.sheets.parsing import parse
from nongcai.interfaces.sheets.planning import plan_sheet
from nongcai.interfaces.sheets.reading import open_workbook
from nongcai.interfaces.sheets.writing import (
    Leaf,
    TableColumn,
    write_leaves,
    write_rejects,
    write_table,
    write_template,
)
from tests.interfaces.sheets.workbooks import ACCOUNTS, ORDERS, book, order, parsed, planned

MARK = "某市财政局 2026-11-23 导出，用于核对 A&B"


def cells_of(path):
    return load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False)


def part(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


class TestTable:
    @pytest.fixture
    def table(self, tmp_path):
        path = tmp_path / "表.xlsx"
        columns = [
            TableColumn("单位名称", width=30),
            TableColumn("金额(元)", "money"),
            TableColumn("日期", "date"),
            TableColumn("时间", "moment"),
            TableColumn("说明"),
        ]
        rows = [
            ("某市教育局", Decimal("1418.81"), date(2023, 1, 5), datetime(2023, 1, 5, 10, tzinfo=CHINA), "=1+1"),
            ("某市公安局", None, None, None, "@SUM(A1)"),
        ]
        write_table(path, "完成情况: 一览", columns, rows, watermark=MARK, note="单位：元")
        return path

    def test_carries_title_mark_headings_and_rows(self, table):
        cells = cells_of(table)

        assert [row[0] for row in cells[:3]] == ["完成情况: 一览", MARK, "单位：元"]
        assert cells[3] == ["单位名称", "金额(元)", "日期", "时间", "说明"]
        assert cells[4] == ["某市教育局", 1418.81, date(2023, 1, 5), datetime(2023, 1, 5, 10), "=1+1"]  # noqa: DTZ001  as Excel keeps it

    def test_never_holds_a_formula(self, table):
        assert "<f>" not in part(table, "xl/worksheets/sheet1.xml")

    def test_prints_on_a4_with_the_mark_on_each_page(self, table):
        sheet = part(table, "xl/worksheets/sheet1.xml")

        assert 'paperSize="9"' in sheet
        assert 'orientation="landscape"' in sheet
        assert "A&amp;&amp;B" in sheet

    def test_can_be_written_into_memory(self):
        target = io.BytesIO()

        write_table(target, "空表", [TableColumn("单位名称")], [], watermark=MARK)

        assert target.getvalue().startswith(b"PK")


class TestLeaves:
    @pytest.fixture
    def sheet(self, tmp_path):
        def written(**changes):
            path = tmp_path / "册.xlsx"
            leaf = Leaf(
                "明细表", ["序号", "年度食堂食材采购总额（元）"], ["count", "money"], [6, 13], [(1, 2)], **changes
            )
            write_leaves(path, "情况表", [leaf], watermark=MARK)
            return part(path, "xl/worksheets/sheet1.xml")

        return written

    def test_have_room_for_headings_of_several_lines(self, sheet):
        assert 'ht="45" customHeight="1"' in sheet()

    def test_prepare_empty_cells_only_to_be_filled_in(self, sheet):
        assert "<col min" in sheet()
        assert ' style="' in sheet().partition("</cols>")[0]
        assert ' style="' not in sheet(is_read=True).partition("</cols>")[0]


class TestRejects:
    @pytest.fixture
    def plan(self, tmp_path):
        rows = [
            order("8320000000000000001"),
            order("8320000000000000002", amount="约1200"),
            order("8320000000000000003", buyer_kind="个人", buyer_name="某职工", state="未知"),
        ]
        return planned(
            book(
                tmp_path / "book.xlsx",
                [["2023年交易明细（单位：元）"], [*ORDERS, "手机号"], *([*cells, "13912345678"] for cells in rows)],
            )
        )

    @pytest.fixture
    def rejects(self, tmp_path, plan):
        path = tmp_path / "rejects.xlsx"
        wrong = {row.row_no: [problem.message for problem in row.problems] for row in parse(plan) if row.problems}
        write_rejects(path, plan=plan, reasons=wrong, watermark=MARK)
        return path

    def test_hold_the_wrong_rows_with_their_reasons_first(self, rejects):
        _title, _mark, headings, *rows = cells_of(rejects)

        assert headings == ["原因", *ORDERS]
        assert [(row[0][:5], row[1], row[6]) for row in rows] == [
            ("应为金额，", "8320000000000000002", "约1200"),
            ("应为以下之", "8320000000000000003", 1200.5),
        ]

    def test_show_no_persons(self, rejects):
        assert not {"某职工", "13912345678", "手机号"} & {cell for row in cells_of(rejects) for cell in row}

    def test_can_be_put_right_and_loaded_again(self, rejects, tmp_path):
        title, mark, headings, *rows = cells_of(rejects)
        mended = [[*row[:6], 1200, *row[7:8], "交易完成"] for row in rows]

        again = parsed(book(tmp_path / "again.xlsx", [title, mark, headings, *mended]))

        assert [(row["order_no"], row["amount"], row["problems"]) for row in again] == [
            ("8320000000000000002", Decimal(1200), ()),
            ("8320000000000000003", Decimal(1200), ()),
        ]

    def test_leave_out_what_accounts_have_of_persons(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [ACCOUNTS, [1, "某种", "甲公司", "91", "41", "某市教育局", "13912345678"]])

        write_rejects(tmp_path / "r.xlsx", plan=planned(path), reasons={2: ["无"]}, watermark=MARK)

        assert "手机号" not in cells_of(tmp_path / "r.xlsx")[2]
        assert "甲公司" in cells_of(tmp_path / "r.xlsx")[3]


class TestTemplate:
    @pytest.mark.parametrize("kind", list(SPECS))
    def test_is_understood_when_it_comes_back_filled_in(self, tmp_path, kind):
        write_template(kind, tmp_path / "template.xlsx")
        title, note, headings = cells_of(tmp_path / "template.xlsx")
        filled = book(tmp_path / "filled.xlsx", [title, note, headings, ["1"] * len(headings)])

        [raw] = open_workbook(filled, name="2023年.xlsx")
        plan = plan_sheet(raw, answers={})

        assert (plan.kind, plan.is_ready) == (kind, True)
        assert list(plan.columns) == list(plan.spec.fields)

    @pytest.mark.parametrize(("kind", "said"), [("filings", "(万元)"), ("accounts", "请勿改动表头")])
    def test_says_what_of_its_head_may_be_changed(self, tmp_path, kind, said):
        write_template(kind, tmp_path / "template.xlsx")

        note = str(cells_of(tmp_path / "template.xlsx")[1])
        assert said in note
        assert ("带*的列必填；请勿改动表头" in note) == (kind == "accounts")

    def test_offers_the_words_of_closed_lists(self, tmp_path):
        write_template("transactions", tmp_path / "template.xlsx")

        assert "部分退款" in part(tmp_path / "template.xlsx", "xl/worksheets/sheet1.xml")
