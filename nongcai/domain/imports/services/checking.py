"""The dry run: rows are staged and judged, nothing is loaded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.imports.models import ImportRun, ImportSheet, Level, Problem, Question
from nongcai.domain.imports.services.judging_directory import judge_directory
from nongcai.domain.imports.services.judging_filings import judge_accounts, judge_filings
from nongcai.domain.imports.services.judging_orders import judge_orders
from nongcai.domain.imports.services.matching import match_buyers
from nongcai.domain.imports.services.noting import ask
from nongcai.domain.imports.services.running import advance, lock
from nongcai.domain.imports.services.staging import Buyers, clear, count_outcomes, stage
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation import records
from nongcai.foundation.years import CHINA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nongcai.domain.imports.services.reading import ReadSheet


def check(*, run_id: int, sheets: Iterable[ReadSheet], at: datetime, progress: Callable[[str, int], None]) -> ImportRun:
    """Stage what was read and judge it; `progress` is told (file name, rows so far).

    Each sheet is staged in a transaction of its own: a killed check leaves nothing that counts, and begins anew.
    """
    with transaction.atomic():
        run = lock(run_id)
        advance(run, "check")
        clear(run_id)
        # Another answer may have made them idle; what is still open is asked again.
        records.remove(Question.objects.filter(run=run, answer=""))
    buyers = Buyers(run_id)
    for sheet in sheets:
        _take(run, sheet, buyers, progress)
    with transaction.atomic():
        buyers.write()
        _judge(lock(run_id), at)
    return ImportRun.objects.get(pk=run_id)


def _take(run: ImportRun, read: ReadSheet, buyers: Buyers, progress: Callable[[str, int], None]) -> None:
    answered = dict(Question.objects.filter(run=run, kind="exported_at").values_list("key", "answer"))
    sheet = ImportSheet(
        run=run,
        document_id=read.document_id,
        file_name=read.file_name[:200],
        sheet_name=read.sheet_name[:100],
        kind=read.kind,
        year=read.year,
        exported_at=_moment(answered.get(f"{read.file_name}|{read.sheet_name}", "")),
    )
    records.save(sheet)
    if read.unreadable:
        _note_unreadable(sheet, read.unreadable)
    elif read.questions:
        ask(run.pk, read.questions, stops_check=True)
    elif read.kind:
        sheet.total = stage(sheet, read.rows, buyers, lambda count: progress(read.file_name, count))
        records.save(sheet, "total")


def _note_unreadable(sheet: ImportSheet, message: str) -> None:
    records.save(
        Problem(run_id=sheet.run_id, sheet=sheet, row_no=0, code="unreadable", message=message[:300], level=Level.ERROR)
    )


def _judge(run: ImportRun, at: datetime) -> None:
    path = organisations.node(run.node_id).path
    judge_directory(run, path)
    judge_filings(run, path)
    judge_accounts(run, path, year_of(run, at))
    judge_orders(run, path)
    match_buyers(run, path, year_of(run, at))
    count_outcomes(run)
    run.checked_at = at
    stopped = Question.objects.filter(run=run, stops_check=True, answer="").exists()
    advance(run, "ask" if stopped else "settle", "checked_at")


def year_of(run: ImportRun, at: datetime) -> int:
    """Return the year of the directory by which accounts and buyers are looked up: the run's own, else the latest."""
    own = ImportSheet.objects.filter(run=run, year__isnull=False).order_by("-year").first()
    if own is not None and own.year is not None:
        return own.year
    listed = organisations.listed_years(organisations.node(run.node_id).path)
    return listed[0] if listed else at.astimezone(CHINA).year


def _moment(text: str) -> datetime | None:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA) if text else None
