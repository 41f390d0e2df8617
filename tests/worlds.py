"""Worlds: what many tests begin with, made once and found by each as it was.

A fixture marked by `@world` is built in a copy of the database in which what it asks for stands, and committed there.
A test that asks for it turns to that copy, in a transaction that is rolled back, and gets a copy of what was returned.
A world asks for nothing but other worlds; where a test did not name it beforehand, it is built in the test.
A row of a table names as its `world` the function that builds what it alone stands on.
"""

from __future__ import annotations

import copy
import inspect
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Builder = Callable[..., Any]
    # Each with what it stands on, after it.
    Asked = tuple[tuple[Builder, tuple[Builder, ...]], ...]

# Databases beside the bare one; of too many, that which was wanted longest ago goes.
MOST = 24


def world(builder: Builder) -> Any:
    """Make a fixture of a function that builds a world on others, which its parameters name."""

    def fixture(request: pytest.FixtureRequest, standing: dict[Builder, Any], db: None, **bases: Any) -> Any:
        return standing[builder] if builder in standing else builder(**bases)

    own = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in ("request", "standing", "db")]
    asked = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in _bases(builder)]
    fixture.__signature__ = inspect.Signature([*own, *asked])  # type: ignore[attr-defined]  # pytest reads it
    fixture.__doc__, fixture.builds = builder.__doc__, builder  # type: ignore[attr-defined]
    return pytest.fixture(fixture)


def worlds_of(item: pytest.Item) -> Asked:
    """Find which worlds a test asks for, each after those on which it stands, and with them."""
    known = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]  # nothing public tells it before the test
    found: dict[Builder, tuple[Builder, ...]] = {}

    def named(name: str) -> Builder | None:
        return add(getattr(known[name][-1].func, "builds", None)) if name in known else None

    def add(builder: Builder | None) -> Builder | None:
        if builder is not None and builder not in found:
            bases = [base for base in map(named, _bases(builder)) if base is not None]
            if len(bases) < len(_bases(builder)):
                return None
            found[builder] = tuple(bases)
        return builder

    for name in item.fixturenames:  # type: ignore[attr-defined]  # items of functions have them
        named(name)
    for row in item.callspec.params.values() if hasattr(item, "callspec") else ():
        add(getattr(row, "world", None))
    return tuple(found.items())


class Worlds:
    """The databases of one worker: a bare one, and copies of it in which worlds stand."""

    def __init__(self, bare: str, files: Path) -> None:
        self.bare, self._files = bare, files
        self._made: dict[tuple[Builder, ...], tuple[str, dict[Builder, Any]]] = {}
        self._idle: dict[str, Any] = {}
        self._count = 0

    def put(self, asked: Asked) -> tuple[str, dict[Builder, Any]]:
        """Return the database in which these worlds stand, and what they are."""
        if not asked:
            return self.bare, {}
        key = tuple(builder for builder, _ in asked)
        found = self._made.pop(key, None) or self._build(asked)
        self._made[key] = found
        return found

    def turn_to(self, name: str) -> None:
        """Talk to another database from now on; the connection to the last one waits."""
        from django.db import connection

        last = connection.settings_dict["NAME"]
        if last == name:
            return
        if connection.connection is not None:
            self._idle[last] = connection.connection
        idle = self._idle.pop(name, None)
        connection.connection = None if idle is None or idle.closed else idle
        if connection.connection is not None:
            # As a new one would find it: a test may have closed the last one within its transaction.
            connection.closed_in_transaction = False
            connection.autocommit = connection.connection.autocommit
        connection.settings_dict["NAME"] = name

    def copy(self, base: str, name: str) -> None:
        """Make a copy of a database, to which nobody may be connected meanwhile."""
        self._let_go(base)
        with server() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{base}" STRATEGY FILE_COPY')

    def drop(self, name: str) -> None:
        """Leave nothing of a database."""
        self._let_go(name)
        with server() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def close(self) -> None:
        """Leave the bare one alone."""
        self.turn_to(self.bare)
        for name in [name for name, _ in self._made.values()]:
            self.drop(name)

    def _build(self, asked: Asked) -> tuple[str, dict[Builder, Any]]:
        from django.db import transaction
        from django.test import override_settings

        builder, bases = asked[-1]
        base, values = self.put(asked[:-1])
        while len(self._made) >= MOST:
            self.drop(self._made.pop(next(iter(self._made)))[0])
        self._count += 1
        name = f"{self.bare}_{self._count}"
        self.copy(base, name)
        self.turn_to(name)
        values = copy.deepcopy(values)
        with override_settings(FILES=self._files), transaction.atomic():
            values[builder] = builder(*(values[base] for base in bases))
        return name, values

    def _let_go(self, name: str) -> None:
        from django.db import connection

        if connection.settings_dict["NAME"] == name:
            connection.close()
        if idle := self._idle.pop(name, None):
            idle.close()


def server() -> psycopg.Connection[tuple[object, ...]]:
    """Connect to the server, to none of the tests' databases."""
    from django.db import connection

    options = connection.settings_dict
    return psycopg.connect(
        dbname="postgres", autocommit=True, host=options["HOST"], user=options["USER"], port=options["PORT"] or None
    )


def _bases(builder: Builder) -> list[str]:
    """Name what it is built on: the parameters that a call must give."""
    parameters = inspect.signature(builder).parameters.values()
    kinds = inspect.Parameter.VAR_KEYWORD, inspect.Parameter.KEYWORD_ONLY
    return [one.name for one in parameters if one.kind not in kinds and one.default is inspect.Parameter.empty]
