"""A life as a table: who may take which step from where to where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Transition:
    """One permitted step. `role` is empty where the clock or a program takes it."""

    action: str
    sources: tuple[str, ...]
    target: str
    role: str = ""


class Machine:
    """The table of one life."""

    def __init__(self, *transitions: Transition) -> None:
        self.transitions = transitions

    def step(self, action: str, state: str) -> Transition | None:
        """Return the step that `action` takes from `state`, or None when there is none."""
        return next((t for t in self.transitions if t.action == action and state in t.sources), None)

    def actions(self, state: str, role: str) -> list[str]:
        """Return what `role` may do in `state`, in the order of the table."""
        return [t.action for t in self.transitions if state in t.sources and t.role in {"", role}]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return each permitted (from, to) once."""
        return sorted(set(self._pairs()))

    def _pairs(self) -> Iterator[tuple[str, str]]:
        for transition in self.transitions:
            for source in transition.sources:
                yield source, transition.target
