"""The pieces of which a paper is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class PaperRun:
    """A piece of a paragraph; `figure_key` names its figure, `target` the node whose board shows it."""

    text: str
    figure_key: str | None = None
    target: int | None = None


@dataclass(frozen=True)
class PaperHeading:
    level: int
    text: str


@dataclass(frozen=True)
class PaperParagraph:
    runs: tuple[PaperRun, ...]


@dataclass(frozen=True)
class PaperTable:
    """`columns` are (label, alignment)."""

    caption: str
    columns: tuple[tuple[str, Align], ...]
    rows: tuple[tuple[str, ...], ...]
    unit_note: str


@dataclass(frozen=True)
class PaperBars:
    """`bars` are (label, length, what is printed)."""

    title: str
    unit: str
    bars: tuple[tuple[str, Decimal, str], ...]


PaperBlock = PaperHeading | PaperParagraph | PaperTable | PaperBars


@dataclass(frozen=True)
class PaperAttachment:
    title: str
    blocks: tuple[PaperBlock, ...]
    internal: bool
