from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from nongcai.domain.imports import queries, services
from nongcai.domain.imports.errors import RunStepError
from nongcai.domain.imports.models import ReconciliationItem, StagedOrder
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions.models import Transaction
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT
from tests.domain.imports.bench import Bench, Sheet, filed, listed, order

SCHOOL = "4101000002"


def bought(cast, code=SCHOOL):
    """Return what counts for a unit, by rule."""
    entries = Entry.objects.filter(unit_id=cast.units[code].id, kind="purchased").order_by("counted_at", "sign")
    return [(entry.amount, entry.rule) for entry in entries]


def everything():
    """Return all that counts and is known, but for ids and moments of recording."""
    return (
        sorted(Entry.objects.values_list("unit_id", "year", "kind", "channel", "amount", "source")),
        sorted(Transaction.objects.values_list("order_no", "state", "amount", "refund", "unit_id", "version")),
        sorted(organisations.placements().values_list("organisation_id", "path")),
    )


def is_clean():
    return ledger.differences() == [] and transactions.uncounted() == []


class TestKilled:
    @pytest.fixture
    def sheets(self):
        return (
            Sheet("directory", [listed("4101000009", "郑州市气象局")]),
            Sheet("filings", [filed("4101000009")]),
            Sheet("transactions", [order("1", bound_unit_code="4101000009"), order("2")]),
        )

    def test_leaves_nothing_half_done_and_can_be_run_again(self, cast, bench, sheets):
        run = bench.dry_run(*sheets)
        services.start_load(actor=bench.actor, run_id=run.pk, all_or_nothing=False, queued=False, at=AT)
        before = everything()
        # The database breaks off at the orders, after directory and filings were written.
        staged = StagedOrder.objects.filter(run_id=run.pk, order_no="2")
        staged.update(amount=F("amount") * -1)
        with pytest.raises(DatabaseError), transaction.atomic():
            services.load(run_id=run.pk, at=AT)
        assert everything() == before
        assert queries.run_of(run.pk).state == "loading"
        staged.update(amount=F("amount") * -1)

        services.load(run_id=run.pk, at=AT)

        assert bought(cast) == [(Decimal("300.00"), "unit_code")]
        assert is_clean()

    def test_says_why_and_can_be_checked_again(self, bench, sheets):
        run = bench.dry_run(*sheets)
        services.start_load(actor=bench.actor, run_id=run.pk, all_or_nothing=False, queued=False, at=AT)

        services.fail(run_id=run.pk, message="系统出错。")

        failed = queries.run_of(run.pk)
        assert (failed.state, failed.message) == ("failed", "系统出错。")
        assert bench.check(run, *sheets).state == "checked"

    def test_is_not_loaded_twice(self, bench, sheets):
        run = bench.bring(*sheets)

        with pytest.raises(RunStepError):
            services.load(run_id=run.pk, at=AT)


class TestDiscard:
    def test_throws_away_what_was_staged_and_keeps_the_run(self, bench):
        run = bench.dry_run(Sheet("transactions", [order("1")]))

        services.discard(actor=bench.actor, run_id=run.pk, at=AT)

        assert queries.run_of(run.pk).state == "discarded"
        assert not StagedOrder.objects.exists()

    def test_is_not_possible_once_loaded(self, bench):
        run = bench.bring(Sheet("transactions", [order("1")]))

        with pytest.raises(RunStepError):
            services.discard(actor=bench.actor, run_id=run.pk, at=AT)


class TestClearStaging:
    def test_keeps_what_waits_and_throws_the_rest_away_a_day_later(self, bench):
        bench.bring(Sheet("transactions", [order("1")]), Sheet("filings", [filed("9999")]))

        early = services.clear_staging(at=AT + timedelta(hours=23), unloaded_before=AT)
        late = services.clear_staging(at=AT + timedelta(hours=25), unloaded_before=AT)

        assert (early, late) == (0, 1)
        assert ReconciliationItem.objects.filter(kind="filing_unit").exists()

    def test_gives_up_what_nobody_loaded_in_time(self, bench):
        run = bench.dry_run(Sheet("transactions", [order("1")]))

        services.clear_staging(at=AT, unloaded_before=AT)
        kept = StagedOrder.objects.count()
        services.clear_staging(at=AT + timedelta(days=31), unloaded_before=AT + timedelta(days=1))

        assert (kept, StagedOrder.objects.count()) == (1, 0)
        expired = queries.run_of(run.pk)
        assert (expired.state, "按期限清除" in expired.message) == ("discarded", True)


class TestWhoMay:
    @pytest.mark.parametrize("role", ["auditor", "supervisor", "unit"])
    def test_is_finance_only(self, cast, role):
        with pytest.raises(NotAllowedError):
            Bench(cast, name=role).receive(Sheet("transactions", []))

    @pytest.mark.parametrize("role", ["auditor", "district_finance", "unit"])
    def test_is_the_runs_own_bureau(self, cast, bench, role):
        run = bench.dry_run(Sheet("transactions", [order("1")]))
        actor = cast.actor(role)
        acts = [
            lambda: services.start_check(actor=actor, run_id=run.pk, at=AT),
            lambda: services.answer(actor=actor, run_id=run.pk, answers={}, at=AT),
            lambda: services.start_load(actor=actor, run_id=run.pk, all_or_nothing=False, at=AT),
            lambda: services.discard(actor=actor, run_id=run.pk, at=AT),
        ]

        for act in acts:
            with pytest.raises(NotAllowedError):
                act()

    def test_is_seen_by_the_bureau_and_its_auditor(self, cast, bench):
        bench.dry_run(Sheet("transactions", [order("1")]))

        seen = {name: queries.runs_visible_to(cast.actor(name)).count() for name in cast.users}
        assert {name for name, count in seen.items() if count} == {
            "city_finance",
            "city_reviewer",
            "city_signer",
            "auditor",
        }
