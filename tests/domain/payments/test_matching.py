from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.payments import rules
from nongcai.domain.payments.rules import Arrived, Matcher, Owed

US, THEM = "school", "bureau"


def owed(number=1, amount="100.00", payers=(US,)):
    key = UUID(int=number)
    return Owed(key, rules.code_of(key), frozenset(payers), Decimal(amount))


def arrived(amount="100.00", *orders, payer=US, **more):
    note = " ".join(order.code for order in orders)
    return Arrived(UUID(int=999), Decimal(amount), payer, note, **more)


def judge(one, *orders):
    return Matcher(orders).judge(one)


class TestByCode:
    def test_pays_the_order_that_is_named(self):
        one, other = owed(1), owed(2)

        found = judge(arrived("100.00", other), one, other)

        assert found.parts == ((other.order_id, Decimal("100.00")),)
        assert found.kind == ""

    def test_pays_all_that_are_named_where_the_sum_is_right(self):
        one, other = owed(1, "30.00"), owed(2, "70.00")

        assert dict(judge(arrived("100.00", one, other), one, other).parts) == {one.order_id: 30, other.order_id: 70}

    def test_does_not_choose_between_two(self):
        one, other = owed(1, "30.00"), owed(2, "70.00")

        found = judge(arrived("90.00", one, other), one, other)

        assert (found.parts, found.kind) == ((), "fits_two")

    def test_keeps_what_is_over(self):
        order = owed(1)

        found = judge(arrived("130.00", order), order)

        assert (found.parts, found.kind) == (((order.order_id, Decimal("100.00")),), "over_paid")

    def test_takes_an_instalment_and_says_so(self):
        order = owed(1)

        found = judge(arrived("30.00", order), order)

        assert (found.parts, found.kind) == (((order.order_id, Decimal("30.00")),), "partial")

    def test_asks_about_another_payer(self):
        order = owed(1)

        found = judge(arrived("100.00", order, payer=THEM), order)

        assert (found.parts, found.kind, found.candidates) == ((), "payer_differs", (order.order_id,))

    def test_pays_nothing_for_what_is_paid_or_cancelled(self):
        order = owed(1, "0.00")

        found = judge(arrived("100.00", order), order)

        assert (found.parts, found.kind) == ((), "over_paid")


class TestByAmount:
    def test_pays_the_only_one_that_fits(self):
        order = owed(1)

        assert judge(arrived(), order, owed(2, "99.99"), owed(3, payers=(THEM,))).parts == ((order.order_id, 100),)

    def test_does_not_choose_between_two(self):
        found = judge(arrived(), owed(1), owed(2))

        assert (found.parts, found.kind, len(found.candidates)) == ((), "fits_two", 2)

    def test_does_not_pay_the_same_order_twice(self):
        matcher = Matcher([owed(1)])

        assert matcher.judge(arrived()).parts
        assert matcher.judge(arrived()).kind == "no_order"

    def test_names_what_it_could_be(self):
        assert judge(arrived("40.00"), owed(1)).kind == "partial"
        assert judge(arrived("140.00"), owed(1)).kind == "over_paid"
        assert judge(arrived("40.00"), owed(1), owed(2)).kind == "fits_two"
        assert judge(arrived(payer=THEM), owed(1)).kind == "payer_differs"
        assert judge(arrived("40.00", payer=THEM), owed(1)).kind == "no_order"

    def test_pays_nobody_whose_name_is_not_told(self):
        assert judge(arrived(payer=""), owed(1)).kind == "payer_differs"


class TestWrongAccount:
    def test_pays_nothing_by_itself(self):
        order = owed(1)
        matcher = Matcher([order])

        found = matcher.judge(arrived("100.00", order, is_settlement=False))

        assert (found.parts, found.kind, found.candidates) == ((), "wrong_account", (order.order_id,))
        assert matcher.judge(arrived("100.00", order)).parts


YUAN = st.sampled_from(["10.00", "20.00", "30.00", "50.00"])
PAYER = st.sampled_from([US, THEM, ""])
# Orders by what is owed and who pays; transfers by their amount, the places of the orders they name, and who paid.
ORDERS = st.lists(st.tuples(YUAN, PAYER), max_size=5)
TRANSFERS = st.lists(st.tuples(YUAN, st.lists(st.integers(0, 4), max_size=2), PAYER), max_size=8)


class TestMatcher:
    @given(ORDERS, TRANSFERS)
    def test_never_pays_more_than_arrived_or_is_owed(self, wanted, came):
        orders = [owed(place, amount, (payer,)) for place, (amount, payer) in enumerate(wanted, start=1)]
        matcher = Matcher(orders)
        paid = dict.fromkeys((order.order_id for order in orders), Decimal(0))

        for amount, places, payer in came:
            named = [orders[place] for place in places if place < len(orders)]
            found = matcher.judge(arrived(amount, *named, payer=payer))

            total = sum((part for _order, part in found.parts), Decimal(0))
            assert total <= Decimal(amount)
            assert total == Decimal(amount) or found.kind
            for order, part in found.parts:
                assert part > 0
                paid[order] += part
        assert all(paid[order.order_id] <= order.open for order in orders)
