"""Every run has a cluster of its own, started when the first test wants a database."""

from __future__ import annotations

import copy
import os
import shutil
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from hypothesis import settings

from nongcai.config import env
from nongcai.foundation import postgres
from tests import migrated
from tests.worlds import Worlds, world, worlds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

    from tests.cast import Cast
    from tests.worlds import Builder

HOME = "NONGCAI_TEST_HOME"
# A folder in which the cluster and its migrated databases stay for the next run; whoever edits a migration removes it.
KEPT = "NONGCAI_TEST_KEEP"
STAGE = "stage"
CHAIN = ("_middleware", "_middleware_chain")
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30
# Nothing that a run leaves behind must survive a crash of the machine.
UNSAFE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "jit = off", "max_wal_size = '512MB'")

# A machine on which others work is twice as slow in one moment as in the next; that says nothing of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the run's home; parallel workers inherit it from the process that starts them."""
    kept = os.environ.get(KEPT)
    # The cluster is the run's own, so that a database in it is what was loaded, or kept.
    config.option.reuse_db = True
    if not hasattr(config, "workerinput"):
        os.environ[HOME] = kept or tempfile.mkdtemp(prefix="nongcai-test-", dir=_quickest())
        _place(Path(os.environ[HOME]))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell the plugin that a test with a stage wants the database, also where it runs alone."""
    for item in items:
        if STAGE in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind that nobody wants kept."""
    if not hasattr(config, "workerinput") and KEPT not in os.environ:
        home = Path(os.environ.pop(HOME))
        folder = postgres.Server(home).folder
        if folder.is_symlink():
            folder.unlink()
        for one in (folder, home):
            shutil.rmtree(one, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _one_chain() -> Iterator[None]:
    """Let all browsers share what Django loads for each: with it the folders of static files are walked.

    Calls of the API take the way they are served. Whatever a test sets is read anew, and so is what it leaves.
    """
    from django.core.signals import setting_changed
    from django.test.client import ClientHandler

    from nongcai.config import handler

    answer, kept = ClientHandler.__call__, {}

    def served(self: ClientHandler, environ: dict[str, Any]) -> Any:
        is_call = handler.is_call(environ)
        if is_call not in kept:
            # One of its own for each way: a chain ends in the handler that loaded it, and asks that one for the rest.
            loaded = ClientHandler()
            with handler.short_way() if is_call else nullcontext():
                loaded.load_middleware()
            kept[is_call] = {name: value for name, value in vars(loaded).items() if name.endswith(CHAIN)}
        vars(self).update(kept[is_call])
        return answer(self, environ)

    def forget(**_told: object) -> None:
        kept.clear()

    setting_changed.connect(forget)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "__call__", served)
        yield
    setting_changed.disconnect(forget)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Point Django at this run's cluster and files, never at those that hold somebody's data."""
    from django.conf import settings
    from django.db import connection

    with postgres.running(Path(os.environ[HOME]), max_connections=400) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        settings.DATABASES["default"].update(env.database())
        with psycopg.connect(url, autocommit=True) as server:
            for option in UNSAFE:
                server.execute(f"ALTER SYSTEM SET {option}")
            server.execute("SELECT pg_reload_conf()")
        migrated.load(connection.creation._get_test_db_name(), connection.settings_dict)
        patch.setattr(settings, "FILES", Path(os.environ[HOME]) / "files")
        yield


@pytest.fixture(scope="session")
def worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Worlds]:
    """The databases in which worlds stand."""
    from django.db import connection

    worlds = Worlds(connection.settings_dict["NAME"], Path(os.environ[HOME]) / "files")
    with django_db_blocker.unblock():
        if KEPT not in os.environ:
            migrated.keep(worlds.bare, connection.settings_dict)
        yield worlds
        worlds.close()


@pytest.fixture
def standing(request: pytest.FixtureRequest, worlds: Worlds, django_db_blocker: DjangoDbBlocker) -> dict[Builder, Any]:
    """Turn to the database in which the worlds stand for which a test asks, and give copies of what they are."""
    with django_db_blocker.unblock():
        name, values = worlds.put(worlds_of(request.node))
        worlds.turn_to(name)
    return copy.deepcopy(values)


@pytest.fixture
def _django_db_helper(request: pytest.FixtureRequest, standing: dict[Builder, Any]) -> None:
    """Begin the test's transaction, as the plugin does, after the turn; a stage has none."""
    if STAGE not in request.fixturenames:
        request.getfixturevalue("_django_db_helper")


@world
def cast() -> Cast:
    """The city, its district, units, filings and people, and the market's."""
    from tests.cast import put_on_stage
    from tests.market import open_market

    cast = put_on_stage()
    cast.market.update(open_market().users)
    return cast


@pytest.fixture
def stage(worlds: Worlds, standing: dict[Builder, Any], django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The cast in a database of the test's own: what threads commit there is not rolled back."""
    name = f"{worlds.bare}_threads"
    with django_db_blocker.unblock():
        base, values = worlds.put(((cast.builds, ()),))
        worlds.copy(base, name)
        worlds.turn_to(name)
        yield copy.deepcopy(values[cast.builds])
        worlds.turn_to(worlds.bare)
        worlds.drop(name)


def _quickest() -> Path | None:
    """Choose the memory where it takes programs and has room: a database is some two thousand files."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return None
    found = os.statvfs(MEMORY)
    roomy = found.f_bavail * found.f_frsize >= ROOM
    return MEMORY if roomy and not found.f_flag & os.ST_NOEXEC else None


def _place(home: Path) -> None:
    """Let the server of a home in memory live there as well; root's lives elsewhere by itself."""
    folder = postgres.Server(home).folder
    if home.resolve().is_relative_to(MEMORY) and not folder.is_relative_to(home) and not folder.exists():
        home.chmod(0o711)
        (home / "postgres").mkdir(exist_ok=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.symlink_to(home / "postgres")
