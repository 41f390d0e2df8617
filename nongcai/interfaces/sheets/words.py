"""From the words of a closed list to our codes: kinds of canteen and buyer, states of an order, budget levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets.cells import CellProblem, is_whole
from nongcai.interfaces.sheets.headings import half_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.interfaces.sheets.cells import Warnings

CANTEENS = {
    "own": ("自有食堂", "自办食堂", "自营食堂", "自有", "自办", "自营", "独立食堂"),
    "outsourced": ("外包食堂", "承包食堂", "委托经营食堂", "食堂外包", "外包", "承包", "委托经营", "托管食堂"),
    "shared": ("共用食堂", "合用食堂", "联合食堂", "共享食堂", "共用", "合用", "共享"),
    "none": ("无食堂", "没有食堂", "未设食堂", "无", "没有", "否"),
}
NATURES = {
    "administrative": ("行政单位", "行政", "机关", "行政机关", "党政机关"),
    "civil": ("参公事业单位", "参公", "参照公务员法管理事业单位", "参照公务员法管理的事业单位", "参公管理事业单位"),
    "institution": (
        "事业单位", "事业", "公益一类", "公益二类", "公益一类事业单位", "公益二类事业单位", "全额事业单位",
        "全额拨款事业单位", "差额事业单位", "差额拨款事业单位", "自收自支事业单位", "财政补助事业单位",
        "经费自理事业单位",
    ),
    "enterprise": ("国有企业", "国企", "企业", "企业单位", "国有独资企业", "国有独资公司", "国有控股企业"),
    "association": ("社会团体", "社团", "群团", "群团组织", "人民团体", "群众团体"),
    "other": ("其他单位", "其他", "民办非企业单位", "民间非营利组织"),
}  # fmt: skip
BUYERS = {
    "unit": ("预算单位", "机关食堂", "单位食堂", "食堂", "机关", "事业单位", "单位", "预算单位食堂"),
    "contractor": ("食堂承包方", "食堂承包商", "承包方", "承包商", "餐饮公司", "承包企业", "食堂承包企业", "餐饮企业"),
    "union": ("工会", "工会组织", "单位工会", "基层工会", "工会委员会"),
    "enterprise": ("国有企业", "国企", "企业", "国有公司", "下属企业", "所属企业", "国有独资企业"),
    "individual": ("个人", "职工", "员工", "干部职工", "职工个人", "个人账号", "个人用户", "个人采购"),
}
# How a filing tells them: where a unit eats, who runs a canteen, where its total comes from.
EATS = {
    "own": ("有食堂", "自有食堂", "外包食堂", "有", "是"),
    "shared": ("共用其他单位食堂", "共用食堂", "共用"),
    "none": ("无食堂", "没有食堂", "无", "没有", "否"),
}
RUN = {
    "own": ("自有食堂", "自办食堂", "自营食堂", "自有", "自办"),
    "outsourced": ("外包食堂", "承包食堂", "外包", "承包", "委托经营"),
    "shared": ("共用食堂（本单位管理）", "共用食堂(本单位管理)", "共用食堂", "共用"),
}
SOURCES = {
    "accounts": ("上年决算", "决算"),
    "contract": ("采购合同", "合同"),
    "estimate": ("估算", "估计", "预计"),
}
YES_NO = {"yes": ("是", "有"), "no": ("否", "无", "没有")}
STATES = {
    "placed": ("待付款", "待支付", "未付款", "已下单", "待确认", "待接单", "待审核"),
    "paid": ("已付款", "已支付", "待发货", "支付成功", "付款成功"),
    "shipped": ("已发货", "待收货", "配送中", "运输中", "待签收", "待验收", "部分发货"),
    "completed": ("交易完成", "已完成", "完成", "交易成功", "订单完成", "已验收", "待评价", "已评价"),
    "partly_refunded": ("部分退款", "部分退货", "部分退货退款"),
    "refunded": ("全额退款", "全部退款", "已退款", "退款成功", "退款完成", "整单退款", "已退货"),
    "cancelled": ("已取消", "取消", "订单取消", "交易取消", "交易关闭", "已关闭", "订单关闭", "已作废", "作废"),
}  # fmt: skip
_LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LEVEL = re.compile(r"第?([一二三四1234])(?:\.0)?(?:级.*)?")
_HAS_A_CANTEEN = ("有食堂", "有", "是")


def _inverse(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: code for code, all_words in words.items() for word in (code, *all_words)}


_CANTEEN_CODES, _BUYER_CODES, _STATE_CODES = _inverse(CANTEENS), _inverse(BUYERS), _inverse(STATES)
_NATURE_CODES = _inverse(NATURES)
_OF_FILINGS = {"eats": EATS, "run": RUN, "source": SOURCES, "yes_no": YES_NO}
_CODES_OF_FILINGS = {
    name: _inverse({code: tuple(map(half_width, all_)) for code, all_ in words.items()})
    for name, words in _OF_FILINGS.items()
}


def canteen(cell: object, warnings: Warnings) -> str:
    """Read whether and how a unit runs a canteen.

    :raises CellProblem: when it is none of the known words
    """
    word = _word(cell)
    if word in _HAS_A_CANTEEN:
        warnings.append(CellProblem("canteen_kind_unsaid", _("只写明有食堂，已按自有食堂计；外包或共用的请写明。")))
        return "own"
    return _chosen(word, _CANTEEN_CODES, CANTEENS)


def buyer(cell: object, _warnings: Warnings) -> str:
    """Read what kind of buyer an account is.

    :raises CellProblem: when it is none of the known words
    """
    return _chosen(_word(cell), _BUYER_CODES, BUYERS)


def state(cell: object, _warnings: Warnings) -> str:
    """Read the state of an order.

    :raises CellProblem: when it is none of the known words
    """
    return _chosen(_word(cell), _STATE_CODES, STATES)


def level(cell: object, _warnings: Warnings) -> int:
    """Read the budget level of a unit.

    :raises CellProblem: when it is none from 1 to 4
    """
    found = _LEVEL.fullmatch(_word(cell))
    if not found:
        raise CellProblem("unknown_word", _("应为一级、二级、三级或四级预算单位。"))
    return _LEVELS[found[1]]


def nature(cell: object, warnings: Warnings) -> str:
    """Read what a unit is; a word that we do not know keeps no unit out of the directory."""
    word = _word(cell)
    if word not in _NATURE_CODES:
        expected = "、".join(all_words[0] for all_words in NATURES.values())
        told = _("单位性质没有登记，应为以下之一：{expected}；单位照常导入，可在单位页面登记。").format(
            expected=expected
        )
        warnings.append(CellProblem("nature_unknown", told))
    return _NATURE_CODES.get(word, "")


def of_filings(name: str) -> Callable[[object, Warnings], str]:
    """Return what reads a closed list of a filing: eats, run, source or yes_no."""

    def read(cell: object, _warnings: Warnings) -> str:
        return _chosen(_word(cell), _CODES_OF_FILINGS[name], _OF_FILINGS[name])

    return read


def one_of(choices: tuple[str, ...], accepted: tuple[tuple[str, str], ...]) -> Callable[[object, Warnings], str]:
    """Return what reads a list of a column's own: the words that it takes, each with what it means."""
    meant = {_word(word): value for word, value in accepted or zip(choices, choices, strict=True)}

    def read(cell: object, _warnings: Warnings) -> str:
        word = _word(int(cell) if is_whole(cell) else cell)
        if word not in meant:
            expected = "、".join(choices)
            raise CellProblem("unknown_word", _("应为以下之一：{expected}。").format(expected=expected))
        return meant[word]

    return read


def _word(cell: object) -> str:
    return "".join(half_width(str(cell)).split())


def _chosen(word: str, codes: dict[str, str], words: dict[str, tuple[str, ...]]) -> str:
    try:
        return codes[word]
    except KeyError as error:
        expected = "、".join(all_words[0] for all_words in words.values())
        raise CellProblem("unknown_word", _("应为以下之一：{expected}。").format(expected=expected)) from error
