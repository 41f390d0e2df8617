"""How banks write statements of accounts (对账单), read from a table: another bank is some more rows of it."""

from __future__ import annotations

import csv
from functools import cache
from itertools import groupby
from pathlib import Path

from nongcai.interfaces.sheets.columns import Column, ColumnType, SheetSpec

_TABLE = Path(__file__).with_name("banks.csv")
_IN = ("贷", "收", "收入", "转入", "C", "CR", "+")
_OUT = ("借", "支", "支出", "转出", "D", "DR", "-")
_WAYS = (*((word, "in") for word in _IN), *((word, "out") for word in _OUT))
# Field: its label, how it is read, how long it may be, what an empty cell means.
_FIELDS: dict[str, tuple[str, ColumnType, int, object]] = {
    "moment": ("到账时间", "moment", 0, None),
    "clock": ("时刻", "text", 20, ""),
    "own_account": ("本方账号", "text", 40, ""),
    "payer": ("对方户名", "name", 128, ""),
    "payer_account": ("对方账号", "text", 40, ""),
    "credit": ("收入金额", "yuan", 0, None),
    "debit": ("支出金额", "yuan", 0, None),
    "amount": ("交易金额", "yuan", 0, None),
    "direction": ("借贷标志", "choice", 0, ""),
    "balance": ("余额", "yuan", 0, None),
    "summary": ("摘要", "text", 100, ""),
    "purpose": ("用途", "text", 100, ""),
    "remark": ("附言", "text", 100, ""),
    "serial": ("流水号", "order_no", 64, ""),
}
_TELLING = frozenset({"payer", "payer_account", "credit", "debit", "balance", "direction"})


@cache
def layouts() -> tuple[SheetSpec, ...]:
    """Return the table of each bank, in the order of the file."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_layout(bank, list(own)) for bank, own in groupby(rows, key=lambda row: row["bank"]))


def _layout(bank: str, rows: list[dict[str, str]]) -> SheetSpec:
    told = {row["field"]: row for row in rows}
    headings = {name: tuple(row["headings"].split("|")) for name, row in told.items()}
    columns = [
        _column(name, headings[name], is_needed=bool(told[name]["required"])) for name in _FIELDS if name in told
    ]
    return SheetSpec(
        kind=f"statement_{bank}",
        title=f"{bank}对账单",
        title_words=(bank, "交易明细", "对账单"),
        key="moment",
        columns=tuple(columns),
        ignored=headings.get("ignored", ()),
    )


def _column(name: str, headings: tuple[str, ...], *, is_needed: bool) -> Column:
    label, type_, length, blank = _FIELDS[name]
    return Column(
        name,
        label,
        type_,
        headings,
        # The column must be there; which of its cells may be empty depends on the others of the row.
        required=is_needed and name == "moment",
        telling=name in _TELLING,
        length=length,
        blank=blank,
        purpose="用于登记到账" if is_needed else "",
        accepted=_WAYS if name == "direction" else (),
    )


def needed(bank: SheetSpec) -> frozenset[str]:
    """Return the columns without which a bank's statement cannot be read."""
    return frozenset(column.field for column in bank.columns if column.purpose)
