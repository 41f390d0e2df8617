"""What was found, kept in this process for a short while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Keeps so many values for so long; of too many the oldest goes. When it is, whoever asks says."""

    def __init__(self, *, age: timedelta, most: int) -> None:
        self._age, self._most = age, most
        self._values: dict[Hashable, tuple[datetime, Value]] = {}

    def get(self, key: Hashable, at: datetime) -> Value | None:
        """Return what was kept, unless it is too old."""
        since, value = self._values.get(key, (None, None))
        return value if since is not None and timedelta(0) <= at - since < self._age else None

    def put(self, key: Hashable, value: Value, at: datetime) -> None:
        """Keep a value from now on."""
        self._values.pop(key, None)
        while len(self._values) >= self._most:
            self._values.pop(next(iter(self._values)))
        self._values[key] = (at, value)

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
