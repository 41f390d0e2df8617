"""Chinese words for who lags at which step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nongcai.domain.urging import queries as urging
from nongcai.domain.urging import rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from nongcai.domain.urging.queries import Known, Lagging

STEPS = {
    urging.FILE: gettext_lazy("待单位填报"),
    urging.APPROVE: gettext_lazy("在单位内审核"),
    urging.ENDORSE: gettext_lazy("待主管单位确认"),
    urging.CONFIRM: gettext_lazy("待财政部门确认"),
}


def standing(due_on: date | None, day: date, year: int, off: Collection[date]) -> str:
    """Say how a day stands to the last one; after October nobody is called late."""
    if due_on is None:
        return "—"
    left = rules.workdays_until(day, due_on, off)
    if day <= due_on:
        return _("还有%d个工作日") % left
    return _("未达目标进度") if rules.is_past_october(day, year) else _("已超过%d个工作日") % -left


def to_paste(rows: Iterable[Lagging], names: dict[int, str], day: date, year: int) -> str:
    """Return a text with the names of units, by who must act, for a work chat: no numbers, no sensitive bodies."""
    named: dict[str, list[str]] = {}
    hidden = 0
    for one in rows:
        if one.is_sensitive:
            hidden += 1
        else:
            place = str(STEPS[one.step]) + (f"（{names.get(one.holder_id, '')}）" if not one.is_with_unit else "")
            named.setdefault(place, []).append(one.name)
    opening = _("【填报提醒】截至%(day)s，%(year)d年度预留份额填报尚有%(n)d家单位未办结，请及时办理。")
    lines = [opening % {"day": day, "year": year, "n": hidden + sum(map(len, named.values()))}]
    listed = _("%(place)s%(n)d家：%(names)s。")
    lines += [listed % {"place": place, "n": len(units), "names": "、".join(units)} for place, units in named.items()]
    if hidden:
        lines.append(_("另有%d家单位另行通知。") % hidden)
    return "\n".join(lines)


def owner(known: Known) -> str:
    """Say whose number it is."""
    return f"{known.duty} {known.post}" if known.post else _("填报表所留电话")
