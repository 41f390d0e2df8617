"""Open, renew and close accounts of office posts, and the right to sign: what a machine's operator does first."""

from __future__ import annotations

import getpass
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts.errors import UnknownUsernameError
from nongcai.domain.accounts.rules import shown_code
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services
from nongcai.domain.organisations.roles import ROLES_OF_MARKET, OrganisationKind, Role
from nongcai.foundation import history
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError, MisuseError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from nongcai.domain.accounts.models import User


ACTS_TOLD = (
    "open 开通，renew 重发激活码，unlock 解除登录锁定，reset-factor 重置两步验证，"
    "close 停用，let-sign 授权，bar-sign 收回"
)

# The platform is of no region.
COUNTRY = "000000"


class Command(commanding.Command):
    help = (
        "为岗位开通账号（open）、重发激活码（renew）、停用账号（close）、授予签发权（let-sign）、收回签发权（bar-sign）。"
        "密码从键盘读取，或由标准输入的第一行给出。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=list(ACTS), help=ACTS_TOLD)
        parser.add_argument("username", help="登录名")
        parser.add_argument("--label", default="", help="岗位名称，如“市财政局采购处经办岗”")
        parser.add_argument("--region", default="", help="财政部门的区划代码，如410100")
        parser.add_argument("--unit", default="", help="预算单位编码（与 --region 合用）；不写即为财政部门")
        parser.add_argument(
            "--body", default="", help="平台或县级推荐部门的名称，与角色 platform、quality、linkage 合用"
        )
        parser.add_argument("--role", choices=Role.values, default=Role.FINANCE, help="角色")
        parser.add_argument("--may-sign", action="store_true", help="开通时授予签发权")

    def handle(self, *, act: str, username: str, **options: Any) -> None:
        with history.told(command=f"account {act}"):
            said = ACTS[act](username, options)
        self.stdout.write(said)


def _open(username: str, options: dict[str, Any]) -> str:
    if Role(options["role"]) in ROLES_OF_MARKET:
        return _open_in_market(username, options)
    if not options["label"] or not options["region"]:
        raise MisuseError(_("开通账号须写明 --label（岗位名称）和 --region（区划代码）。"))
    post = services.ToldPost(
        username=username,
        label=options["label"],
        organisation_id=_organisation(options["region"], options["unit"]),
        role=Role(options["role"]),
    )
    services.open_post(
        actor=organisations.operator_of_machine(),
        told=post,
        password=_password(),
        may_sign=options["may_sign"],
        at=timezone.now(),
    )
    return _("账号“{username}”（{label}）已开通。").format(username=username, label=options["label"])


def _open_in_market(username: str, options: dict[str, Any]) -> str:
    """Open an account of the platform, which opens those of counties, or of a county's office."""
    role = Role(options["role"])
    if not options["label"] or not options["body"] or (role != Role.PLATFORM and not options["region"]):
        raise MisuseError(_("须写明 --label（岗位名称）和 --body（部门名称），县级部门还须写明 --region（区划代码）。"))
    kind = OrganisationKind.PLATFORM if role == Role.PLATFORM else OrganisationKind.COUNTY
    now = timezone.now()
    services.open_market_post(
        actor=organisations.operator_of_machine(),
        body=services.ToldBody(kind, options["body"], options["region"] or COUNTRY),
        told=services.ToldStaff(username, options["label"], role),
        password=_password(),
        at=now,
        until=now,
    )
    return _("账号“{username}”（{label}）已开通。").format(username=username, label=options["label"])


def _close(username: str, _options: dict[str, Any]) -> str:
    services.close_post(actor=organisations.operator_of_machine(), user=_user(username), at=timezone.now())
    return _("账号“{username}”已停用。").format(username=username)


def _let_sign(username: str, options: dict[str, Any]) -> str:
    return _sign(username, options, may_sign=True)


def _bar_sign(username: str, options: dict[str, Any]) -> str:
    return _sign(username, options, may_sign=False)


def _sign(username: str, options: dict[str, Any], *, may_sign: bool) -> str:
    if not options["region"]:
        raise MisuseError(_("授予或收回签发权须写明 --region（区划代码）。"))
    organisation_id = _organisation(options["region"], options["unit"])
    changed = services.let_sign(
        actor=organisations.operator_of_machine(),
        username=username,
        organisation_id=organisation_id,
        may_sign=may_sign,
        at=timezone.now(),
    )
    if not changed:
        raise ConsoleError(_("“{username}”在该单位没有任职，或签发权已是如此。").format(username=username))
    said = _("“{username}”已有签发权。") if may_sign else _("“{username}”的签发权已收回。")
    return said.format(username=username)


def _renew(username: str, _options: dict[str, Any]) -> str:
    now = timezone.now()
    until = now + timedelta(days=settings.ACTIVATION_DAYS)
    code = services.renew_post(actor=organisations.operator_of_machine(), user=_user(username), at=now, until=until)
    return _("账号“{username}”的激活码（只显示这一次，{days}天内有效）：{code}").format(
        username=username, days=settings.ACTIVATION_DAYS, code=shown_code(code)
    )


def _unlock(username: str, _options: dict[str, Any]) -> str:
    services.unlock_post(actor=organisations.operator_of_machine(), user=_user(username), at=timezone.now())
    return _("账号“{username}”的登录锁定已解除。").format(username=username)


def _reset_factor(username: str, _options: dict[str, Any]) -> str:
    words = _("由运维人员在服务器上办理")
    operator = organisations.operator_of_machine()
    services.reset_factors_of_post(actor=operator, user=_user(username), words=words, at=timezone.now())
    return _("账号“{username}”的两步验证已重置，并已通知本人。").format(username=username)


def _user(username: str) -> User:
    user = accounts.user_by_name(username)
    if user is None:
        raise UnknownUsernameError(username=username)
    return user


ACTS = {
    "open": _open,
    "renew": _renew,
    "unlock": _unlock,
    "reset-factor": _reset_factor,
    "close": _close,
    "let-sign": _let_sign,
    "bar-sign": _bar_sign,
}


def _organisation(region: str, unit: str) -> int:
    node = organisations.finance_node(region)
    if not unit:
        return node.id
    found = organisations.units_with_codes([unit], node.path).first()
    if found is None:
        raise ConsoleError(
            _("{node}没有编码为“{unit}”的预算单位，请核对编码，或先导入名录。").format(node=node.name, unit=unit)
        )
    return found.pk


def _password() -> str:
    typed = getpass.getpass(_("密码：")) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(typed)
    except ValidationError as error:
        raise ConsoleError(_("密码不符合要求：{why}").format(why=" ".join(error.messages))) from error
    return typed
