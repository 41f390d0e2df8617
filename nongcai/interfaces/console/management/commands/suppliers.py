"""Reckon anew on which days suppliers may sell: once after an upgrade from a version that kept no such days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nongcai.domain.suppliers import services
from nongcai.foundation import history
from nongcai.interfaces.console import commanding

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(commanding.Command):
    help = "respan：按入驻、证照和处理措施重算每个供应商的可售期间。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["respan"], help="respan 重算可售期间")

    def handle(self, *, act: str, **_options: Any) -> None:
        with history.told(command=f"suppliers {act}"):
            changed = services.respan_all()
        self.stdout.write(_("可售期间已重算：{count}个供应商有变动。").format(count=changed))
