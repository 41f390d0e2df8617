"""When an export was made: what its rows prove, and what only a person can say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Max

from nongcai.domain.imports.models import ImportSheet, SheetKind, StagedFiling, StagedOrder
from nongcai.domain.imports.services.noting import ask
from nongcai.domain.imports.services.reading import NewQuestion
from nongcai.foundation.texts import N_
from nongcai.foundation.years import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from nongcai.domain.imports.models import ImportRun

_WHEN_EXPORTED = N_(
    "“{file}”中有{count}行与其他数据不同，请填写该文件从832平台导出的时间"
    "（不早于{latest}，格式如2024-03-01 09:30），以判断哪个更新。"
)
_SAID_BY_TITLE = N_("表头写明的导出时间为{hint}，已填入，请核对。")
_MOMENTS = {
    SheetKind.TRANSACTIONS: (StagedOrder, ("ordered_at", "completed_at")),
    SheetKind.FILINGS: (StagedFiling, ("filed_at", "endorsed_at", "confirmed_at")),
}


def latest_of(sheet: ImportSheet) -> datetime | None:
    """Return the latest moment that a sheet tells of: its export is no earlier."""
    model, names = _MOMENTS[SheetKind(sheet.kind)]
    rows = model._default_manager.filter(sheet_id=sheet.pk)
    moments = rows.aggregate(**{f"latest_{name}": Max(name) for name in names})
    return max((moment for moment in moments.values() if moment), default=None)


def ask_when_exported(run: ImportRun, rows: Iterable[StagedOrder | StagedFiling]) -> None:
    """Ask for the time of each export that tells other things than are known, where nobody gave it."""
    counts = Counter(row.sheet_id for row in rows)
    asked = []
    for sheet in ImportSheet.objects.filter(run=run, exported_at=None, pk__in=counts):
        latest = (latest_of(sheet) or run.created_at).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
        prompt = _WHEN_EXPORTED.format(file=sheet.file_name, count=counts[sheet.pk], latest=latest)
        # A day without an hour may lie before the last row that the export tells of.
        hint = sheet.exported_hint if sheet.exported_hint >= latest else ""
        if hint:
            prompt += _SAID_BY_TITLE.format(hint=hint)
        asked.append(NewQuestion("exported_at", f"{sheet.file_name}|{sheet.sheet_name}", prompt, proposal=hint))
    ask(run.pk, asked, stops_check=False)
