"""A post passes to a successor; a deputy acts for a time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts.errors import UnknownUsernameError
from nongcai.domain.organisations import queries, services
from nongcai.domain.organisations.errors import DeputyDaysError, HandOverDayError, SuccessorError
from nongcai.domain.organisations.services import Successor
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT

TODAY = date(2024, 1, 31)
LATER = date(2024, 3, 1)
UNTIL = AT + timedelta(days=14)


def handed_over(cast, username="caigou", *, by="supervisor", on=LATER, whose="unit"):
    return services.hand_over(
        actor=cast.actor(by),
        membership_id=cast.users[whose].memberships.get().pk,
        successor=Successor(username, "第一中学采购岗"),
        on=on,
        at=AT,
        until=UNTIL,
    )


def deputed(cast, username="stranger", *, by="city_finance", first=TODAY, last=LATER, whose="unit"):
    return services.depute(
        actor=cast.actor(by),
        membership_id=cast.users[whose].memberships.get().pk,
        username=username,
        first=first,
        last=last,
        at=AT,
    )


def acts(user, on):
    return [one.organisation.name for one in queries.memberships_of(user, on)]


class TestHandingOver:
    def test_ends_the_former_and_begins_the_next_on_that_day(self, cast):
        opened = handed_over(cast)

        former, successor = cast.users["unit"], accounts.user_to_activate(opened.code, AT)
        before = LATER - timedelta(days=1)
        assert (acts(former, before), acts(former, LATER)) == (["郑州市第一中学"], [])
        assert (acts(successor, before), acts(successor, LATER)) == ([], ["郑州市第一中学"])

    def test_is_recorded_with_both(self, cast):
        handed_over(cast)

        step = accounts.steps_of(cast.users["unit"].pk)[0]
        assert (step.action, step.label) == ("hand_over", "市教育局经办岗")
        assert "→ caigou" in step.words

    def test_to_somebody_with_an_account_makes_no_code(self, cast):
        opened = handed_over(cast, "stranger", by="city_finance")

        assert opened.code == ""
        assert acts(cast.users["stranger"], LATER) == ["郑州市公安局", "郑州市第一中学"]

    def test_back_begins_the_post_anew(self, cast):
        opened = handed_over(cast)
        services.hand_over(
            actor=cast.actor("supervisor"),
            membership_id=opened.membership.pk,
            successor=Successor("unit", "x"),
            on=date(2024, 5, 1),
            at=AT,
            until=UNTIL,
        )

        assert acts(cast.users["unit"], date(2024, 5, 1)) == ["郑州市第一中学"]

    def test_leaves_the_former_to_who_kept_the_post(self, cast):
        handed_over(cast)

        paths = queries.paths_of_account(cast.users["unit"].pk, LATER)

        assert paths == [cast.units["4101000002"].path]

    @pytest.mark.parametrize("on", [TODAY - timedelta(days=1), date(2022, 1, 1)])
    def test_in_the_past_is_refused(self, cast, on):
        with pytest.raises(HandOverDayError, match="移交日期应不早于2024-01-31"):
            handed_over(cast, on=on)

    def test_to_the_holder_is_refused(self, cast):
        with pytest.raises(SuccessorError):
            handed_over(cast, "unit")

    def test_to_somebody_out_of_sight_is_refused(self, cast):
        with pytest.raises(UnknownUsernameError):
            handed_over(cast, "stranger")

    @pytest.mark.parametrize("username", ["city_finance", "city_reviewer"])
    def test_to_oneself_or_a_colleague_is_refused(self, cast, username):
        with pytest.raises(NotAllowedError):
            handed_over(cast, username, by="city_finance")

    @pytest.mark.parametrize(("by", "whose"), [("unit", "unit"), ("stranger", "unit"), ("city_finance", "city_signer")])
    def test_of_a_post_that_one_does_not_keep_is_refused(self, cast, by, whose):
        with pytest.raises(NotAllowedError):
            handed_over(cast, by=by, whose=whose)

        assert accounts.user_by_name("caigou") is None


class TestDeputies:
    def test_act_within_their_days_and_are_shown_as_such(self, cast):
        deputy = deputed(cast)

        user = cast.users["stranger"]
        actor = queries.actor_of(user, deputy.pk, LATER)
        assert (actor.organisation_name, actor.label) == ("郑州市第一中学", "市公安局填报岗（代理）")
        assert acts(user, LATER + timedelta(days=1)) == ["郑州市公安局"]
        assert acts(cast.users["unit"], LATER) == ["郑州市第一中学"]

    @pytest.mark.parametrize(
        ("first", "last"),
        [(TODAY - timedelta(days=1), LATER), (LATER, TODAY), (TODAY, TODAY + timedelta(days=367))],
    )
    def test_for_days_that_make_no_sense_are_refused(self, cast, first, last):
        with pytest.raises(DeputyDaysError):
            deputed(cast, first=first, last=last)

    def test_who_decide_on_the_unit_are_refused(self, cast):
        with pytest.raises(NotAllowedError):
            deputed(cast, "city_finance")

    def test_who_hold_the_post_are_refused(self, cast):
        with pytest.raises(SuccessorError):
            deputed(cast, "unit")
