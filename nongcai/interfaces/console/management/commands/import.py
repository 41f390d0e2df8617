"""Load workbooks: a dry run first, then what is good in it."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.imports import queries as imports
from nongcai.domain.imports import services
from nongcai.domain.imports.services import ReceivedFile
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.foundation import history
from nongcai.interfaces.console import commanding, reporting
from nongcai.interfaces.console.errors import REFUSED, ConsoleError, MisuseError
from nongcai.interfaces.console.finding import region_of, workbooks_in
from nongcai.interfaces.sheets import importing

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from nongcai.domain.imports.models import ImportRun
    from nongcai.domain.organisations.actors import Actor


YES = {"y", "yes", "是"}


class Command(commanding.Command):
    help = "核对工作簿，显示试运行结果，导入正确的行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", help="文件夹或文件（xlsx、xls、csv）")
        parser.add_argument("--yes", action="store_true", help="不再询问，采纳确定的建议，直接导入正确的行")
        parser.add_argument("--region", default="", help="导入单位（财政部门）的区划代码，如410100；不写时由名录推定")
        parser.add_argument("--all-or-nothing", action="store_true", help="有一行有误就全部不导入")

    def handle(self, *, paths: list[str], yes: bool, region: str, all_or_nothing: bool, **_options: Any) -> None:
        files = workbooks_in([Path(path) for path in paths])
        with history.told(command="import"):
            self._carry_out(files, yes=yes, region=region, all_or_nothing=all_or_nothing)

    def _carry_out(self, files: list[Path], *, yes: bool, region: str, all_or_nothing: bool) -> None:
        actor = _actor(region or region_of(files))
        run = self._receive(actor, files)
        run = self._check(actor, run, accept=yes)
        self.stdout.write(reporting.dry_run(run))
        if not yes:
            run = self._ask(actor, run)
        now = timezone.now()
        services.start_load(
            actor=actor, run_id=run.pk, all_or_nothing=all_or_nothing, at=now, partly=True, queued=False
        )
        run = services.load(run_id=run.pk, at=timezone.now())
        self.stdout.write(reporting.outcome(run))
        left = reporting.left_over(run)
        if left:
            self.stderr.write(left)
            sys.exit(REFUSED)

    def _receive(self, actor: Actor, files: list[Path]) -> ImportRun:
        now = timezone.now()
        return services.receive(
            actor=actor,
            files=[ReceivedFile(path.name, "application/octet-stream", [path.read_bytes()]) for path in files],
            at=now,
            originals_until=now + timedelta(days=settings.ORIGINALS_KEPT_DAYS),
            queued=False,
        )

    def _check(self, actor: Actor, run: ImportRun, *, accept: bool) -> ImportRun:
        with reporting.progress(imports.files_of(run.pk).count()) as tell:
            run = importing.check_run(run_id=run.pk, at=timezone.now(), progress=tell)
        if accept and services.accept_certain(actor=actor, run_id=run.pk, at=timezone.now()):
            run = importing.check_run(run_id=run.pk, at=timezone.now())
        return run

    def _ask(self, actor: Actor, run: ImportRun) -> ImportRun:
        if not sys.stdin.isatty():
            raise MisuseError(_("以上是试运行的结果，没有导入任何数据。要导入请加 --yes，或在终端里运行后逐项确认。"))
        while questions := list(imports.open_questions(run)):
            answers = {question.pk: reporting.ask(question) for question in questions}
            if not any(answers.values()):
                break
            services.answer(actor=actor, run_id=run.pk, answers=answers, at=timezone.now(), queued=False)
            run = importing.check_run(run_id=run.pk, at=timezone.now())
            self.stdout.write(reporting.dry_run(run))
        run = self._ask_backward(actor, run)
        if input(_("导入以上正确的行吗？[y/N] ")).strip().lower() not in YES:
            services.discard(actor=actor, run_id=run.pk, at=timezone.now())
            raise ConsoleError(_("没有导入任何数据。"))
        return run

    def _ask_backward(self, actor: Actor, run: ImportRun) -> ImportRun:
        numbers = list(imports.backward_orders(run).values_list("order_no", flat=True))
        if numbers and input(_("这些订单的状态都按本次导出更正吗？（否则保留现有）[y/N] ")).strip().lower() in YES:
            choices = dict.fromkeys(numbers, True)
            services.decide_backward(actor=actor, run_id=run.pk, choices=choices, at=timezone.now())
        return imports.run_of(run.pk)


def _actor(region: str) -> Actor:
    organisation_services.found_finance_nodes(region_codes=[region], at=timezone.now())
    return organisations.operator_of(organisations.finance_node(region))
