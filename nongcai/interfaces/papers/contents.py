"""What an official document says: the only input of every form it is given in."""

from __future__ import annotations

import datetime  # as a module: a field of the notice is called date
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph; `figure_key` names the figure that it prints."""

    text: str
    figure_key: str | None = None


@dataclass(frozen=True)
class Heading1:
    """一、…"""

    text: str


@dataclass(frozen=True)
class Heading2:
    """（一）…"""

    text: str


@dataclass(frozen=True)
class Paragraph:
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Column:
    """`share` is its part of the table's width; 0 in any column: all follow what stands in them."""

    label: str
    align: Align = "left"
    share: float = 0


@dataclass(frozen=True)
class TableBlock:
    """`unit_note` stands at the right above the table: 单位：万元."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    unit_note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.caption}: a row has {len(row)} cells, the head {len(self.columns)}")


@dataclass(frozen=True)
class Bar:
    """`shown` is printed, `value` is drawn."""

    label: str
    value: Decimal | float
    shown: str


@dataclass(frozen=True)
class BarChart:
    title: str
    bars: tuple[Bar, ...]
    unit: str = ""

    @property
    def heading(self) -> str:
        return f"{self.title}（{self.unit}）" if self.unit else self.title

    @property
    def largest(self) -> float:
        return max((float(bar.value) for bar in self.bars), default=0.0)

    @property
    def description(self) -> str:
        """Tell in words what the bars show, for those who cannot see them."""
        return f"{self.heading}：" + "，".join(f"{bar.label}{bar.shown}" for bar in self.bars)


Block = Heading1 | Heading2 | Paragraph | TableBlock | BarChart


@dataclass(frozen=True)
class Attachment:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class NoticeContent:
    """A notice as it was frozen. An empty text or None leaves its element out.

    An `internal` one is the paper of the internal attachments: neither head nor text, a mark on every page.
    """

    issuer: str
    mark: str
    title: str
    addressees: str
    blocks: tuple[Block, ...]
    number: str = ""
    copy_no: str = ""
    secrecy: str = ""
    urgency: str = ""
    attachments: tuple[Attachment, ...] = ()
    signer: str = ""
    date: datetime.date | None = None
    footnote: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: datetime.date | None = None
    draft: bool = False
    watermark: str = ""
    internal: bool = False

    @property
    def address_line(self) -> str:
        return f"{self.addressees.rstrip('：:')}：" if self.addressees else ""

    @property
    def footnote_line(self) -> str:
        return f"（{self.footnote.strip('（）()')}）" if self.footnote else ""

    @property
    def copies_line(self) -> str:
        return f"抄送：{self.copies_to.rstrip('。')}。" if self.copies_to else ""

    @property
    def printed_on_line(self) -> str:
        return f"{chinese_date(self.printed_on)}印发" if self.printed_on else ""

    @property
    def labelled_attachments(self) -> tuple[tuple[str, Attachment], ...]:
        """Each with its label."""
        word = "内部附件" if self.internal else "附件"
        if len(self.attachments) == 1:
            return ((word, self.attachments[0]),)
        return tuple((f"{word}{place}", each) for place, each in enumerate(self.attachments, start=1))

    @property
    def belongs_line(self) -> str:
        """Which notice internal attachments belong to."""
        return f"（{self.issuer}《{self.title}》{self.number}）" if self.internal else ""

    @property
    def attachment_notes(self) -> tuple[str, ...]:
        """The lines under the text."""
        titles = [each.title for each in self.attachments]
        if len(titles) == 1:
            return tuple(titles)
        return tuple(f"{place}.{title}" for place, title in enumerate(titles, start=1))


def chinese_date(day: datetime.date) -> str:
    """Write a day as GB/T 9704 does: no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
