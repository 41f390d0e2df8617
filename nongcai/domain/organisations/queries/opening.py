"""Judging a table by which accounts are to be opened, row by row, before anything is done."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.models import Membership, Organisation
from nongcai.domain.organisations.queries.tree import placements, units_with_codes
from nongcai.domain.organisations.roles import Role
from nongcai.domain.organisations.states import PostOutcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nongcai.domain.organisations.actors import Actor

USERNAME = re.compile(r"[A-Za-z0-9._-]{3,64}")
PHONE = re.compile(r"1\d{10}")
# What people write for a role; nothing means that the post files.
_ROLES = {
    "": Role.UNIT,
    "填报": Role.UNIT,
    "填报岗": Role.UNIT,
    "预算单位": Role.UNIT,
    "主管": Role.SUPERVISOR,
    "主管岗": Role.SUPERVISOR,
    "主管单位": Role.SUPERVISOR,
    "主管预算单位": Role.SUPERVISOR,
}


@dataclass(frozen=True)
class SaidPost:
    """A row as it was read; without a log-in name the unit's code is taken."""

    row_no: int
    unit_code: str
    label: str
    unit_name: str = ""
    credit_code: str = ""
    role: str = ""
    username: str = ""
    phone: str = ""

    @property
    def name(self) -> str:
        """The log-in name."""
        return self.username or self.unit_code


@dataclass(frozen=True)
class JudgedPost:
    """What becomes of a row; `column` and `message` say what is wrong, `warnings` what should be looked at."""

    said: SaidPost
    outcome: PostOutcome
    unit_id: int = 0
    column: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def role(self) -> Role:
        """The role that the row asks for."""
        return _ROLES[self.said.role]

    @property
    def shown(self) -> str:
        """The outcome in Chinese."""
        return str(self.outcome.label)


@dataclass(frozen=True)
class _Ground:
    """What is known about the units and names of a table."""

    units: dict[str, Organisation]
    several: set[str]
    taken: set[str]
    posts: set[tuple[str, int, str]]
    bearers: dict[str, str]
    names: Counter[str]
    codes: dict[str, set[str]]


def judge_posts(actor: Actor, rows: Sequence[SaidPost]) -> list[JudgedPost]:
    """Say of each row what would become of it; nothing is changed."""
    ground = _ground(actor, rows)
    seen: set[str] = set()
    judged = []
    for row in rows:
        judged.append(_judged(row, ground, seen))
        seen.add(row.name)
    return judged


def _ground(actor: Actor, rows: Sequence[SaidPost]) -> _Ground:
    found = list(units_with_codes({row.unit_code for row in rows}, actor.path))
    standing = placements().filter(organisation__in=found).values_list("organisation_id", "path")
    kept = {pk for pk, path in standing if permissions.keeps(actor, [path])}
    counted = Counter(unit.unit_code for unit in found if unit.pk in kept)
    names = {row.name for row in rows}
    posts = Membership.objects.filter(user__username__in=names).values_list("user__username", "organisation_id", "role")
    codes: dict[str, set[str]] = {}
    for row in rows:
        if row.credit_code:
            codes.setdefault(row.credit_code, set()).add(row.unit_code)
    bearers = Organisation.objects.filter(credit_code__in=codes).values_list("credit_code", "name")
    return _Ground(
        units={unit.unit_code: unit for unit in found if unit.pk in kept},
        several={code for code, count in counted.items() if count > 1},
        taken=accounts.taken_names(names),
        posts=set(posts),
        bearers=dict(bearers),
        names=Counter(row.name for row in rows),
        codes=codes,
    )


def _judged(row: SaidPost, ground: _Ground, seen: set[str]) -> JudgedPost:
    unit = ground.units.get(row.unit_code)
    column, message = _fault_of_unit(row, ground) or _fault_of_cells(row)
    if message or unit is None:
        return JudgedPost(row, PostOutcome.WRONG, column=column, message=message)
    if (row.name, unit.pk, _ROLES[row.role].value) in ground.posts:
        return JudgedPost(row, PostOutcome.EXISTS, unit.pk)
    column, message = _fault_of_name(row, ground, seen)
    if message:
        return JudgedPost(row, PostOutcome.WRONG, column=column, message=message)
    return JudgedPost(row, PostOutcome.NEW, unit.pk, warnings=tuple(_warnings(row, unit, ground)))


def _fault_of_unit(row: SaidPost, ground: _Ground) -> tuple[str, str] | None:
    if row.unit_code in ground.several:
        text = _("有不止一家单位的编码是“{code}”，请到“开通账号”页逐个办理。")
    elif row.unit_code not in ground.units:
        text = _("所管下级单位中没有编码为“{code}”的单位，请核对编码；本单位的账号由上级办理。")
    else:
        return None
    return _("单位编码"), text.format(code=row.unit_code)


def _fault_of_cells(row: SaidPost) -> tuple[str, str]:
    if row.role not in _ROLES:
        return _("角色"), _("没有“{role}”这一角色，请填“填报”或“主管”。").format(role=row.role)
    if not USERNAME.fullmatch(row.name):
        return _("登录名"), _("登录名“{name}”应为3个以上的字母、数字或“.”“_”“-”，请改写。").format(name=row.name)
    if row.phone and not PHONE.fullmatch(row.phone):
        return _("手机号码"), _("手机号码应为11位数字，请核对。")
    return "", ""


def _fault_of_name(row: SaidPost, ground: _Ground, seen: set[str]) -> tuple[str, str]:
    if row.name in seen:
        return _("登录名"), _("登录名“{name}”在表中重复，请为这一行另取一个。").format(name=row.name)
    if row.name in ground.taken:
        return _("登录名"), _("登录名“{name}”已被其他岗位使用，请换一个。").format(name=row.name)
    return "", ""


def _warnings(row: SaidPost, unit: Organisation, ground: _Ground) -> list[str]:
    found = []
    if row.unit_name and row.unit_name not in {unit.name, unit.short_name}:
        found.append(_("名录中编码{code}的单位是“{name}”。").format(code=row.unit_code, name=unit.name))
    if len(ground.codes.get(row.credit_code, ())) > 1:
        found.append(_("统一社会信用代码与表中其他单位相同，请核对。"))
    elif row.credit_code and row.credit_code != unit.credit_code:
        bearer = ground.bearers.get(row.credit_code)
        text = _("统一社会信用代码属于“{bearer}”。") if bearer else _("统一社会信用代码与名录不一致。")
        found.append(text.format(bearer=bearer))
    return found
