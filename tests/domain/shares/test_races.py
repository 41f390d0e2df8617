"""Two reviewers at once, a unit that takes back while finance confirms: one wins, and nothing counts twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.organisations.models import Listing
from nongcai.domain.shares import queries, rules, services
from nongcai.domain.shares.models import FilingStep, ShareFiling
from nongcai.domain.shares.services import Decision, ProofFile
from nongcai.foundation.errors import DomainError
from tests.domain.shares.season import CONFIRMED, POLICE, SCHOOL, YEAR, open_season
from tests.threads import wait_for_waiting

THREADS = 16


@pytest.fixture
def season(stage):
    """Open the season in a database of its own."""
    return open_season(stage)


def quietly(act):
    """Do something in a thread; a refusal is an outcome."""
    try:
        act()
    except DomainError as refusal:
        return type(refusal).__name__
    finally:
        connection.close()
    return "done"


def at_once(filing, acts):
    """Start all acts while the filing is locked, let go when all have come to it, and return their outcomes."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            ShareFiling.objects.select_for_update(no_key=True).get(pk=filing.pk)
            started = [pool.submit(quietly, act) for act in acts]
            wait_for_waiting(len(acts))
        return sorted(one.result(timeout=30) for one in started)


def confirming(season, filing):
    actor, decision = season.actor("city_finance"), Decision("confirm", [(filing.pk, filing.version)])
    return lambda: services.decide(actor=actor, decision=decision, at=CONFIRMED)


def confirmations(filing):
    return FilingStep.objects.filter(filing=filing, action="confirm").count()


@pytest.mark.django_db
class TestLockFilings:
    def test_asks_the_database_for_a_lock_in_the_order_of_keys(self, cast):
        actor = cast.actor("city_finance")

        with CaptureQueriesContext(connection) as statements:
            queries.lock_filings(actor, [2, 1])

        assert len(statements) == 1
        assert 'ORDER BY "shares_sharefiling"."id" ASC FOR NO KEY UPDATE' in statements[0]["sql"]


class TestConfirm:
    def test_is_done_once_by_sixteen_at_the_same_time(self, season):
        filing = season.decide(season.file(SCHOOL), "endorse", "supervisor")

        outcomes = at_once(filing, [confirming(season, filing)] * THREADS)

        assert outcomes == ["StepNotPermittedError"] * (THREADS - 1) + ["done"]
        assert confirmations(filing) == 1
        assert Entry.objects.filter(unit_id=season.unit(SCHOOL), year=YEAR).count() == 2
        assert ledger.differences() == []

    def test_would_be_done_more_than_once_without_the_lock(self, season, monkeypatch):
        filing = season.decide(season.file(SCHOOL), "endorse", "supervisor")

        def unlocked(actor, filing_ids):
            rows = queries.filings_visible_to(actor).filter(pk__in=list(filing_ids))
            return {row.pk: row for row in rows}

        monkeypatch.setattr(queries, "lock_filings", unlocked)

        at_once(filing, [confirming(season, filing)] * THREADS)

        assert confirmations(filing) > 1


class TestWithdraw:
    def test_and_confirming_never_both_happen(self, season):
        filing = season.file(POLICE, by="police")
        actor = season.actor("police")

        outcomes = at_once(
            filing,
            [
                confirming(season, filing),
                lambda: services.withdraw(actor=actor, filing_id=filing.pk, at=CONFIRMED),
            ],
        )

        assert outcomes == ["StepNotPermittedError", "done"]
        stands = queries.filing_of(season.unit(POLICE), YEAR)
        counted = Entry.objects.filter(unit_id=season.unit(POLICE), year=YEAR).exists()
        assert counted == (stands.state == "confirmed")


class TestFileShare:
    def test_is_done_once_when_the_same_form_comes_twice(self, season):
        actor, unit_id = season.actor("unit"), season.unit(SCHOOL)
        services.save_draft(actor=actor, unit_id=unit_id, year=YEAR, content={"reserved": "6"}, at=CONFIRMED)

        with ThreadPoolExecutor(2) as pool:
            started = [pool.submit(quietly, lambda: season.file(SCHOOL)) for _ in range(2)]
            outcomes = sorted(one.result(timeout=30) for one in started)

        assert outcomes == ["FilingChangedError", "done"]
        assert FilingStep.objects.filter(filing__organisation_id=unit_id).count() == 1


class TestAttachProof:
    def attached(self, season):
        about = {"actor": season.actor("unit"), "unit_id": season.unit(SCHOOL), "year": YEAR, "at": CONFIRMED}
        for number in range(rules.MOST_SCANS - 1):
            services.attach_proof(**about, file=ProofFile(f"{number}.pdf", b"%PDF-1.7"))
        with ThreadPoolExecutor(2) as pool:
            with transaction.atomic():
                Listing.objects.select_for_update(no_key=True).get(organisation_id=season.unit(SCHOOL), year=YEAR)
                last = ProofFile("last.pdf", b"%PDF-1.7")
                started = [pool.submit(quietly, lambda: services.attach_proof(**about, file=last)) for _ in range(2)]
                wait_for_waiting(2)
            return sorted(one.result(timeout=30) for one in started)

    def test_keeps_no_more_than_are_kept(self, season):
        assert self.attached(season) == ["TooManyScansError", "done"]
