"""Chinese words for what the room of shares keeps as codes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nongcai.domain.shares.queries import UNFILED
from nongcai.domain.shares.states import FilingAction, FilingState
from nongcai.foundation import money

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from nongcai.domain.shares.queries import Season, TableRow
    from nongcai.domain.shares.rules import Hint

KINDS = {
    "own": gettext_lazy("自有食堂"),
    "outsourced": gettext_lazy("外包食堂"),
    "shared": gettext_lazy("共用食堂（本单位管理）"),
}
CANTEENS = {
    "own": gettext_lazy("有食堂"),
    "outsourced": gettext_lazy("有食堂（外包）"),
    "shared": gettext_lazy("共用其他单位食堂"),
    "none": gettext_lazy("无食堂"),
}
SOURCES = {
    "accounts": gettext_lazy("上年决算"),
    "contract": gettext_lazy("采购合同"),
    "estimate": gettext_lazy("估算"),
}
OUTCOMES = {
    "kept": (gettext_lazy("已达到"), "ok"),
    "missed": (gettext_lazy("未达到"), "warn"),
    "unknown": (gettext_lazy("无法核对"), "plain"),
}
UNSURE = gettext_lazy("单位性质未登记，无法判断是否适用，请联系财政部门登记")
# What a return may name as to be mended.
MENDED = {
    "canteen": gettext_lazy("食堂情况"),
    "canteen_total": gettext_lazy("食材采购总额"),
    "reserved": gettext_lazy("预留金额或比例"),
    "union_planned": gettext_lazy("工会采购"),
    "host": gettext_lazy("共用食堂管理单位"),
    "contact_name": gettext_lazy("联系人和电话"),
}
FIELDS = {
    "canteen": gettext_lazy("食堂情况"),
    "canteen_total": gettext_lazy("年度食堂食材采购总额（元）"),
    "reserved": gettext_lazy("预留金额（元）"),
    "farm_total": gettext_lazy("年度农副产品采购总额（元）"),
    "has_union_funds": gettext_lazy("有独立工会经费"),
    "union_members": gettext_lazy("工会会员人数"),
    "union_planned": gettext_lazy("工会预计采购金额（元）"),
    "welfare_total": gettext_lazy("年度福利总额（元）"),
    "union_funds": gettext_lazy("年度工会经费（元）"),
    "gift_total": gettext_lazy("年度工会慰问品支出（元）"),
    "host_name": gettext_lazy("食堂管理单位"),
    "contact_name": gettext_lazy("联系人"),
    "contact_phone": gettext_lazy("联系电话"),
    "remark": gettext_lazy("备注"),
    "note": gettext_lazy("补充说明"),
}
STATES = [
    ("", gettext_lazy("全部")),
    (UNFILED, gettext_lazy("未填报")),
    *((state.value, state.label) for state in FilingState),
]
# What the button of an office says that lets filings pass.
PASSED = {
    FilingAction.APPROVE: gettext_lazy("审核通过并报送"),
    FilingAction.REVIEW: gettext_lazy("审核通过"),
    FilingAction.ENDORSE: gettext_lazy("确认"),
    FilingAction.CONFIRM: gettext_lazy("确认"),
    FilingAction.SEND_BACK: gettext_lazy("退回修改"),
}
# The same within the unit.
WITHIN = {(FilingAction.SEND_BACK, FilingState.PREPARED): gettext_lazy("退回经办人")}
# What a unit is told when it has sent its form.
SENT = {FilingState.PREPARED: gettext_lazy("{year}年度预留份额填报已送单位审核人，审核通过后报送。")}
USUALLY_SENT = gettext_lazy("{year}年度预留份额填报已提交。")
WITHHELD = gettext_lazy("涉敏单位，不单列金额")
_HINTS = {
    "total_jumps": gettext_lazy("食材采购总额{total}元与上年{before}元相差超过一半，请核对总额。"),
    "reserves_less": gettext_lazy("预留金额{reserved}元低于上年{before}元，请在补充说明中写明原因。"),
    "bought_more_than_total": gettext_lazy(
        "食材采购总额{total}元低于上年在“832平台”的完成交易额{purchased}元，请核对总额。"
    ),
    "per_diner_odd": gettext_lazy("按就餐{diners}人计算，人均全年{per_diner}元，请核对就餐人数和总额（单位为元）。"),
    "unlike_others": gettext_lazy("人均全年{per_diner}元，与本地区其他单位平均{alike}元相差较大，请核对。"),
}
_WINDOWS = {
    "missing": gettext_lazy("{year}年度填报方案尚未发布，请等待同级财政部门通知。"),
    "reconciled": gettext_lazy(
        "本地区{year}年度实行对账模式：预留份额在“832平台”填报，本系统据导出表核对，不需要再次填报。"
    ),
    "early": gettext_lazy("{year}年度填报尚未开始，自{opens}起办理。"),
    "open": gettext_lazy("{year}年度填报截止于{due}，请按时办理。"),
    "extended": gettext_lazy("{year}年度填报已截止；已同意本单位延期至{due}，按补报办理。"),
    "closed": gettext_lazy("{year}年度填报已于{due}截止。需要补报的，请向同级财政部门申请延期。"),
}


def day(value: object) -> str:
    """Write a day as offices do."""
    return f"{value:%Y年%-m月%-d日}" if value else ""


def hint(found: Hint) -> str:
    """Say what to look at twice."""
    facts = {name: money.shown(fact) if isinstance(fact, Decimal) else fact for name, fact in found.facts.items()}
    return str(_HINTS[found.code]).format(**facts)


def window(season: Season, phase: str) -> str:
    """Say whether a unit may file, and until when."""
    opens = season.programme.files_from if season.programme else None
    return str(_WINDOWS[phase]).format(year=season.year, opens=day(opens), due=day(season.due_on))


def button(action: str, state: str) -> str:
    """Say what a button does to a filing in this state."""
    done = FilingAction(action)
    return str(WITHIN.get((done, FilingState(state)), PASSED[done]))


def sent(state: str, year: int) -> str:
    """Say where a form has gone that was sent."""
    return str(SENT.get(FilingState(state), USUALLY_SENT)).format(year=year)


def value(name: str, found: object) -> str:
    """Write what a field of a filing holds."""
    if found in {None, ""}:
        return "—"
    if isinstance(found, bool):
        return _("有") if found else _("无")
    if isinstance(found, Decimal):
        return money.shown(found)
    return str(CANTEENS.get(str(found), found)) if name == "canteen" else str(found)


def canteen_of(row: TableRow) -> str:
    """Say what canteen a unit of the table has: as it filed, else as the directory lists it."""
    return (
        value("canteen", row.filing.canteen) if row.filing and row.filing.canteen else row.listing.get_canteen_display()
    )


def state_of(row: TableRow) -> str:
    """Say how far a unit of the table is; what finance confirmed counts on while a change climbs."""
    if row.filing is None:
        return _("未填报")
    shown = row.filing.get_state_display()
    is_changing = row.filing.counted_version is not None and row.filing.state != FilingState.CONFIRMED
    return _("财政已确认（变更：%s）") % shown if is_changing else shown


def remark_of(row: TableRow) -> str:
    """Say beside a unit of the table what it remarked, or why it shows no amounts."""
    if row.is_withheld:
        return str(WITHHELD)
    return row.filing.remark if row.filing else ""


def label(name: str, place: int = 0) -> _StrPromise | str:
    """Name a field of a filing, or one of its canteens."""
    return _("食堂%d") % place if place else FIELDS[name]
