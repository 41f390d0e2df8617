"""What runs on a data folder, and who else uses it."""

from __future__ import annotations

import fcntl
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from nongcai.foundation.postgres.errors import PORT_TAKEN, PostgresError

if TYPE_CHECKING:
    from typing import TextIO

PROC = Path("/proc")


def inhabitants(data: Path) -> set[int]:
    """Find PostgreSQL's processes on this folder: it is where each of them stands."""
    found = set()
    for process in PROC.glob("[0-9]*"):
        try:
            stands, program = os.readlink(process / "cwd"), os.readlink(process / "exe")
        except OSError:  # gone meanwhile, or somebody else's
            continue
        if Path(program).name.startswith("postgres") and stands == str(data.resolve()):
            found.add(int(process.name))
    return found


def serves(pid: int, data: Path) -> bool:
    """Whether this process is alive and works on this folder: after a crash the number may be another's."""
    if PROC.is_dir():
        return pid in inhabitants(data)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_last(users: TextIO) -> bool:
    """Whether nobody else holds this lock; asked behind the gate."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def require_free(port: int) -> None:
    """Look before the server does, so that the answer is one sentence.

    :raises PostgresError: when somebody listens there.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PostgresError(PORT_TAKEN, port=port) from error
