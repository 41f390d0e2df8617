"""Several at the same moment: one decides, one asks, one sets."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from nongcai.domain.approvals import queries, services
from nongcai.domain.approvals.models import ApprovalLevel, ApprovalRequest, ApprovalStep, Delegation
from nongcai.domain.approvals.services import ToldDelegation
from nongcai.domain.holds import services as holds
from nongcai.domain.holds.services import holding
from nongcai.foundation.errors import DomainError
from tests.approvals import SUBJECT, canteen
from tests.cast import AT
from tests.walls import without_wall

TODAY = AT.date()


@pytest.fixture
def shop(stage):
    """The canteen in a database in which threads commit."""
    return canteen(stage)


def at_once(*acts):
    """Let all act at the same moment; return what each returned, or the code of its refusal."""
    ready = Barrier(len(acts))

    def one(act):
        try:
            ready.wait(timeout=10)
            return act()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def agreeing(shop, who, level):
    actor = shop.actor(who)
    return lambda: services.agree(actor=actor, subject=SUBJECT, level=level, at=AT)


class TestTwoApprovers:
    def test_agree_once_to_the_level_that_both_saw(self, shop):
        shop.levels(("1000", ""), ("5000", ""))
        shop.ask("6000")

        found = at_once(*(agreeing(shop, who, 1) for who in ("order_approver", "head") * 4))

        assert sorted(found, key=str) == [False, *["request_moved"] * 7]
        assert ApprovalRequest.objects.get().number == 2
        assert ApprovalStep.objects.count() == 2

    def test_would_pass_two_levels_by_one_look_if_they_did_not_say_what_they_saw(self, shop):
        shop.levels(("1000", ""), ("5000", ""))
        shop.ask("6000")

        # The negative control: whoever takes the level as it stands agrees to one that nobody looked at.
        for who in ("order_approver", "head"):
            assert shop.agree(who, level=ApprovalRequest.objects.get().number) in {False, True}

        assert ApprovalRequest.objects.get().state == "agreed"

    def test_agree_and_refuse_and_one_of_both_is_done(self, shop):
        shop.levels(("1000", ""))
        shop.ask()
        head = shop.actor("head")
        refusing = [lambda: services.refuse(actor=head, subject=SUBJECT, level=1, reason="否", at=AT).state] * 3

        found = at_once(*refusing, *[agreeing(shop, "order_approver", 1)] * 3)

        assert sum(one == "request_decided" for one in found) == 5
        assert ApprovalStep.objects.count() == 2


class TestOthers:
    def test_ask_once_for_a_subject(self, shop):
        buyer = shop.actor("buyer")
        asking = [lambda: services.ask(actor=buyer, subject=SUBJECT, told=shop.told(), at=AT) is not None] * 6

        assert sorted(at_once(*asking), key=str) == [True, *["already_asked"] * 5]

    def test_withdraw_or_agree(self, shop):
        shop.ask()
        buyer = shop.actor("buyer")
        taking = [lambda: services.withdraw(actor=buyer, subject=SUBJECT, at=AT).state] * 3

        found = at_once(*taking, *[agreeing(shop, "order_approver", 1)] * 3)

        assert sum(one == "request_decided" for one in found) == 5

    def test_set_levels_one_after_the_other(self, shop):
        unit, post = shop.actor("unit"), shop.post("head").pk

        def setting(amount):
            told = [services.ToldLevel(amount, post)]
            return lambda: len(services.set_levels(actor=unit, organisation_id=shop.unit, purpose="", told=told, at=AT))

        assert at_once(*(setting(amount) for amount in map(Decimal, (100, 200, 300, 400)))) == [1] * 4
        assert ApprovalLevel.objects.filter(ended_at=None).count() == 1

    def test_name_one_who_stands_in(self, shop):
        unit = shop.actor("unit")
        told = ToldDelegation(shop.post("order_approver").pk, shop.post("head").pk, TODAY, TODAY, "出差")
        naming = [lambda: services.delegate(actor=unit, told=told, at=AT).pk > 0] * 4

        assert sorted(at_once(*naming), key=str) == [True, *["delegation_overlaps"] * 3]
        assert Delegation.objects.count() == 1

    def test_set_one_budget(self, shop):
        setting = [lambda: shop.budget().pk > 0] * 4

        assert sorted(at_once(*setting), key=str) == [True, *["budget_exists"] * 3]


class TestTheLastYuan:
    """Thirty buy for 100 yuan each, at the same moment, of a budget of 1 000 for the month and 1 200 for the year."""

    def spend(self, shop):
        keys = queries.resources_for(shop.unit, shop.unit, "canteen", TODAY)
        assert len(keys) == 2

        def buying(number):
            told = dict.fromkeys(keys, Decimal(100))
            return lambda: holds.hold(source=f"order:{number}", told=told, at=AT) is None

        return at_once(*(buying(number) for number in range(30)))

    def budgets(self, shop):
        return queries.budget_standings([shop.budget("1000"), shop.budget("1200", purpose="", span="year")])

    def test_is_spent_once(self, shop):
        month, year = (one.budget for one in self.budgets(shop))

        found = self.spend(shop)

        assert (found.count(True), found.count("not_enough_left")) == (10, 20)
        held = [(one.held, one.left) for one in queries.budget_standings([month, year])]
        assert held == [(1000, 0), (1000, 200)]

    def test_would_be_spent_twice_without_the_condition(self, shop, monkeypatch):
        month, _year = (one.budget for one in self.budgets(shop))
        careless = holding._HOLD.replace("bool_and(l.free >= t.quantity)", "true")
        assert careless != holding._HOLD
        monkeypatch.setattr(holding, "_HOLD", careless)

        # The last wall is the database's own.
        with pytest.raises(IntegrityError):
            self.spend(shop)

        assert queries.budget_standings([month])[0].left == 0

    def test_is_really_spent_three_times_without_that_wall(self, shop, monkeypatch):
        month, _year = (one.budget for one in self.budgets(shop))
        monkeypatch.setattr(holding, "_HOLD", holding._HOLD.replace("bool_and(l.free >= t.quantity)", "true"))

        with without_wall("holds_resource", "never_promised_twice"):
            found = self.spend(shop)

        assert found == [True] * 30
        [standing] = queries.budget_standings([month])
        assert (standing.held, standing.left) == (3000, -2000)

    def test_is_not_taken_away_while_it_is_promised(self, shop):
        budget = shop.budget("1000")
        unit = shop.actor("unit")

        def lowering():
            services.change_budget(actor=unit, budget_id=budget.pk, amount=Decimal(100), reason="压减", at=AT)
            return "lowered"

        def buying(number):
            told = {budget.resource_id: Decimal(100)}
            return lambda: holds.hold(source=f"order:{number}", told=told, at=AT) is None

        found = at_once(*(buying(number) for number in range(5)), lowering)

        [standing] = queries.budget_standings([budget])
        assert standing.held == 100 * found.count(True)
        assert standing.held <= standing.amount
        assert (standing.amount == 100) is ("lowered" in found)
