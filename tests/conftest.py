"""Every run has a cluster of its own, started when the first test wants a database."""

from __future__ import annotations

import copy
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from nongcai.config import env
from nongcai.foundation import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

    from tests.cast import Cast

HOME = "NONGCAI_TEST_HOME"
# A folder in which the cluster and its migrated databases stay for the next run; whoever edits a migration removes it.
KEPT = "NONGCAI_TEST_KEEP"
STAGE = "stage"


@dataclass(frozen=True)
class Staged:
    """The database in which the cast stands, the bare one beside it, and the cast."""

    bare: str
    name: str
    cast: Cast


def pytest_configure(config: pytest.Config) -> None:
    """Choose the run's home; parallel workers inherit it from the process that starts them."""
    kept = os.environ.get(KEPT)
    config.option.reuse_db = bool(kept)
    if not hasattr(config, "workerinput"):
        os.environ[HOME] = kept or tempfile.mkdtemp(prefix="nongcai-test-")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell the plugin that a test with a stage wants the database, also where it runs alone."""
    for item in items:
        if STAGE in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind that nobody wants kept."""
    if not hasattr(config, "workerinput") and KEPT not in os.environ:
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


@pytest.fixture(scope="session")
def put_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Staged]:
    """Put the cast on stage in a copy of the test database, where every test finds it as it was."""
    from django.db import connection

    from tests.cast import put_on_stage
    from tests.market import open_market

    bare = connection.settings_dict["NAME"]
    staged = f"{bare}_cast"
    with django_db_blocker.unblock():
        connection.close()
        with _server() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{staged}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{staged}" TEMPLATE "{bare}"')
        _turn_to(staged)
        cast = put_on_stage()
        cast.market.update(open_market().users)
        _turn_to(bare)
    yield Staged(bare, staged, cast)
    with _server() as server:
        server.execute(f'DROP DATABASE "{staged}" WITH (FORCE)')


@pytest.fixture
def _turned(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Turn to the database in which the cast stands, for as long as a test lasts that asks for it."""
    if "cast" not in request.fixturenames:
        yield
        return
    put_once = request.getfixturevalue("put_once")
    with django_db_blocker.unblock():
        _turn_to(put_once.name)
    yield
    with django_db_blocker.unblock():
        _turn_to(put_once.bare)


@pytest.fixture
def _django_db_helper(request: pytest.FixtureRequest, _turned: None) -> None:
    """Begin the test's transaction, as the plugin does, after the turn; a stage has none."""
    if STAGE not in request.fixturenames:
        request.getfixturevalue("_django_db_helper")


@pytest.fixture
def cast(db: None, put_once: Staged) -> Cast:
    """The city, its district, units, filings and people, and the market's, put on stage once."""
    return copy.deepcopy(put_once.cast)


@pytest.fixture
def stage(put_once: Staged, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The cast in a database of the test's own: what threads commit there is not rolled back."""
    from django.db import connection

    options = connection.settings_dict
    name = f"{put_once.bare}_threads"
    with django_db_blocker.unblock():
        connection.close()
        with _server() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{put_once.name}"')
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(options, "NAME", name)
            yield copy.deepcopy(put_once.cast)
            connection.close()
    with _server() as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _server() -> psycopg.Connection[tuple[object, ...]]:
    from django.db import connection

    options = connection.settings_dict
    return psycopg.connect(
        dbname="postgres", autocommit=True, host=options["HOST"], user=options["USER"], port=options["PORT"] or None
    )


def _turn_to(name: str) -> None:
    """Talk to another database from now on."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
