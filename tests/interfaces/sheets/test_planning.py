"""Placing columns, and what is asked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from nongcai.interfaces.sheets.headings import exported_in, normal, unit_of_heading, unit_of_title, year_of
from nongcai.interfaces.sheets.kinds import SPECS
from nongcai.interfaces.sheets.planning import plan_sheet
from tests.interfaces.sheets.workbooks import (
    ACCOUNTS,
    DIRECTORY,
    FILINGS,
    ORDERS,
    book,
    filing,
    only_sheet,
    order,
    planned,
    unit,
)

DEMO = Path(__file__).parents[3] / "demo" / "zhengzhou-2023"


def renamed(headings: tuple[str, ...], **changes: str) -> list[str]:
    return [changes.get(heading.partition("(")[0], heading) for heading in headings]


class TestHeadings:
    @pytest.mark.parametrize(
        "heading",
        ["订单金额", "订单金额（元）", "订单 金额\n(万元)", "＊订单金额：", "订单金额[必填]", "订单金额(元)*"],
    )
    def test_are_compared_without_brackets_spaces_and_marks(self, heading):
        assert normal(heading) == "订单金额"

    @pytest.mark.parametrize(
        ("heading", "unit"),
        [
            ("订单金额（万元）", "万元"),
            ("订单金额(单位：元)", "元"),
            ("订单金额/万元", "万元"),
            ("订单金额万元", "万元"),
            ("订单金额（含税）", ""),
            ("元旦采购金额", ""),
        ],
    )
    def test_name_their_unit(self, heading, unit):
        assert unit_of_heading(heading) == unit

    @pytest.mark.parametrize(
        ("title", "unit"),
        [
            (("填报表", "单位：万元"), "万元"),
            (("填报表（金额单位:元）",), "元"),
            (("填报表（万元）",), "万元"),
            (("制表单位：元宝镇财政所",), ""),
            (("单位：万元", "（元）"), ""),
        ],
    )
    def test_take_the_unit_of_the_title(self, title, unit):
        assert unit_of_title(title) == unit

    @pytest.mark.parametrize(("title", "year"), [("名录(2023年)", 2023), ("2022年至2023年", None), ("名录", None)])
    def test_tell_the_year(self, title, year):
        assert year_of(title) == year


class TestSpecs:
    @pytest.mark.parametrize("spec", SPECS.values(), ids=lambda spec: spec.kind)
    def test_give_each_heading_one_meaning(self, spec):
        names = [name for column in spec.columns for name in column.names]

        assert sorted(names) == sorted(set(names))


class TestPlacing:
    @pytest.mark.parametrize("path", sorted(DEMO.glob("*.xlsx")), ids=lambda path: path.stem)
    def test_of_the_demo_books_asks_nothing(self, path):
        plan = planned(path)

        assert plan.is_ready
        # The demo's directory is of those that do not say what its units are.
        assert set(plan.spec.fields) - set(plan.columns) <= {"nature"}

    def test_accepts_another_order_other_names_and_full_width(self, tmp_path):
        headings = ["单位名称", "行政区代码 ", "预算\n单位编码", "单位级次", "工会　会员（人）", "主管部门编码"]
        path = book(tmp_path / "book.xlsx", [headings, ["某市教育局", "410100", "4101000001", "一级", 5, ""]])

        plan = planned(path)

        assert {name: place.heading.index for name, place in plan.columns.items()} == {
            "unit_code": 2, "name": 0, "region_code": 1, "level": 3, "supervisor_code": 5, "union_members": 4,
        }  # fmt: skip
        assert plan.is_ready

    def test_asks_about_a_column_that_it_does_not_know_once(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [[*DIRECTORY, "归口处室"], [*unit(), "教科文科"]])
        [question] = planned(path).questions

        again = planned(path, {question.key: "ignore"})

        assert (question.kind, question.header, question.first_values) == ("column", "归口处室", ("教科文科",))
        assert "credit_code" in dict(question.candidates)
        assert (again.is_ready, again.ignored) == (True, ("归口处室",))

    def test_places_a_column_where_the_clerk_says(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [renamed(ORDERS, 订单金额="本单合计（元）"), order()])
        plan = planned(path)
        [question] = plan.questions

        again = planned(path, {question.key: "amount"})

        assert (plan.missing, question.header) == (("订单金额",), "本单合计（元）")
        assert again.is_ready
        assert again.columns["amount"].heading.label == "本单合计（元）"

    def test_proposes_the_column_whose_name_is_closest(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [renamed(ORDERS, 退款金额="已退款的金额"), order()])

        [question] = planned(path).questions

        assert (question.proposal, question.is_certain) == ("refund:yuan", False)

    def test_asks_where_two_columns_fit_equally(self, tmp_path):
        headings = [*renamed(ORDERS, 订单金额="交易金额(元)"), "成交金额(元)"]
        path = book(tmp_path / "book.xlsx", [headings, [*order(), 900]])

        plan = planned(path)

        assert [question.header for question in plan.questions] == ["交易金额(元)", "成交金额(元)"]
        assert "amount" not in plan.columns

    def test_prefers_the_columns_own_name(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [[*ORDERS, "实付金额(元)"], [*order(), 900]])

        plan = planned(path)

        assert plan.columns["amount"].heading.label == "订单金额(元)"
        assert [question.header for question in plan.questions] == ["实付金额(元)"]

    def test_asks_about_values_without_a_heading(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [DIRECTORY, [*unit(), "另有说明"]])

        [question] = planned(path).questions

        assert (question.header, question.first_values) == ("（第7列，无表头）", ("另有说明",))

    @pytest.mark.parametrize("heading", ["收货时间", "确认收货时间", "确认收货日"])
    def test_asks_about_a_time_of_receipt_where_the_time_of_completion_is_missing(self, tmp_path, heading):
        path = book(tmp_path / "book.xlsx", [renamed(ORDERS, 完成时间=heading), order()])

        plan = planned(path)

        assert [question.header for question in plan.questions] == [heading]
        assert plan.dropped == ()

    @pytest.mark.parametrize(
        "heading",
        ["手机号", "联系人", "联系电话", "身份证号", "收货地址", "收货人", "经办人姓名", "电子邮箱", "填报人"],
    )
    def test_drops_columns_about_persons(self, tmp_path, heading):
        path = book(tmp_path / "book.xlsx", [[*DIRECTORY, heading], [*unit(), "13900000000"]])

        plan = planned(path)

        assert (plan.dropped, plan.is_ready) == ((heading,), True)

    def test_masks_telephone_and_identity_numbers_in_questions(self, tmp_path):
        path = book(
            tmp_path / "book.xlsx", [[*DIRECTORY, "其他"], [*unit(), "13912345678"], [*unit(), "41010119900101123X"]]
        )

        [question] = planned(path).questions

        assert question.first_values == ("139****5678", "410101****123X")

    def test_says_which_required_columns_are_missing(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [ORDERS[:-1], order()[:-1]])

        plan = planned(path)

        assert (plan.missing, plan.is_ready) == (("订单状态",), False)
        assert "订单状态" in plan.reason


class TestUnits:
    @pytest.mark.parametrize(
        ("heading", "title", "scale"),
        [
            ("订单金额(元)", "交易明细", 1),
            ("订单金额（万元）", "交易明细", 10_000),
            ("订单金额", "交易明细（单位：万元）", 10_000),
            ("订单金额", "交易明细 单位:元", 1),
            ("订单金额(元)", "交易明细（单位：万元）", 1),
        ],
    )
    def test_are_told_by_heading_or_title(self, tmp_path, heading, title, scale):
        path = book(tmp_path / "book.xlsx", [[title], renamed(ORDERS, 订单金额=heading), order()])

        plan = planned(path)

        assert plan.columns["amount"].scale == Decimal(scale)
        assert plan.is_ready

    @pytest.mark.parametrize(("answer", "scale"), [("wan", 10_000), ("yuan", 1)])
    def test_are_asked_for_where_nothing_tells(self, tmp_path, answer, scale):
        headings = renamed(ORDERS, 订单金额="订单金额", 退款金额="退款金额")
        path = book(tmp_path / "book.xlsx", [headings, order()])
        [question] = planned(path).questions

        plan = planned(path, {question.key: answer})

        assert (question.kind, question.header) == ("amount_unit", "订单金额、退款金额")
        assert plan.columns["amount"].scale == plan.columns["refund"].scale == Decimal(scale)
        assert plan.is_ready

    def test_of_ratios_are_asked_for_where_all_are_below_one(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [FILINGS, filing(ratio=0.125), filing(ratio=0.1), filing(ratio=0)])
        [question] = planned(path).questions

        plan = planned(path, {question.key: "fraction"})

        assert question.kind == "ratio_unit"
        assert (plan.is_ready, plan.columns["ratio"].scale) == (True, Decimal(100))


class TestYear:
    def test_is_asked_for_where_nothing_tells(self, tmp_path):
        headings, row = list(FILINGS), filing()
        del headings[2], row[2]
        path = book(tmp_path / "book.xlsx", [headings, row])
        [question] = planned(path).questions

        plan = planned(path, {question.key: "2023"})

        assert question.kind == "year"
        assert (plan.is_ready, plan.year) == (True, 2023)

    def test_comes_from_the_title(self, tmp_path):
        headings, row = list(FILINGS), filing()
        del headings[2], row[2]
        path = book(tmp_path / "book.xlsx", [["2022年预留份额填报表"], headings, row])

        plan = planned(path)

        assert (plan.is_ready, plan.year) == (True, 2022)


class TestKind:
    def test_is_asked_for_where_it_is_open(self, tmp_path):
        path = book(
            tmp_path / "book.xlsx", [["单位编码", "单位名称", "食堂情况", "行政区划代码", "预留金额"], ["1"] * 5]
        )
        [question] = planned(path).questions

        plan = planned(path, {question.key: "filings"})

        assert question.kind == "sheet_kind"
        assert plan.kind == "filings"
        assert set(plan.missing) == {"年度", "年度食堂食材采购总额"}

    def test_can_be_answered_by_leaving_the_sheet_out(self, tmp_path):
        raw = only_sheet(book(tmp_path / "book.xlsx", [["甲", "乙", "丙"], ["1", "2", "3"]]))
        [question] = plan_sheet(raw, answers={}).questions

        plan = plan_sheet(raw, answers={question.key: "ignore"})

        assert (plan.kind, plan.questions, plan.is_ready) == (None, (), False)

    def test_of_accounts_needs_no_answer_for_serial_numbers_and_telephones(self, tmp_path):
        path = book(
            tmp_path / "book.xlsx",
            [ACCOUNTS, [1, "工会", "某市教育局工会", "81410000MB0000000X", "41", "某市教育局", ""]],
        )

        plan = planned(path)

        assert (plan.dropped, plan.ignored, plan.is_ready) == (("手机号",), ("序号",), True)


class TestUnitTogetherWithColumn:
    def test_asks_for_an_amounts_unit_with_the_column_and_no_more(self, tmp_path):
        headings = renamed(ORDERS, 订单金额="本单合计", 退款金额="退款金额(元)")
        path = book(tmp_path / "book.xlsx", [headings, order()])
        [question] = planned(path).questions
        assert ("amount:wan", "订单金额（万元）") in question.candidates

        plan = planned(path, {question.key: "amount:wan"})

        assert (plan.is_ready, plan.columns["amount"].scale) == (True, 10_000)


class TestRequiredColumns:
    def test_are_named_with_what_they_are_for_and_asked_for_again(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [renamed(ORDERS, 订单金额="本单合计（元）"), order()])
        [question] = planned(path).questions

        again = planned(path, {question.key: "ignore"})

        assert [one.key for one in again.questions] == [question.key]
        assert again.questions[0].wanted == (("amount", "订单金额", "用于计算完成交易额"),)
        assert "订单金额（用于计算完成交易额）" in again.reason


class TestExportedIn:
    @pytest.mark.parametrize(
        ("line", "moment"),
        [
            ("导出时间：2024-01-05 09:30", "2024-01-05 09:30"),
            ("郑州市 交易明细 导出日期:2024年1月5日", "2024-01-05 00:00"),
            ("生成于 2024/1/5 9:05", "2024-01-05 09:05"),
            ("统计期间：2023-01-01至2023-12-31", ""),
            ("导出时间：2024-13-45", ""),
        ],
    )
    def test_is_read_from_the_title(self, line, moment):
        assert exported_in(("交易明细", line)) == moment
