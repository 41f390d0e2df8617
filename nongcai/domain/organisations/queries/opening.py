"""Judging a table by which accounts are to be opened, row by row, before anything is done."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.models import Membership, Organisation
from nongcai.domain.organisations.queries.trading import buying_for
from nongcai.domain.organisations.queries.tree import placements, units_with_codes
from nongcai.domain.organisations.roles import BuyerKind, Power, Role
from nongcai.domain.organisations.rules import require_buyer
from nongcai.domain.organisations.states import PostOutcome
from nongcai.foundation.errors import InvalidError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nongcai.domain.organisations.actors import Actor

USERNAME = re.compile(r"[A-Za-z0-9._-]{3,64}")
PHONE = re.compile(r"1\d{10}")
# Where in the table a refusal of a buyer stands.
BUYER_COLUMNS = {
    "name": gettext_lazy("采购人名称"),
    "credit_code": gettext_lazy("采购人统一社会信用代码"),
    "ends_on": gettext_lazy("合同截止日"),
}
# What people write for a trading account; nothing, or what is not here, means a management account.
_MANAGING = {"", "管理账号", "管理"}
_BUYERS = {
    **dict.fromkeys(("食堂", "本单位食堂", "自有食堂"), BuyerKind.CANTEEN),
    **dict.fromkeys(("工会", "单位工会"), BuyerKind.UNION),
    **dict.fromkeys(("承包方", "食堂承包方", "食堂承包商", "外包食堂"), BuyerKind.CONTRACTOR),
    **dict.fromkeys(("国企", "国有企业", "下属企业"), BuyerKind.ENTERPRISE),
    **dict.fromkeys(("其他", "其他采购人"), BuyerKind.OTHER),
}
# A log-in name that nobody has chosen: the unit's code and this.
_ENDINGS = {
    BuyerKind.CANTEEN: "st",
    BuyerKind.UNION: "gh",
    BuyerKind.CONTRACTOR: "cb",
    BuyerKind.ENTERPRISE: "qy",
    BuyerKind.OTHER: "qt",
}
# What people write for a role; nothing means that the post files.
_ROLES = {
    "": Role.UNIT,
    "填报": Role.UNIT,
    "填报岗": Role.UNIT,
    "预算单位": Role.UNIT,
    "经办": Role.PREPARER,
    "经办人": Role.PREPARER,
    "经办岗": Role.PREPARER,
    "填报经办人": Role.PREPARER,
    "审核": Role.APPROVER,
    "审核人": Role.APPROVER,
    "审核岗": Role.APPROVER,
    "单位审核人": Role.APPROVER,
    "主管": Role.SUPERVISOR,
    "主管岗": Role.SUPERVISOR,
    "主管单位": Role.SUPERVISOR,
    "主管预算单位": Role.SUPERVISOR,
}


class Fault(NamedTuple):
    """What is wrong in one column of a row."""

    column: str
    message: str


@dataclass(frozen=True)
class SaidPost:
    """A row as it was read, `faults` where it could not be; without a log-in name the unit's code is taken."""

    row_no: int
    unit_code: str
    label: str
    unit_name: str = ""
    credit_code: str = ""
    role: str = ""
    username: str = ""
    phone: str = ""
    account_kind: str = ""
    buyer_name: str = ""
    buyer_code: str = ""
    ends_on: date | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def buyer(self) -> BuyerKind | None:
        """As what the account buys, None for a management account."""
        return _BUYERS.get(self.account_kind)

    @property
    def name(self) -> str:
        """The log-in name."""
        ending = f"-{_ENDINGS[self.buyer]}" if self.buyer else ""
        return self.username or f"{self.unit_code}{ending}"


@dataclass(frozen=True)
class JudgedPost:
    """What becomes of a row; `faults` say all that is wrong, `warnings` what should be looked at."""

    said: SaidPost
    outcome: PostOutcome
    unit_id: int = 0
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()
    waits: bool = False

    @property
    def column(self) -> str:
        """The first column that is wrong."""
        return self.faults[0].column if self.faults else ""

    @property
    def message(self) -> str:
        """What is wrong there, then in the other columns."""
        more = (f"{one.column}：{one.message}" for one in self.faults[1:])
        return " ".join((self.faults[0].message, *more)) if self.faults else ""

    @property
    def role(self) -> Role:
        """The role that the row asks for."""
        return Role.BUYER if self.said.buyer else _ROLES[self.said.role]

    @property
    def given_role(self) -> Role:
        """The role that the account has at once: that of the row, unless another gives roles."""
        return Role.AWAITING if self.waits else self.role

    @property
    def kind(self) -> str:
        """What kind of account it is, in Chinese."""
        return str(self.said.buyer.label) if self.said.buyer else _("管理账号")

    @property
    def shown(self) -> str:
        """The outcome in Chinese."""
        return str(self.outcome.label)


