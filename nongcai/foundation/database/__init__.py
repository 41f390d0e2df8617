"""The connection to the database: our backend of it, and whether what failed was the way there."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError

# SQLSTATEs of PostgreSQL's appendix A: the way there, a server that ends or is not up yet, no connection left.
_GONE = ("08", "57P", "53300")


def is_away(error: BaseException | None) -> bool:
    """Say whether a statement failed because the server cannot be reached, ended, or is recovering."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    state: str | None = getattr(error.__cause__, "sqlstate", None)
    # Where no server answered there is none.
    return state is None or state.startswith(_GONE)
