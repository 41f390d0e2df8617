"""From tables that a page asks for by name to the rows that a room judges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nongcai.domain.organisations.queries import Fault, SaidPost
from nongcai.domain.reorganisations.queries import JudgedCode, SaidCode
from nongcai.domain.reorganisations.states import CodeOutcome
from nongcai.foundation.years import day_of
from nongcai.interfaces.sheets.codes import CODES
from nongcai.interfaces.sheets.parsing import parse
from nongcai.interfaces.sheets.planning import plan_as
from nongcai.interfaces.sheets.posts import POSTS
from nongcai.interfaces.sheets.reading import UnreadableFileError, open_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from nongcai.interfaces.sheets.columns import SheetSpec
    from nongcai.interfaces.sheets.parsing import ParsedRow
    from nongcai.interfaces.sheets.planning import SheetPlan

LONGEST = 5000


@dataclass(frozen=True)
class ReadPosts:
    """What a table holds."""

    plan: SheetPlan
    rows: list[SaidPost]


@dataclass(frozen=True)
class ReadCodes:
    """What a code-change table holds: rows that can be judged, and those of which a cell could not be read."""

    plan: SheetPlan
    rows: list[SaidCode]
    unread: list[JudgedCode]


def read_posts(path: Path, *, name: str) -> ReadPosts:
    """Read the first sheet that is such a table.

    :raises UnreadableFileError: when there is none, or it is too long.
    """
    plan = ready_plan(path, name, POSTS)
    return ReadPosts(plan, [_said(row) for row in parse(plan)])


def read_codes(path: Path, *, name: str) -> ReadCodes:
    """Read the first sheet that is a code-change table.

    :raises UnreadableFileError: when there is none, or it is too long.
    """
    plan = ready_plan(path, name, CODES)
    rows: list[SaidCode] = []
    unread: list[JudgedCode] = []
    for row in parse(plan):
        wrong = next((problem for problem in row.problems if problem.level == "error"), None)
        values = dict(zip(CODES.fields, row.values, strict=True))
        moment = values.pop("changed_on")
        said = SaidCode(
            row_no=row.row_no,
            changed_on=localdate(moment) if moment else None,
            **{field: value or "" for field, value in values.items()},
        )
        if wrong is None:
            rows.append(said)
        else:
            text = f"{wrong.column_label}：{wrong.message}"
            unread.append(JudgedCode(said, CodeOutcome.WRONG, message=text))
    return ReadCodes(plan, rows, unread)


def ready_plan(path: Path, name: str, spec: SheetSpec) -> SheetPlan:
    """Plan the first sheet that is a table of a kind.

    :raises UnreadableFileError: when there is none, or it is too long.
    """
    plans = [plan_as(raw, spec.kind) for raw in open_workbook(path, name=name)]
    plan = next((one for one in plans if one.is_ready), None)
    if plan is None:
        text = _("“{name}”不是《{title}》：{reason}请下载模板，按模板填写后再上传。")
        raise UnreadableFileError(text.format(name=name, title=spec.title, reason=plans[0].reason))
    if plan.raw.table.height > LONGEST + plan.raw.header_row:
        raise UnreadableFileError(_("“{name}”超过{limit}行，请分几次上传。").format(name=name, limit=LONGEST))
    return plan


def _said(row: ParsedRow) -> SaidPost:
    values: dict[str, Any] = {name: value or "" for name, value in zip(POSTS.fields, row.values, strict=True)}
    ends = values.pop("ends_on")
    wrong = [problem for problem in row.problems if problem.level == "error"]
    faults = tuple(Fault(problem.column_label.rstrip("*"), problem.message) for problem in wrong)
    return SaidPost(row_no=row.row_no, ends_on=day_of(ends) if ends else None, faults=faults, **values)
