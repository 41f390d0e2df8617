from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.assessments.rules import FIGURE_NAMES, Figures, ranks, share, total_of

amounts = st.decimals(min_value=0, max_value=10**9, places=2)
numbers = st.integers(min_value=0, max_value=10**6)
figures = st.builds(Figures, *([amounts] * 7), *([numbers] * 6))


class TestFigures:
    def test_give_no_rate_without_a_base(self):
        empty = Figures(canteen=Decimal(100))

        assert (empty.ratio, empty.completion_rate, empty.canteen_rate) == (None, None, None)

    def test_round_a_rate_half_up(self):
        odd = Figures(canteen_total=Decimal(800), reserved=Decimal("100.36"))

        assert odd.ratio == Decimal("12.55")

    def test_keep_unions_firms_and_persons_out_of_the_canteens_rate(self):
        mixed = Figures(
            reserved=Decimal(100),
            canteen=Decimal(40),
            contractor=Decimal(10),
            union=Decimal(20),
            enterprise=Decimal(20),
            individual=Decimal(30),
        )

        assert (mixed.canteen_rate, mixed.completion_rate) == (Decimal(50), Decimal(120))

    @given(st.lists(figures, max_size=6))
    def test_add_up_whatever_their_order(self, parts):
        total = total_of(parts)

        assert total == total_of(reversed(parts))
        assert total.purchased == sum(part.purchased for part in parts)

    @given(figures, figures)
    def test_sum_each_figure_of_the_parts(self, one, other):
        total = one + other

        assert all(getattr(total, name) - getattr(one, name) == getattr(other, name) for name in FIGURE_NAMES)


class TestRanks:
    def test_are_shared_by_equals_and_then_skip(self):
        found = ranks([("甲", 3), ("乙", 5), ("丙", 5), ("丁", 1)], lambda item: item[1])

        assert [(rank, item[0]) for rank, item in found] == [(1, "乙"), (1, "丙"), (3, "甲"), (4, "丁")]

    def test_leave_out_what_has_no_value(self):
        found = ranks([("甲", None), ("乙", 2)], lambda item: item[1])

        assert [item[0] for _, item in found] == ["乙"]

    def test_tell_apart_what_rounds_to_the_same_percent(self):
        less = Figures(canteen_total=Decimal(300000), reserved=Decimal("40000.00"))
        more = Figures(canteen_total=Decimal(300000), reserved=Decimal("40000.01"))

        found = ranks([less, more], lambda item: item.exact_ratio)

        assert less.ratio == more.ratio
        assert [rank for rank, _ in found] == [1, 2]
        assert found[0][1] is more

    @given(st.lists(st.integers(0, 5)))
    def test_count_those_who_stand_before(self, values):
        found = ranks(values, lambda value: Fraction(value, 7))

        assert all(rank == 1 + sum(other > value for other in values) for rank, value in found)


class TestShare:
    def test_of_nothing_is_nothing(self):
        assert share(Decimal(0), Decimal(0)) == 0
