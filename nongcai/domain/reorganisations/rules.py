"""What lines of a document must keep to: plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class LineFacts:
    """A line with what stands in the tree: paths, and whether a unit has ended."""

    seq: int
    kind: str
    unit: int
    unit_name: str
    target: int | None = None
    target_name: str = ""
    home: str = ""
    target_home: str = ""
    target_path: str = ""
    unit_closed: bool = False
    target_closed: bool = False
    target_is_unit: bool = True
    has_below: bool = False
    region: str = ""
    code: str = ""
    own_code: str = ""
    leaves_code: bool = False
    holder: int = 0
    code_holder: str = ""
    follower: str = ""
    follower_code: str = ""
    follower_holder: str = ""


TWICE = N_("“{unit}”在调整单中出现两次，一家单位只能写一项。")
SPLIT_AND_MOVED = N_("“{unit}”既拆分又划转或合并，请分两份调整单先后办理。")
OWN_CODE = N_("“{code}”是“{unit}”现用编码，由原单位沿用；沿用原编码但改名的，请对原单位另写一项更名。")
CLOSED = N_("“{unit}”已停用，不能再调整。")
TARGET_CLOSED = N_("承接单位“{target}”已停用，请另选。")
TARGET_ENDS = N_("“{target}”本身也在被调整，不能承接“{unit}”，请写最终承接单位。")
BELOW_ITSELF = N_("“{target}”是“{unit}”的所属单位，不能承接；请先把它划出。")
MERGE_INTO_UNIT = N_("“{unit}”只能并入一家预算单位，“{target}”是财政部门。")
OTHER_REGION = N_("“{target}”与“{unit}”不属同一财政部门，请改用跨区划转，由共同的上级财政部门办理。")
SAME_REGION = N_("“{target}”与“{unit}”属同一财政部门，请改用划转。")
CODE_TAKEN = N_(
    "“{unit}”的新编码“{code}”现由“{holder}”使用，请核对编码变更对照表；互换或顺延编码的，请与“{holder}”的变更一并填写。"
)
FOLLOWER_CODE_TAKEN = N_(
    "“{follower}”随“{unit}”划入，其编码“{follower_code}”现由“{follower_holder}”使用，请对它另写一项编码变更。"
)
CODE_TWICE = N_("新编码“{code}”在调整单中给了两家单位，请核对编码变更对照表。")
STILL_BELOW = N_("“{unit}”还有所属单位，请先划转它们，或改用合并。")


# What may be said of a unit in the document that splits it.
BESIDE_A_SPLIT = {"split", "rename", "recode", "close"}


SENTENCES = {
    "merge": N_("“{unit}”并入“{target}”"),
    "close": N_("“{unit}”撤销"),
    "split": N_("“{unit}”拆分，分设“{name}”（单位编码{code}）"),
    "rename": N_("“{unit}”更名为“{name}”"),
    "recode": N_("“{unit}”的单位编码由{former_code}变更为{code}"),
    "move": N_("“{unit}”划转到“{target}”"),
    "transfer": N_("“{unit}”跨区划转到“{target}”"),
}
# Who files for what came out of a unit, and who lets people act for it.
UNTIL_LISTED = N_(
    "“{name}”自{next_year}年度预算单位名录起列入并填报；{year}年度仍由“{unit}”一并填报（“{unit}”撤销的，由其上级单位代填）。"
    "没有人员转入的，账号由其主管单位或{node}开通。"
)
RECODED_AND_RENAMED = N_("“{unit}”更名为“{name}”，单位编码由{former_code}变更为{code}")


def sentence(kind: str, **names: str) -> str:
    """Say what becomes of a unit, without a full stop."""
    text = RECODED_AND_RENAMED if kind == "recode" and names["name"] else SENTENCES[kind]
    return text.format(**names)


def until_listed(*, unit: str, name: str, node: str, year: int) -> str:
    """Say what holds for a unit that a split of a year makes (分设单位), until a directory lists it."""
    return UNTIL_LISTED.format(unit=unit, name=name, node=node, year=year, next_year=year + 1)


def faults(lines: Sequence[LineFacts]) -> list[tuple[int, str, Mapping[str, str]]]:
    """Return (line number, what is wrong, its names) for each line that cannot be, the first fault of each."""
    codes = [(line.region, line.code) for line in lines]
    leaving = {line.unit for line in lines if line.leaves_code}
    found: list[tuple[int, str, Mapping[str, str]]] = []
    for place, line in enumerate(lines):
        fault = _fault(line, lines, place) or _code_fault(line, codes[:place], leaving)
        if fault:
            names = {"unit": line.unit_name, "target": line.target_name}
            names |= {"code": line.code, "holder": line.code_holder, "follower": line.follower}
            names |= {"follower_code": line.follower_code, "follower_holder": line.follower_holder}
            found.append((line.seq, fault, names))
    return found


def _fault(line: LineFacts, lines: Sequence[LineFacts], place: int) -> str:
    if again := _again_fault(line, lines[:place]):
        return again
    if line.unit_closed:
        return CLOSED
    if line.kind == "close" and line.has_below:
        return STILL_BELOW
    return _target_fault(line, [one.unit for one in lines]) if line.target is not None else ""


def _again_fault(line: LineFacts, before: Sequence[LineFacts]) -> str:
    """A unit is split into as many as are named; of itself it is said once what becomes of it."""
    kinds = {one.kind for one in before if one.unit == line.unit} | {line.kind}
    if "split" in kinds and not kinds <= BESIDE_A_SPLIT:
        return SPLIT_AND_MOVED
    seen = [one for one in before if one.unit == line.unit and one.kind != "split"]
    return TWICE if seen and line.kind != "split" else ""


def _target_fault(line: LineFacts, changed: Sequence[int]) -> str:
    tests = (
        (line.target_closed, TARGET_CLOSED),
        (line.target in changed, TARGET_ENDS),
        (str(line.unit) in line.target_path.split("."), BELOW_ITSELF),
        (line.kind == "merge" and not line.target_is_unit, MERGE_INTO_UNIT),
        (line.kind != "transfer" and line.home != line.target_home, OTHER_REGION),
        (line.kind == "transfer" and line.home == line.target_home, SAME_REGION),
    )
    return next((fault for holds, fault in tests if holds), "")


def _code_fault(line: LineFacts, before: Sequence[tuple[str, str]], leaving: set[int]) -> str:
    if line.follower:
        return FOLLOWER_CODE_TAKEN
    if line.code and (line.region, line.code) in before:
        return CODE_TWICE
    if line.kind == "split" and line.code == line.own_code:
        return OWN_CODE
    # Codes may be handed on in a row or exchanged: all at once.
    return CODE_TAKEN if line.holder and (line.holder == line.unit or line.holder not in leaving) else ""
