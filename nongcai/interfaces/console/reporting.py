"""What the import command prints."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from nongcai.domain.imports import queries as imports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nongcai.domain.imports.models import ImportRun, Question

_SHOWN_PROBLEMS = 50


@contextmanager
def progress(files: int) -> Iterator[Callable[[str, int], None]]:
    """Show a bar over the files, with the rows read so far."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rows]}"), TimeElapsedColumn())
    seen: dict[str, int] = {}
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(_("核对"), total=files, rows="")

        def tell(name: str, rows: int) -> None:
            seen[name] = rows
            bar.update(task, completed=len(seen) - 1, description=name, rows=_("{n} 行").format(n=rows))

        yield tell
        bar.update(task, completed=files, description=_("核对完毕"), rows="")


def dry_run(run: ImportRun) -> str:
    """Return the dry run as a table, with problems and questions below."""
    table = Table(title=_("试运行"), title_justify="left")
    for heading in (
        _("文件"),
        _("内容"),
        _("行数"),
        _("新增"),
        _("变更"),
        _("无变化"),
        _("重复"),
        _("有误"),
        _("保留现有"),
        _("暂缓"),
    ):
        table.add_column(heading, justify="left" if heading in {_("文件"), _("内容")} else "right")
    for sheet in run.sheets.order_by("id"):
        counts = (
            sheet.total,
            sheet.new,
            sheet.changed,
            sheet.unchanged,
            sheet.duplicate,
            sheet.wrong,
            sheet.held,
            sheet.waiting,
        )
        table.add_row(sheet.file_name, sheet.get_kind_display(), *map(str, counts))
    return "\n".join([_printed(table), *_problems(run), *_backward(run), *_questions(run)])


def outcome(run: ImportRun) -> str:
    """Return one line on what was loaded."""
    if run.message:
        return run.message
    names = ("new", "changed", "unchanged", "wrong", "waiting")
    sums = {name: sum(getattr(sheet, name) for sheet in run.sheets.all()) for name in names}
    return _(
        "已导入：新增 {new} 行，变更 {changed} 行，无变化 {unchanged} 行，有误 {wrong} 行，暂缓 {waiting} 行。"
    ).format(**sums)


def left_over(run: ImportRun) -> str:
    """Return what was not loaded and why, empty when nothing is left."""
    wrong = sum(sheet.wrong for sheet in run.sheets.all())
    lines = [*_questions(run)]
    if wrong:
        lines.append(_("有 {n} 行有误，没有导入；改正后再导入一次即可。").format(n=wrong))
    unread = imports.problems_of(run).filter(code="unreadable").count()
    if unread:
        lines.append(_("有 {n} 个文件或工作表没有读取，原因见上。").format(n=unread))
    items = imports.items_of(run)
    if items:
        lines.append(_("有 {n} 个事项待核对，请在“归属核对”页面处理：").format(n=len(items)))
        lines += [f"  {item.get_kind_display()}：{item.name or item.key} {item.detail}" for item in items[:20]]
    return "\n".join(lines)


def ask(question: Question) -> str:
    """Ask at the terminal; an empty answer takes the proposal, or leaves the question open."""
    print(question.prompt)
    for value, label in question.options:
        print(f"  {value}: {label}")
    answer = input(_("答案[{proposal}]：").format(proposal=question.proposal)).strip()
    return answer or question.proposal


def _problems(run: ImportRun) -> list[str]:
    problems = imports.problems_of(run)
    lines = [
        _("{file} {sheet} 第{row}行 {column} {value}：{message}").format(
            file=one.sheet.file_name,
            sheet=one.sheet.sheet_name,
            row=one.row_no,
            column=one.column,
            value=f"“{one.value}”" if one.value else "",
            message=one.message,
        )
        if one.row_no
        else one.message
        for one in problems[:_SHOWN_PROBLEMS]
    ]
    more = problems.count() - len(lines)
    return [*lines, _("……另有 {n} 条，见导入页面。").format(n=more)] if more > 0 else lines


def _backward(run: ImportRun) -> list[str]:
    orders = imports.backward_orders(run)
    listed = imports.listed_backward(orders.exclude(buyer__buyer_kind="individual")[:_SHOWN_PROBLEMS])
    lines = [
        _("  {number} {unit} {amount} 元：{before} → {after}").format(
            number=one.order_no, unit=one.unit, amount=one.amount_before, before=one.before, after=one.after
        )
        for one in listed
    ]
    total = orders.count()
    return [_("有 {n} 笔订单的状态会退回，未确认的保留现有：").format(n=total), *lines] if total else []


def _questions(run: ImportRun) -> list[str]:
    questions = list(imports.open_questions(run))
    return [_("需要确认："), *(f"  {one.prompt}" for one in questions)] if questions else []


def _printed(table: Table) -> str:
    console = Console(width=120 if not sys.stdout.isatty() else None)
    with console.capture() as captured:
        console.print(table)
    return captured.get()
