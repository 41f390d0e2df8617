"""What a notice prints; a door turns it into pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from nongcai.domain.notices import rules
from nongcai.domain.notices.models import Delivery, Form, NoticeKind, Openness
from nongcai.domain.notices.queries.fields import BY, Catalogue, catalogue_of, line_name, number_text
from nongcai.domain.notices.states import UNSIGNED
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from nongcai.domain.assessments.queries import Figures, Line
    from nongcai.domain.notices.models import Notice

Align = Literal["left", "center", "right"]
_NONE = "—"
_ROUNDED = "单位：万元、%（各项分别四舍五入）"


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


@dataclass(frozen=True)
class PaperContent:
    """All that a notice prints, as texts."""

    issuer: str
    mark: str
    number: str
    title: str
    addressees: str
    blocks: tuple[PaperBlock, ...]
    attachments: tuple[PaperAttachment, ...]
    signer: str
    dated_on: date | None
    footnote: str
    copies_to: str
    printed_by: str
    is_draft: bool

    @property
    def public_attachments(self) -> tuple[PaperAttachment, ...]:
        """Those that are printed with the text."""
        return tuple(one for one in self.attachments if not one.internal)

    @property
    def internal_attachments(self) -> tuple[PaperAttachment, ...]:
        """Those that go to the addressees apart from the print."""
        return tuple(one for one in self.attachments if one.internal)


def paper(notice: Notice, *, addressee: int | None = None) -> PaperContent:
    """Return what a notice prints; with an addressee where data are sent apart (分送), with its own row only."""
    known = catalogue_of(notice)
    return PaperContent(
        issuer=notice.node.name,
        mark=notice.mark_issuer,
        number=notice.number,
        title=notice.title,
        addressees=notice.addressees,
        blocks=tuple(_blocks(notice.body, known)),
        attachments=tuple(_attachments(notice, known, addressee)),
        signer=notice.signer,
        dated_on=notice.dated_on,
        footnote="此件公开发布" if notice.openness == Openness.ACTIVE else "",
        copies_to=notice.copies_to,
        printed_by=notice.printed_by,
        is_draft=notice.state in UNSIGNED,
    )


def internal_words(notice: Notice) -> list[str]:
    """Return the title and rows of all internal attachments, every addressee's, as lines of text."""
    known = catalogue_of(notice)
    ids: list[int | None] = (
        [line.node.id for line in known.frozen.lines] if notice.delivery == Delivery.EACH else [None]
    )
    found = (one for addressee in ids for one in _attachments(notice, known, addressee) if one.internal)
    return [words for one in found for words in (one.title, *_rows_of(one))]


def addressees_of(notice: Notice) -> list[tuple[int, str]]:
    """Return (node id, name) of those who get their own row where data are sent apart."""
    lines = catalogue_of(notice).frozen.lines if notice.delivery == Delivery.EACH else []
    return [(line.node.id, line.node.name) for line in lines]


def _rows_of(attachment: PaperAttachment) -> Iterator[str]:
    for block in attachment.blocks:
        if isinstance(block, PaperTable):
            yield from ("".join(row) for row in block.rows)


def _blocks(body: str, known: Catalogue) -> Iterator[PaperBlock]:
    for paragraph in rules.paragraphs(body):
        level = rules.heading_level(paragraph)
        if level:
            yield PaperHeading(level, rules.plain(paragraph))
        else:
            yield PaperParagraph(tuple(_run(run, known) for run in rules.runs(paragraph)))


def _run(run: rules.Run, known: Catalogue) -> PaperRun:
    field = known.fields.get(run.field or "")
    return PaperRun(run.text, field.key, field.target) if field else PaperRun(run.text)


def _attachments(notice: Notice, known: Catalogue, addressee: int | None) -> Iterator[PaperAttachment]:
    if notice.kind == NoticeKind.CORRECTION:
        return
    if notice.delivery == Delivery.EACH:
        for line in known.frozen.lines:
            if line.node.id == addressee:
                table = _table(f"{notice.year}年度预留和采购情况", [_row(line_name(line), line.figures)])
                yield PaperAttachment(f"{line.node.name}{notice.year}年度预留和采购情况", (table,), internal=True)
        return
    title = f"{notice.year}年度预留份额和采购执行情况表"
    yield PaperAttachment(title, tuple(_tables(known)), internal=notice.form != Form.FULL)


def _tables(known: Catalogue) -> Iterator[PaperBlock]:
    names = {"regions": known.words.regions, "departments": f"{known.words.departments}主管预算单位"}
    sums = {"regions": known.frozen.regions, "departments": known.frozen.departments}
    for group, name in names.items():
        lines = [line for line in known.frozen.lines if line.group == group]
        if not lines:
            continue
        shown = [line for line in lines if not line.node.is_sensitive]
        rows = [*_plain_rows(lines), _row("合计", sums[group])]
        yield _table(f"{name}预留和采购情况", rows)
        for by in BY:
            yield _ranking(known, group, by, shown, f"{name}{BY[by]}排名")
        yield _bars(known, group, f"{name}完成交易额")


def _plain_rows(lines: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    # Canteens of such bodies would tell how many people serve there; one alone hides in the grand total only.
    hidden = [line.figures for line in lines if line.node.is_sensitive]
    for line in lines:
        if not line.node.is_sensitive:
            yield _row(line_name(line), line.figures)
    if len(hidden) > 1:
        yield _row("涉敏单位合计", sum(hidden[1:], hidden[0]))


def _row(name: str, figures: Figures) -> tuple[str, ...]:
    amounts = (figures.canteen_total_wan, figures.reserved_wan, figures.purchased_wan)
    rates = (figures.ratio, figures.completion_rate, figures.canteen_rate)
    return (name, *map(str, amounts), *map(number_text, rates))


def _table(caption: str, rows: Sequence[tuple[str, ...]]) -> PaperTable:
    labels = ("食堂食材采购总额", "预留份额", "完成交易额", "预留比例", "完成率（全口径）", "完成率（食堂口径）")
    columns: tuple[tuple[str, Align], ...] = (("单位", "left"), *((label, "right") for label in labels))
    return PaperTable(caption, columns, tuple(rows), _ROUNDED)


def _ranking(known: Catalogue, group: str, by: str, shown: Sequence[Line], caption: str) -> PaperTable:
    ranked = [one for one in known.rankings[by, group] if not one.line.node.is_sensitive]
    placed = {one.line.node.id for one in ranked}
    rows = [(str(one.rank), line_name(one.line), _measure(one.line, by)) for one in ranked]
    # Whoever is not ranked follows in official order.
    rows += [(_NONE, line_name(line), _measure(line, by)) for line in shown if line.node.id not in placed]
    columns: tuple[tuple[str, Align], ...] = (("名次", "center"), ("单位", "left"), (BY[by], "right"))
    return PaperTable(caption, columns, tuple(rows), "单位：%" if by == "ratio" else "单位：万元")


def _measure(line: Line, by: str) -> str:
    return number_text(line.figures.ratio) if by == "ratio" else str(line.figures.purchased_wan)


def _bars(known: Catalogue, group: str, title: str) -> PaperBars:
    ranked = [one for one in known.rankings["purchased", group] if not one.line.node.is_sensitive]
    bars = ((line_name(one.line), max(one.value, ZERO), str(one.line.figures.purchased_wan)) for one in ranked)
    return PaperBars(title, "万元", tuple(bars))
