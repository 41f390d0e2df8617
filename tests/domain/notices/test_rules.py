from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.notices import rules
from nongcai.domain.notices.errors import NumberFormError
from nongcai.domain.notices.rules import Run

words = st.text(alphabet="全市预留份额万元，。（）1234.", max_size=8)
names = st.text(alphabet="全市预留份额（）", min_size=1, max_size=8)
pieces = st.lists(st.one_of(words, st.builds(rules.field, names, words)), max_size=6)


class TestRuns:
    def test_tell_figures_from_what_is_typed(self):
        found = rules.runs("共计【全市预留份额：1418.81】万元。")

        assert found == [Run("共计"), Run("1418.81", "全市预留份额"), Run("万元。")]

    @given(pieces)
    def test_print_what_the_text_prints(self, parts):
        text = "".join(parts)

        assert "".join(run.text for run in rules.runs(text)) == rules.plain(text)

    @given(pieces)
    def test_stay_as_they_are_when_nothing_is_known_anew(self, parts):
        text = "".join(parts)

        assert rules.refreshed(text, {}) == text
        assert not rules.is_broken(text)


class TestRefreshed:
    def test_gives_a_known_figure_its_new_value(self):
        text = rules.refreshed("【甲：1】【乙：2】", {"甲": "9"})

        assert rules.plain(text) == "92"


class TestIsBroken:
    @pytest.mark.parametrize("text", ["【全市预留份额", "全市】", "【没有值】"])
    def test_finds_half_a_figure(self, text):
        assert rules.is_broken(text)


class TestTypedNumbers:
    @pytest.mark.parametrize(
        ("text", "value", "unit"),
        [
            ("完成1957.03万元", "1957.03", "万元"),
            ("完成１９５７．０３ 万元", "1957.03", "万元"),
            ("完成19,570,300元", "19570300", "元"),
            ("达到137.93％", "137.93", "%"),
            ("共628家", "628", "家"),
            ("约0.2亿，", "0.2", "亿元"),
            ("共16个区县", "16", "个"),
        ],
    )
    def test_are_read_with_their_unit(self, text, value, unit):
        found = rules.typed_numbers(text)

        assert [(one.value, one.unit) for one in found] == [(Decimal(value), unit)]

    @pytest.mark.parametrize(
        "text",
        [
            "2023年度", "2月28日前", "豫财购〔2023〕2号", "“832平台”", "832个脱贫县", "第3批", "10个工作日", "3个月",
            "【全市预留份额：1418.81】万元", "2024年2月5日",
        ],
    )  # fmt: skip
    def test_are_not_dates_numbers_of_documents_nor_figures_in_fields(self, text):
        assert rules.typed_numbers(text) == []

    def test_are_not_guessed_where_a_comma_stands_for_a_point(self):
        assert [one.value for one in rules.typed_numbers("共计1418,81万元")] == [None]

    @pytest.mark.parametrize("text", ["不低于300元", "不得低于 10%", "鼓励按照15%"])
    def test_know_a_limit(self, text):
        assert [one.is_limit for one in rules.typed_numbers(text)] == [True]


class TestParseNumber:
    def test_reads_who_which_year_and_which_one(self):
        number = rules.parse_number(" 郑财购〔2024〕1号")

        assert (number.mark, number.year, number.no) == ("郑财购", 2024, 1)
        assert str(number) == "郑财购〔2024〕1号"

    @pytest.mark.parametrize(
        "text",
        ["郑财购[2024]1号", "郑财购〔24〕1号", "郑财购〔2024〕01号", "郑财购〔2024〕第1号", "郑财购〔2024〕1", ""],
    )
    def test_refuses_another_form_and_shows_the_right_one(self, text):
        with pytest.raises(NumberFormError, match="郑财购〔2024〕1号"):
            rules.parse_number(text)


class TestHeadingLevel:
    @pytest.mark.parametrize(
        ("text", "level"),
        [("一、总体情况", 1), ("（一）完成情况", 2), ("（一）严格落实。各单位要办理。", 0), ("其中", 0)],
    )
    def test_follows_the_numbering(self, text, level):
        assert rules.heading_level(text) == level


class TestOrder:
    @given(st.lists(st.integers(1, 5)))
    def test_rises_with_the_ranks(self, ranks):
        assert rules.rises(sorted(ranks))

    def test_does_not_fall(self):
        assert not rules.rises([1, 3, 2])

    def test_leaves_nobody_better_out(self):
        assert rules.leads([1, 2], [1, 2, 2, 4])
        assert not rules.leads([1, 4], [1, 2, 2, 4])


class TestStandsIn:
    @pytest.mark.parametrize(
        ("text", "before", "after", "expected"),
        [
            ("共12家。", "共", "家。", True),
            ("共123家。", "共", "家。", False),
            ("比例12.5%", "", "", False),
            ("312家", "", "家", False),
            ("比例12，", "", "", True),
        ],
    )
    def test_takes_no_part_of_a_number_for_the_number(self, text, before, after, expected):
        assert rules.stands_in(text, "12", before=before, after=after) is expected
