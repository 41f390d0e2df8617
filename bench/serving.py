"""The site as it is served, its clients, and the processor time of each part."""

from __future__ import annotations

import json
import os
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOKEN = "x" * 32
BACKEND = "nongcai.interfaces.web.accounts.backend.PasswordBackend"
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Serving:
    """A port, and the first process of the site and of the worker."""

    port: int
    site: int
    worker: int

    def used(self) -> dict[str, float]:
        """Return the seconds of processor time so far of site, worker and database, children that ended included."""
        return {"site": _used(self.site), "worker": _used(self.worker), "database": _used(postmaster())}


@contextmanager
def site() -> Iterator[Serving]:
    """Serve the site on a port of its own, as `nongcai serve` does it."""
    from nongcai.interfaces.console import site as console

    # Beside other work it takes its time.
    console.UP_WITHIN = 300
    port = free_port()
    served = console.Site(host="127.0.0.1", port=port, workers=console.usual_workers())
    with served.running():
        pids = {name: process.pid for name, process in served._processes.items()}
        yield Serving(port, pids["site"], pids["worker"])


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cookie_of(user_id: int, session_hash: str) -> str:
    """Sign somebody in; the hash follows from the password alone."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.signed_cookies import SessionStore

    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY], store[HASH_SESSION_KEY] = str(user_id), BACKEND, session_hash
    store.save()
    return str(store.session_key)


def call_of(path: str, told: Mapping[str, Any], key: str, cookie: str) -> bytes:
    """Put a call of the API into words, by whom the cookie tells."""
    from django.conf import settings

    body = json.dumps(told).encode()
    head = (
        f"POST /api/v1/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nCookie: {settings.SESSION_COOKIE_NAME}={cookie}; csrftoken={TOKEN}\r\n"
        f"X-CSRFToken: {TOKEN}\r\nIdempotency-Key: {key}\r\n\r\n"
    )
    return head.encode() + body


class Caller:
    """A connection over which people who have signed in call the API.

    It reads answers as the site writes them and no others: what a client takes of the machine, the site has not.
    """

    def __init__(self, port: int, timeout: float = 60) -> None:
        self._address, self._timeout = ("127.0.0.1", port), timeout
        self._socket: socket.socket | None = None

    def post(self, path: str, told: Mapping[str, Any], key: str, cookie: str) -> tuple[int, bytes]:
        """Call as whom the cookie tells, and return the status and what is said; 0 where no answer came."""
        return self.send(call_of(path, told, key, cookie))

    def send(self, call: bytes) -> tuple[int, bytes]:
        """Make a call that was put into words before; as `post` otherwise."""
        try:
            if self._socket is None:
                self._socket = socket.create_connection(self._address, self._timeout)
            self._socket.sendall(call)
            return self._answer(self._socket)
        except (OSError, ValueError, IndexError):
            self.close()
            return 0, b""

    @staticmethod
    def _answer(line: socket.socket) -> tuple[int, bytes]:
        said = b""
        while b"\r\n\r\n" not in said:
            said += _more(line)
        head, _end, body = said.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(None, 1)[0])
        while len(body) < length:
            body += _more(line)
        return int(head.split(None, 2)[1]), body

    def close(self) -> None:
        """Hang up; the next call connects anew."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _more(line: socket.socket) -> bytes:
    said = line.recv(65_536)
    if not said:
        raise ConnectionResetError
    return said


def postmaster() -> int:
    """Return the first process of the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        return postmaster_of(Path(cursor.fetchone()[0]))


def postmaster_of(data: Path) -> int:
    """Return the first process of the database that keeps its data there."""
    return int((data / "postmaster.pid").read_text().split()[0])


def children_of(head: int) -> list[int]:
    """Return the children of a process."""
    return sorted(pid for pid, (parent, _ticks) in _stats().items() if parent == head)


def _used(head: int) -> float:
    stats = _stats()
    own, found = set(), {head}
    while found:
        own |= found
        found = {pid for pid, (parent, _ticks) in stats.items() if parent in found} - own
    return sum(stats[pid][1] for pid in own if pid in stats) / _TICK


def _stats() -> dict[int, tuple[int, int]]:
    return dict(filter(None, (_stat(path) for path in Path("/proc").iterdir() if path.name.isdigit())))


def _stat(path: Path) -> tuple[int, tuple[int, int]] | None:
    try:
        fields = (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    # Its own time, and that of its children that ended.
    return int(path.name), (int(fields[1]), sum(map(int, fields[11:15])))
