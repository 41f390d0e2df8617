"""An act is a transaction; within one that is undone whole anyhow, it needs no savepoint of its own."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Told = ParamSpec("Told")
Found = TypeVar("Found")

_WHOLE: ContextVar[bool] = ContextVar("whole", default=False)


@contextmanager
def undone_whole() -> Iterator[None]:
    """Within, after any refusal the caller undoes all of its transaction, and asks the database nothing before."""
    before = _WHOLE.set(True)
    try:
        yield
    finally:
        _WHOLE.reset(before)


def act(done: Callable[Told, Found]) -> Callable[Told, Found]:
    """Do it all or nothing, as `transaction.atomic` does, for acts that are done all day.

    Nobody catches its refusal to go on in the same transaction, unless it began one within.
    """

    @wraps(done)
    def acting(*args: Told.args, **kwargs: Told.kwargs) -> Found:
        with transaction.atomic(savepoint=not _WHOLE.get()):
            return done(*args, **kwargs)

    return acting
