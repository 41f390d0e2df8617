"""One home's server, from the first folder to the last user."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import secrets
import shlex
import shutil
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg

from nongcai.foundation.postgres import processes
from nongcai.foundation.postgres.errors import NOT_STARTED, OTHER_VERSION, PostgresError, writing
from nongcai.foundation.postgres.programs import Programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

OWNER = "nongcai"  # of the database, which bears the same name
ROOT_FOLDER = Path("/var/lib/nongcai")
DEFAULT_PORT = 5432
LONGEST_SOCKET = 107
PATIENCE = 60  # seconds: for what a killed server left behind, for start and for stop
LARGEST_LOG = 5_000_000
# Megabytes: PostgreSQL's own measure, and what a hall of 400 000 offers is read from.
LEAST_BUFFERS, MOST_BUFFERS = 128, 512
BUILTIN_LOCALE = 17  # the first version that has one


@contextmanager
def running(home: Path, *, max_connections: int = 100, tcp_port: int | None = None) -> Iterator[str]:
    """Hold the server of this home, starting it when nobody runs it; yield its DATABASE_URL.

    :raises PostgresError: when it cannot be started.
    """
    server = Server(home)
    with closing(server.enter()) as users:
        try:
            with server.gate():
                server.start(max_connections=max_connections, tcp_port=tcp_port)
            yield server.url
        finally:
            with server.gate():
                if server.is_ours and processes.is_last(users):
                    server.stop()


@dataclass(frozen=True)
class Server:
    """One home's server; root's lives under /var/lib and runs as `nobody`."""

    home: Path

    @cached_property
    def folder(self) -> Path:
        """All that the server keeps; whoever removes it removes the data."""
        home = self.home.resolve()
        return ROOT_FOLDER / _key(home) if os.geteuid() == 0 else home / "postgres"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self._run_folder / "server.log"

    @property
    def url(self) -> str:
        """Name the socket of the server that runs, so that no password is needed."""
        port, folder = self._pid_file()[3:5]
        suffix = "" if int(port) == DEFAULT_PORT else f"&port={port}"
        return f"postgresql://{OWNER}@/{OWNER}?host={quote(folder)}{suffix}"

    @property
    def is_ours(self) -> bool:
        """Whether what runs was started here, so that we may stop it."""
        pid = self._postmaster()
        return pid is not None and _read(self._mark) in {"starting", str(pid)}

    def enter(self) -> TextIO:
        """Count among the users until the result is closed or the process dies."""
        users = self._lock_file("users.lock")
        fcntl.flock(users, fcntl.LOCK_SH)
        return users

    @contextmanager
    def gate(self) -> Iterator[None]:
        """Let one command at a time start or stop."""
        with closing(self._lock_file("gate.lock")) as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def start(self, *, max_connections: int, tcp_port: int | None) -> None:
        """Start it unless it runs; make the database unless it exists.

        :raises PostgresError: when that fails.
        """
        if self._postmaster() is None:
            if tcp_port is not None:
                processes.require_free(tcp_port)
            with writing(self.folder):
                self._prepare()
            self._wait_for_orphans()
            self._start(max_connections, tcp_port)
        self._make_database()

    def stop(self) -> None:
        """Stop it, closing what is still connected.

        :raises PostgresError: when it does not stop in time.
        """
        try:
            self._programs.call("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", PATIENCE)
        except PostgresError:
            if self._postmaster() is not None:  # else it was killed meanwhile; the next start recovers
                raise
        self._mark.unlink(missing_ok=True)
        if self._socket_folder != self._run_folder:
            shutil.rmtree(self._socket_folder, ignore_errors=True)

    @property
    def _mark(self) -> Path:
        return self.folder / "started"

    @property
    def _run_folder(self) -> Path:
        return self.folder / "run"

    @cached_property
    def _socket_folder(self) -> Path:
        """The run folder, or a short one where the path of its socket would be too long."""
        if len(os.fsencode(self._run_folder / ".s.PGSQL.65535")) <= LONGEST_SOCKET:
            return self._run_folder
        return Path("/tmp") / f"nongcai-{os.geteuid()}-{_key(self.folder)}"

    @cached_property
    def _user(self) -> pwd.struct_passwd | None:
        """Whom the server runs as, when not ourselves: PostgreSQL refuses root."""
        return pwd.getpwnam("nobody") if os.geteuid() == 0 else None

    @cached_property
    def _programs(self) -> Programs:
        return Programs(self.folder, self._user)

    def _lock_file(self, name: str) -> TextIO:
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            return (self.folder / name).open("a")

    def _prepare(self) -> None:
        if self._user:
            for folder in (ROOT_FOLDER, self.folder):
                folder.chmod(0o755)
        for folder in (self._run_folder, self._socket_folder):
            self._own(folder)
        version = self._programs.prepare()
        if not self.data.exists():
            self._make_data(version)
        found = _read(self.data / "PG_VERSION")
        if found != str(version):
            raise PostgresError(OTHER_VERSION, folder=self.data, found=found, have=version)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _own(self, folder: Path) -> None:
        """Make a folder that only the server's user may enter.

        :raises PermissionError: when it is somebody else's.
        """
        folder.mkdir(mode=0o700, exist_ok=True)
        if self._user:
            os.chown(folder, self._user.pw_uid, self._user.pw_gid)
        elif folder.lstat().st_uid != os.geteuid():
            raise PermissionError(0, "it belongs to another user")

    def _make_data(self, version: int) -> None:
        """Fill the data folder; it appears whole or not at all."""
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self._own(fresh)
        builtin = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        locale = builtin if version >= BUILTIN_LOCALE else ("--locale=C.UTF-8",)
        access = ("--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={self._make_password()}")
        self._programs.call("initdb", "-D", fresh, "-U", OWNER, "-E", "UTF8", *locale, *access)
        fresh.rename(self.data)

    def _make_password(self) -> Path:
        """Choose what other tools give over TCP."""
        password = self._run_folder / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
        if self._user:
            os.chown(password, self._user.pw_uid, self._user.pw_gid)
        return password

    def _wait_for_orphans(self) -> None:
        """Let what a killed server left behind go before its files are taken away."""
        deadline = time.monotonic() + PATIENCE
        while processes.inhabitants(self.data):
            if time.monotonic() > deadline:
                raise PostgresError(NOT_STARTED, reason="orphaned processes", log=self.log)
            time.sleep(0.1)
        if processes.PROC.is_dir():
            for stale in (self.data / "postmaster.pid", *self._socket_folder.glob(".s.PGSQL.*")):
                stale.unlink(missing_ok=True)

    def _start(self, max_connections: int, tcp_port: int | None) -> None:
        options = {
            "unix_socket_directories": f'"{self._socket_folder}"',
            "listen_addresses": "127.0.0.1" if tcp_port is not None else "",
            "port": tcp_port or DEFAULT_PORT,
            "max_connections": max_connections,
            "shared_buffers": f"{_buffers()}MB",
        }
        words = shlex.join(f"--{name}={value}" for name, value in options.items())
        seen = self.log.stat().st_size if self.log.exists() else 0
        self._mark.write_text("starting")
        try:
            self._programs.call("pg_ctl", "start", "-D", self.data, "-l", self.log, "-w", "-t", PATIENCE, "-o", words)
        except PostgresError:
            raise PostgresError(NOT_STARTED, reason=_complaint(self.log, seen), log=self.log) from None
        self._mark.write_text(str(self._postmaster()))

    def _make_database(self) -> None:
        with closing(self._connect()) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OWNER]).fetchone()
            if not known:
                connection.execute(f"CREATE DATABASE {OWNER} TEMPLATE template0")

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """Connect, waiting while the server still recovers."""
        port, folder = self._pid_file()[3:5]
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return psycopg.connect(host=folder, port=port, user=OWNER, dbname="postgres", autocommit=True)
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise PostgresError(NOT_STARTED, reason=error, log=self.log) from error
                time.sleep(0.2)

    def _pid_file(self) -> list[str]:
        """Read: process, data folder, start, port, socket folder, address, memory, status."""
        return _read(self.data / "postmaster.pid").splitlines()

    def _postmaster(self) -> int | None:
        """Find the process that serves this data; what a crash left in the file is none."""
        lines = self._pid_file()
        if len(lines) < 5 or not processes.serves(int(lines[0]), self.data):
            return None
        return int(lines[0])


def _key(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _buffers() -> int:
    """Return how much the server may keep at hand, in megabytes: an eighth of the memory, within bounds."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(LEAST_BUFFERS, min(memory // 8, MOST_BUFFERS))


def _complaint(log: Path, offset: int) -> str:
    """Return the server's last complaint since the offset."""
    if not log.exists():
        return "no log"
    with log.open("rb") as file:
        file.seek(offset)
        lines = file.read().decode(errors="replace").splitlines()
    fatal = [line for line in lines if "FATAL" in line or "ERROR" in line]
    return (fatal or lines or ["silent"])[-1]
