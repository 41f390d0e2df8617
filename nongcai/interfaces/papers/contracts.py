"""The papers of an order: its contract (采购合同), the sheet of its acceptance (验收单); a door tells what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.foundation.money import ZERO, shown
from nongcai.foundation.years import chinese_day
from nongcai.interfaces.papers.contents import Column, Heading1, NoticeContent, Paragraph, Run, TableBlock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from nongcai.interfaces.papers.contents import Block


@dataclass(frozen=True)
class Side:
    """Who stands on one side of a contract."""

    name: str
    code: str = ""
    account: str = ""
    bank: str = ""


@dataclass(frozen=True)
class Goods:
    """A line: what, how much, at which price."""

    name: str
    specification: str
    origin: str
    unit: str
    quantity: str
    price: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Contract:
    """What a contract says. `due_words` say until when is paid, `delivery` when it is to come, if that was told.

    `code` stands in the bank's remark.
    """

    number: str
    code: str
    signed_on: date
    buyer: Side
    supplier: Side
    unit_name: str
    goods: Sequence[Goods]
    freight: Decimal
    amount: Decimal
    receiver: str
    address: str
    due_words: str
    note: str = ""
    delivery: str = ""


@dataclass(frozen=True)
class Received:
    """A line of an acceptance: what came, what was not taken and why."""

    name: str
    specification: str
    ordered: str
    accepted: str
    refused: str
    amount: Decimal
    words: str


@dataclass(frozen=True)
class Acceptance:
    """What a sheet of acceptance says."""

    number: str
    buyer_name: str
    supplier_name: str
    rows: Sequence[Received]
    amount: Decimal
    accepted_on: date
    by: str
    words: str = ""


def contract_content(told: Contract) -> NoticeContent:
    """Return a contract as it is printed; the parties sign in the site, so that no seal is drawn."""
    blocks: list[Block] = [
        _paragraph(_("甲方（采购人）：%s") % told.buyer.name),
        _paragraph(_("乙方（供应商）：%s") % told.supplier.name),
        _paragraph(
            _("甲乙双方经农采系统订立本合同，订单编号%(number)s，签约日期%(day)s。")
            % {"number": told.number, "day": chinese_day(told.signed_on)}
        ),
        Heading1(_("一、标的和价款")),
        _goods_table(told),
        _paragraph(
            _("运费%(freight)s元，合同总价（含税）%(amount)s元。按重量结算的商品，以验收重量计算价款。")
            % {"freight": shown(told.freight), "amount": shown(told.amount)}
        ),
        Heading1(_("二、交付和验收")),
        _paragraph(
            _("乙方送至：%(address)s，收货岗位：%(receiver)s。甲方收货后应当及时验收，不得以内部审批拖延。")
            % {"address": told.address, "receiver": told.receiver}
        ),
        *([_paragraph(_("送达时间：%s。") % told.delivery)] if told.delivery else []),
        Heading1(_("三、付款")),
        _paragraph(told.due_words),
        _paragraph(_pay_to(told)),
        _paragraph(
            _(
                "甲方逾期付款的，按《保障中小企业款项支付条例》（国务院令第802号）支付逾期利息；未约定利率的，按每日万分之五。"
            )
        ),
        Heading1(_("四、发票")),
        _paragraph(
            _("乙方按甲方开票信息开具数电票，购买方名称：%(name)s%(code)s。")
            % {"name": told.buyer.name, "code": _("，税号：%s") % told.buyer.code if told.buyer.code else ""}
        ),
        Heading1(_("五、其他")),
        _paragraph(
            _("本合同金额计入所属预算单位：%s。平台不收取入驻费、交易服务费，不代收代付货款。") % told.unit_name
        ),
    ]
    if told.note:
        blocks.append(_paragraph(_("备注：%s") % told.note))
    blocks.append(_sides(told))
    title = _("农副产品采购合同")
    return NoticeContent(
        issuer=told.buyer.name, mark="", title=title, addressees="", blocks=tuple(blocks), printed_on=None
    )


def acceptance_content(told: Acceptance) -> NoticeContent:
    """Return a sheet of acceptance as it is printed."""
    columns = (
        Column(_("商品名称"), share=2.4),
        Column(_("规格"), share=1.4),
        Column(_("订购"), "right", 1),
        Column(_("验收"), "right", 1),
        Column(_("未收"), "right", 1),
        Column(_("金额"), "right", 1.4),
        Column(_("说明"), share=1.8),
    )
    rows = tuple(
        (one.name, one.specification, one.ordered, one.accepted, one.refused, shown(one.amount), one.words or "—")
        for one in told.rows
    )
    blocks: tuple[Block, ...] = (
        _paragraph(_("订单编号：%s") % told.number),
        _paragraph(_("采购人：%s") % told.buyer_name),
        _paragraph(_("供应商：%s") % told.supplier_name),
        TableBlock("", columns, rows, _("单位：元")),
        _paragraph(_payable(told)),
        _paragraph(_("验收日期：%(day)s；办理：%(by)s。") % {"day": chinese_day(told.accepted_on), "by": told.by}),
        *([_paragraph(_("说明：%s") % told.words)] if told.words else []),
    )
    title = _("农副产品采购验收单")
    return NoticeContent(issuer=told.buyer_name, mark="", title=title, addressees="", blocks=blocks)


def _payable(told: Acceptance) -> str:
    freight = told.amount - sum((one.amount for one in told.rows), ZERO)
    if freight <= 0:
        return _("应付金额合计%s元。") % shown(told.amount)
    return _("应付金额合计%(amount)s元，其中运费%(freight)s元。") % {
        "amount": shown(told.amount),
        "freight": shown(freight),
    }


def _pay_to(told: Contract) -> str:
    if not told.supplier.account:
        return _("货款汇入乙方的结算账户，汇款附言填写识别码%s。") % told.code
    return _("货款汇入乙方结算账户：户名%(name)s，开户银行%(bank)s，账号%(account)s；汇款附言填写识别码%(code)s。") % {
        "name": told.supplier.name,
        "bank": told.supplier.bank,
        "account": told.supplier.account,
        "code": told.code,
    }


def _goods_table(told: Contract) -> TableBlock:
    columns = (
        Column(_("商品名称"), share=2.4),
        Column(_("规格"), share=1.6),
        Column(_("产地"), share=1.8),
        Column(_("数量"), "right", 1),
        Column(_("单价"), "right", 1.2),
        Column(_("金额"), "right", 1.4),
    )
    rows = tuple(
        (one.name, one.specification, one.origin, f"{one.quantity}{one.unit}", shown(one.price), shown(one.amount))
        for one in told.goods
    )
    return TableBlock("", columns, rows, _("单位：元"))


def _sides(told: Contract) -> TableBlock:
    rows = (
        (_("名称"), told.buyer.name, told.supplier.name),
        (_("统一社会信用代码"), told.buyer.code or "—", told.supplier.code or "—"),
        (_("签约方式"), _("在系统中确认订单"), _("在系统中签约")),
        (_("签约日期"), chinese_day(told.signed_on), chinese_day(told.signed_on)),
    )
    return TableBlock("", (Column("", share=1.5), Column(_("甲方"), share=2), Column(_("乙方"), share=2)), rows)


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))
