"""Write a node's notice of a year as files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.notices import queries as notices
from nongcai.domain.notices import services
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation.years import day_of
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError, MisuseError
from nongcai.interfaces.papers import composing
from nongcai.interfaces.papers.fonts import FontsMissingError
from nongcai.interfaces.papers.html import notice_html
from nongcai.interfaces.papers.pdf import notice_pdf
from nongcai.interfaces.papers.word import notice_docx

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from nongcai.domain.notices.models import Notice

_PAGE = (
    '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{title}</title></head>\n<body>\n{body}\n</body></html>\n"
)


class Command(commanding.Command):
    help = "写出某区划某年度的通报（notice.docx、notice.pdf、notice.html）和数据（figures.json）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("region", help="财政部门的区划代码，如410100")
        parser.add_argument("year", type=int, help="年度，如2023")
        parser.add_argument("--out", required=True, help="写到哪个文件夹")
        parser.add_argument("--date", default="", help="数据截止日（YYYY-MM-DD），不写即为今天")

    def handle(self, *, region: str, year: int, out: str, date: str, **_options: Any) -> None:
        now = timezone.now()
        notice = _drafted(region, year, _day(date) or day_of(now))
        folder = _folder(out)
        content = composing.content_of(notice)
        self._write(folder / "figures.json", json.dumps(notices.figures(notice), ensure_ascii=False, indent=1) + "\n")
        self._write(folder / "notice.html", _PAGE.format(title=notice.title, body=notice_html(content)))
        self._write(folder / "notice.docx", notice_docx(content, composing.fonts()))
        try:
            result = notice_pdf(content, composing.fonts())
        except FontsMissingError as error:
            raise ConsoleError(str(error)) from error
        self._write(folder / "notice.pdf", result.data)
        for line in (*result.warnings, *(finding.message for finding in notices.check(notice))):
            self.stderr.write(line)

    def _write(self, path: Path, data: str | bytes) -> None:
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        self.stdout.write(str(path))


def _drafted(region: str, year: int, data_date: date) -> Notice:
    """Return this command's own draft over fresh figures; what people draft in the pages is left alone."""
    node = organisations.finance_node(region)
    actor = organisations.operator_of(node)
    own = (
        notices.notices_visible_to(actor).filter(node_id=node.id, year=year, created_by=None, state="drafting").first()
    )
    if own is not None:
        return services.refresh_figures(actor=actor, notice_id=own.pk, data_date=data_date, at=timezone.now())
    return services.draft_notice(actor=actor, node_id=node.id, year=year, data_date=data_date, at=timezone.now())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise MisuseError(_("日期“{text}”写法不对，应如 2024-01-31。").format(text=text)) from None


def _folder(out: str) -> Path:
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConsoleError(
            _("不能写入文件夹 {folder}（{reason}）。").format(folder=out, reason=error.strerror)
        ) from error
    return folder
