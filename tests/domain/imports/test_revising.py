from decimal import Decimal

import pytest

from nongcai.domain.imports import queries, services
from nongcai.domain.imports.errors import (
    NotRevisableError,
    OutsideScopeError,
    ReasonMissingError,
    SameUnitError,
    UnitBeforeOutsideScopeError,
    UnknownItemError,
)
from nongcai.domain.imports.models import Decision, ReconciliationItem
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions.models import Transaction
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, YEAR, credit_code
from tests.domain.imports.bench import Bench, Sheet, filed, order

SCHOOL, POLICE = "4101000002", "4101000003"


def stranger(number, **changes):
    values = {"buyer_kind": "contractor", "buyer_name": "一中食堂有限公司", "buyer_code": credit_code(600)}
    return order(number, **(values | {"bound_unit_code": ""} | changes))


@pytest.fixture
def item(cast, bench):
    """A buyer settled on the wrong unit."""
    bench.bring(Sheet("transactions", [stranger("1"), stranger("2", amount=Decimal("7.00"))]))
    found = ReconciliationItem.objects.get()
    return services.settle(actor=bench.actor, item_id=found.pk, unit_id=cast.units[SCHOOL].id, at=AT, reason="名称相近")


def purchased(cast, code):
    entries = Entry.objects.filter(unit_id=cast.units[code].id, kind="purchased").order_by("id")
    return [(entry.amount, entry.sign, entry.year) for entry in entries]


def is_clean():
    return ledger.differences() == [] and transactions.uncounted() == []


class TestRevise:
    def revise(self, bench, item, unit_id, reason="承包合同为公安局所签"):
        return services.revise(actor=bench.actor, item_id=item.pk, unit_id=unit_id, reason=reason, at=AT)

    def test_corrects_what_counted_by_opposites_in_the_orders_year(self, cast, bench, item):
        self.revise(bench, item, cast.units[POLICE].id)

        undone = [(Decimal("-7.00"), -1, YEAR), (Decimal("-300.00"), -1, YEAR)]
        assert sorted(purchased(cast, SCHOOL)[2:]) == sorted(undone)
        assert sorted(purchased(cast, POLICE)) == [(Decimal("7.00"), 1, YEAR), (Decimal("300.00"), 1, YEAR)]
        assert is_clean()

    def test_leaves_alone_what_counts_there_by_another_rule(self, cast, bench, item):
        bench.bring(Sheet("transactions", [order("3")]))

        self.revise(bench, item, cast.units[POLICE].id)

        assert Transaction.objects.get(pk="3").unit_id == cast.units[SCHOOL].id

    def test_is_followed_by_the_next_import(self, cast, bench, item):
        self.revise(bench, item, cast.units[POLICE].id)

        bench.bring(Sheet("transactions", [stranger("3")]))

        assert Transaction.objects.get(pk="3").unit_id == cast.units[POLICE].id

    def test_keeps_who_said_what_and_why(self, cast, bench, item):
        self.revise(bench, item, cast.units[POLICE].id)

        steps = [(step.action, step.unit_id, step.reason, step.by_id) for step in queries.steps_of(item)]
        user = bench.actor.user_id
        assert steps == [
            ("revise", cast.units[POLICE].id, "承包合同为公安局所签", user),
            ("settle", cast.units[SCHOOL].id, "名称相近", user),
        ]
        assert queries.settled_visible_to(bench.actor).get().reason == "承包合同为公安局所签"

    def test_can_be_done_twice(self, cast, bench, item):
        self.revise(bench, item, cast.units[POLICE].id)
        self.revise(bench, item, cast.units[SCHOOL].id)

        assert sum(amount for amount, _, _ in purchased(cast, SCHOOL)) == Decimal("307.00")
        assert sum(amount for amount, _, _ in purchased(cast, POLICE)) == 0
        assert is_clean()

    def test_wants_a_reason_another_unit_and_one_in_scope(self, cast, bench, item):
        with pytest.raises(ReasonMissingError):
            self.revise(bench, item, cast.units[POLICE].id, reason=" ")
        with pytest.raises(SameUnitError):
            self.revise(bench, item, cast.units[SCHOOL].id)
        with pytest.raises(OutsideScopeError):
            self.revise(bench, item, cast.city.id)

    def test_is_for_finance_of_the_bureau(self, cast, bench, item):
        with pytest.raises(NotAllowedError):
            self.revise(Bench(cast, name="auditor"), item, cast.units[POLICE].id)
        with pytest.raises(UnknownItemError):
            self.revise(Bench(cast, name="district_finance"), item, cast.units["4101050002"].id)

    def test_refuses_what_waits_and_what_is_put_right_in_its_own_table(self, cast, bench):
        bench.bring(Sheet("filings", [filed("9999", name="某校")]))
        waiting = ReconciliationItem.objects.get()
        with pytest.raises(UnknownItemError):
            self.revise(bench, waiting, cast.units[POLICE].id)
        services.settle(actor=bench.actor, item_id=waiting.pk, unit_id=cast.units[POLICE].id, at=AT)

        with pytest.raises(NotRevisableError):
            self.revise(bench, waiting, cast.units[SCHOOL].id)


