"""What a notice prints; a door turns it into pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.notices import permissions, rules
from nongcai.domain.notices.models import Delivery, Form, NoticeKind, Openness
from nongcai.domain.notices.queries.changes import changed_cells, changes_table, first_of, prints_tables
from nongcai.domain.notices.queries.fields import catalogue_of, line_name
from nongcai.domain.notices.queries.pieces import PaperAttachment, PaperHeading, PaperParagraph, PaperRun, PaperTable
from nongcai.domain.notices.queries.tables import row, table, tables
from nongcai.domain.notices.states import PRINTED_AS_DRAFT
from nongcai.domain.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.notices.queries.fields import Catalogue
    from nongcai.domain.notices.queries.pieces import PaperBlock
    from nongcai.domain.organisations.actors import Actor


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
        is_draft=notice.state in PRINTED_AS_DRAFT,
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
    """Return (node id, name) of those who get their own row where data are sent apart; of a correction, if it changed.

    Names that occur twice are told apart by their codes.
    """
    if first_of(notice).delivery != Delivery.EACH:
        return []
    known = catalogue_of(notice)
    places = {line.node.id: line.node.name for line in known.frozen.lines}
    if notice.kind == NoticeKind.CORRECTION:
        changed = {cell.place for cell in changed_cells(known, ranked=False)}
        places = {place: name for place, name in places.items() if place in changed}
    twice = {name for name, count in Counter(places.values()).items() if count > 1}
    codes = organisations.codes_of(place for place, name in places.items() if name in twice) if twice else {}
    return [(place, f"{name}（{codes[place]}）" if place in codes else name) for place, name in places.items()]


def addressees_for(actor: Actor, notice: Notice) -> list[tuple[int, str]]:
    """Return those whose row the actor may take away: all inside the office, of an issued notice one's own."""
    addressees = addressees_of(notice)
    if permissions.reads_inside(actor, notice):
        return addressees
    own = permissions.receives_own_row(actor, notice, (place for place, _name in addressees))
    return [one for one in addressees if own and one[0] == actor.organisation_id]


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
        yield from _corrected_tables(notice, known, addressee)
        return
    if notice.delivery == Delivery.EACH:
        for line in known.frozen.lines:
            if line.node.id == addressee:
                own = table(f"{notice.year}年度预留和采购情况", [row(line_name(line), line.figures)])
                yield PaperAttachment(f"{line.node.name}{notice.year}年度预留和采购情况", (own,), internal=True)
        return
    title = f"{notice.year}年度预留份额和采购执行情况表"
    yield PaperAttachment(title, tuple(tables(known)), internal=notice.form != Form.FULL)


def _corrected_tables(notice: Notice, known: Catalogue, addressee: int | None) -> Iterator[PaperAttachment]:
    first = first_of(notice)
    if first.delivery == Delivery.EACH:
        cells = [cell for cell in changed_cells(known, ranked=False) if cell.place == addressee]
        title = f"{cells[0].name}{notice.year}年度预留和采购情况更正表" if cells else ""
    else:
        cells = changed_cells(known, ranked=True)
        title = f"{notice.year}年度预留份额和采购执行情况表更正表"
    if cells:
        table_of_changes = changes_table("更正前后对照", cells)
        yield PaperAttachment(title, (table_of_changes,), internal=not prints_tables(notice))