@dataclass(frozen=True)
class _Ground:
    """What is known about the units and names of a table."""

    units: dict[str, Organisation]
    leaves_it: bool
    gives_roles: bool
    bought_for: dict[str, Organisation]
    several: set[str]
    buying: set[tuple[str, str, int]]
    taken: set[str]
    posts: set[tuple[str, int, str]]
    bearers: dict[str, str]
    names: Counter[str]
    codes: dict[str, set[str]]


def judge_posts(actor: Actor, rows: Sequence[SaidPost], *, on: date) -> list[JudgedPost]:
    """Say of each row what would become of it on a day; nothing is changed."""
    ground = _ground(actor, rows, on)
    seen: set[str] = set()
    judged = []
    for row in rows:
        found = _judged_buyer(row, ground, seen, on) if row.buyer else _judged(row, ground, seen)
        judged.append(found)
        seen.add(row.name)
        if row.buyer and found.outcome == PostOutcome.NEW:
            ground.buying.add(_key(row, found.unit_id))
    return judged


def _ground(actor: Actor, rows: Sequence[SaidPost], on: date) -> _Ground:
    found = list(units_with_codes({row.unit_code for row in rows}, actor.path))
    standing = dict(placements().filter(organisation__in=found).values_list("organisation_id", "path"))
    kept = {pk for pk, path in standing.items() if permissions.keeps(actor, [path])}
    bought_for = {pk for pk, path in standing.items() if permissions.keeps_buyers(actor, [path])}
    counted = Counter(unit.unit_code for unit in found if unit.pk in kept | bought_for)
    names = {row.name for row in rows}
    posts = {
        (name, unit, asked or role)
        for name, unit, asked, role in Membership.objects.filter(user__username__in=names).values_list(
            "user__username", "organisation_id", "asked_role", "role"
        )
    }
    codes: dict[str, set[str]] = {}
    for row in rows:
        if row.credit_code:
            codes.setdefault(row.credit_code, set()).add(row.unit_code)
    told = set(codes) | {row.buyer_code for row in rows if row.buyer_code}
    bearers = Organisation.objects.filter(credit_code__in=told).values_list("credit_code", "name")
    return _Ground(
        units={unit.unit_code: unit for unit in found if unit.pk in kept},
        leaves_it=Power.KEEP in actor.ceded,
        gives_roles=permissions.gives_roles(actor) or permissions.is_operator(actor),
        bought_for={unit.unit_code: unit for unit in found if unit.pk in bought_for},
        buying=buying_for(bought_for, on),
        several={code for code, count in counted.items() if count > 1},
        taken=accounts.taken_names(names),
        posts=posts,
        bearers=dict(bearers),
        names=Counter(row.name for row in rows),
        codes=codes,
    )


def _judged(row: SaidPost, ground: _Ground, seen: set[str]) -> JudgedPost:
    unit = ground.units.get(row.unit_code)
    role = _ROLES.get(row.role)
    exists = unit is not None and role is not None and (row.name, unit.pk, role.value) in ground.posts
    faults = _faults(row, [_fault_of_unit(row, ground), *_faults_of_cells(row)])
    if exists and unit and not faults:
        return JudgedPost(row, PostOutcome.EXISTS, unit.pk)
    if not exists:
        faults = _faults(row, [*faults, _fault_of_name(row, ground, seen)])
    warnings = tuple(_warnings(row, unit, ground)) if unit else ()
    if faults or unit is None:
        return JudgedPost(row, PostOutcome.WRONG, faults=faults, warnings=warnings)
    return JudgedPost(row, PostOutcome.NEW, unit.pk, warnings=warnings, waits=not ground.gives_roles)


