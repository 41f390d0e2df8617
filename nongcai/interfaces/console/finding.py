"""Which workbooks a command line means, and whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.domain.regions import queries as regions
from nongcai.interfaces.console.errors import MisuseError
from nongcai.interfaces.sheets.parsing import DIRECTORY_FIELDS, parse
from nongcai.interfaces.sheets.planning import plan_sheet
from nongcai.interfaces.sheets.reading import UnreadableFileError, open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ENDINGS = {".xlsx", ".xls", ".csv", ".xlsm"}
_REGION = DIRECTORY_FIELDS.index("region_code")


def workbooks_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files meant: those named, and the workbooks of the folders named.

    :raises MisuseError: when one is missing, or there is none.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise MisuseError(_("找不到“{path}”，请核对路径。").format(path=path))
        found += sorted(_workbooks(path)) if path.is_dir() else [path]
    if not found:
        raise MisuseError(_("文件夹中没有工作簿（xlsx、xls或csv）。"))
    return found


def region_of(files: Iterable[Path]) -> str:
    """Return the division whose directory is among the files: the lowest one above all its units.

    :raises MisuseError: when no directory is among them, or it says nothing.
    """
    codes = {code for path in files for code in _region_codes(path)}
    for digits in (6, 4, 2):
        common = {code[:digits].ljust(6, "0") for code in codes}
        if len(common) == 1 and (code := common.pop()) in regions.known({code}):
            return code
    raise MisuseError(_("不能从文件中确定是哪个财政部门在导入，请用 --region 写明区划代码，例如 --region 410100。"))


def _workbooks(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS and not path.name.startswith("~$"))


def _region_codes(path: Path) -> set[str]:
    try:
        plans = [plan_sheet(raw, answers={}) for raw in open_workbook(path, name=path.name)]
    except UnreadableFileError:
        return set()
    ready = [plan for plan in plans if plan.kind == "directory" and plan.is_ready]
    return {str(row.values[_REGION]) for plan in ready for row in parse(plan) if row.values[_REGION]}
