import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from nongcai.foundation import queue
from nongcai.interfaces.jobs.recovery import give_back


def begun_by_a_worker(job_id, *, silent_for):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id",
            [f"{silent_for} seconds"],
        )
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, job_id])


def state_of(job_id):
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job_id])
        return cursor.fetchone()[0]


@pytest.mark.django_db
class TestGiveBack:
    @pytest.mark.parametrize(("silent_for", "state"), [(300, "todo"), (1, "doing")])
    def test_takes_from_dead_workers_only(self, silent_for, state):
        job_id = queue.defer("imports.load", run_id=1, lock="import-run:1")
        begun_by_a_worker(job_id, silent_for=silent_for)

        async_to_sync(give_back)(app.job_manager)

        assert state_of(job_id) == state
