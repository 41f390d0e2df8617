"""Serve the site with the Zhengzhou 2023 workbooks, loaded by the clerk's own import, and a running season of 2024."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from nongcai.domain.accounts import queries as accounts
from nongcai.foundation.texts import N_
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError
from nongcai.interfaces.console.site import Site, site_from_environment

PAGES = [
    ("boards/", N_("进度看板：从全市到单笔订单")),
    ("shares/inbox/", N_("2024年度填报确认：异常的排在前面")),
    ("notices/", N_("通报工作台：拟稿、核对、签发")),
]


class Command(commanding.Command):
    """A second start keeps the data and loads nothing again."""

    help = "用演示数据启动网站，端口由 PORT 指定（默认8000）：单位和订单是虚构的，总数与公开数据一致。"

    def handle(self, **_options: Any) -> None:
        folder = Path(settings.PROJECT) / "demo" / "zhengzhou-2023"
        if not settings.DEMO or not folder.is_dir():
            raise ConsoleError(_("演示数据只在源代码目录中可用，且不得用于生产环境。"))
        site = site_from_environment()
        site.require_port()
        self._say(_("正在准备数据库……"))
        call_command("migrate", interactive=False, verbosity=0)
        self._load(folder)
        call_command("demo_data", verbosity=0)
        call_command("demo_season", verbosity=0)
        call_command("demo_market", verbosity=0)
        call_command("demo_goods", verbosity=0)
        call_command("demo_zones", verbosity=0)
        call_command("demo_prices", verbosity=0)
        call_command("demo_orders", verbosity=0)
        call_command("demo_support", verbosity=0)
        call_command("demo_help", verbosity=0)
        with site.running():
            self._welcome(site)
            site.watch()

    def _load(self, folder: Path) -> None:
        """Load the workbooks unless this very database has them."""
        mark, identity = Path(settings.HOME) / "demo-loaded", _identity(folder)
        if mark.exists() and mark.read_text(encoding="utf-8") == identity:
            return
        self._say(_("正在导入郑州 2023 年度的五个工作簿……"))
        call_command("demo_data")
        with suppress(SystemExit):  # what only a person can decide was listed, and waits on the page
            call_command("import", str(folder), yes=True)
        call_command("demo_data")  # log-ins of units, which the directory has just brought
        identity = _identity(folder)
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(identity, encoding="utf-8")

    def _welcome(self, site: Site) -> None:
        self._say(
            "",
            _("网站已启动：{url}").format(url=site.url),
            "",
            _("演示账号（密码均为 {password}）：").format(password=settings.DEMO_PASSWORD),
        )
        for user in accounts.demo_users():
            self._say(f"  {user.username:<12} {user.label}")
        self._say("", _("值得一看："), *(f"  {site.url}{path:<16} {_(what)}" for path, what in PAGES))
        self._say("", _("按 Ctrl-C 停止。Press Ctrl-C to stop."))

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.stdout.write(line)
        self.stdout.flush()


def _identity(folder: Path) -> str:
    """Name the database, by the first of its people, and the workbooks."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.xlsx")):
        digest.update(path.read_bytes())
    first = accounts.demo_users()[:1]
    return f"{first[0].created_at.isoformat() if first else ''} {digest.hexdigest()}"
