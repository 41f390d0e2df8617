"""What is announced in the stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from nongcai.domain.urging import services
from nongcai.domain.urging.services import ToldAnnouncement
from tests.cast import AT, YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nongcai.domain.urging.models import Announcement
    from nongcai.domain.urging.services import AttachedFile
    from tests.cast import Cast

TOLD = ToldAnnouncement(
    year=YEAR,
    title="关于做好2023年度预留份额填报工作的通知",
    number="郑财购〔2023〕2号",
    text="各预算单位：\n\n请于3月31日前完成填报。",
    shown_from=date(2020, 1, 1),
    shown_until=date(2099, 12, 31),
)


def announce(
    cast: Cast, by: str = "city_finance", attached: Sequence[AttachedFile] = (), **changes: object
) -> Announcement:
    """Have one of the cast announce the season."""
    told = replace(TOLD, **changes)  # type: ignore[arg-type]  # field names are checked at run time
    return services.announce(actor=cast.actor(by), told=told, attached=attached, at=AT)
