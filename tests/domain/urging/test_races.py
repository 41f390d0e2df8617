"""Two workers at once send one message."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from nongcai.domain.notifications.models import Message
from nongcai.domain.urging import queries, services
from nongcai.domain.urging.models import Contact
from nongcai.domain.urging.services import delivering
from tests.domain.shares.season import open_season
from tests.domain.urging.test_reminding import DUE, at

WORKERS = 2


@pytest.fixture
def planned(stage):
    season = open_season(stage, files_due=DUE)
    services.plan_node(node_id=stage.city.id, at=at(3, 18), with_sms=False)
    return season


def at_once(act):
    """Let workers begin together; return what each of them did, or what stopped it."""
    barrier = Barrier(WORKERS)

    def work():
        barrier.wait()
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return [one.result() for one in [pool.submit(work) for _ in range(WORKERS)]]


def reminders():
    return Message.objects.filter(text__startswith="提醒：").count()


class TestTwoWorkers:
    def test_plan_one_message(self, stage):
        open_season(stage, files_due=DUE)

        counts = at_once(lambda: services.plan_node(node_id=stage.city.id, at=at(3, 18), with_sms=False))

        assert sorted(counts) == [0, 3]

    def test_deliver_one_message(self, planned):
        people = {"supervisor", "second_supervisor", "unit", "stranger", "police"}

        counts = at_once(lambda: services.deliver(at=at(3, 18)))

        assert sorted(counts) == [0, 3]
        assert reminders() == len(people)

    def test_deliver_two_without_the_lock(self, planned, monkeypatch):
        """The negative control: what the lock prevents does happen without it."""
        both_have_read = Barrier(WORKERS)

        def unlocked(channel, moment, most):
            rows = list(Contact.objects.filter(channel=channel, state="waiting", due_at__lte=moment)[:most])
            both_have_read.wait(timeout=30)
            return rows

        monkeypatch.setattr(delivering.queries, "lock_due", unlocked)

        counts = at_once(lambda: services.deliver(at=at(3, 18)))

        assert counts == [3, 3]
        assert queries.lock_due is unlocked
