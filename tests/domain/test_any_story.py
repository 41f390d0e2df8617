"""From any acts and changes by any people: the ledger holds what was confirmed, sums stay, nobody sees more."""

import copy
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.reorganisations import queries as reorganisations
from nongcai.foundation.errors import DomainError
from tests.cast import put_on_stage
from tests.domain.reorganisations.office import Office
from tests.domain.reorganisations.test_any_changes import (
    CHANGES,
    grown,
    said,
    said_of_split,
    send_first_person_along,
    target_of,
    visible,
)
from tests.domain.shares.season import FILED, POLICE, SCHOOL, open_season
from tests.domain.shares.test_any_acts import ACTS, SAID, act, booked, counted
from tests.worlds import world

# Any people, and those whose turn it may be: else nearly all that is tried is refused.
LIKELY = st.one_of(
    st.tuples(st.just("file"), st.just("unit"), st.just(SCHOOL), SAID),
    st.tuples(st.just("file"), st.just("police"), st.just(POLICE), SAID),
    st.tuples(st.sampled_from(["hire", "approve"]), st.just("approver"), st.just(SCHOOL), st.none()),
    st.tuples(st.sampled_from(["endorse", "send_back"]), st.just("supervisor"), st.just(SCHOOL), st.none()),
    st.tuples(
        st.sampled_from(["confirm", "send_back"]), st.just("city_finance"), st.sampled_from([SCHOOL, POLICE]), st.none()
    ),
)
STORIES = st.lists(st.one_of(ACTS, LIKELY, LIKELY, CHANGES), min_size=8, max_size=20)
CHANGING = {"merge", "split", "move", "transfer", "close", "rename", "recode", "reverse"}


def change(office, told, standing, *, at):
    """Put a document in force, or the last one out of it."""
    if told[0] == "reverse":
        if standing:
            office.reverse(standing.pop())
        return
    row = office.draft(told, on=at.date())
    if told[0] == "split":
        send_first_person_along(office, row)
    office.check(row)
    standing.append(office.enforce(row, at=at))


def wrong_after(office, told, standing, *, at):
    """Do a change; say what it broke."""
    path = office.season.cast.city.path
    before, sums = visible(), reorganisations.totals(path)
    target = target_of(office, told)
    granted = said(told[0], office.season.unit(told[1]), target) if target else {}
    with transaction.atomic():
        change(office, told, standing, at=at)
    if told[0] == "split":
        granted = said_of_split(office.season.unit(told[1]))
    found = [] if reorganisations.totals(path) == sums else [("sums", told)]
    if told[0] != "reverse":
        found += [("sees more", told, user) for user in grown(before, visible(), granted)]
    return found


@world
def office():
    return Office(open_season(put_on_stage()))


@pytest.mark.django_db
class TestAnyStory:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(story=STORIES)
    def test_leaves_what_was_confirmed_and_lets_nobody_see_more(self, office, story):
        found, done = [], set()
        with transaction.atomic():
            office = copy.deepcopy(office)
            office.season.confirmed()
            standing = []
            for hour, told in enumerate(story):
                at = FILED + timedelta(hours=hour)
                try:
                    if told[0] in CHANGING:
                        found += wrong_after(office, told, standing, at=at)
                    elif told[0] == "confirm" and len(told) < 4:
                        office.season.confirmed(told[1])
                    else:
                        act(office.season, *told)
                    done.add(told[0])
                except DomainError:
                    continue
            if counted() != booked():
                found.append(("ledger", counted(), booked()))
            found += ledger.differences()
            found += organisations.due_differences()
            transaction.set_rollback(True)
        for name in done:
            event(name)

        assert found == []
