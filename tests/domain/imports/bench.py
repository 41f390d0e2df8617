"""What an import's tests work with: rows as the translator reads them, and the acts of a clerk in one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.imports import queries, services
from nongcai.domain.imports.services import NewQuestion, ReadRow, ReadSheet, ReceivedFile, RowProblem
from tests.cast import AT, CITY, UNITS, YEAR

if TYPE_CHECKING:
    from nongcai.domain.imports.models import ImportRun, ImportSheet
    from tests.cast import Cast

DONE = datetime(YEAR, 6, 1, 4, 0, tzinfo=UTC)
MARCH = datetime(YEAR, 3, 1, 2, 0, tzinfo=UTC)


def listed(code, name, **changes):
    """Return a row of a directory."""
    values = {
        "unit_code": code, "name": name, "credit_code": "", "region_code": CITY, "region_name": "郑州市", "level": 1,
        "supervisor_code": "", "supervisor_name": "", "canteen_kind": "own", "canteen_host_code": "",
        "union_members": 10, "nature": "",
    }  # fmt: skip
    return tuple((values | changes).values())


def cast_directory(changed=None):
    """Return the directory of the cast as it was loaded; `changed` maps unit codes to other values."""
    return [
        listed(**({
            "code": one.code, "name": one.name, "credit_code": one.credit_code, "region_code": one.region_code,
            "level": one.level, "supervisor_code": one.supervisor_code, "canteen_kind": one.canteen,
            "union_members": one.union_members,
        } | (changed or {}).get(one.code, {})))
        for one in UNITS
    ]  # fmt: skip


def filed(code, canteen_total="100000.00", reserved="12000.00", **changes):
    """Return a row of a table of filings, confirmed by finance."""
    values = {
        "unit_code": code, "name": "某单位", "year": YEAR, "canteen_kind": "own",
        "canteen_total": Decimal(canteen_total), "ratio": None, "reserved": Decimal(reserved), "filed_at": MARCH,
        "endorsed_at": MARCH, "confirmed_at": MARCH, "remark": "",
    }  # fmt: skip
    return tuple((values | changes).values())


def account(kind, name, credit_code, unit_code):
    """Return a row of the account table."""
    return (kind, name, credit_code, unit_code, "")


def order(number, **changes):
    """Return a row of a transaction export: a unit's own, completed."""
    values = {
        "order_no": number, "ordered_at": DONE - timedelta(days=3), "completed_at": DONE, "buyer_kind": "unit",
        "buyer_name": "某单位", "buyer_code": "", "bound_unit_code": "4101000002", "supplier": "合作社",
        "origin_code": "410225", "origin_name": "兰考县", "product": "小米", "category": "粮油", "quantity": Decimal(2),
        "measure": "袋", "unit_price": None, "amount": Decimal("300.00"), "refund": Decimal(0), "state": "completed",
    }  # fmt: skip
    return tuple((values | changes).values())


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file of its own; `problems` are by place of the row."""

    kind: str
    rows: list[tuple[object, ...]]
    name: str = ""
    year: int | None = YEAR
    problems: dict[int, RowProblem] = field(default_factory=dict)
    questions: tuple[NewQuestion, ...] = ()
    unreadable: str = ""
    exported_hint: str = ""
    texts: dict[tuple[int, str], str] = field(default_factory=dict)

    @property
    def file(self):
        return self.name or f"{self.kind}.xlsx"


class Bench:
    """A bureau's clerk at work: what it imports, it checks and loads at once unless told otherwise."""

    def __init__(self, cast: Cast, *, name: str = "city_finance") -> None:
        self.cast = cast
        self.actor = cast.actor(name)

    def receive(self, *sheets: Sheet) -> ImportRun:
        files = [ReceivedFile(sheet.file, "application/octet-stream", [b"-"]) for sheet in sheets]
        return services.receive(
            actor=self.actor, files=files, at=AT, originals_until=AT + timedelta(days=30), queued=False
        )

    def check(self, run: ImportRun, *sheets: Sheet) -> ImportRun:
        read = [self._read(document, sheet) for document, sheet in zip(queries.files_of(run.pk), sheets, strict=True)]
        return services.check(run_id=run.pk, sheets=read, at=AT, progress=lambda _name, _rows: None)

    def dry_run(self, *sheets: Sheet) -> ImportRun:
        return self.check(self.receive(*sheets), *sheets)

    def answer(self, run: ImportRun, sheets: tuple[Sheet, ...], **answers: str) -> ImportRun:
        """Answer the open questions by their kind, and have the run checked again."""
        by_id = {one.pk: answers[one.kind] for one in queries.open_questions(run) if one.kind in answers}
        services.answer(actor=self.actor, run_id=run.pk, answers=by_id, at=AT, queued=False)
        return self.check(run, *sheets)

    def load(self, run: ImportRun, *, all_or_nothing: bool = False, partly: bool = False) -> ImportRun:
        services.start_load(
            actor=self.actor, run_id=run.pk, all_or_nothing=all_or_nothing, partly=partly, queued=False, at=AT
        )
        return services.load(run_id=run.pk, at=AT)

    def bring(self, *sheets: Sheet, partly: bool = False) -> ImportRun:
        """Check and load."""
        return self.load(self.dry_run(*sheets), partly=partly)

    def _read(self, document, sheet: Sheet) -> ReadSheet:
        rows = [
            ReadRow(place, values, (sheet.problems[place],) if place in sheet.problems else ())
            for place, values in enumerate(sheet.rows, start=3)
        ]
        return ReadSheet(
            document.pk,
            sheet.file,
            "Sheet1",
            sheet.kind,
            sheet.year,
            rows,
            questions=sheet.questions,
            unreadable=sheet.unreadable,
            exported_hint=sheet.exported_hint,
            texts=lambda _places: sheet.texts,
        )


def numbers(run: ImportRun, kind: str = "") -> dict[str, int]:
    """Return the numbers of rows that are not zero, of the sheets of one kind or of all."""
    found: dict[str, int] = {}
    for sheet in run.sheets.filter(**({"kind": kind} if kind else {})):
        for name in ("new", "changed", "unchanged", "duplicate", "older", "wrong", "waiting", "held"):
            if count := _count(sheet, name):
                found[name] = found.get(name, 0) + count
    return found


def codes(run: ImportRun) -> list[str]:
    """Return the codes of a run's problems."""
    return sorted(queries.problems_of(run).values_list("code", flat=True))


def _count(sheet: ImportSheet, name: str) -> int:
    sheet.refresh_from_db()
    return int(getattr(sheet, name))