class TestReopen:
    def reopen(self, bench, item, reason="尚待承包方提供合同"):
        return services.reopen(actor=bench.actor, item_id=item.pk, reason=reason, at=AT)

    def test_lets_the_orders_wait_again_and_forgets(self, cast, bench, item):
        self.reopen(bench, item)

        assert sum(amount for amount, _, _ in purchased(cast, SCHOOL)) == 0
        assert [one.pk for one in queries.items_visible_to(bench.actor)] == [item.pk]
        assert queries.orders_of(ReconciliationItem.objects.get()).count() == 2
        assert Decision.objects.get().answer == ""
        assert is_clean()

    def test_takes_along_what_later_imports_counted(self, bench, item):
        bench.bring(Sheet("transactions", [stranger("3")]))

        reopened = self.reopen(bench, item)

        assert (reopened.orders, reopened.amount) == (3, Decimal("607.00"))

    def test_is_not_remembered_by_the_next_import(self, bench, item):
        self.reopen(bench, item)

        bench.bring(Sheet("transactions", [stranger("3")]))

        assert queries.items_visible_to(bench.actor).get().orders == 3
        assert Transaction.objects.get(pk="3").unit_id is None

    def test_can_be_settled_again(self, cast, bench, item):
        self.reopen(bench, item)

        services.settle(actor=bench.actor, item_id=item.pk, unit_id=cast.units[POLICE].id, at=AT)

        assert sum(amount for amount, _, _ in purchased(cast, POLICE)) == Decimal("307.00")
        assert is_clean()

    def test_wants_a_reason(self, bench, item):
        with pytest.raises(ReasonMissingError):
            self.reopen(bench, item, reason="")


class TestTwoBureaus:
    PRIMARY = "4101050002"

    @pytest.fixture
    def settled(self, cast):
        """The same buyer, settled by the city and by a district on one unit of the district."""
        found = []
        for name, number in (("city_finance", "1"), ("district_finance", "2")):
            bench = Bench(cast, name=name)
            bench.bring(Sheet("transactions", [stranger(number)]))
            item = ReconciliationItem.objects.get(node_id=bench.actor.organisation_id)
            unit_id = cast.units[self.PRIMARY].id
            found.append(services.settle(actor=bench.actor, item_id=item.pk, unit_id=unit_id, at=AT))
        return found

    def test_one_that_reopens_leaves_the_other_s_orders_alone(self, cast, settled):
        actor = cast.actor("district_finance")

        reopened = services.reopen(actor=actor, item_id=settled[1].pk, reason="尚待合同", at=AT)

        assert dict(Transaction.objects.values_list("pk", "unit_id")) == {"1": cast.units[self.PRIMARY].id, "2": None}
        assert (reopened.orders, reopened.amount) == (1, Decimal("300.00"))
        assert is_clean()

    def test_one_that_revises_leaves_the_other_s_orders_alone(self, cast, settled):
        other = cast.units["4101050001"].id

        services.revise(
            actor=cast.actor("district_finance"), item_id=settled[1].pk, unit_id=other, reason="合同", at=AT
        )

        assert dict(Transaction.objects.values_list("pk", "unit_id")) == {"1": cast.units[self.PRIMARY].id, "2": other}
        assert is_clean()

    def test_each_lists_its_own_orders(self, settled):
        assert [[one.pk for one in queries.orders_of(item)] for item in settled] == [["1"], ["2"]]

    def test_none_takes_from_a_unit_that_is_no_longer_its_own(self, cast, settled):
        ReconciliationItem.objects.filter(pk=settled[1].pk).update(unit=cast.units[SCHOOL].id)
        act = {"actor": cast.actor("district_finance"), "item_id": settled[1].pk, "reason": "合同", "at": AT}

        with pytest.raises(UnitBeforeOutsideScopeError, match="上级财政部门"):
            services.reopen(**act)
        with pytest.raises(UnitBeforeOutsideScopeError):
            services.revise(**act, unit_id=cast.units["4101050001"].id)


class TestOrdersOf:
    def test_are_those_that_wait_then_those_that_count(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1"), stranger("2", buyer_name="乙公司"), order("3")]))
        item = ReconciliationItem.objects.get(name="乙公司")
        assert [one.order_no for one in queries.orders_of(item)] == ["2"]

        settled = services.settle(actor=bench.actor, item_id=item.pk, unit_id=cast.units[SCHOOL].id, at=AT)

        assert [one.order_no for one in queries.orders_of(settled)] == ["2"]
        assert [one.name for one in queries.buyers_settled_on(cast.units[SCHOOL].id)] == ["乙公司"]
