"""How much may be spent: set, changed never below what was promised, closed, and which of them a spending touches."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import F

from nongcai.domain.approvals import queries, services
from nongcai.domain.approvals.errors import (
    BudgetAmountError,
    BudgetBelowPromisedError,
    BudgetClosedError,
    BudgetReasonError,
    BudgetTakenError,
    BuyerUnfitError,
)
from nongcai.domain.approvals.services import ToldBudget
from nongcai.domain.holds.models import Resource
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.cast import AT

TODAY = AT.date()


def promise(budget, amount):
    Resource.objects.filter(pk=budget.resource_id).update(held=F("held") + amount)


def standing(budget):
    [found] = queries.budget_standings([budget])
    return found


class TestSetBudget:
    def test_lasts_as_long_as_its_span(self, canteen):
        budget = canteen.budget("10000", span="quarter")

        assert (str(budget.first_on), str(budget.last_on)) == ("2024-01-01", "2024-03-31")
        assert (standing(budget).amount, standing(budget).left) == (10000, 10000)
        assert standing(budget).name == "食堂 2024年第1季度"

    def test_is_one_a_purpose_and_span(self, canteen):
        canteen.budget()
        canteen.budget(purpose="")
        canteen.budget(span="year")

        with pytest.raises(BudgetTakenError):
            canteen.budget("20000")

    @pytest.mark.parametrize("amount", ["0", "-1", "0.001", "NaN"])
    def test_wants_an_amount(self, canteen, amount):
        with pytest.raises(BudgetAmountError):
            canteen.budget(amount)

    @pytest.mark.parametrize("who", ["buyer", "order_approver", "city_finance"])
    def test_is_for_the_schools_own_people_alone(self, canteen, who):
        told = ToldBudget(canteen.unit, "", "year", TODAY, Decimal(1))

        with pytest.raises(NotAllowedError):
            services.set_budget(actor=canteen.actor(who), told=told, at=AT)

    def test_is_for_who_buys_for_the_own_unit(self, canteen):
        told = ToldBudget(canteen.unit, "", "year", TODAY, Decimal(1))

        with pytest.raises(BuyerUnfitError):
            services.set_budget(actor=canteen.actor("stranger"), told=told, at=AT)


class TestChangeBudget:
    def change(self, canteen, budget, amount, *, reason="调整", who="unit"):
        return services.change_budget(
            actor=canteen.actor(who), budget_id=budget.pk, amount=Decimal(amount), reason=reason, at=AT
        )

    def test_goes_down_to_what_was_promised_and_no_further(self, canteen):
        budget = canteen.budget("10000")
        promise(budget, 3000)

        self.change(canteen, budget, "3000")
        with pytest.raises(BudgetBelowPromisedError) as refusal:
            self.change(canteen, budget, "2999.99")

        assert "3,000.00元" in str(refusal.value)
        assert standing(budget).amount == 3000

    def test_is_kept_with_its_reason(self, canteen):
        budget = canteen.budget("10000")

        self.change(canteen, budget, "12000", reason="追加")

        told = [(one.before, one.amount, one.reason) for one in queries.changes_of(budget)]
        assert told == [(Decimal(10000), Decimal(12000), "追加"), (None, Decimal(10000), "")]

    def test_wants_a_reason(self, canteen):
        budget = canteen.budget()

        with pytest.raises(BudgetReasonError):
            self.change(canteen, budget, "12000", reason=" ")

    @pytest.mark.parametrize(("who", "refusal"), [("head", NotAllowedError), ("stranger", NotFoundError)])
    def test_is_not_for_others(self, canteen, who, refusal):
        budget = canteen.budget()

        with pytest.raises(refusal):
            self.change(canteen, budget, "12000", who=who)

    def test_is_over_once_it_was_closed(self, canteen):
        budget = canteen.budget()
        services.close_budget(actor=canteen.actor("unit"), budget_id=budget.pk, reason="设错用途", at=AT)

        with pytest.raises(BudgetClosedError):
            self.change(canteen, budget, "12000")
        assert canteen.budget("500").pk != budget.pk


class TestResourcesFor:
    def test_are_those_of_the_purpose_and_of_all(self, canteen):
        month, whole, union = canteen.budget(), canteen.budget(purpose="", span="year"), canteen.budget(purpose="union")

        found = queries.resources_for(canteen.unit, canteen.unit, "canteen", TODAY)

        assert found == sorted([month.resource_id, whole.resource_id])
        assert union.resource_id in queries.resources_for(canteen.unit, canteen.unit, "union", TODAY)

    def test_are_those_of_the_day(self, canteen):
        canteen.budget()

        assert queries.resources_for(canteen.unit, canteen.unit, "canteen", TODAY + timedelta(days=1)) == []

    def test_are_none_of_others_and_none_that_were_closed(self, canteen):
        budget = canteen.budget()
        other = canteen.cast.units["4101000001"].id
        assert queries.resources_for(other, other, "canteen", TODAY) == []

        services.close_budget(actor=canteen.actor("unit"), budget_id=budget.pk, reason="设错", at=AT)

        assert queries.resources_for(canteen.unit, canteen.unit, "canteen", TODAY) == []

    def test_can_be_said_by_name(self, canteen):
        budget = canteen.budget("1000")
        promise(budget, 800)

        [found] = queries.budgets_behind([budget.resource_id])

        assert (found.name, found.left, found.is_short) == ("食堂 2024年1月", 200, True)


class TestBudgetsVisibleTo:
    def test_are_those_of_the_body_and_the_school(self, canteen):
        canteen.budget()

        seen = {name: queries.budgets_visible_to(canteen.actor(name)).count() for name in ("unit", "buyer", "stranger")}

        assert seen == {"unit": 1, "buyer": 1, "stranger": 0}
