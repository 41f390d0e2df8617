"""Where titles break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.interfaces.papers.texts import em_width
from nongcai.interfaces.papers.titles import LINE, title_lines

TITLES = (
    "郑州市财政局关于政府采购脱贫地区农副产品2023年度采购情况通报及2024年度工作安排的通知",
    "郑州市财政局关于2026年度预算单位采购脱贫地区农副产品预留份额完成情况的通报",
    "关于印发《郑州市政府采购脱贫地区农副产品工作考核办法（试行）》的通知",
    "关于更正郑财购〔2024〕1号文件有关数据的通知",
)


class TestTitleLines:
    def test_leaves_a_short_title_in_one_line(self):
        assert title_lines("关于采购情况的通报") == ("关于采购情况的通报",)

    def test_keeps_the_breaks_that_are_given(self):
        assert title_lines("郑州市财政局\n关于采购情况的通报") == ("郑州市财政局", "关于采购情况的通报")

    @pytest.mark.parametrize("title", TITLES)
    @pytest.mark.parametrize(
        "word", ["2023年度", "2024年度", "2026年度", "脱贫地区", "农副产品", "预留份额", "〔2024〕1号"]
    )
    def test_never_splits_a_word(self, title, word):
        assert title.count(word) == sum(line.count(word) for line in title_lines(title))

    @pytest.mark.parametrize("title", TITLES)
    def test_balances_the_lines(self, title):
        widths = [em_width(line) for line in title_lines(title)]

        assert max(widths[-2:]) - min(widths[-2:]) <= 4

    @pytest.mark.parametrize("title", TITLES)
    def test_begins_no_line_with_a_particle_or_a_closing_sign(self, title):
        assert all(line[0] not in "的及和、）》〕" for line in title_lines(title))

    def test_rather_takes_another_line_than_begin_one_with_a_closing_sign(self):
        lines = title_lines("甲" * 20 + "）" + "乙" * 19)

        assert len(lines) == 3
        assert not any(line.startswith("）") for line in lines)

    @given(st.text(alphabet="郑州财政局关于的《》（）〔〕2024年度采购、", max_size=70))
    def test_loses_nothing_and_fits(self, title):
        lines = title_lines(title)

        assert "".join(lines) == title
        assert all(em_width(line) <= LINE for line in lines)
