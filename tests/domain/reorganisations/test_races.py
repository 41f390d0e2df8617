"""Two documents on one unit at once: one takes effect, the other is told what changed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.models import Placement
from nongcai.domain.organisations.services import reshaping
from nongcai.domain.shares import queries as share_queries
from nongcai.domain.shares import services as shares
from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.shares.services import Decision
from nongcai.foundation.errors import DomainError
from tests.cast import CITY
from tests.domain.reorganisations.office import LATER, Office
from tests.domain.shares.season import POLICE, SCHOOL, open_season
from tests.threads import wait_for_waiting

# By which came first: the unit has ended, or moved on the very day.
ONE_IS_REFUSED = (["LinesWrongError", "done"], ["EffectiveTooEarlyError", "done"])


@pytest.fixture
def office(stage):
    """Open the office in a database of its own."""
    return Office(open_season(stage))


def quietly(act):
    """Do something in a thread; a refusal is an outcome, and so is a crash."""
    try:
        act()
    except (DomainError, DatabaseError) as refusal:
        return type(refusal).__name__
    finally:
        connection.close()
    return "done"


def both_at_once(office):
    """Enforce two checked documents on one unit while its placement is locked; return what became of them."""
    rows = [office.draft(("merge", SCHOOL, POLICE)), office.draft(("move", SCHOOL, CITY))]
    for row in rows:
        office.check(row)
    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            list(Placement.objects.select_for_update().filter(organisation_id=office.season.unit(SCHOOL)))
            started = [pool.submit(quietly, lambda row=row: office.enforce(row)) for row in rows]
            wait_for_waiting(2)
        return sorted(one.result(timeout=60) for one in started)


class TestEnforce:
    def test_is_done_for_one_of_two_documents_on_a_unit(self, office):
        assert both_at_once(office) in ONE_IS_REFUSED
        assert Placement.objects.filter(organisation_id=office.season.unit(SCHOOL)).count() == 2

    def test_fails_to_be_so_without_the_lock(self, office, monkeypatch):
        monkeypatch.setattr(organisations, "lock_tree", lambda: None)
        monkeypatch.setattr(reshaping, "lock_tree", lambda: None)

        assert both_at_once(office) not in ONE_IS_REFUSED


class TestReverse:
    def test_sees_who_acted_on_a_filing_while_it_waited(self, office):
        assert self.outcomes(office, wait_for=lambda _reversed: wait_for_waiting(2)) == ("done", "CannotReverseError")

    def test_would_not_see_it_without_the_lock(self, office, monkeypatch):
        monkeypatch.setattr(share_queries, "lock_all_filings_of", lambda _units: [])

        assert self.outcomes(office, wait_for=lambda reversed_: reversed_.result(timeout=60)) == ("done", "done")

    def outcomes(self, office, *, wait_for):
        filing = office.season.file(POLICE, by="police")
        row = office.enforced(("merge", SCHOOL, POLICE))
        decision = Decision("send_back", [(filing.pk, filing.version)], "请核对", "other")
        actor = office.season.actor("city_finance")

        with ThreadPoolExecutor(2) as pool:
            with transaction.atomic():
                ShareFiling.objects.select_for_update(no_key=True).get(pk=filing.pk)
                sent = pool.submit(quietly, lambda: shares.decide(actor=actor, decision=decision, at=LATER))
                wait_for_waiting(1)
                reversed_ = pool.submit(quietly, lambda: office.reverse(row))
                wait_for(reversed_)
            return sent.result(timeout=60), reversed_.result(timeout=60)