def _judged_buyer(row: SaidPost, ground: _Ground, seen: set[str], on: date) -> JudgedPost:
    unit = ground.bought_for.get(row.unit_code)
    exists = unit is not None and _key(row, unit.pk) in ground.buying
    faults = _faults(row, [_fault_of_unit(row, ground), *_faults_of_cells(row), *_faults_of_buyer(row, on)])
    if exists and unit and not faults:
        known = (_("该采购人为本单位采购的交易账号已开通，或已在表中前面的行列出。"),)
        return JudgedPost(row, PostOutcome.EXISTS, unit.pk, warnings=known)
    if not exists:
        faults = _faults(row, [*faults, _fault_of_name(row, ground, seen)])
    warnings = tuple(_warnings(row, unit, ground) + _warnings_of_buyer(row, ground)) if unit else ()
    if faults or unit is None:
        return JudgedPost(row, PostOutcome.WRONG, faults=faults, warnings=warnings)
    return JudgedPost(row, PostOutcome.NEW, unit.pk, warnings=warnings)


def _faults(row: SaidPost, found: Iterable[Fault | None]) -> tuple[Fault, ...]:
    """Return all that is wrong; of a cell that could not be read nothing else is said."""
    unread = {one.column for one in row.faults}
    return (*row.faults, *(one for one in found if one and one.column not in unread))


def _key(row: SaidPost, unit_id: int) -> tuple[str, str, int]:
    told = "" if row.buyer == BuyerKind.CANTEEN else row.buyer_code or row.buyer_name
    return str(row.buyer), told, unit_id


def _faults_of_buyer(row: SaidPost, on: date) -> list[Fault]:
    try:
        require_buyer(str(row.buyer), name=row.buyer_name, credit_code=row.buyer_code, ends_on=row.ends_on, on=on)
    except InvalidError as refusal:
        return [Fault(str(BUYER_COLUMNS[name]), text) for name, texts in refusal.fields.items() for text in texts]
    return []


def _warnings_of_buyer(row: SaidPost, ground: _Ground) -> list[str]:
    bearer = ground.bearers.get(row.buyer_code)
    if not bearer or bearer == row.buyer_name:
        return []
    return [
        _("统一社会信用代码“{code}”已登记为“{bearer}”，将以该名称办理。").format(code=row.buyer_code, bearer=bearer)
    ]


def _fault_of_unit(row: SaidPost, ground: _Ground) -> Fault | None:
    units = ground.bought_for if row.buyer else ground.units
    if row.unit_code in ground.several:
        text = _("有不止一家单位的编码是“{code}”，请到“开通账号”页逐个办理。")
    elif row.unit_code not in units and row.buyer:
        text = _("本单位及所管下级单位中没有编码为“{code}”的单位，请核对编码。")
    elif row.unit_code not in units and ground.leaves_it:
        text = _("管理账号由上级部门或本部门的系统管理员开通，这一行请改填交易账号的类型，或删去。")
        return Fault(_("账号类型"), text)
    elif row.unit_code not in units:
        text = _("所管下级单位中没有编码为“{code}”的单位，请核对编码；本单位的账号由上级办理。")
    else:
        return None
    return Fault(_("单位编码"), text.format(code=row.unit_code))


def _faults_of_cells(row: SaidPost) -> Iterator[Fault]:
    if row.buyer is None and row.account_kind not in _MANAGING:
        text = _("没有“{kind}”这一账号类型，请填“管理账号”“食堂”“工会”“承包方”“国企”或“其他”。")
        yield Fault(_("账号类型"), text.format(kind=row.account_kind))
    if row.buyer is None and row.role not in _ROLES:
        yield Fault(_("角色"), _("没有“{role}”这一角色，请填“填报”或“主管”。").format(role=row.role))
    if (row.username or row.unit_code) and not USERNAME.fullmatch(row.name):
        text = _("登录名“{name}”应为3个以上的字母、数字或“.”“_”“-”，请改写。")
        yield Fault(_("登录名"), text.format(name=row.name))
    if row.phone and not PHONE.fullmatch(row.phone):
        yield Fault(_("手机号码"), _("手机号码应为11位数字，现为“{phone}”，请核对。").format(phone=row.phone))


def _fault_of_name(row: SaidPost, ground: _Ground, seen: set[str]) -> Fault | None:
    if row.name in seen:
        return Fault(_("登录名"), _("登录名“{name}”在表中重复，请为这一行另取一个。").format(name=row.name))
    if row.name in ground.taken:
        return Fault(_("登录名"), _("登录名“{name}”已被其他岗位使用，请换一个。").format(name=row.name))
    return None


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
