"""From any sequence of changes the sums stay, and nobody sees more than a document says."""

import copy
from dataclasses import astuple
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.models import Membership
from nongcai.domain.reorganisations import queries, services
from nongcai.domain.reorganisations.models import Line
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.models import ShareFiling
from nongcai.foundation.errors import DomainError
from tests.cast import CITY, DISTRICT, put_on_stage
from tests.domain.reorganisations.office import EFFECTIVE, ENFORCED, Office
from tests.domain.shares.season import DISTRICT_OFFICE, OFFICE, POLICE, PRIMARY, SCHOOL, open_season
from tests.worlds import world

UNITS = st.sampled_from([OFFICE, SCHOOL, POLICE, DISTRICT_OFFICE, PRIMARY])
TAKERS = st.one_of(UNITS, st.sampled_from([CITY, DISTRICT]))
CHANGES = st.one_of(
    st.tuples(st.just("merge"), UNITS, UNITS),
    st.tuples(st.sampled_from(["move", "transfer"]), UNITS, TAKERS),
    st.tuples(st.just("close"), UNITS),
    st.tuples(st.just("rename"), UNITS, st.sampled_from(["甲局", "乙局"])),
    st.tuples(st.just("recode"), UNITS, st.sampled_from(["4101001001", "4101001002"])),
    st.tuples(
        st.just("split"), UNITS, st.sampled_from(["丙局", "丁局"]), st.sampled_from(["4101001003", "4101001004"])
    ),
    st.tuples(st.just("confirm"), st.just(SCHOOL)),
    st.tuples(st.just("reverse")),
)

FILES = st.tuples(st.just("files"), st.sampled_from([SCHOOL, POLICE]))


def visible():
    """Map each person who acts for somebody to the organisations that it sees: the finance nodes' people, too."""
    paths = dict(organisations.placements().values_list("organisation_id", "path"))
    acting = Membership.objects.filter(period__upper_inf=True, organisation_id__in=paths)
    acting = acting.values_list("user_id", "organisation_id")
    seen = {}
    for user, own in acting:
        seen.setdefault(user, set()).update(id_ for id_, path in paths.items() if path.startswith(paths[own]))
    return seen


def said(kind, unit, target):
    """Map people to what a document lets them see, by today's tree before it takes effect."""
    paths = dict(organisations.placements().values_list("organisation_id", "path"))
    below = {one: {id_ for id_, path in paths.items() if path.startswith(paths[one])} for one in (unit, target)}
    granted = {}
    for user, own in Membership.objects.filter(period__upper_inf=True).values_list("user_id", "organisation_id"):
        found = granted.setdefault(user, set())
        if paths[target].startswith(paths[own]):
            found |= below[unit]
        if kind == "merge" and own == unit:
            found |= below[target] | below[unit]
    return granted


def said_of_split(unit):
    """Map people to the units that came out of one: whoever sees the place above, or went along."""
    made = set(Line.objects.filter(unit=unit).exclude(made=None).values_list("made_id", flat=True))
    paths = dict(organisations.placements().values_list("organisation_id", "path"))
    above = paths[unit].rstrip(".").rpartition(".")[0] + "."
    granted = {}
    for user, own in Membership.objects.filter(period__upper_inf=True).values_list("user_id", "organisation_id"):
        if above.startswith(paths[own]) or own in made:
            granted.setdefault(user, set()).update(made)
    return granted


def grown(before, after, granted):
    return {user for user, seen in after.items() if seen - before.get(user, set()) - granted.get(user, set())}


def astray():
    """Return the open filings that wait for somebody who does not stand there today."""
    rows = list(ShareFiling.objects.filter(holder__isnull=False))
    chains = shares.chains_of(rows)
    return [row for row in rows if row.holder_id not in astuple(chains[row.organisation_id])]


def target_of(office, change):
    if change[0] not in {"merge", "move", "transfer"}:
        return None
    code = change[2]
    nodes = {CITY: office.season.cast.city.id, DISTRICT: office.season.cast.district.id}
    return nodes.get(code) or office.season.unit(code)


def send_first_person_along(office, row):
    """Let one person go over to the unit that comes out of another."""
    line = row.lines.get()
    post = organisations.memberships_at([line.unit_id], row.effective_on).first()
    if post:
        services.place_person(
            actor=office.season.actor("city_finance"),
            reorganisation_id=row.pk,
            line_id=line.pk,
            membership_id=post.pk,
            goes_along=True,
        )


def act(office, change, day, standing):
    """Do one change; `standing` are the documents in force."""
    if change[0] == "confirm":
        office.season.confirmed(change[1])
    elif change[0] == "files":
        office.season.file(change[1], by={SCHOOL: "unit", POLICE: "police"}[change[1]])
    elif change[0] == "reverse":
        if standing:
            office.reverse(standing.pop())
    else:
        row = office.draft(change, on=EFFECTIVE + timedelta(days=day))
        if change[0] == "split":
            send_first_person_along(office, row)
        office.check(row)
        standing.append(office.enforce(row, at=ENFORCED + timedelta(days=day)))


@world
def office():
    return Office(open_season(put_on_stage()))


@pytest.mark.django_db
class TestAnyChanges:
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(changes=st.lists(CHANGES | FILES, min_size=3, max_size=8))
    def test_keep_sums_and_let_nobody_see_more_than_they_say(self, office, changes):
        found = []
        with transaction.atomic():
            office = copy.deepcopy(office)
            path, standing = office.season.cast.city.path, []
            for day, change in enumerate(changes):
                before, sums = visible(), queries.totals(path)
                target = target_of(office, change)
                granted = said(change[0], office.season.unit(change[1]), target) if target else {}
                try:
                    with transaction.atomic():
                        act(office, change, day, standing)
                except DomainError:
                    continue
                if change[0] == "split":
                    granted = said_of_split(office.season.unit(change[1]))
                if change[0] != "reverse":
                    found += [("sees more", change, user) for user in grown(before, visible(), granted)]
                if change[0] not in {"confirm", "files"} and queries.totals(path) != sums:
                    found.append(("sums", change))
            found += ledger.differences()
            found += [("waits for another", row.organisation_id) for row in astray()]
            found += organisations.due_differences()
            transaction.set_rollback(True)

        assert found == []

    def test_would_notice_somebody_who_sees_more(self, office):
        before = visible()
        office.enforced(("merge", SCHOOL, POLICE))

        assert grown(before, visible(), {}) != set()
        assert grown(before, before, {}) == set()
