"""Open an account for an office post, close it, or give it the right to sign: what a machine's operator does first."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.accounts import services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.roles import Role
from nongcai.foundation.years import day_of
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError, MisuseError

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(commanding.Command):
    help = "为岗位开通账号（open）、停用账号（close）。密码从键盘读取，或由标准输入的第一行给出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["open", "close"], help="open 开通，close 停用")
        parser.add_argument("username", help="登录名")
        parser.add_argument("--label", default="", help="岗位名称，如“市财政局采购处经办岗”")
        parser.add_argument("--region", default="", help="财政部门的区划代码，如410100")
        parser.add_argument("--unit", default="", help="预算单位编码（与 --region 合用）；不写即为财政部门")
        parser.add_argument("--role", choices=Role.values, default=Role.FINANCE, help="角色")
        parser.add_argument("--may-sign", action="store_true", help="有签发权")

    def handle(self, *, act: str, username: str, **options: Any) -> None:
        if act == "close":
            services.close_account(username=username)
            self.stdout.write(_("账号“{username}”已停用。").format(username=username))
            return
        if not options["label"] or not options["region"]:
            raise MisuseError(_("开通账号须写明 --label（岗位名称）和 --region（区划代码）。"))
        organisation_id = _organisation(options["region"], options["unit"])
        now = timezone.now()
        user = services.open_account(username=username, label=options["label"], password=_password(), at=now)
        organisation_services.appoint(
            user_id=user.pk,
            organisation_id=organisation_id,
            role=Role(options["role"]),
            since=day_of(now),
            may_sign=options["may_sign"],
        )
        self.stdout.write(_("账号“{username}”（{label}）已开通。").format(username=username, label=options["label"]))


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
