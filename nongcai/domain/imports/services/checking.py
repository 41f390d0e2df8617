"""The dry run: rows are staged and judged, nothing is loaded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

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
    from collections.abc import Callable, Collection, Iterable, Mapping

    from nongcai.domain.imports.services.reading import Place, ReadSheet

    Texts = Callable[[Collection[Place]], Mapping[Place, str]]


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
    typed = {_take(run, sheet, buyers, progress).pk: sheet.texts for sheet in sheets}
    with transaction.atomic():
        buyers.write()
        judged = _last_problem(run_id)
        _judge(lock(run_id), at)
        _show_as_typed(run_id, judged, typed)
    return ImportRun.objects.get(pk=run_id)


def _take(run: ImportRun, read: ReadSheet, buyers: Buyers, progress: Callable[[str, int], None]) -> ImportSheet:
    answered = dict(Question.objects.filter(run=run, kind="exported_at").values_list("key", "answer"))
    sheet = ImportSheet(
        run=run,
        document_id=read.document_id,
        file_name=read.file_name[:200],
        sheet_name=read.sheet_name[:100],
        kind=read.kind,
        year=read.year,
        exported_hint=read.exported_hint,
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
    return sheet


def _last_problem(run_id: int) -> int:
    last: int | None = Problem.objects.filter(run_id=run_id).aggregate(last=Max("id"))["last"]
    return last or 0


def _show_as_typed(run_id: int, after: int, typed: Mapping[int, Texts | None]) -> None:
    """Put the cell's own text beside what the judgement says of its value."""
    found: dict[int, list[Problem]] = {}
    for problem in Problem.objects.filter(run_id=run_id, pk__gt=after, row_no__gt=0).exclude(value=""):
        found.setdefault(problem.sheet_id, []).append(problem)
    for sheet_id, problems in found.items():
        read = typed.get(sheet_id)
        texts = read({(one.row_no, one.column) for one in problems}) if read else {}
        for problem in problems:
            problem.value = texts.get((problem.row_no, problem.column), problem.value)[:200]
        records.update_many(problems, "value")


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
