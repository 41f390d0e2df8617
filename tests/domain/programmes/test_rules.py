from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.programmes.models import Operator
from nongcai.domain.programmes.rules import AT_LEAST, AT_MOST, all_met, meets

AMOUNTS = st.decimals("0", "1000000", places=2)
OPERATORS = st.sampled_from([AT_LEAST, AT_MOST])
CENT = Decimal("0.01")


class TestMeets:
    @given(AMOUNTS, OPERATORS)
    def test_holds_right_on_the_bound(self, bound, operator):
        assert meets(bound, operator, bound)

    @given(AMOUNTS)
    def test_tells_a_cent_below_from_a_cent_above(self, bound):
        below, above = bound - CENT, bound + CENT

        assert (meets(below, AT_LEAST, bound), meets(above, AT_LEAST, bound)) == (False, True)
        assert (meets(below, AT_MOST, bound), meets(above, AT_MOST, bound)) == (True, False)

    @pytest.mark.parametrize("operator", Operator.values)
    def test_knows_every_operator_of_the_table(self, operator):
        assert meets(CENT, operator, CENT)

    def test_refuses_an_operator_that_it_does_not_know(self):
        with pytest.raises(ValueError, match="about"):
            meets(CENT, "about", CENT)


class TestAllMet:
    def test_takes_any_alternative_of_a_group(self):
        assert all_met([(1, False), (1, True)])

    def test_wants_every_group(self):
        assert not all_met([(1, True), (2, False)])

    @given(st.lists(st.tuples(st.integers(1, 4), st.booleans())))
    def test_is_the_conjunction_of_the_groups(self, outcomes):
        unmet = {group for group, _ in outcomes} - {group for group, is_met in outcomes if is_met}

        assert all_met(outcomes) == (not unmet)
