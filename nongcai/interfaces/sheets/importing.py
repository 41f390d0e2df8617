"""From a run's files to the sheets that the room of imports wants: any door may call it."""

from __future__ import annotations

import hashlib
import hmac
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from nongcai.domain.imports import queries as imports
from nongcai.domain.imports import services
from nongcai.domain.imports.services import NewQuestion, ReadRow, ReadSheet, RowProblem
from nongcai.interfaces.sheets.headings import exported_in
from nongcai.interfaces.sheets.kinds import SPECS
from nongcai.interfaces.sheets.parsing import parse, shown_value
from nongcai.interfaces.sheets.planning import plan_sheet
from nongcai.interfaces.sheets.questions import Question, ask_year
from nongcai.interfaces.sheets.reading import UnreadableFileError, open_workbook
from nongcai.interfaces.sheets.refusals import NoPersonSecretError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import datetime

    from nongcai.domain.documents.models import Document
    from nongcai.domain.imports.models import ImportRun
    from nongcai.interfaces.sheets.parsing import ParsedRow
    from nongcai.interfaces.sheets.planning import SheetPlan
    from nongcai.interfaces.sheets.reading import RawSheet


def check_run(
    *, run_id: int, at: datetime, progress: Callable[[str, int], None] = lambda _name, _count: None
) -> ImportRun:
    """Read a run's originals and have them judged; `progress` is told (file name, rows so far)."""
    return services.check(run_id=run_id, sheets=read_run(run_id), at=at, progress=progress)


def read_run(run_id: int) -> Iterator[ReadSheet]:
    """Read a run's originals sheet by sheet; what cannot be read says why."""
    answers = imports.remembered(imports.run_of(run_id))
    for document in imports.files_of(run_id):
        if document.deleted_at is not None:
            reason = _("“{name}”的原件已按期限删除，请重新上传。").format(name=document.name)
            yield ReadSheet(document.pk, document.name, "", unreadable=reason)
            continue
        try:
            sheets = open_workbook(document.path, name=document.name)
        except UnreadableFileError as error:
            yield ReadSheet(document.pk, document.name, "", unreadable=str(error))
            continue
        for raw in sheets:
            yield _sheet(document, raw, answers)


def _sheet(document: Document, raw: RawSheet, answers: Mapping[str, str]) -> ReadSheet:
    plan = plan_sheet(raw, answers=answers)
    year, asked = _year(plan, answers)
    if plan.questions or asked:
        place = f"{document.name}|{raw.sheet_name}"
        questions = tuple(_question(one, place) for one in (*plan.questions, *asked))
        return ReadSheet(document.pk, document.name, raw.sheet_name, plan.kind or "", year, questions=questions)
    if not plan.is_ready:
        reason = _("“{name}”的工作表“{sheet}”没有导入：{reason}").format(
            name=document.name, sheet=raw.sheet_name, reason=plan.reason
        )
        return ReadSheet(document.pk, document.name, raw.sheet_name, unreadable=reason)
    return ReadSheet(
        document.pk,
        document.name,
        raw.sheet_name,
        plan.kind or "",
        year,
        map(_row, parse(plan, person_key=_person_key)),
        exported_hint=exported_in(raw.title),
        texts=partial(_texts, document, raw.sheet_name, answers),
    )


def _texts(
    document: Document, sheet_name: str, answers: Mapping[str, str], places: Collection[tuple[int, str]]
) -> dict[tuple[int, str], str]:
    """Read some cells once more, as they were typed; the sheet was let go when its rows had been staged."""
    raw = next(one for one in open_workbook(document.path, name=document.name) if one.sheet_name == sheet_name)
    plan = plan_sheet(raw, answers=answers)
    columns = {place.column.label: place.heading.index for place in plan.columns.values()}
    wanted = {row_no for row_no, _column in places}
    rows = enumerate(islice(plan.raw.rows(), max(wanted) - plan.raw.header_row), start=plan.raw.header_row + 1)
    found = {row_no: row for row_no, row in rows if row_no in wanted}
    return {
        (row_no, column): shown_value(found[row_no][columns[column]])
        for row_no, column in places
        if row_no in found and column in columns
    }


def _year(plan: SheetPlan, answers: Mapping[str, str]) -> tuple[int | None, tuple[Question, ...]]:
    # Only a directory is of a year as a whole; filings say it in a column, orders by their completion.
    if plan.year is not None or plan.kind != "directory":
        return plan.year, ()
    question = ask_year(SPECS["directory"], plan.raw)
    answer = answers.get(question.key, "").strip()
    return (int(answer), ()) if answer.isdecimal() else (None, (question,))


def _question(one: Question, place: str) -> NewQuestion:
    prompt = one.prompt
    if one.first_values:
        prompt += _("（前几个值：{values}）").format(values="、".join(one.first_values))
    return NewQuestion(
        one.kind,
        one.key,
        prompt,
        one.candidates,
        one.proposal,
        is_certain=one.is_certain,
        place=place,
        wanted=one.wanted,
    )


def _row(row: ParsedRow) -> ReadRow:
    return ReadRow(row.row_no, row.values, tuple(RowProblem(*problem[1:]) for problem in row.problems))


def _person_key(name: str) -> str:
    # Persons are counted, never named: the key cannot be turned back without the installation's secret.
    if not name:
        return ""
    if not settings.PERSON_SECRET:
        # With another key tomorrow the same person would count twice, and pass for several.
        raise NoPersonSecretError
    return hmac.new(settings.PERSON_SECRET.encode(), name.encode(), hashlib.sha256).hexdigest()[:16]
