"""From any sequence of acts by any people, the ledger equals the confirmed filings."""

import copy
from decimal import Decimal
from itertools import permutations

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.shares import queries, services
from nongcai.domain.shares.models import FilingVersion, SharedMember, ShareFiling
from nongcai.domain.shares.queries import SaidFiling
from nongcai.domain.shares.services import Decision
from nongcai.foundation.errors import DomainError
from tests.cast import hire, put_on_stage
from tests.domain.shares.season import CONFIRMED, FILED, NONE, OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, open_season, own
from tests.worlds import world

PEOPLE = st.sampled_from(
    ["unit", "police", "primary", "supervisor", "second_supervisor", "district_supervisor", "city_finance",
     "district_finance", "auditor", "stranger", "preparer", "approver"]
)  # fmt: skip
UNITS = st.sampled_from([OFFICE, SCHOOL, POLICE, PRIMARY])
SAID = st.one_of(
    st.just(NONE), st.integers(0, 90_000).map(lambda amount: own(reserved=Decimal(amount))), st.just(own())
)
ACTS = st.one_of(
    st.tuples(st.just("file"), PEOPLE, UNITS, SAID),
    st.tuples(st.sampled_from(["approve", "review", "endorse", "confirm", "send_back"]), PEOPLE, UNITS, st.none()),
    st.tuples(st.just("hire"), st.sampled_from(["preparer", "approver"]), st.just(SCHOOL), st.none()),
    st.tuples(st.sampled_from(["withdraw", "keep"]), PEOPLE, UNITS, st.none()),
    st.tuples(st.sampled_from(["name", "strike", "acknowledge", "object", "share"]), PEOPLE, UNITS, UNITS),
)
BY = {OFFICE: "supervisor", SCHOOL: "unit", POLICE: "police", PRIMARY: "primary"}
# Who eats where: each answers for itself, in every order.
PAIRS = st.sampled_from(list(permutations([SCHOOL, POLICE, PRIMARY], 2)))
SHARING = st.tuples(st.sampled_from(["name", "share", "acknowledge", "strike", "object", "file", "withdraw"]), PAIRS)


def share(season, name, by, code, other):
    """Name `other` as a member, strike it, answer it, or say unasked that the unit eats there."""
    about = {"actor": season.actor(by), "unit_id": season.unit(code), "year": YEAR, "at": FILED}
    filing = queries.filing_of(season.unit(code), YEAR)
    seen, host = filing.version if filing else 0, season.unit(other)
    if name == "name":
        services.name_members(**about, members=[other])
    elif name == "strike":
        services.strike_member(**about, member_id=host)
    elif name == "acknowledge":
        services.acknowledge(**about, host_id=host, said=services.Acknowledgement(), seen_version=seen)
    elif name == "object":
        services.object_to_host(**about, host_id=host, words="另有食堂")
    else:
        season.file(code, SaidFiling(reserved=Decimal(0), host_id=host), by=by, seen=seen)


def act(season, name, by, code, said):
    if name == "hire":
        hire(season.cast, by)
    if by not in season.cast.users or name == "hire":
        return
    if name in {"name", "strike", "acknowledge", "object", "share"}:
        share(season, name, by, code, said)
        return
    filing = queries.filing_of(season.unit(code), YEAR)
    if name == "file":
        season.file(code, said, by=by, seen=filing.version if filing else 0)
    elif filing is None:
        return
    elif name in {"withdraw", "keep"}:
        {"withdraw": services.withdraw, "keep": services.keep}[name](
            actor=season.actor(by), filing_id=filing.pk, at=FILED
        )
    else:
        decision = Decision(name, [(filing.pk, filing.version)], words="请核对", reason="other")
        services.decide(actor=season.actor(by), decision=decision, at=CONFIRMED)


def eating():
    """Map members that acknowledged to their hosts, and what members say to file."""
    rows = SharedMember.objects.filter(year=YEAR, state="acknowledged")
    said = ShareFiling.objects.filter(year=YEAR, host__isnull=False)
    return (
        {row.member_id: row.host_id for row in rows},
        {row.organisation_id: row.host_id for row in said},
        [row.canteen_total for row in said],
    )


def counted():
    rows = ShareFiling.objects.filter(year=YEAR, counted_version__isnull=False)
    return {row.organisation_id: (row.counted_reserved, row.counted_total) for row in rows}


def booked():
    rows = ledger.standings(YEAR).filter(filings__gt=0)
    return {row.unit_id: (row.reserved, row.canteen_total) for row in rows}


@world
def season():
    return open_season(put_on_stage())


@pytest.mark.django_db
class TestAnyActs:
    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(acts=st.lists(ACTS, min_size=4, max_size=25))
    def test_leave_in_the_ledger_what_was_confirmed(self, season, acts):
        with transaction.atomic():
            season = copy.deepcopy(season)
            for one in acts:
                try:
                    act(season, *one)
                except DomainError:
                    continue
            found, differences = (counted(), booked()), ledger.differences()
            acknowledged, filed, totals = eating()
            confirmed = ShareFiling.objects.filter(year=YEAR, state="confirmed")
            alone = ShareFiling.objects.filter(approved_by=F("filed_by")).count()
            inside = ShareFiling.objects.filter(year=YEAR, state="prepared").exclude(holder=F("organisation")).count()
            as_said = [
                (row.reserved, FilingVersion.objects.get(filing=row, number=row.version).reserved) for row in confirmed
            ]
            transaction.set_rollback(True)

        assert found[0] == found[1]
        assert differences == []
        assert (alone, inside) == (0, 0)
        assert acknowledged == filed
        assert not set(acknowledged) & set(acknowledged.values())
        assert set(totals) <= {Decimal(0)}
        assert all(stands == said for stands, said in as_said)

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(acts=st.lists(SHARING, min_size=8, max_size=20))
    def test_make_nobody_host_and_member_at_once(self, season, acts):
        with transaction.atomic():
            season = copy.deepcopy(season)
            for name, (code, other) in acts:
                try:
                    act(season, name, BY[code], code, own() if name == "file" else other)
                except DomainError:
                    continue
            acknowledged, filed, totals = eating()
            standing = SharedMember.objects.filter(year=YEAR, state__in=["named", "acknowledged"])
            pairs = [(row.host_id, row.member_id) for row in standing]
            transaction.set_rollback(True)

        assert acknowledged == filed
        assert not set(acknowledged) & {host for host, _ in pairs}
        assert len({member for _, member in pairs}) == len(pairs)
        assert set(totals) <= {Decimal(0)}
