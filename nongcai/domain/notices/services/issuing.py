"""A signed notice gets its number, its sealed final, and its public page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.documents import services as documents
from nongcai.domain.notices import permissions, queries
from nongcai.domain.notices.errors import (
    FinalDiffersError,
    FinalUnreadableError,
    InternalInFinalError,
    NotForPublicError,
    NumberMissingError,
    NumberTakenError,
    SecrecyNotCheckedError,
)
from nongcai.domain.notices.models import Comparison, Openness
from nongcai.domain.notices.rules import (
    paragraphs,
    parse_number,
    plain,
    runs,
    squeezed,
    stands_in,
    without_page_numbers,
)
from nongcai.domain.notices.services import stepping
from nongcai.domain.notices.states import CHECK_SECRECY, NUMBERED_IN, SECRECY_CHECKED_IN, UNSIGNED, NoticeAction
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.organisations.actors import Actor

# So many words tell a figure from the same number elsewhere, and few enough survive how a PDF is read.
_WORDS_BEFORE, _WORDS_AFTER = 6, 2


@dataclass(frozen=True)
class UploadedFinal:
    """The sealed final. `text` is what could be read of it, None for a scan; then a person must have compared it."""

    name: str
    media_type: str
    chunks: Iterable[bytes]
    text: str | None
    compared_by_person: bool = False


@transaction.atomic
def enter_number(*, actor: Actor, notice_id: int, number: str, at: datetime) -> Notice:
    """Enter the number that the office gave to a signed notice.

    :raises NumberFormError: when it is not written as a document number.
    :raises NumberTakenError: when another notice bears it.
    :raises NotEditableError: when the notice is not signed, or final.
    """
    notice = stepping.lock(actor, notice_id)
    stepping.require_state(notice, NUMBERED_IN)
    parsed = parse_number(number)
    taken = queries.notice_numbered(parsed)
    if taken is not None and taken.pk != notice.pk:
        raise NumberTakenError(value=parsed, title=taken.title)
    notice.number = str(parsed)
    notice.number_mark, notice.number_year, notice.number_no = parsed.mark, parsed.year, parsed.no
    records.save(notice, "number", "number_mark", "number_year", "number_no")
    stepping.record(actor, notice, "enter_number", at=at, words=notice.number)
    return notice


@transaction.atomic
def set_openness(*, actor: Actor, notice_id: int, openness: str, at: datetime) -> Notice:
    """Say whether the notice may be public (公开属性); a change lets the check for secrets fall.

    :raises NotEditableError: when it was signed.
    """
    notice = stepping.lock(actor, notice_id)
    stepping.require_state(notice, UNSIGNED)
    if openness != notice.openness:
        stepping.forget_secrecy_check(notice)
    notice.openness = openness
    records.save(notice, "openness")
    stepping.record(actor, notice, "set_openness", at=at, words=str(notice.get_openness_display()))
    return notice


@transaction.atomic
def record_secrecy_check(*, actor: Actor, notice_id: int, at: datetime, words: str = "") -> Notice:
    """Record that the actor, who did not write it, checked the notice for secrets (保密审查).

    :raises SamePersonError: when the actor drafted it.
    :raises NotEditableError: when it was published.
    """
    notice = stepping.lock(actor, notice_id)
    stepping.require_state(notice, SECRECY_CHECKED_IN)
    permissions.require_free_hands(actor, notice, CHECK_SECRECY)
    notice.secrecy_checked_by_id, notice.secrecy_checked_at = actor.user_id, at
    records.save(notice, "secrecy_checked_by", "secrecy_checked_at")
    stepping.record(actor, notice, CHECK_SECRECY, at=at, words=words)
    return notice


@transaction.atomic
def upload_final(*, actor: Actor, notice_id: int, final: UploadedFinal, at: datetime) -> Notice:
    """Keep the sealed final after comparing it with the checked text, and freeze the notice with its hash.

    :raises StepNotPermittedError: when the notice is not signed.
    :raises NumberMissingError: when it has no number.
    :raises WrongFigureError: when a figure is wrong.
    :raises FinalDiffersError: when the final lacks the title, the number, or a figure of the text.
    :raises InternalInFinalError: when the final holds internal attachments.
    :raises FinalUnreadableError: when it cannot be read and nobody compared it.
    """
    notice = stepping.lock(actor, notice_id)
    target = stepping.require_step(actor, notice, NoticeAction.FINALISE)
    if not notice.number:
        raise NumberMissingError
    stepping.require_right_figures(notice, NoticeAction.FINALISE)
    notice.final_compared = _compared(notice, final)
    document = documents.store(
        owner=f"notice:{notice.pk}",
        name=final.name,
        media_type=final.media_type,
        chunks=final.chunks,
        at=at,
        user_id=actor.user_id,
    )
    notice.state, notice.final_document, notice.final_sha256 = target, document, document.sha256
    records.save(notice, "state", "final_document", "final_sha256", "final_compared")
    words = f"{notice.get_final_compared_display()}，摘要{document.sha256}"
    stepping.record(actor, notice, NoticeAction.FINALISE, at=at, words=words)
    return notice


@transaction.atomic
def publish(*, actor: Actor, notice_id: int, at: datetime, words: str = "") -> Notice:
    """Show a final notice to everybody.

    :raises StepNotPermittedError: when it is not final.
    :raises NotForPublicError: when it is not 主动公开.
    :raises SecrecyNotCheckedError: when nobody checked it for secrets.
    """
    notice = stepping.lock(actor, notice_id)
    notice.state = stepping.require_step(actor, notice, NoticeAction.PUBLISH)
    if notice.openness != Openness.ACTIVE:
        raise NotForPublicError
    if notice.secrecy_checked_at is None:
        raise SecrecyNotCheckedError
    notice.public_slug = f"{notice.node.region_id}-{notice.number_year}-{notice.pk}"
    notice.published_at = at
    records.save(notice, "state", "public_slug", "published_at")
    stepping.record(actor, notice, NoticeAction.PUBLISH, at=at, words=words)
    return notice


def _compared(notice: Notice, final: UploadedFinal) -> Comparison:
    if final.text is None or not final.text.strip():
        if not final.compared_by_person:
            raise FinalUnreadableError
        return Comparison.PERSON
    text = without_page_numbers(squeezed(final.text))
    for what, before, sought, after in _sought(notice):
        if not stands_in(text, sought, before=before, after=after):
            raise FinalDiffersError(what=what)
    for what, row in _rows(notice):
        if without_page_numbers(squeezed(row)) not in text:
            raise FinalDiffersError(what=what)
    _require_nothing_internal(notice, text)
    return Comparison.TEXT


def _require_nothing_internal(notice: Notice, text: str) -> None:
    said = squeezed(plain(notice.title + notice.body))
    for words in queries.internal_words(notice):
        sought = without_page_numbers(squeezed(words))
        if sought in text and sought not in said:
            raise InternalInFinalError(what=words)


def _sought(notice: Notice) -> Iterator[tuple[str, str, str, str]]:
    """Yield what a final must say: its number, its title, and each figure between the words around it."""
    yield f"发文字号“{notice.number}”", "", squeezed(notice.number), ""
    yield "标题", "", squeezed(notice.title), ""
    texts = paragraphs(notice.body)
    for at, (paragraph, after) in enumerate(zip(texts, [*texts[1:], ""], strict=True), start=1):
        # A figure that ends its paragraph is told by how the next begins.
        before, whole = "", squeezed(plain(paragraph) + plain(after))
        for run in runs(paragraph):
            figure = squeezed(run.text)
            end = len(before) + len(figure)
            if run.field:
                what = f"第{at}段的{run.field}“{run.text}”"
                yield what, before[-_WORDS_BEFORE:], figure, whole[end : end + _WORDS_AFTER]
            before = whole[:end]


def _rows(notice: Notice) -> Iterator[tuple[str, str]]:
    """Yield each row of the tables that are printed with a notice for everybody."""
    for attachment in queries.paper(notice).public_attachments:
        for table in attachment.blocks:
            if isinstance(table, queries.PaperTable):
                yield from ((f"“{table.caption}”中“{'，'.join(row)}”一行", "".join(row)) for row in table.rows)
