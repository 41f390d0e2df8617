"""Typed readers of the environment; a bad value stops the start."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def text(name: str, default: str | None = None) -> str:
    """Return the variable.

    :raises ImproperlyConfigured: when it is missing and has no default.
    """
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; see docs/operations.md")
    return value


def lines(name: str, default: str | None = None) -> str:
    """Return a variable of several lines, as a key is; where only one line can be set, `\\n` stands for a break.

    :raises ImproperlyConfigured: when it is missing and has no default.
    """
    return text(name, default).replace("\\n", "\n")


def flag(name: str, *, default: bool) -> bool:
    """Read 1/true/yes/on or 0/false/no/off.

    :raises ImproperlyConfigured: when it is anything else.
    """
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    known = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if value not in known:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")
    return known[value]


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """Read one of a few words.

    :raises ImproperlyConfigured: when it is another one.
    """
    found = text(name, default)
    if found not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}")
    return found


def number(name: str, default: int) -> int:
    """Read a whole number.

    :raises ImproperlyConfigured: when it is not one.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from None


def issuer(name: str, *, may_be_http: bool) -> str:
    """Read the address of an identity service; empty where there is none.

    :raises ImproperlyConfigured: when it is no https:// address.
    """
    value = os.environ.get(name, "").strip()
    parts = urlsplit(value)
    schemes = {"https", "http"} if may_be_http else {"https"}
    if value and (parts.scheme not in schemes or not parts.hostname or parts.query or parts.fragment):
        raise ImproperlyConfigured(f"{name} must be an https:// address, not {value!r}")
    return value


def words(name: str, default: str = "") -> list[str]:
    """Read a comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(name: str = "DATABASE_URL") -> dict[str, object]:
    """Read postgresql://user:password@host:port/name; a socket's folder may stand in `?host=`.

    :raises ImproperlyConfigured: when it is not a PostgreSQL address.
    """
    parts = urlsplit(text(name, "postgresql:///nongcai"))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with postgresql://")
    query: Mapping[str, str] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "nongcai.foundation.database",
        "NAME": unquote(parts.path.lstrip("/")) or "nongcai",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def own_secret(path: Path) -> str:
    """Return this installation's secret, making one at the first start; nobody else may read the file.

    Empty where it cannot be kept: whoever needs the same one tomorrow must refuse to go on.
    """
    made = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            # Linked when whole: another process sees all of it or nothing.
            with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):
                os.link(made, path)
            made.unlink()
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""
