"""Chinese words for codes that the rooms keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from nongcai.domain.organisations.queries import Node

CHANNELS = {
    "canteen": _("预算单位"),
    "contractor": _("食堂承包方"),
    "union": _("工会"),
    "enterprise": _("国有企业"),
    "individual": _("个人"),
    "union_and_individual": _("工会及个人"),
}
# Channels whose entries may be listed; those of individuals never are.
LISTED = ("canteen", "contractor", "union", "enterprise")
# Why an entry counts to its unit, or why what had counted there is taken back.
RULES = {
    "unit_code": _("订单采购人的单位编码即本单位编码"),
    "credit_code": _("订单采购人的统一社会信用代码即本单位代码"),
    "account_table": _("《采购人交易账号开通填报表》载明采购人属于本单位"),
    "individual_binding": _("职工个人已绑定本单位"),
    "settled": _("归属核对时由财政部门认定属于本单位"),
    "named_by_order": _("采购人下单时选择的所属预算单位"),
    "order_changed": _("订单的验收、付款或者退货有变，原计入的金额冲销"),
    "order_corrected": _("双方单位和财政部门同意更正所属预算单位，原计入的金额冲销"),
    "told_later": _("较晚的导出数据更正了这笔订单，原计入的金额冲销"),
    "settled_elsewhere": _("财政部门改判：采购人属于其他单位，原计入的金额冲销"),
    "settlement_withdrawn": _("财政部门退回待核对，原计入的金额冲销"),
    "outside_region": _("财政部门认定采购人不属于本地区，不计入任何单位"),
    "filing_confirmed": _("财政部门已确认本单位的预留份额填报"),
    "filing_replaced": _("预留份额填报已变更，原计入的金额冲销"),
}
MEASURES = {"purchased": _("完成交易额"), "ratio": _("预留比例"), "rate": _("完成率（全口径）")}


def rule(code: str) -> _StrPromise | str:
    """Say why something counts; a rule without words is shown by its code."""
    return RULES.get(code, code)


def group(code: str, node: Node) -> _StrPromise:
    """Name a group of lines as officials of the node's level call it."""
    if code == "regions":
        return _regions(node.region_code)
    return _departments(node.region_code) if code == "departments" else _("所属预算单位")


def _regions(region_code: str) -> _StrPromise:
    if region_code == "000000":
        return _("各省、自治区、直辖市")
    return _("各市（州、盟）") if region_code.endswith("0000") else _("区县（市）")


def _departments(region_code: str) -> _StrPromise:
    if region_code == "000000":
        return _("中央预算单位")
    if region_code.endswith("0000"):
        return _("省直预算单位")
    return _("市直预算单位") if region_code.endswith("00") else _("区县直预算单位")
