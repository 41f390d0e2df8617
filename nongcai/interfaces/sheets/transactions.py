"""The platform's export of orders (交易明细)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.interfaces.sheets.columns import Column, SheetSpec

if TYPE_CHECKING:
    from nongcai.interfaces.sheets.columns import Finishing

_INDIVIDUAL = "individual"


def _leave_persons_out(batch: Finishing) -> None:
    """Drop the number of an individual and put a key for the name; where the kind of buyer is unclear, drop both."""
    kinds = batch.values["buyer_kind"]
    keys = {
        place: batch.person_key(batch.values["buyer_name"][place] or "")
        for place, kind in enumerate(kinds)
        if kind == _INDIVIDUAL
    }
    for name in ("buyer_name", "buyer_code"):
        batch.values[name] = [
            value if kind and kind != _INDIVIDUAL else "" for kind, value in zip(kinds, batch.values[name], strict=True)
        ]
        for place in batch.flaws.get(name, {}):
            if not kinds[place] or kinds[place] == _INDIVIDUAL:
                batch.forgive(name, place, "")
    for place, key in keys.items():
        batch.values["buyer_name"][place] = key


TRANSACTIONS = SheetSpec(
    kind="transactions",
    title="交易明细",
    title_words=("交易明细", "订单明细", "采购明细", "交易数据", "订单列表"),
    key="order_no",
    finish=_leave_persons_out,
    columns=(
        Column(
            "order_no",
            "订单编号",
            "order_no",
            ("订单号", "订单号码", "交易编号", "交易单号", "主订单号"),
            required=True,
            purpose="用于辨认订单、避免重复计数",
            telling=True,
            length=64,
        ),
        Column(
            "ordered_at",
            "下单时间",
            "moment",
            ("下单日期", "订单时间", "订单创建时间", "创建时间", "订单日期"),
            telling=True,
            blank=None,
        ),
        Column(
            "completed_at",
            "完成时间",
            "moment",
            ("交易完成时间", "订单完成时间", "完成日期", "成交时间", "交易成功时间"),
            telling=True,
            blank=None,
        ),
        Column(
            "buyer_kind",
            "采购人账号类型",
            "buyer",
            ("账号类型", "采购人类型", "账户类型", "采购人类别", "采购主体类型", "买家类型"),
            required=True,
            purpose="用于区分采购渠道",
        ),
        Column(
            "buyer_name",
            "采购人名称",
            "name",
            ("采购人", "采购单位", "采购单位名称", "买家名称", "买家", "采购主体名称"),
            personal=True,
            length=128,
        ),
        Column(
            "buyer_code",
            "采购人统一社会信用代码",
            "code",
            (
                "统一社会信用代码",
                "采购人信用代码",
                "采购单位统一社会信用代码",
                "社会信用代码",
                "信用代码",
                "统一社会信用代码/身份证号",
                "统一社会信用代码或身份证号",
            ),
            personal=True,
            length=32,
        ),
        Column(
            "bound_unit_code",
            "绑定单位编码",
            "code",
            ("所属预算单位编码", "绑定预算单位编码", "归属单位编码", "归属预算单位编码", "所属单位编码"),
            length=32,
        ),
        Column(
            "supplier", "供应商", "text", ("供应商名称", "卖家", "卖家名称", "店铺名称", "商家", "商家名称"), length=128
        ),
        Column(
            "origin_code",
            "产地县代码",
            "code",
            ("产地代码", "产地区划代码", "产地编码", "产地县编码"),
            telling=True,
            length=12,
        ),
        Column(
            "origin_name",
            "产地县",
            "text",
            ("产地", "产地名称", "产地县名称", "商品产地", "原产地"),
            telling=True,
            length=64,
        ),
        Column("product", "商品名称", "text", ("商品", "产品名称", "货物名称", "品名"), telling=True, length=200),
        Column("category", "品类", "text", ("商品品类", "类别", "商品类别", "商品分类", "分类"), length=64),
        Column(
            "quantity", "数量", "quantity", ("购买数量", "采购数量", "商品数量", "订购数量"), telling=True, blank=None
        ),
        Column("measure", "计量单位", "text", ("规格单位", "销售单位", "单位规格"), length=16),
        Column("unit_price", "单价", "price", ("商品单价", "销售单价", "成交单价"), blank=None),
        Column(
            "amount",
            "订单金额",
            "money",
            ("交易金额", "成交金额", "订单总额", "订单总金额", "实付金额", "支付金额", "采购金额", "总金额", "金额"),
            required=True,
            purpose="用于计算完成交易额",
            telling=True,
            blank=None,
        ),
        Column(
            "refund",
            "退款金额",
            "money",
            ("退款", "退款总额", "退货金额", "已退款金额", "退款总金额"),
            telling=True,
            blank=Decimal("0.00"),
        ),
        Column(
            "state",
            "订单状态",
            "state",
            ("状态", "交易状态", "订单交易状态"),
            required=True,
            purpose="用于判断订单是否完成",
            telling=True,
        ),
    ),
    ignored=(
        "支付方式",
        "支付时间",
        "发货时间",
        "规格",
        "商品规格",
        "商品编号",
        "物流公司",
        "物流单号",
        "运费",
    ),
)
TRANSACTIONS_FIELDS = TRANSACTIONS.fields
