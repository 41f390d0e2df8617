"""Single cells."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.foundation.years import CHINA
from nongcai.interfaces.sheets import cells, words
from nongcai.interfaces.sheets.cells import CellProblem

WAN = Decimal(10_000)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CHINA)


class TestMoney:
    @pytest.mark.parametrize(
        ("cell", "yuan"),
        [
            (1418.81, "1418.81"),
            (1418, "1418.00"),
            (0.0, "0.00"),
            (-12.5, "-12.50"),
            ("1418.81", "1418.81"),
            (" 1418.8 ", "1418.80"),
            ("１４１８．８１", "1418.81"),
            ("1,418.81", "1418.81"),
            ("1，418，000", "1418000.00"),
            ("12,345", "12345.00"),
            ("1 418.81", "1418.81"),
            ("￥1,418.81", "1418.81"),
            ("¥ 1418.81元", "1418.81"),
            ("人民币1418.81元整", "1418.81"),
            ("-1418.81", "-1418.81"),
            ("(1,418.81)", "-1418.81"),
            ("（1418.81）", "-1418.81"),
            ("−12", "-12.00"),
            ("'1418.81", "1418.81"),
            ("1.2E3", "1200.00"),
            (20295.550000000003, "20295.55"),
        ],
    )
    def test_reads(self, cell, yuan):
        warnings: list[CellProblem] = []

        value = cells.money(cell, warnings)

        assert (str(value), warnings) == (yuan, [])

    @pytest.mark.parametrize(
        ("cell", "scale", "yuan", "code"),
        [
            ("1418,81", Decimal(1), "1418.81", "decimal_comma"),
            ("1418，8", Decimal(1), "1418.80", "decimal_comma"),
            ("1,0000", Decimal(1), "1.00", "decimal_comma"),
            ("1418,810", Decimal(1), "1418810.00", "odd_thousands"),
            (86.7331, Decimal(1), "86.73", "rounded"),
            (0.125, Decimal(1), "0.13", "rounded"),
            ("1.5万元", Decimal(1), "15000.00", "unit_in_cell"),
            ("1200元", WAN, "1200.00", "unit_in_cell"),
            (0.00000049, WAN, "0.00", "rounded"),
        ],
    )
    def test_warns_and_reads(self, cell, scale, yuan, code):
        warnings: list[CellProblem] = []

        value = cells.money(cell, warnings, scale=scale)

        assert (str(value), [warning.code for warning in warnings]) == (yuan, [code])

    @pytest.mark.parametrize(("cell", "yuan"), [(1418.81, "14188100.00"), ("1,418.81", "14188100.00")])
    def test_multiplies_by_the_unit_of_its_column(self, cell, yuan):
        assert str(cells.money(cell, [], scale=WAN)) == yuan

    @pytest.mark.parametrize(
        "cell",
        [
            "约1400",
            "abc",
            "1.418,81",
            "1,41,8",
            "0,125",
            "12元5角",
            "--5",
            True,
            date(2023, 1, 5),
            "1e999",
            float("inf"),
        ],
    )
    def test_refuses_what_is_no_amount(self, cell):
        with pytest.raises(CellProblem) as refused:
            cells.money(cell, [])

        assert refused.value.code == "not_an_amount"

    def test_refuses_an_amount_beyond_any_budget(self):
        with pytest.raises(CellProblem) as refused:
            cells.money("1e15", [])

        assert refused.value.code == "too_large"

    @given(st.decimals(min_value=-(10**10), max_value=10**10, places=2))
    def test_reads_back_what_was_written(self, yuan):
        warnings: list[CellProblem] = []

        forms = [float(yuan), f"{yuan}", f"{yuan:,}", f"¥{yuan:,}元"]

        assert {cells.money(form, warnings) for form in forms} == {yuan}
        assert warnings == []

    @given(st.text(max_size=12))
    def test_never_fails_otherwise_than_by_saying_so(self, cell):
        try:
            value = cells.money(cell, [])
        except CellProblem:
            return

        assert value.is_finite()


class TestRatio:
    @pytest.mark.parametrize(
        ("cell", "percent"), [(12.5, "12.5"), ("12.5%", "12.5"), ("１２．５％", "12.5"), ("0.5%", "0.5"), (130, "130")]
    )
    def test_reads_percentages(self, cell, percent):
        warnings: list[CellProblem] = []

        value = cells.ratio(cell, warnings)

        assert (value, warnings) == (Decimal(percent), [])

    def test_reads_fractions_where_the_column_holds_them(self):
        assert cells.ratio(0.125, [], scale=Decimal(100)) == Decimal("12.5")

    def test_warns_of_a_figure_that_looks_like_a_fraction(self):
        warnings: list[CellProblem] = []

        value = cells.ratio(0.125, warnings)

        assert (value, warnings[0].code) == (Decimal("0.125"), "small_ratio")
        assert "12.5%" in warnings[0].message

    @pytest.mark.parametrize("cell", ["一成", "12.5元", True])
    def test_refuses_other_things(self, cell):
        with pytest.raises(CellProblem, match="百分比"):
            cells.ratio(cell, [])


class TestCode:
    @pytest.mark.parametrize(
        ("cell", "code"),
        [
            ("4101000001", "4101000001"),
            (4101000001.0, "4101000001"),
            (410100, "410100"),
            ("0012", "0012"),
            ("4101000001.0", "4101000001"),
            (" ４１０１００Ａ ", "410100A"),
            ("12410000mb0000000x", "12410000MB0000000X"),
            ("'4101000001", "4101000001"),
            ('="0012"', "0012"),
            ("\t4101000001", "4101000001"),
            ("4101 0000 01", "4101000001"),
            ("41-01.2_a", "41-01.2_A"),
        ],
    )
    def test_reads(self, cell, code):
        assert cells.code(cell, []) == code

    @pytest.mark.parametrize("cell", [8.32e20, 832202301150000879.0, "8.32E+20", "8.32202E+17"])
    def test_refuses_a_number_whose_digits_are_lost(self, cell):
        with pytest.raises(CellProblem) as refused:
            cells.code(cell, [])

        assert refused.value.code == "lost_digits"

    @pytest.mark.parametrize("cell", ["某某单位", 12.5, -3, True, datetime(2023, 1, 5), "4101,0001", "=A1"])  # noqa: DTZ001
    def test_refuses_what_is_no_code(self, cell):
        with pytest.raises(CellProblem) as refused:
            cells.code(cell, [])

        assert refused.value.code == "not_a_code"

    def test_keeps_the_case_of_an_order_number(self):
        assert cells.order_no("DD2023-01a", []) == "DD2023-01a"


class TestMoment:
    @pytest.mark.parametrize(
        ("cell", "moment"),
        [
            ("2023-1-5", at(2023, 1, 5)),
            ("2023-01-05", at(2023, 1, 5)),
            ("2023/01/05 10:22", at(2023, 1, 5, 10, 22)),
            ("2023-01-05 10:22:33", at(2023, 1, 5, 10, 22, 33)),
            ("2023-01-05T10:22:33", at(2023, 1, 5, 10, 22, 33)),
            ("2023-01-05 10:22:33.0", at(2023, 1, 5, 10, 22, 33)),
            ("2023-01-05T02:22:33Z", at(2023, 1, 5, 10, 22, 33)),
            ("2023年1月5日", at(2023, 1, 5)),
            ("2023年1月5日 10时22分", at(2023, 1, 5, 10, 22)),
            ("2023年1月5日下午3:05", at(2023, 1, 5, 15, 5)),
            ("2023.1.5", at(2023, 1, 5)),
            ("２０２３－０１－０５", at(2023, 1, 5)),
            ("20230105", at(2023, 1, 5)),
            ("20230105102233", at(2023, 1, 5, 10, 22, 33)),
            (20230105.0, at(2023, 1, 5)),
            (44931.0, at(2023, 1, 5)),
            (44931.5, at(2023, 1, 5, 12)),
            ("44931", at(2023, 1, 5)),
            (date(2023, 1, 5), at(2023, 1, 5)),
            (datetime(2023, 1, 5, 10, 22), at(2023, 1, 5, 10, 22)),  # noqa: DTZ001  as Excel gives it
        ],
    )
    def test_reads(self, cell, moment):
        assert cells.moment(cell, []) == moment

    @pytest.mark.parametrize("cell", ["去年", "2023-13-05", "2023-02-30", "5/1/2023", "23-1-5", "2023-01", 12.0, True])
    def test_refuses_what_is_no_date(self, cell):
        with pytest.raises(CellProblem) as refused:
            cells.moment(cell, [])

        assert refused.value.code == "not_a_date"

    @pytest.mark.parametrize("cell", ["1923-01-05", "2123-01-05 10:00:00"])
    def test_refuses_another_century(self, cell):
        with pytest.raises(CellProblem) as refused:
            cells.moment(cell, [])

        assert refused.value.code == "date_out_of_range"


class TestName:
    @pytest.mark.parametrize(
        ("cell", "name"),
        [
            (" 某市第一中学 ", "某市第一中学"),
            ("某市(东校区)中学", "某市（东校区）中学"),
            ("某市（东校区）中学", "某市（东校区）中学"),
            ("某 市  人 民 医 院", "某市人民医院"),
            ("某市\n教育局", "某市教育局"),
            ("第４７中学", "第47中学"),
            ("ABC Foods  Ltd", "ABC Foods Ltd"),
            ("阿布都•买买提餐饮", "阿布都·买买提餐饮"),
            ("某市\x00中学", "某市中学"),
            (1001.0, "1001"),
        ],
    )
    def test_reads(self, cell, name):
        assert cells.name(cell, []) == name


class TestCount:
    @pytest.mark.parametrize(
        ("cell", "number"), [(131.0, 131), (131, 131), ("131", 131), ("131人", 131), ("1,310", 1310), ("１３１", 131)]
    )
    def test_reads(self, cell, number):
        assert cells.count(cell, []) == number

    @pytest.mark.parametrize("cell", [1.5, "若干", "1,31", True, 1e12])
    def test_refuses_what_is_no_whole_number(self, cell):
        with pytest.raises(CellProblem, match="整数"):
            cells.count(cell, [])


class TestYear:
    @pytest.mark.parametrize("cell", [2023.0, 2023, "2023", "2023年", "２０２３年度", date(2023, 5, 1)])
    def test_reads(self, cell):
        assert cells.year(cell, []) == 2023

    @pytest.mark.parametrize("cell", [23, "去年", 1923, True])
    def test_refuses_what_is_no_year(self, cell):
        with pytest.raises(CellProblem, match="年度"):
            cells.year(cell, [])


class TestQuantity:
    def test_rounds_to_three_decimals(self):
        assert cells.quantity(1.23456, []) == Decimal("1.235")

    def test_refuses_words(self):
        with pytest.raises(CellProblem, match="数字"):
            cells.quantity("一箱", [])


class TestWords:
    @pytest.mark.parametrize(
        ("read", "word", "code"),
        [
            (words.canteen, "自有食堂", "own"),
            (words.canteen, " 外包 食堂", "outsourced"),
            (words.canteen, "共用", "shared"),
            (words.canteen, "无", "none"),
            (words.buyer, "食堂承包方", "contractor"),
            (words.buyer, "职工", "individual"),
            (words.state, "交易完成", "completed"),
            (words.state, "部分退款", "partly_refunded"),
            (words.state, "已取消", "cancelled"),
            (words.level, "一级预算单位", 1),
            (words.level, 2.0, 2),
            (words.level, "３级", 3),
        ],
    )
    def test_are_known(self, read, word, code):
        assert read(word, []) == code

    @pytest.mark.parametrize("read", [words.canteen, words.buyer, words.state, words.level])
    def test_unknown_ones_are_told_what_is_expected(self, read):
        with pytest.raises(CellProblem, match="应为") as refused:
            read("某种情况", [])

        assert refused.value.code == "unknown_word"

    def test_a_canteen_of_unsaid_kind_is_taken_with_a_warning(self):
        warnings: list[CellProblem] = []

        kind = words.canteen("是", warnings)

        assert (kind, [warning.code for warning in warnings]) == ("own", ["canteen_kind_unsaid"])

    def test_a_nature_that_nobody_knows_is_left_out_with_a_warning(self):
        warnings: list[CellProblem] = []

        assert [words.nature(word, warnings) for word in ("国企", "公益一类", "某种")] == [
            "enterprise",
            "institution",
            "",
        ]
        assert [warning.code for warning in warnings] == ["nature_unknown"]

    @pytest.mark.parametrize("table", [words.NATURES, words.CANTEENS, words.BUYERS, words.STATES])
    def test_mean_one_thing_each(self, table):
        all_words = [word for names in table.values() for word in names]

        assert len(all_words) == len(set(all_words))
