"""Arithmetic of trees: plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def top_down(parents: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Sort keys so that each stands after its parent; return (sorted, those caught in a circle or below one)."""
    children: dict[str, list[str]] = {}
    for key, parent in parents.items():
        children.setdefault(parent if parent in parents else "", []).append(key)
    ordered: list[str] = []
    waiting = list(reversed(children.get("", [])))
    while waiting:
        key = waiting.pop()
        ordered.append(key)
        waiting.extend(reversed(children.get(key, [])))
    placed = set(ordered)
    return ordered, [key for key in parents if key not in placed]


def circle_from(start: str, parents: Mapping[str, str]) -> list[str]:
    """Follow parents from a key until one comes again; return the circle."""
    seen: list[str] = []
    key = start
    while key not in seen:
        seen.append(key)
        key = parents[key]
    return seen[seen.index(key) :]


def below(path: str, organisation_id: int) -> str:
    """Return the path of an organisation that stands below a path."""
    return f"{path}{organisation_id}."
