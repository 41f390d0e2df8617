from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.programmes.models import Base, Condition, Operator
from nongcai.domain.programmes.rules import (
    AT_LEAST,
    AT_MOST,
    BASES,
    CONDITIONS,
    Facts,
    bound_of,
    judge,
    loosened,
    meets,
    workday_from,
)

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


@dataclass(frozen=True)
class Ruled:
    """A rule with a number, the canteen's tenth unless something else is said."""

    layer_code: str = "000000"
    subject: str = "canteen_minimum"
    group: int = 1
    document: str = "财库〔2021〕19号"
    base: str = "canteen_total"
    operator: str = AT_LEAST
    value: Decimal | None = Decimal(10)
    measure: str = "percent"
    applies_to: str = ""
    strength: str = "must"


TENTH = Ruled()
BY_HEAD = Ruled(
    subject="union_minimum", base="member", value=Decimal(300), measure="yuan", applies_to="has_union_funds"
)
BY_WELFARE = replace(BY_HEAD, base="welfare_total", value=Decimal(15), measure="percent")
NOT_BELOW_LAST_YEAR = Ruled(subject="last_year", base="reserved_last_year", value=Decimal(100))
CANTEEN = Facts(reserved=Decimal("10000.00"), canteen_total=Decimal("100000.00"))
UNION = replace(CANTEEN, has_union_funds=True, union_members=10, union_planned=Decimal("3000.00"))


def outcomes(rules, facts, **more):
    return [demand.outcome for demand in judge(rules, facts, **more)]


class TestJudge:
    def test_takes_what_is_encouraged_for_no_alternative_of_what_shall_be_done(self):
        encouraged = replace(TENTH, strength="encouraged", value=Decimal(8))
        short = replace(CANTEEN, reserved=Decimal("8500.00"))

        assert outcomes([TENTH, encouraged], short) == ["missed", "kept"]
        assert outcomes([encouraged, TENTH, replace(TENTH, value=Decimal(5))], short) == ["kept", "kept"]

    def test_keeps_a_minimum_right_on_the_cent(self):
        short = replace(CANTEEN, reserved=Decimal("9999.99"))

        assert (outcomes([TENTH], CANTEEN), outcomes([TENTH], short)) == (["kept"], ["missed"])
        assert judge([TENTH], short)[0].nearest.gap == CENT

    def test_rounds_a_minimum_up_and_a_maximum_down(self):
        facts = replace(CANTEEN, canteen_total=Decimal("0.01"))

        least, most = (bound_of(replace(TENTH, operator=operator), facts) for operator in (AT_LEAST, AT_MOST))

        assert (least, most) == (CENT, Decimal("0.00"))

    def test_takes_any_alternative_of_a_group(self):
        facts = replace(UNION, welfare_total=Decimal("100000.00"))

        assert outcomes([BY_HEAD, BY_WELFARE], facts) == ["kept"]

    def test_wants_every_group_and_every_layer(self):
        stricter = replace(TENTH, layer_code="340000", value=Decimal(15))

        assert outcomes([TENTH, replace(TENTH, group=2, value=Decimal(11)), stricter], CANTEEN) == [
            "kept", "missed", "missed",
        ]  # fmt: skip

    def test_wants_what_each_document_asks(self):
        another = replace(TENTH, document="财办库〔2024〕267号", value=Decimal(12))

        assert outcomes([TENTH, another], CANTEEN) == ["kept", "missed"]

    def test_says_when_nobody_can_tell(self):
        farm = replace(TENTH, base="farm_total")

        assert outcomes([farm], CANTEEN) == ["unknown"]
        assert outcomes([replace(BY_HEAD, value=Decimal(400)), BY_WELFARE], UNION) == ["unknown"]

    def test_passes_over_what_does_not_concern_the_unit(self):
        assert outcomes([BY_HEAD], CANTEEN) == []
        assert outcomes([NOT_BELOW_LAST_YEAR], CANTEEN) == []
        assert outcomes([replace(TENTH, applies_to="has_canteen")], replace(CANTEEN, has_canteen=False)) == []

    def test_says_when_nobody_can_tell_whether_a_rule_concerns_the_unit(self):
        firms = replace(TENTH, applies_to="is_enterprise", value=Decimal(20))

        [demand] = judge([firms], CANTEEN)

        assert (demand.outcome, demand.is_unsure) == ("unknown", True)
        assert outcomes([firms], replace(CANTEEN, is_enterprise=True)) == ["missed"]
        assert outcomes([firms], replace(CANTEEN, is_enterprise=False)) == []
        assert outcomes([firms, TENTH], CANTEEN) == ["kept"]

    def test_compares_with_last_year(self):
        facts = replace(CANTEEN, reserved_last_year=Decimal("10000.01"))

        assert outcomes([NOT_BELOW_LAST_YEAR], facts) == ["missed"]

    def test_lets_an_exemption_lower_the_canteens_minimum_alone(self):
        facts = replace(CANTEEN, reserved=Decimal("5000.00"), reserved_last_year=Decimal("10000.00"))

        assert outcomes([TENTH, NOT_BELOW_LAST_YEAR], facts, lowered_to=Decimal(5)) == ["kept", "missed"]

    def test_never_lets_an_exemption_raise_it(self):
        assert outcomes([TENTH], CANTEEN, lowered_to=Decimal(20)) == ["kept"]

    @given(AMOUNTS, st.decimals("0", "100", places=2))
    def test_keeps_whoever_reserves_what_is_asked(self, base, rate):
        rule = replace(TENTH, value=rate)
        facts = Facts(canteen_total=base)

        asked = bound_of(rule, facts)

        assert outcomes([rule], replace(facts, reserved=asked)) == ["kept"]
        assert asked - base * rate / 100 < CENT


class TestLoosened:
    def test_finds_a_lower_layer_that_asks_for_less(self):
        lower = replace(TENTH, layer_code="340000", value=Decimal(8))

        assert [(one.lower, one.higher) for one in loosened([TENTH, lower])] == [(lower, TENTH)]

    @pytest.mark.parametrize(
        "lower",
        [
            replace(TENTH, layer_code="340000", value=Decimal(15)),
            replace(TENTH, layer_code="340000", value=Decimal(8), base="farm_total"),
            replace(TENTH, value=Decimal(8)),
            replace(TENTH, layer_code="340000", value=None),
        ],
    )
    def test_leaves_what_is_stricter_or_of_another_kind(self, lower):
        assert loosened([TENTH, lower]) == []

    def test_reads_a_maximum_the_other_way_round(self):
        cap = replace(TENTH, operator=AT_MOST, value=Decimal(500), measure="yuan", base="member")
        lower = replace(cap, layer_code="340000", value=Decimal(600))

        assert len(loosened([cap, lower])) == 1

    def test_reads_a_rule_for_some_beside_one_for_all(self):
        lower = replace(TENTH, layer_code="340000", value=Decimal(8), applies_to="has_canteen")

        assert len(loosened([TENTH, lower])) == 1


class TestWorkdayFrom:
    def test_goes_past_all_days_off(self):
        off = {date(2026, 10, day) for day in range(1, 8)}

        assert workday_from(date(2026, 10, 1), off) == date(2026, 10, 8)
        assert workday_from(date(2026, 9, 30), off) == date(2026, 9, 30)


class TestTables:
    def test_hold_every_base_and_condition_that_a_rule_may_have(self):
        assert set(BASES) == set(Base.values)
        assert set(CONDITIONS) == {"", *Condition.values}
