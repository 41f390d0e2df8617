"""Who is behind the changes that the triggers of history record."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import orjson
from django.db import connection
from uuid_utils import uuid4

from nongcai.foundation.records import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_TELLING = """
    telling AS (
        SELECT set_config('pghistory.context_id', %(context)s, true),
            set_config('pghistory.context_metadata', %(facts)s, true)
    )
"""


@contextmanager
def told(**who: object) -> Iterator[None]:
    """Have all changes within the block recorded with these facts, such as the person and the page, or the job.

    pghistory's own context puts a second command before each statement, which a prepared one cannot carry.
    """
    _tell(*_words(who))
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _tell("", "")


def telling(**who: object) -> Part:
    """Have what follows in the transaction recorded with these facts, in a statement with others."""
    context, facts = _words(who)
    return Part(_TELLING, {"context": context, "facts": facts}, "(SELECT count(*) FROM telling)")


def _words(who: Mapping[str, object]) -> tuple[str, str]:
    return str(uuid4()), orjson.dumps(who, default=str).decode()


def _tell(context: str, facts: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, false), set_config('pghistory.context_metadata', %s, false)",
            [context, facts],
        )
