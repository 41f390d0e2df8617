"""Every run has a cluster of its own, started when the first test wants a database."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nongcai.config import env
from nongcai.foundation import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

    from tests.cast import Cast

HOME = "NONGCAI_TEST_HOME"


def pytest_configure(config: pytest.Config) -> None:
    """Choose the run's home; parallel workers inherit it from the process that starts them."""
    if not hasattr(config, "workerinput"):
        os.environ[HOME] = tempfile.mkdtemp(prefix="nongcai-test-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if not hasattr(config, "workerinput"):
        home = Path(os.environ.pop(HOME))
        for folder in (postgres.Server(home).folder, home):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Point Django at this run's cluster and files, never at those that hold somebody's data."""
    from django.conf import settings

    with postgres.running(Path(os.environ[HOME]), max_connections=400) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        settings.DATABASES["default"].update(env.database())
        patch.setattr(settings, "FILES", Path(os.environ[HOME]) / "files")
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Put the city, its district, units, filings and people on stage."""
    from tests.cast import put_on_stage

    return put_on_stage()


@pytest.fixture
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Put the cast on stage in a copy of the test database: what threads commit there is not rolled back."""
    import psycopg
    from django.db import connection

    from tests.cast import put_on_stage

    options = connection.settings_dict
    template, name = options["NAME"], f"{options['NAME']}_threads"
    address = {"host": options["HOST"], "user": options["USER"], "port": options["PORT"] or None}
    connection.close()
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setitem(options, "NAME", name)
        yield put_on_stage()
        connection.close()
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
