"""A batch read at once gives what reading cell by cell gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.interfaces.sheets import cells
from nongcai.interfaces.sheets.columns import Column
from nongcai.interfaces.sheets.quick import QUICK

READERS = {
    "code": cells.code,
    "order_no": cells.order_no,
    "moment": cells.moment,
    "money": cells.money,
    "price": cells.price,
}
CELLS = (
    st.floats(-1e9, 1e9)
    | st.decimals(-(10**9), 10**9, places=2).map(float)
    | st.integers(0, 10**9).map(str)
    | st.datetimes().map(lambda moment: moment.isoformat(sep=" ", timespec="seconds"))
    | st.sampled_from(
        ["", "abc", "ABC1", "２", "2023-01-05", "2023-01-05 10:22:00", "2023-01-05T10:22:00+00:00", 0.0, -0.0]
    )
)


class TestQuickReading:
    @pytest.mark.parametrize("kind", list(QUICK))
    @given(batch=st.lists(CELLS, min_size=1, max_size=4))
    def test_agrees_with_reading_cell_by_cell(self, kind, batch):
        column = Column("field", "列", kind, length=40, blank=None)

        read = QUICK[kind](tuple(batch), column)

        if read is not None:
            slowly = [READERS[kind](cell, []) if cell != "" else None for cell in batch]
            assert [value or None for value in read] == [value or None for value in slowly]

    @pytest.mark.parametrize(
        ("kind", "batch"),
        [
            ("code", ("4101000001", "", "410100A")),
            ("order_no", ("8320001a", "8320002")),
            ("moment", ("2023-01-05 10:22:00", "")),
            ("money", (1418.81, 0.0, -3.5)),
            ("price", (86.7331, 2.0)),
        ],
    )
    def test_is_used_where_all_is_in_order(self, kind, batch):
        column = Column("field", "列", kind, length=40, blank=None)

        assert QUICK[kind](batch, column) is not None

    @pytest.mark.parametrize(
        ("kind", "batch"),
        [
            ("code", ("abc",)),
            ("code", ("1" * 41,)),
            ("code", (4101.0,)),
            ("moment", ("2123-01-05 10:22:00",)),
            ("moment", ("2023-01-05T10:22:00Z",)),
            ("moment", ("2023-01-05",)),
            ("moment", ("2023-01-05 10:22:00", "20230105")),
            ("money", (86.7331,)),
            ("money", (-0.0,)),
            ("money", (1e13,)),
            ("price", (Decimal(1),)),
        ],
    )
    def test_leaves_the_rest_to_a_closer_look(self, kind, batch):
        column = Column("field", "列", kind, length=40, blank=None)

        assert QUICK[kind](batch, column) is None

    @pytest.mark.parametrize("kind", ["code", "moment"])
    def test_leaves_an_empty_required_cell_to_a_closer_look(self, kind):
        column = Column("field", "列", kind, length=40, required=True)

        assert QUICK[kind](("",), column) is None
