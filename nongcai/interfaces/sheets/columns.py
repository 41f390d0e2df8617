"""What a kind of sheet is made of: its columns, under all the headings that offices give them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from nongcai.interfaces.sheets.headings import normal

if TYPE_CHECKING:
    from collections.abc import Callable

ColumnType = Literal[
    "code", "order_no", "name", "text", "money", "price", "ratio", "quantity", "count", "year", "moment",
    "canteen", "buyer", "state", "level", "nature", "eats", "run", "source", "yes_no", "day", "words", "choice", "yuan",
]  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column that we read.

    `telling` ones say of what kind a sheet is; `personal` ones are about a person in some rows. `purpose` says what a
    required one is needed for. What a `choice` takes stands in `accepted`, each word with what it means.
    """

    field: str
    label: str
    type: ColumnType
    synonyms: tuple[str, ...] = ()
    required: bool = False
    telling: bool = False
    personal: bool = False
    length: int = 0
    blank: Any = ""
    purpose: str = ""
    choices: tuple[str, ...] = ()
    accepted: tuple[tuple[str, str], ...] = ()

    @cached_property
    def names(self) -> dict[str, int]:
        """All headings that mean this column, normalised, with their rank: 0 is its own label."""
        return {normal(name): int(name != self.label) for name in (*self.synonyms, self.label)}


@dataclass(frozen=True)
class SheetSpec:
    """A kind of sheet. `key` is the field without which a row is no row."""

    kind: str
    title: str
    title_words: tuple[str, ...]
    key: str
    columns: tuple[Column, ...]
    ignored: tuple[str, ...] = ()
    finish: Callable[[Finishing], None] = field(default=lambda _batch: None)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The order of values in a parsed row."""
        return tuple(column.field for column in self.columns)

    @cached_property
    def ignored_names(self) -> frozenset[str]:
        """Headings known not to be needed."""
        return frozenset(normal(name) for name in (*_NEVER_NEEDED, *self.ignored))

    def column(self, name: str) -> Column:
        """Return the column of a field."""
        return self.columns[self.fields.index(name)]


@dataclass
class Finishing:
    """A batch of rows, column by column, for what a kind of sheet settles across its columns.

    `flaws` holds, for each field, the places in the batch whose cell could not be read, with the code of the problem.
    `person_key` turns the name of a person into what may be kept of it.
    """

    values: dict[str, list[Any]]
    flaws: dict[str, dict[int, str]]
    person_key: Callable[[str], str] = lambda _name: ""
    forgiven: set[tuple[str, int]] = field(default_factory=set)

    def forgive(self, name: str, place: int, value: object) -> None:
        """Take `value` for a cell and forget its problem."""
        self.values[name][place] = value
        self.forgiven.add((name, place))


_NEVER_NEEDED = (
    "序号", "编号", "行号", "次序", "No", "No.", "#", "原因", "备注", "说明", "联系部门", "联系科室", "经办科室",
)  # fmt: skip
_PERSONAL = (
    "手机", "电话", "联系人", "联系方式", "身份证", "证件号", "地址", "收货人", "收货方", "收件人", "邮箱", "邮件",
    "email", "微信", "qq", "姓名", "经办人", "填报人", "负责人", "审核人", "制表人", "银行卡", "银行账", "银行帐",
    "开户", "传真", "生日", "性别", "年龄",
)  # fmt: skip


def is_personal(name: str) -> bool:
    """Say whether a normalised heading is of a column about persons, which is never stored."""
    return any(word in name for word in _PERSONAL)
