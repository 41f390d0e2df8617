"""Serve the site until Ctrl-C."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from nongcai.domain.accounts import queries as accounts
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError
from nongcai.interfaces.console.site import site_from_environment

if TYPE_CHECKING:
    from django.core.management import CommandParser


class Command(commanding.Command):
    """granian with as many workers as NONGCAI_WORKERS says, and one worker for queued jobs."""

    help = "启动网站并办理后台任务，地址由 NONGCAI_HOST（默认127.0.0.1）和 PORT（默认8000）指定。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--migrate", action="store_true", help="先把数据库升级到最新")

    def handle(self, *, migrate: bool, verbosity: int, **_options: Any) -> None:
        site = site_from_environment()
        site.require_port()
        if migrate:
            call_command("migrate", interactive=False, verbosity=0)
        _refuse_demo_people()
        with site.running(), suppress(KeyboardInterrupt):
            if verbosity:
                self.stdout.write(_("网站已启动：{url}（按 Ctrl-C 停止）").format(url=site.url))
                self.stdout.flush()
            site.watch()


def _refuse_demo_people() -> None:
    if not settings.DEMO and accounts.demo_users():
        raise ConsoleError(
            _(
                "数据库中有演示账号，其密码是公开的，不能用于正式运行。"
                "请改用另一个 NONGCAI_HOME，或以 NONGCAI_DEMO=1 运行演示。"
            )
        )
