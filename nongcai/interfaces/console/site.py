"""The processes of the site: granian and a worker, one life."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.interfaces.console.errors import ConsoleError, MisuseError

if TYPE_CHECKING:
    from collections.abc import Iterator

UP_WITHIN = 180  # seconds; an office machine may be busy with itself
ANSWERS_WITHIN = 5
DOWN_WITHIN = 15
_MOST = 4


class Site:
    """The address, and the processes that serve it while `running`."""

    def __init__(self, *, host: str, port: int, workers: int) -> None:
        self.host, self.port, self.workers = host, port, workers
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        return f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.port}/"

    def require_port(self) -> None:
        """Look before starting anything.

        :raises ConsoleError: when somebody listens there, or nobody may.
        """
        with socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                text = _("不能使用端口 {port}（{reason}），请换一个，例如 PORT={other}。")
                other = 8000 if self.port < 1024 else self.port + 1
                raise ConsoleError(text.format(port=self.port, reason=error.strerror, other=other)) from error

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve until the block ends; it begins when the site answers.

        :raises ConsoleError: when it does not come up.
        """
        self.require_port()
        try:
            self._start("site", "granian", *self._granian())
            self._start("worker", "django", "work")
            self._wait_until_up()
            yield
        finally:
            self._stop()

    def watch(self) -> None:
        """Stay until Ctrl-C, as long as both processes do.

        :raises ConsoleError: when one of them ends by itself.
        """
        with suppress(KeyboardInterrupt):
            while True:
                self._require_alive()
                time.sleep(0.5)

    def _granian(self) -> list[str]:
        return [
            *("--interface", "wsgi", "--host", self.host, "--port", str(self.port)),
            *("--workers", str(self.workers), "--blocking-threads", "1", "--respawn-failed-workers"),
            # What it could do besides, in threads of its own, is a seventh of what an order takes.
            *("--runtime-mode", "st", "--http", "1", "--no-ws"),
            # It warns of more processes than cores.
            *("--log-level", "error", "nongcai.config.wsgi:application"),
        ]

    def _start(self, name: str, module: str, *arguments: str) -> None:
        """Start a process in a session of its own, so that Ctrl-C reaches it through us, in order."""
        command = [sys.executable, "-m", module, *arguments]
        self._processes[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + UP_WITHIN
        while time.monotonic() < deadline:
            self._require_alive()
            if self._answers():
                return
            time.sleep(0.1)
        raise ConsoleError(_("网站没有在 {seconds} 秒内启动，请查看上面的输出。").format(seconds=UP_WITHIN))

    def _answers(self) -> bool:
        """Whether a page comes back, whatever it says: the port alone opens before the pages do."""
        connection = HTTPConnection(self.host, self.port, timeout=ANSWERS_WITHIN)
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            connection.getresponse()
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
        return True

    def _require_alive(self) -> None:
        for name, process in self._processes.items():
            if process.poll() is not None:
                raise ConsoleError(_("进程 {name} 意外结束，请查看上面的输出。").format(name=name))

    def _stop(self) -> None:
        """End each process and whatever it started."""
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        for process in self._processes.values():
            if process.poll() is None:
                process.terminate()
        for process in self._processes.values():
            try:
                process.wait(DOWN_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        signal.signal(signal.SIGINT, before)


def usual_workers() -> int:
    """Return one process more than cores, at most four: while one waits for the disk, another works."""
    return min((os.cpu_count() or 1) + 1, _MOST)


def site_from_environment() -> Site:
    """Read NONGCAI_HOST, PORT and NONGCAI_WORKERS.

    :raises MisuseError: when one of them is wrong.
    """
    port = os.environ.get("PORT") or "8000"
    workers = os.environ.get("NONGCAI_WORKERS") or str(usual_workers())
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise MisuseError(_("PORT 应是 1 到 65535 的整数，不能是“{value}”。").format(value=port))
    if not workers.isdecimal() or not 0 < int(workers) < 257:
        raise MisuseError(_("NONGCAI_WORKERS 应是 1 到 256 的整数，不能是“{value}”。").format(value=workers))
    return Site(host=os.environ.get("NONGCAI_HOST") or "127.0.0.1", port=int(port), workers=int(workers))
