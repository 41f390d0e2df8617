"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

ERROR, WARNING, NOTE = "error", "warning", "note"

MESSAGES = {
    "placeholder_left": N_("{where}尚未补充，请写明内容或删去这一段。"),
    "broken_field": N_("{where}有不成对的“【”或“】”，请补全或删去。"),
    "unknown_field": N_("{where}中的“{said}”不是已知的数据项，请从数据项列表中选用。"),
    "wrong_value": N_("{where}中“{name}”写作“{said}”，台账为“{expected}”。请更新数据。"),
    "wrong_unit": N_("{where}中“{name}”后面应写“{expected}”，请更正计量单位。"),
    "unreadable_number": N_("{where}“{around}”中的{said}写法有误，请改用小数点，或每三位一个逗号。"),
    "wrong_number": N_("{where}“{around}”中的{said}与台账不符：如指{expected}，请更正；另有来源的，请点“注明出处”。"),
    "other_number": N_("{where}“{around}”中的{said}与台账不符：应为{expected}。"),
    "typed_not_a_field": N_("{where}“{around}”中的{said}是手工录入的，与{expected}相同，不随数据更新；请改用数据项。"),
    "unknown_number": N_(
        "{where}“{around}”中的{said}，台账中没有这个数据；引自文件等来源的，请点“注明出处”，否则请删去。"
    ),
    "limit_not_a_rule": N_("{where}“{around}”中的{said}不在已登记的制度规定中，请核对依据文件。"),
    "quoted_number": N_("{where}“{said}”引自台账以外的文件，由拟稿人负责核对。"),
    "wrong_order": N_("{where}“{said}”与{name}排名不符，应为“{expected}”。"),
    "change_left_out": N_(
        "“{name}”由{said}变为{expected}，已随原通报印发，更正通知中没有列出。请补写，或重新拟更正通知。"
    ),
    "nothing_to_correct": N_("“{name}”更正前后均为{said}，无需更正，请删去这一句。"),
    "something_else_changed": N_("内部附件中的数据也有变动，“{said}”不属实，请改为“正文{said}”。"),
    "parts_differ": N_("{name}：各部分合计{said}元，与总计{expected}元不符。"),
    "rounding": N_("{name}：{said}，与合计{expected}万元相差系四舍五入所致（先按元合计，再换算为万元）。"),
    "snapshot_broken": N_("数据快照与台账重算结果不一致：{name}快照为{said}，重算为{expected}。{advice}"),
    "snapshot_stale": N_("生成数据后台账有变动：{name}由{said}变为{expected}。{advice}"),
    "orders_waiting": N_("有{said}笔、合计{expected}元的已完成订单尚未归属单位，未计入本通报。"),
    "canteens_behind": N_("完成率按全口径为{said}%，按食堂口径为{expected}%，请注意表述。"),
    "numbers_missing": N_("本年度发文字号缺第{said}号，请确认没有跳号。"),
}


_QUOTABLE = ("wrong_number", "unknown_number", "limit_not_a_rule")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong (error), doubtful (warning), or good to know (note)."""

    level: str
    code: str
    message: str
    paragraph: int | None = None
    around: str = ""
    said: str = ""
    expected: str = ""

    @property
    def is_error(self) -> bool:
        return self.level == ERROR

    @property
    def may_be_quoted(self) -> bool:
        """Whether a source would let this number pass; a title holds no fields."""
        return bool(self.paragraph) and self.code in _QUOTABLE


@dataclass(frozen=True)
class Place:
    """A paragraph of the text, counted from 1; 0 is the title."""

    number: int
    text: str

    @property
    def where(self) -> str:
        return f"第{self.number}段" if self.number else "标题"

    def finding(
        self, level: str, code: str, *, around: str = "", said: str = "", expected: str = "", name: str = ""
    ) -> Finding:
        """Make a finding about this paragraph."""
        message = MESSAGES[code].format(where=self.where, around=around, said=said, expected=expected, name=name)
        return Finding(level, code, message, self.number, around, said, expected)


def general(
    level: str, code: str, *, name: str = "", said: object = "", expected: object = "", advice: str = ""
) -> Finding:
    """Make a finding about the figures as a whole."""
    message = MESSAGES[code].format(name=name, said=said, expected=expected, advice=advice)
    return Finding(level, code, message, said=str(said), expected=str(expected))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Keep what stops a notice."""
    return [one for one in findings if one.is_error]
