"""The whole site as people meet it: the server, the worker and a database, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from nongcai.foundation.postgres import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-m", "nongcai.interfaces.console.main"]
NOT_OURS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
UP_WITHIN = 360  # seconds


@dataclass(frozen=True)
class Site:
    """Where a site answers, and the surroundings of its commands."""

    url: str
    surroundings: dict[str, str]

    def nongcai(self, *words: str) -> str:
        """Run one of the site's commands beside it and return what it says."""
        done = subprocess.run(
            [*COMMAND, *words], env=self.surroundings, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def serving(home: Path, command: str, *options: str) -> Iterator[Site]:
    """Serve a site by `nongcai command` until the block ends; it begins when the site answers."""
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    surroundings = kept | {"NONGCAI_HOME": str(home), "NONGCAI_DEMO": "1", "NONGCAI_WORKERS": "1", "PORT": str(port)}
    site = Site(f"http://127.0.0.1:{port}", surroundings)
    home.mkdir(parents=True, exist_ok=True)
    try:
        with (home / "site.log").open("wb") as log:
            process = subprocess.Popen([*COMMAND, command, *options], env=surroundings, stdout=log, stderr=log)
            try:
                _wait_until_up(site, process, home / "site.log")
                yield site
            finally:
                process.terminate()
                process.wait(60)
    finally:
        shutil.rmtree(Server(home).folder, ignore_errors=True)


def _wait_until_up(site: Site, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + UP_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urlopen(f"{site.url}/login/", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
