"""How wide columns are."""

import pytest

from nongcai.interfaces.papers.contents import Column, TableBlock
from nongcai.interfaces.papers.texts import em_width
from nongcai.interfaces.papers.widths import TEXT_WIDTH, table_layout
from tests.interfaces.papers.samples import DISTRICTS, LONG_NAME, ranking


class TestTableLayout:
    def test_fills_the_text_block(self):
        _size, shares = table_layout(ranking("", DISTRICTS))

        assert sum(shares) == pytest.approx(1)

    def test_keeps_heads_of_figures_in_one_line_beside_long_names(self):
        heads = ("预留份额", "完成交易额", "预留比例", "完成率", "完成数", "余额")
        columns = (Column("单位", share=2.6), *(Column(head, "right", 1.2) for head in heads))

        size, shares = table_layout(TableBlock("", columns, ((LONG_NAME * 2, *["1234.56"] * 6),)))

        assert all(
            (em_width(head) + 0.8) * size <= share * TEXT_WIDTH for head, share in zip(heads, shares[1:], strict=True)
        )

    def test_follows_given_shares(self):
        table = TableBlock("", (Column("单位", share=3), Column("金额", share=1)), (("甲", "1.00"),))

        _size, shares = table_layout(table)

        assert shares == pytest.approx((0.75, 0.25))

    def test_leaves_room_for_the_longest_name(self):
        size, shares = table_layout(ranking("", [LONG_NAME]))

        assert shares[1] * TEXT_WIDTH >= em_width(LONG_NAME) * size

    def test_takes_smaller_characters_for_many_columns(self):
        columns = tuple(Column(f"第{place}项完成金额") for place in range(6))

        size, _shares = table_layout(TableBlock("", columns, ()))

        assert size < 12

    def test_lets_names_wrap_before_figures(self):
        columns = (Column("单位"), Column("完成交易额", "right"))

        size, shares = table_layout(TableBlock("", columns, ((LONG_NAME * 4, "1234567.89"),)))

        assert shares[1] * TEXT_WIDTH >= em_width("1234567.89") * size

    def test_refuses_a_row_with_a_cell_too_few(self):
        with pytest.raises(ValueError, match="cells"):
            TableBlock("表", (Column("单位"), Column("金额")), (("甲",),))
