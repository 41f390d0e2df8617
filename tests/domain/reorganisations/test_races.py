"""Two documents on one unit at once: one takes effect, the other is told what changed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.models import Placement
from nongcai.domain.organisations.services import reshaping
from nongcai.foundation.errors import DomainError
from tests.cast import CITY
from tests.domain.reorganisations.office import Office
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
