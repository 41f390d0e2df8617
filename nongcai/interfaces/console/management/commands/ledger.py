"""Check that every figure follows from its entries."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger import services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.transactions import queries as transactions
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import REFUSED

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(commanding.Command):
    help = "check：由分录重算各级汇总、由订单重算分录，有差异则退出码为1；rebuild：重建汇总。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["check", "rebuild"], help="check 核对，rebuild 重建")

    def handle(self, *, act: str, **_options: Any) -> None:
        if act == "rebuild":
            organisation_services.recount_listings()
            services.rebuild_summaries()
        lines = [*_summaries(), *_listings(), *_orders()]
        for line in lines:
            self.stdout.write(line)
        if lines:
            self.stderr.write(_("台账核对：发现 {n} 处不一致。").format(n=len(lines)))
            sys.exit(REFUSED)
        self.stdout.write(_("台账核对：汇总与分录、应填报单位数与名录、分录与订单全部一致。"))


def _summaries() -> list[str]:
    return [
        _("{table} {key}：现存 {stored}，按分录应为 {computed}").format(
            table=one.table, key=_pairs(one.key), stored=_pairs(one.stored), computed=_pairs(one.computed)
        )
        for one in ledger.differences()
    ]


def _listings() -> list[str]:
    return [
        _("财政部门 {node} {year} 年度应填报单位数：现存 {stored}，按名录应为 {computed}").format(
            node=one.node_id, year=one.year, stored=one.stored, computed=one.computed
        )
        for one in organisations.due_differences()
    ]


def _orders() -> list[str]:
    return [
        _("订单 {order} 单位 {unit}：已计 {counted}，按订单应为 {should}").format(
            order=one.order_no, unit=one.unit_id, counted=one.counted, should=one.should
        )
        for one in transactions.uncounted()
    ]


def _pairs(pairs: tuple[tuple[str, Any], ...]) -> str:
    return " ".join(f"{name}={value}" for name, value in pairs)
