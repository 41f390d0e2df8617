"""Write a node's notice of a year as files."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.notices import queries as notices
from nongcai.domain.notices import services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.foundation.years import day_of
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError, MisuseError
from nongcai.interfaces.papers import composing
from nongcai.interfaces.papers.files import DOCX, MEDIA_TYPES, PDF, paper_file
from nongcai.interfaces.papers.fonts import FontsMissingError
from nongcai.interfaces.papers.html import notice_html

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node
    from nongcai.interfaces.papers.contents import NoticeContent

FILES = ("figures.json", "notice.html", "notice.docx", "notice.pdf", "internal.docx", "internal.pdf")
Record = Callable[[services.ExportedPaper], None]
_TYPES = MEDIA_TYPES | {"json": "application/json", "html": "text/html"}
_PAGE = (
    '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{title}</title></head>\n<body>\n{body}\n</body></html>\n"
)


class Command(commanding.Command):
    help = "写出某区划某年度的通报（notice.docx、notice.pdf、notice.html）、内部附件和数据（figures.json）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("region", help="财政部门的区划代码，如410100")
        parser.add_argument("year", type=int, help="年度，如2023")
        parser.add_argument("--out", required=True, help="写到哪个文件夹")
        parser.add_argument("--overwrite", action="store_true", help="文件夹中已有同名文件时替换")
        parser.add_argument("--as", dest="username", default="", help="由谁拟稿（登录名）；不写的，须有人接手拟稿")
        parser.add_argument("--date", default="", help="数据截止日（YYYY-MM-DD），不写即为今天")

    def handle(self, *, region: str, year: int, out: str, **options: Any) -> None:
        day, now = _day(options["date"]), timezone.now()
        folder = _folder(out, overwrite=options["overwrite"])
        node = organisations.finance_node(region)
        actor = _actor(options["username"], node, day_of(now))
        notice = _drafted(actor, node, year, day or day_of(now))
        record = partial(_record, actor, notice, now)
        for name in FILES:
            (folder / name).unlink(missing_ok=True)
        content = composing.content_of(notice)
        figures = json.dumps(notices.figures(notice), ensure_ascii=False, indent=1) + "\n"
        self._write(folder / "figures.json", figures.encode(), record)
        page = _PAGE.format(title=notice.title, body=notice_html(content))
        self._write(folder / "notice.html", page.encode(), record)
        warnings = [*self._papers(folder, "notice", content, record)]
        internal = composing.internal_content_for(actor, notice)
        if internal is not None:
            warnings += self._papers(folder, "internal", internal, record)
        for line in (*dict.fromkeys(warnings), *(finding.message for finding in notices.check(notice))):
            self.stderr.write(line)

    def _papers(self, folder: Path, stem: str, content: NoticeContent, record: Record) -> tuple[str, ...]:
        """Write a paper as DOCX and PDF; return what is to be said of its typefaces."""
        self._write(folder / f"{stem}.docx", paper_file(content, DOCX).data, record)
        try:
            made = paper_file(content, PDF)
        except FontsMissingError as error:
            raise ConsoleError(str(error)) from error
        self._write(folder / f"{stem}.pdf", made.data, record)
        return made.warnings

    def _write(self, path: Path, data: bytes, record: Record) -> None:
        record(services.ExportedPaper(path.name, _TYPES[path.suffix[1:]], data))
        path.write_bytes(data)
        self.stdout.write(str(path))


def _record(actor: Actor, notice: Notice, at: datetime, paper: services.ExportedPaper) -> None:
    """Keep on record what leaves the house, before it does."""
    services.record_export(
        actor=actor,
        notice_id=notice.pk,
        paper=paper,
        purpose=_("命令行导出"),
        at=at,
        kept_until=at + timedelta(days=settings.ORIGINALS_KEPT_DAYS),
    )


def _actor(username: str, node: Node, today: date) -> Actor:
    return _person(username, node, today) if username else organisations.operator_of(node)


def _drafted(actor: Actor, node: Node, year: int, data_date: date) -> Notice:
    """Return this command's own draft over fresh figures; what people draft in the pages is left alone."""
    now = timezone.now()
    own = notices.drafts_by_command(node.id, year, actor.user_id).first()
    if own is not None:
        return services.refresh_figures(actor=actor, notice_id=own.pk, data_date=data_date, at=now)
    return services.draft_notice(actor=actor, node_id=node.id, year=year, data_date=data_date, at=now, by_command=True)


def _person(username: str, node: Node, today: date) -> Actor:
    user = accounts.user_by_name(username)
    rows = organisations.memberships_of(user, today) if user else []
    chosen = next((row for row in rows if row.organisation_id == node.id and row.role == Role.FINANCE), None)
    actor = organisations.actor_of(user, chosen.pk, today) if user and chosen else None
    if actor is None:
        raise ConsoleError(
            _("“{username}”不是{node}的经办人员，请核对登录名。").format(username=username, node=node.name)
        )
    return actor


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise MisuseError(_("日期“{text}”写法不对，应如 2024-01-31。").format(text=text)) from None


def _folder(out: str, *, overwrite: bool) -> Path:
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConsoleError(
            _("不能写入文件夹 {folder}（{reason}）。").format(folder=out, reason=error.strerror)
        ) from error
    taken = [name for name in FILES if (folder / name).exists()]
    if taken and not overwrite:
        raise ConsoleError(
            _("文件夹 {folder} 中已有{names}；需要替换的，请加 --overwrite，或换一个文件夹。").format(
                folder=out, names="、".join(taken)
            )
        )
    return folder
