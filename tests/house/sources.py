"""Finding and reading our own files, for the house tests."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "nongcai"
UNREAD = {"node_modules", "dist", "__pycache__"}


def files(*folders: Path, suffixes: tuple[str, ...] = (".py",)) -> Iterator[Path]:
    """Yield our files below the folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in suffixes and not UNREAD & set(path.parts):
                yield path


def rooms() -> list[Path]:
    """Return the folders of the rooms."""
    return sorted(path.parent for path in (PACKAGE / "domain").glob("*/apps.py"))


def called(node: ast.Call) -> str:
    """Return how the called thing is written, as `queue.defer`."""
    return ast.unparse(node.func)


def read(path: Path) -> str:
    """Return a file's text."""
    return path.read_text(encoding="utf-8")


def shown(path: Path) -> str:
    """Return a path as people name it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
