"""A transfer is never allocated beyond its amount, whoever is quicker."""

import threading
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from nongcai.domain.payments import queries, services
from nongcai.domain.payments.errors import BeyondTransferError, IssueStepError, NothingToRecordError
from nongcai.domain.payments.models import Transfer
from nongcai.domain.payments.services.allocating import lock_dues, lock_transfers
from nongcai.foundation.errors import NotAllowedError
from tests.market import on_stage
from tests.money import AT, load, only_transfer, open_account, open_issue, owe, row
from tests.threads import wait_for_waiting

THREADS = 8


def at_once(act):
    """Have several threads do it with their number; return what each came to."""
    found, barrier = [], threading.Barrier(THREADS)

    def run(number):
        barrier.wait()
        try:
            act(number)
            found.append("done")
        except (BeyondTransferError, IssueStepError, NothingToRecordError, NotAllowedError, IntegrityError) as error:
            found.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def market(stage):
    return on_stage(stage)


@pytest.fixture
def arrived(market):
    open_account(market)
    dues = [owe(market, "1200.00") for _ in range(THREADS)]
    load(market, row("1200.00", payer="别处"))
    return dues


class TestOneTransfer:
    def test_pays_one_of_eight_orders(self, market, arrived):
        issue, supplier = open_issue(), market.actor("supplier")

        found = at_once(
            lambda number: services.assign(
                actor=supplier,
                transfer_id=issue.transfer_id,
                seq=issue.seq,
                parts={arrived[number].pk: Decimal("1200.00")},
                words="核实",
                at=AT,
            )
        )

        assert found.count("done") == 1
        assert (only_transfer().allocated, only_transfer().open) == (1200, 0)
        assert queries.differences() == {}

    def test_is_assigned_after_what_is_owed_is_held_as_whoever_takes_back_does(self, market, arrived):
        """Held the other way round, each of the two would wait for the other."""
        issue, supplier, outcome = open_issue(), market.actor("supplier"), []
        told = {"parts": {arrived[0].pk: Decimal("1200.00")}, "words": "核实", "at": AT}

        def assign():
            services.assign(actor=supplier, transfer_id=issue.transfer_id, seq=issue.seq, **told)
            outcome.append("done")
            connection.close()

        thread = threading.Thread(target=assign)
        with transaction.atomic():
            lock_dues([arrived[0].pk])
            thread.start()
            wait_for_waiting(1)
            lock_transfers([issue.transfer_id])
        thread.join()

        assert outcome == ["done"]

    def test_would_be_refused_by_the_table_without_the_condition(self, market, arrived):
        """The negative control: whoever writes past the service meets the constraint."""

        def take(_number):
            with transaction.atomic():
                Transfer.objects.update(allocated=F("allocated") + Decimal("1200.00"))

        found = at_once(take)

        assert found.count("done") == 1
        assert found.count("IntegrityError") == THREADS - 1


class TestOneStatement:
    def test_loaded_by_eight_at_once_counts_once(self, market, arrived):
        told = row("77.00", payer="别处")

        found = at_once(lambda _number: load(market, told))

        assert (found.count("done"), found.count("NothingToRecordError")) == (1, THREADS - 1)
        assert Transfer.objects.filter(amount=77).count() == 1
