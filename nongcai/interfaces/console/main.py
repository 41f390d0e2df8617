"""The `nongcai` command: a database first, then Django's command of that name."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from nongcai.foundation import postgres
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.console.errors import INTERRUPTED, REFUSED, ConsoleError, MisuseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

PROJECT = Path(__file__).resolve().parents[3]
WITHOUT_DATABASE = {
    "help", "version", "--help", "-h", "--version", "check", "collectstatic", "compilemessages", "diffsettings",
    "findstatic", "makemessages",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command and return its exit status: 0 done, 1 refused, 2 misused.

    Every mistake of people is one sentence on the error output; only a bug shows its trace.
    """
    words = list(sys.argv[1:] if arguments is None else arguments) or ["help"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nongcai.config.settings.dev")
    os.environ.setdefault("NONGCAI_HOME", str(PROJECT / "var"))
    if words[0] == "demo":
        os.environ.setdefault("NONGCAI_DEMO", "1")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        with _database(words):
            return _run(words)
    except (ConsoleError, postgres.PostgresError) as error:
        print(error, file=sys.stderr)
        return error.status if isinstance(error, ConsoleError) else REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED


@contextmanager
def _database(words: Sequence[str]) -> Iterator[None]:
    """Name the database in DATABASE_URL, starting the embedded server when nobody named one."""
    if os.environ.get("DATABASE_URL") or words[0] in WITHOUT_DATABASE or "--help" in words:
        yield
        return
    home = Path(os.environ["NONGCAI_HOME"])
    with postgres.running(home, max_connections=_number("NONGCAI_PG_CONNECTIONS", 100), tcp_port=_port()) as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield
        finally:
            # A second Ctrl-C must not leave the server behind.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            del os.environ["DATABASE_URL"]


def _run(words: Sequence[str]) -> int:
    """Hand over to Django; refusals that a command lets through become sentences here."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import ManagementUtility
    from django.db import OperationalError
    from django.utils.translation import gettext

    try:
        ManagementUtility(["nongcai", *words]).execute()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except DomainError as refusal:
        raise ConsoleError(gettext(refusal.message).format(**refusal.facts)) from refusal
    except ImproperlyConfigured as error:
        raise MisuseError(str(error)) from error
    except OperationalError as error:
        if error.args and "connection" in str(error.args[0]):
            raise ConsoleError(
                gettext("不能连接数据库，请检查 DATABASE_URL：%s") % str(error).splitlines()[0]
            ) from error
        raise
    return 0


def _port() -> int | None:
    return _number("NONGCAI_PG_PORT", 0) or None


def _number(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or int(value) > 65_535:
        raise MisuseError(f"环境变量 {name} 应是 0 到 65535 的整数，不能是“{value}”。")
    return int(value)


def _leave(number: int, _frame: FrameType | None) -> None:
    """End as after Ctrl-C: what was started is stopped."""
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
