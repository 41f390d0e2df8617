"""From any sequence of acts by any people, the ledger equals the confirmed filings."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.shares import queries, services
from nongcai.domain.shares.models import FilingVersion, ShareFiling
from nongcai.domain.shares.services import Decision
from nongcai.foundation.errors import DomainError
from tests.cast import put_on_stage
from tests.domain.shares.season import CONFIRMED, FILED, NONE, OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, open_season, own

PEOPLE = st.sampled_from(
    ["unit", "police", "primary", "supervisor", "second_supervisor", "district_supervisor", "city_finance",
     "district_finance", "auditor", "stranger"]
)  # fmt: skip
UNITS = st.sampled_from([OFFICE, SCHOOL, POLICE, PRIMARY])
SAID = st.one_of(
    st.just(NONE), st.integers(0, 90_000).map(lambda amount: own(reserved=Decimal(amount))), st.just(own())
)
ACTS = st.one_of(
    st.tuples(st.just("file"), PEOPLE, UNITS, SAID),
    st.tuples(st.sampled_from(["review", "endorse", "confirm", "send_back"]), PEOPLE, UNITS, st.none()),
    st.tuples(st.sampled_from(["withdraw", "keep"]), PEOPLE, UNITS, st.none()),
)


def act(season, name, by, code, said):
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


def counted():
    rows = ShareFiling.objects.filter(year=YEAR, counted_version__isnull=False)
    return {row.organisation_id: (row.counted_reserved, row.counted_total) for row in rows}


def booked():
    rows = ledger.standings(YEAR).filter(filings__gt=0)
    return {row.unit_id: (row.reserved, row.canteen_total) for row in rows}


@pytest.mark.django_db
class TestAnyActs:
    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(acts=st.lists(ACTS, min_size=4, max_size=25))
    def test_leave_in_the_ledger_what_was_confirmed(self, acts):
        with transaction.atomic():
            season = open_season(put_on_stage())
            for one in acts:
                try:
                    act(season, *one)
                except DomainError:
                    continue
            found, differences = (counted(), booked()), ledger.differences()
            confirmed = ShareFiling.objects.filter(year=YEAR, state="confirmed")
            as_said = [
                (row.reserved, FilingVersion.objects.get(filing=row, number=row.version).reserved) for row in confirmed
            ]
            transaction.set_rollback(True)

        assert found[0] == found[1]
        assert differences == []
        assert all(stands == said for stands, said in as_said)
