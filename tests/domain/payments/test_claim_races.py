"""The same money, told by a voucher and by a statement at once, counts once."""

import threading
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from nongcai.domain.payments import queries
from nongcai.domain.payments.errors import ClaimStepError, NothingToRecordError
from nongcai.domain.payments.models import ClaimedRow, PaymentClaim, Transfer
from nongcai.domain.payments.services.allocating import lock_dues, lock_transfers
from nongcai.foundation import records
from tests.cast import hire
from tests.market import on_stage
from tests.money import AT, load, open_account, owe, row
from tests.threads import wait_for_waiting
from tests.vouchers import confirm, state

THREADS = 8


def at_once(*acts):
    """Do everything at once, each in a connection of its own; return what each came to."""
    found, barrier = [], threading.Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            act()
            found.append("done")
        except (ClaimStepError, NothingToRecordError, IntegrityError) as error:
            found.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def market(stage):
    found = on_stage(stage)
    open_account(found)
    return found


@pytest.fixture
def claim(market, stage):
    return state(stage.actor(hire(stage, "accountant")), owe(market))


class TestTheSameMoney:
    def test_confirmed_by_eight_at_once_counts_once(self, market, claim):
        found = at_once(*[lambda: confirm(market, claim)] * THREADS)

        assert (found.count("done"), found.count("ClaimStepError")) == (1, THREADS - 1)
        assert Transfer.objects.get().allocated == Decimal("1200.00")

    def test_told_by_voucher_and_statement_at_once_counts_once(self, market, claim):
        told = row()

        at_once(*[lambda: confirm(market, claim), lambda: load(market, told)] * (THREADS // 2))

        claim.refresh_from_db()
        assert Transfer.objects.count() == 1
        assert claim.row_id == ClaimedRow.objects.get().pk
        assert queries.dues_of([claim.order_id])[claim.order_id].paid == Decimal("1200.00")
        assert queries.differences() == {}

    def test_is_confirmed_after_what_is_owed_is_held_as_whoever_takes_back_does(self, market, stage):
        claim = state(stage.actor(hire(stage, "accountant")), owe(market), payer="某代付中心")
        load(market, row(payer="某代付中心"))
        waiting, outcome = Transfer.objects.get(), []
        thread = threading.Thread(target=lambda: outcome.extend(at_once(lambda: confirm(market, claim))))
        with transaction.atomic():
            lock_dues([claim.order_id])
            thread.start()
            wait_for_waiting(1)
            lock_transfers([waiting.pk])
        thread.join()

        assert outcome == ["done"]

    def test_waits_for_whoever_tells_of_it_first(self, market, claim):
        """What holds it together is the supplier's key: a statement waits while a claim is being confirmed."""
        outcome = []

        def tell():
            outcome.extend(at_once(lambda: load(market, row())))

        thread = threading.Thread(target=tell)
        with transaction.atomic():
            confirm(market, claim)
            thread.start()
            wait_for_waiting(1)
            assert outcome == []
        thread.join()

        assert outcome == ["done"]
        assert Transfer.objects.count() == 1


class TestWithoutTheKeys:
    """The negative control: what would be written twice meets the tables' keys."""

    def test_a_row_of_two_claims_meets_its_key(self, market, claim):
        confirm(market, claim)
        key = Transfer.objects.get().pk

        def take(number):
            def act():
                with transaction.atomic():
                    ClaimedRow.objects.create(id=key, order_id=claim.order_id, claim_seq=number, statement_id=1, at=AT)

            return act

        found = at_once(*[take(number) for number in range(1, THREADS + 1)])

        assert (found.count("done"), found.count("IntegrityError")) == (1, THREADS - 1)

    def test_two_transfers_of_one_claim_meet_their_key(self, market, claim):
        confirm(market, claim)
        told = Transfer.objects.values().get()
        told.pop("open")

        found = at_once(*[lambda: Transfer.objects.create(**told)] * THREADS)

        assert found == ["IntegrityError"] * THREADS

    def test_two_open_claims_of_one_order_meet_the_constraint(self, market, claim):
        told = PaymentClaim.objects.values().get()

        def again(number):
            return lambda: PaymentClaim.objects.create(**told | {"seq": number})

        found = at_once(*[again(number) for number in range(2, 2 + THREADS)])

        assert found == ["IntegrityError"] * THREADS

    def test_whoever_locks_another_key_does_not_wait(self, market, claim):
        """It is the supplier's key alone that keeps the statement waiting."""
        passed = threading.Event()

        def lock_another():
            at_once(lambda: records.lock_keys(["payments:0"]))
            passed.set()

        thread = threading.Thread(target=lock_another)
        with transaction.atomic():
            confirm(market, claim)
            thread.start()
            assert passed.wait(10)
        thread.join()
