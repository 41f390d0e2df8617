"""Who decides: the post of the level, who stands in, and where there is nobody the unit's keepers; never who asked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.approvals import queries, services
from nongcai.domain.approvals.errors import (
    NothingChosenError,
    NotYourTurnError,
    OwnRequestError,
    ReasonMissingError,
    RequestDecidedError,
    RequestMovedError,
)
from nongcai.domain.approvals.models import ApprovalRequest, ApprovalStep
from nongcai.domain.approvals.services import ToldDelegation
from nongcai.domain.notifications.models import Message
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.models import Membership
from nongcai.foundation.errors import NotFoundError
from tests.approvals import SUBJECT
from tests.cast import AT

TODAY = AT.date()


def stand_in(canteen, of, by, *, who="unit"):
    told = ToldDelegation(canteen.post(of).pk, canteen.post(by).pk, TODAY, TODAY + timedelta(days=7), "出差")
    return services.delegate(actor=canteen.actor(who), told=told, at=AT)


def deciding(canteen, names=("buyer", "order_approver", "head", "unit", "supervisor", "city_finance", "stranger")):
    return [name for name in names if queries.inbox(canteen.actor(name), TODAY).filter(subject=SUBJECT).exists()]


class TestAgree:
    def test_by_the_only_level_lets_it_go_on(self, canteen):
        canteen.ask()

        assert canteen.agree("order_approver") is True
        assert queries.decision_of(SUBJECT).is_agreed
        assert Message.objects.filter(recipient=canteen.cast.users["buyer"], text__contains="已审批同意").count() == 1

    def test_by_the_first_of_two_hands_it_on(self, canteen):
        canteen.ask("6000")

        assert canteen.agree("order_approver") is False
        assert deciding(canteen) == ["head"]
        assert Message.objects.filter(recipient=canteen.cast.users["head"]).count() == 1
        assert canteen.agree("head", level=2) is True
        steps = list(queries.steps_of(SUBJECT).values_list("seq", "action", "number", "acting"))
        assert steps == [(1, "ask", 1, ""), (2, "pass_on", 1, "post"), (3, "agree", 2, "post")]

    def test_is_refused_to_whoever_asked(self, canteen):
        Membership.objects.filter(pk=canteen.post("order_approver").pk).update(user=canteen.cast.users["buyer"])
        canteen.ask()
        posts = Membership.objects.filter(user=canteen.cast.users["buyer"]).order_by("pk")
        approving = organisations.actor_of(canteen.cast.users["buyer"], posts.last().pk, TODAY)

        assert approving.role == "buy_approver"
        with pytest.raises(OwnRequestError):
            services.agree(actor=approving, subject=SUBJECT, level=1, at=AT)
        # The level's post is the asker's: the school's own people decide.
        assert deciding(canteen, ("head", "unit", "city_finance")) == ["unit"]

    def test_is_not_the_next_levels_turn(self, canteen):
        canteen.ask("6000")

        with pytest.raises(NotYourTurnError) as refusal:
            canteen.agree("head")

        assert "第一中学采购审批岗" in str(refusal.value)

    def test_is_of_the_level_that_was_seen(self, canteen):
        canteen.levels(("1000", "order_approver"), ("5000", "order_approver"))
        canteen.ask("6000")
        canteen.agree("order_approver")

        with pytest.raises(RequestMovedError):
            canteen.agree("order_approver")

        assert canteen.agree("order_approver", level=2) is True

    def test_is_done_once(self, canteen):
        canteen.ask()
        canteen.agree("order_approver")

        with pytest.raises(RequestDecidedError):
            canteen.agree("order_approver")

    def test_is_not_there_for_others(self, canteen):
        canteen.ask()

        with pytest.raises(NotFoundError):
            canteen.agree("stranger")


class TestRefuse:
    def test_ends_it_with_a_reason_that_the_asker_reads(self, canteen):
        canteen.ask("6000")

        services.refuse(actor=canteen.actor("order_approver"), subject=SUBJECT, level=1, reason="本月已够", at=AT)

        assert queries.decision_of(SUBJECT).state == "refused"
        assert Message.objects.filter(recipient=canteen.cast.users["buyer"], text__contains="本月已够").count() == 1
        assert deciding(canteen) == []

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_wants_a_reason(self, canteen, reason):
        canteen.ask()

        with pytest.raises(ReasonMissingError):
            services.refuse(actor=canteen.actor("order_approver"), subject=SUBJECT, level=1, reason=reason, at=AT)

        assert queries.decision_of(SUBJECT).waits

    def test_is_refused_to_whoever_does_not_decide(self, canteen):
        canteen.ask()

        with pytest.raises(NotYourTurnError):
            services.refuse(actor=canteen.actor("head"), subject=SUBJECT, level=1, reason="否", at=AT)


class TestWhoDecides:
    def test_is_the_post_of_the_level(self, canteen):
        canteen.ask()

        assert deciding(canteen) == ["order_approver"]

    def test_is_any_approver_where_no_post_is_named(self, canteen):
        canteen.levels(("1000", ""))
        canteen.ask()

        assert deciding(canteen) == ["order_approver", "head"]

    def test_is_also_who_stands_in_and_it_is_recorded_for_whom(self, canteen):
        stand_in(canteen, "order_approver", "head")
        canteen.ask()

        assert deciding(canteen) == ["order_approver", "head"]
        canteen.agree("head")
        step = ApprovalStep.objects.get(action="agree")
        assert (step.acting, step.by_label, step.for_label) == ("delegate", "第一中学后勤主任岗", "第一中学采购审批岗")

    def test_is_who_stands_in_for_a_leaver(self, canteen):
        canteen.ask()
        stand_in(canteen, "order_approver", "head")
        canteen.leave("order_approver")

        assert deciding(canteen, ("head", "unit")) == ["head"]

    def test_are_the_schools_own_people_where_an_approver_left(self, canteen):
        canteen.ask()
        canteen.leave("order_approver")

        assert deciding(canteen, ("buyer", "head", "unit", "supervisor", "city_finance")) == ["unit"]
        assert canteen.agree("unit") is True
        assert ApprovalStep.objects.get(action="agree").acting == "keeper"

    def test_are_those_above_where_the_school_has_nobody_either(self, canteen):
        canteen.ask()
        canteen.leave("order_approver")
        canteen.leave("unit")

        assert deciding(canteen, ("buyer", "head", "supervisor", "city_finance", "district_finance")) == [
            "supervisor",
            "city_finance",
        ]
        [post] = queries.deciders_of(ApprovalRequest.objects.get(), TODAY)
        assert post == canteen.post("supervisor")

    def test_ends_with_the_days_of_a_delegation(self, canteen):
        given = stand_in(canteen, "order_approver", "head")
        canteen.ask()

        services.end_delegation(actor=canteen.actor("order_approver"), delegation_id=given.pk, at=AT)

        assert deciding(canteen) == ["order_approver"]

    def test_are_told_the_same_as_who_may(self, canteen):
        stand_in(canteen, "order_approver", "unit")
        request = canteen.ask()
        told = {post.user for post in queries.deciders_of(request, TODAY)}

        assert told == {canteen.cast.users[name] for name in deciding(canteen)}


class TestAgreeMany:
    def test_decides_each_by_itself(self, canteen):
        canteen.ask(subject="order:1")
        canteen.ask("6000", subject="order:2")
        canteen.ask(subject="order:3")
        canteen.agree("order_approver", subject="order:3")
        seen = [("order:1", 1), ("order:2", 1), ("order:3", 1), ("order:9", 1)]

        outcomes = services.agree_many(actor=canteen.actor("order_approver"), seen=seen, at=AT)

        told = {one.subject: (one.is_last, one.refusal and one.refusal.code) for one in outcomes}
        assert told == {
            "order:1": (True, None),
            "order:2": (False, None),
            "order:3": (False, "request_decided"),
            "order:9": (False, "not_found"),
        }
        assert queries.decision_of("order:2").number == 2

    def test_costs_the_same_for_many_as_for_few(self, canteen):
        few, many = [(f"order:a{number}", 1) for number in range(3)], [(f"order:b{number}", 1) for number in range(30)]
        for subject, _level in few + many:
            canteen.ask("6000", subject=subject)
        actor, costs = canteen.actor("order_approver"), []
        for seen in (few, many):
            with CaptureQueriesContext(connection) as asked:
                services.agree_many(actor=actor, seen=seen, at=AT)
            costs.append(len(asked))

        assert costs[0] == costs[1]
        assert Message.objects.filter(recipient=canteen.cast.users["head"], text__contains="30项").count() == 1
        assert queries.inbox(canteen.actor("head"), TODAY).count() == 33

    @pytest.mark.parametrize("count", [0, services.MOST_AT_ONCE + 1])
    def test_wants_some_and_not_too_many(self, canteen, count):
        seen = [(f"order:{number}", 1) for number in range(count)]

        with pytest.raises(NothingChosenError):
            services.agree_many(actor=canteen.actor("order_approver"), seen=seen, at=AT)
