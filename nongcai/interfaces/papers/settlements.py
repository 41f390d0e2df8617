"""The settlement of a month (月度结算单) as it is printed; a door tells what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.foundation.money import shown
from nongcai.foundation.years import chinese_day, start_of_day, start_of_month
from nongcai.interfaces.papers.contents import Column, NoticeContent, Paragraph, Run, TableBlock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True)
class Settled:
    """An order in a month: with whom, what of it was paid in the month and is left."""

    number: str
    other: str
    amount: Decimal
    arrived: Decimal
    left: Decimal
    beyond: Decimal
    due_on: date | None


@dataclass(frozen=True)
class Settlement:
    """What the settlement of a month says; `is_sale` where money comes in."""

    office: str
    is_sale: bool
    month: date
    rows: Sequence[Settled]
    opening: Decimal
    fresh: Decimal
    arrived: Decimal
    beyond: Decimal
    left: Decimal
    made_on: date


def settlement_content(told: Settlement) -> NoticeContent:
    """Return the settlement of a month as it is printed."""
    over = is_over(told.month, told.made_on)
    columns = (
        Column(_("订单编号"), share=3.5),
        Column(_("采购人") if told.is_sale else _("供应商"), share=2.5),
        Column(_("应付"), "right", 1.7),
        Column(_("本月到账"), "right", 1.7),
        Column(_("月末未付") if over else _("至今未付"), "right", 1.7),
        Column(_("应付日期"), share=1.6),
    )
    rows = tuple(
        (
            one.number,
            one.other,
            shown(one.amount),
            shown(one.arrived),
            _left(one),
            _day(one.due_on),
        )
        for one in told.rows
    )
    blocks = (
        _paragraph(_("单位：%s") % told.office),
        _paragraph(_sums(told, over=over)),
        TableBlock("", columns, rows, _("单位：元")),
        _paragraph(
            _(
                "应付金额为制表时的金额，以后发生的退货、称重差额已经扣减，月初未付因此可能少于上月结算单所载的未付；"
                "到账以银行对账单的到账日为准。"
            )
        ),
        _paragraph(_("制表日期：%s。") % chinese_day(told.made_on)),
    )
    title = _("%(year)s年%(month)s月货款结算单") % {"year": told.month.year, "month": told.month.month}
    return NoticeContent(issuer=told.office, mark="", title=title, addressees="", blocks=blocks)


def is_over(month: date, on: date) -> bool:
    """Say whether a month had ended on a day: before, what is open is not yet what it leaves open."""
    return start_of_month(month, later=1) <= start_of_day(on)


def _sums(told: Settlement, *, over: bool) -> str:
    """Say the sums so that the last follows from those before it."""
    text = _(
        "月初未付%(opening)s元，本月新增应付%(fresh)s元，本月到账%(arrived)s元，%(beyond)s月末未付%(left)s元，"
        "共%(count)s笔订单。"
    )
    if not over:
        text = _(
            "月初未付%(opening)s元，截至制表日期，本月新增应付%(fresh)s元，到账%(arrived)s元，%(beyond)s未付%(left)s元，"
            "共%(count)s笔订单。"
        )
    moved = _("预付、待退增减%s元，") % shown(told.beyond) if told.beyond else ""
    return text % {
        "opening": shown(told.opening),
        "fresh": shown(told.fresh),
        "arrived": shown(told.arrived),
        "beyond": moved,
        "left": shown(told.left),
        "count": len(told.rows),
    }


def _left(one: Settled) -> str:
    # What was paid beyond what is payable pays nothing else.
    return shown(one.left) if not one.beyond else _("预付或待退%s") % shown(one.beyond)


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else "—"


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))
