"""Who is held up under a finance department, and a reminder to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.domain.urging import queries as urging
from nongcai.domain.urging import services
from nongcai.foundation import history
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import MisuseError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from nongcai.domain.organisations.queries import Node
    from nongcai.domain.urging.queries import Lagging


class Command(commanding.Command):
    help = "列出财政部门直接管理、填报未办结的单位（list），或提醒全部（remind，每家单位有频次上限）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["list", "remind"], help="list 列出，remind 提醒")
        parser.add_argument("year", type=int, help="年度")
        parser.add_argument("--region", required=True, help="财政部门的区划代码，如410100")

    def handle(self, *, act: str, year: int, region: str, **_options: Any) -> None:
        found = organisations.finance_ids([region])
        if region not in found:
            raise MisuseError(_("没有区划代码为“{region}”的财政部门。").format(region=region))
        node = organisations.node(found[region])
        late = urging.lagging(node, year, shares.season_in(node.region_code, year))
        for line in ACTS[act](node, year, late):
            self.stdout.write(line)


def _list(_node: Node, year: int, late: list[Lagging]) -> list[str]:
    names = organisations.names_of({one.holder_id for one in late})
    rows = [f"{one.code}\t{one.name}\t{urging.STEP_WORDS[one.step]}\t{names[one.holder_id]}" for one in late]
    return [*rows, _("{year}年度直接管理的单位中有{n}家未办结。").format(year=year, n=len(late))]


def _remind(node: Node, year: int, late: list[Lagging]) -> list[str]:
    actor = organisations.operator_of(node)
    ids = [one.unit_id for one in late]
    with history.told(command="urging remind"):
        outcomes = services.remind(actor=actor, year=year, ids=ids, at=timezone.now(), with_sms=False)
    refused = [f"{one.name}\t{one.refusal}" for one in outcomes if one.refusal]
    return [*refused, _("已安排提醒{n}家。").format(n=len(outcomes) - len(refused))]


ACTS = {"list": _list, "remind": _remind}
