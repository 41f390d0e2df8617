"""Who sets levels, and who stands in for whom."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from nongcai.domain.approvals import queries, rules, services
from nongcai.domain.approvals.errors import (
    BuyerUnfitError,
    DelegateUnfitError,
    DelegationDaysError,
    DelegationEndedError,
    DelegationOverlapError,
    LevelAmountError,
    LevelsOrderError,
    LevelsTooManyError,
    PostUnfitError,
)
from nongcai.domain.approvals.models import ApprovalLevel
from nongcai.domain.approvals.services import ToldDelegation, ToldLevel
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.cast import AT, hire, hire_buyer

TODAY = AT.date()


def set_to(canteen, *told, who="unit", organisation=None):
    return services.set_levels(
        actor=canteen.actor(who),
        organisation_id=organisation or canteen.unit,
        purpose="",
        told=[ToldLevel(Decimal(amount), post) for amount, post in told],
        at=AT,
    )


class TestSetLevels:
    def test_ends_those_before_and_keeps_them(self, canteen):
        set_to(canteen, ("2000", canteen.post("head").pk))

        standing = ApprovalLevel.objects.filter(ended_at=None)
        assert [(one.number, one.from_amount) for one in standing] == [(1, Decimal(2000))]
        assert ApprovalLevel.objects.count() == 3

    def test_changes_nothing_where_the_same_is_told(self, canteen):
        before = set_to(canteen, ("2000", None))

        assert set_to(canteen, ("2000.00", None)) == before

    @pytest.mark.parametrize("who", ["buyer", "order_approver", "city_finance", "auditor"])
    def test_is_for_the_schools_own_people_alone(self, canteen, who):
        with pytest.raises(NotAllowedError):
            set_to(canteen, ("0", None), who=who)

    def test_is_for_who_buys_for_the_own_unit(self, canteen):
        with pytest.raises(BuyerUnfitError):
            set_to(canteen, ("0", None), who="stranger")
        with pytest.raises(BuyerUnfitError):
            set_to(canteen, ("0", None), organisation=canteen.cast.units["4101000001"].id)

    def test_wants_amounts_that_rise(self, canteen):
        with pytest.raises(LevelsOrderError) as refusal:
            set_to(canteen, ("1000", None), ("1000", None))

        assert list(refusal.value.fields) == ["from_2"]

    @pytest.mark.parametrize("amount", ["-1", "0.001", "NaN"])
    def test_wants_amounts(self, canteen, amount):
        with pytest.raises(LevelAmountError):
            set_to(canteen, (amount, None))

    def test_wants_no_more_than_five(self, canteen):
        with pytest.raises(LevelsTooManyError):
            set_to(canteen, *((str(number), None) for number in range(6)))

    def test_names_approvers_in_office(self, canteen):
        for post in (canteen.post("buyer").pk, canteen.post("unit").pk, 10**9):
            with pytest.raises(PostUnfitError):
                set_to(canteen, ("0", post))
        canteen.leave("head")
        with pytest.raises(PostUnfitError):
            set_to(canteen, ("0", canteen.post("head").pk))

    def test_may_name_a_buyer_where_there_is_no_approver(self, canteen):
        canteen.leave("head")
        canteen.leave("order_approver")

        assert set_to(canteen, ("0", canteen.post("buyer").pk))

    def test_is_seen_by_the_body_and_the_school(self, canteen):
        assert [len(queries.levels_visible_to(canteen.actor(name))) for name in ("unit", "buyer", "head")] == [2, 2, 2]
        assert not queries.levels_visible_to(canteen.actor("stranger"))


class TestDelegate:
    def told(self, canteen, **changes):
        told = ToldDelegation(
            canteen.post("order_approver").pk, canteen.post("head").pk, TODAY, TODAY + timedelta(days=3), "出差"
        )
        return replace(told, **changes)

    def test_is_done_by_the_post_itself_or_by_the_schools_people(self, canteen):
        given = services.delegate(actor=canteen.actor("order_approver"), told=self.told(canteen), at=AT)
        services.end_delegation(actor=canteen.actor("unit"), delegation_id=given.pk, at=AT)

        assert services.delegate(actor=canteen.actor("unit"), told=self.told(canteen), at=AT).set_by_label

    @pytest.mark.parametrize("who", ["head", "buyer", "stranger", "city_finance"])
    def test_is_not_done_by_others(self, canteen, who):
        with pytest.raises(NotAllowedError):
            services.delegate(actor=canteen.actor(who), told=self.told(canteen), at=AT)

    @pytest.mark.parametrize("who", ["stranger", "supervisor", "auditor", "order_approver"])
    def test_wants_somebody_of_the_same_body_or_school(self, canteen, who):
        told = self.told(canteen, to_post_id=canteen.post(who).pk)

        with pytest.raises(DelegateUnfitError):
            services.delegate(actor=canteen.actor("order_approver"), told=told, at=AT)

    @pytest.mark.parametrize(("first", "last"), [(-1, 3), (3, 2), (0, 400)])
    def test_wants_days_to_come(self, canteen, first, last):
        told = self.told(canteen, first_on=TODAY + timedelta(days=first), last_on=TODAY + timedelta(days=last))

        with pytest.raises(DelegationDaysError):
            services.delegate(actor=canteen.actor("unit"), told=told, at=AT)

    def test_is_one_at_a_time(self, canteen):
        services.delegate(actor=canteen.actor("unit"), told=self.told(canteen), at=AT)

        with pytest.raises(DelegationOverlapError):
            services.delegate(actor=canteen.actor("unit"), told=self.told(canteen), at=AT)

    def test_may_be_for_one_who_left(self, canteen):
        canteen.leave("order_approver")

        assert services.delegate(actor=canteen.actor("unit"), told=self.told(canteen), at=AT)


class TestEndDelegation:
    @pytest.fixture
    def given(self, canteen):
        return services.delegate(actor=canteen.actor("unit"), told=TestDelegate().told(canteen), at=AT)

    def test_is_done_once(self, canteen, given):
        services.end_delegation(actor=canteen.actor("order_approver"), delegation_id=given.pk, at=AT)

        with pytest.raises(DelegationEndedError):
            services.end_delegation(actor=canteen.actor("unit"), delegation_id=given.pk, at=AT)

    def test_is_not_done_by_who_stands_in(self, canteen, given):
        with pytest.raises(NotAllowedError):
            services.end_delegation(actor=canteen.actor("head"), delegation_id=given.pk, at=AT)

    def test_is_not_there_for_others(self, canteen, given):
        with pytest.raises(NotFoundError):
            services.end_delegation(actor=canteen.actor("stranger"), delegation_id=given.pk, at=AT)


class TestRules:
    @pytest.mark.parametrize(
        ("span", "first", "last"),
        [
            ("year", "2024-01-01", "2024-12-31"),
            ("quarter", "2024-01-01", "2024-03-31"),
            ("month", "2024-02-01", "2024-02-29"),
        ],
    )
    def test_say_from_which_day_to_which_a_budget_lasts(self, span, first, last):
        assert [str(day) for day in rules.days_of(span, TODAY.replace(month=2, day=7))] == [first, last]

    @pytest.mark.parametrize(("taken", "short"), [("79.99", False), ("80", True), ("120", True)])
    def test_warn_from_four_fifths_on(self, taken, short):
        assert rules.is_short(Decimal(100), Decimal(taken)) is short


def test_a_school_without_approvers_has_its_buyers_named(cast):
    hire_buyer(cast)
    hire(cast, "acceptor")
    unit = cast.units["4101000002"].id

    assert [post.role for post in queries.approvers_of(unit, unit, TODAY)] == ["buyer"]
