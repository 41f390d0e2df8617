"""The table of buyers' accounts to be opened (采购人交易账号开通填报表)."""

from __future__ import annotations

from nongcai.interfaces.sheets.columns import Column, SheetSpec

ACCOUNTS = SheetSpec(
    kind="accounts",
    title="采购人交易账号开通填报表",
    title_words=("账号开通", "帐号开通", "交易账号", "账号生成"),
    key="name",
    columns=(
        Column(
            "buyer_kind",
            "账号类型",
            "buyer",
            ("采购人账号类型", "采购人类型", "账户类型", "帐号类型", "采购人类别", "类型", "采购主体类型"),
            required=True,
            purpose="用于区分工会、承包方和企业",
            telling=True,
        ),
        Column(
            "name",
            "采购人名称",
            "name",
            ("采购人", "采购单位名称", "账号名称", "交易账号名称", "单位/企业名称", "企业名称", "采购主体名称"),
            required=True,
            purpose="用于登记采购人",
            telling=True,
            length=128,
        ),
        Column(
            "credit_code",
            "统一社会信用代码",
            "code",
            ("社会信用代码", "信用代码", "采购人统一社会信用代码", "统一信用代码"),
            length=32,
        ),
        Column(
            "unit_code",
            "所属预算单位编码",
            "code",
            ("预算单位编码", "所属单位编码", "主管预算单位编码", "单位编码", "所属预算单位代码", "预算单位代码"),
            telling=True,
            length=32,
        ),
        Column(
            "unit_name",
            "所属预算单位",
            "name",
            ("所属预算单位名称", "所属单位", "所属单位名称", "预算单位", "预算单位名称", "主管预算单位"),
            telling=True,
            length=128,
        ),
    ),
    ignored=("登录名", "用户名", "账号状态", "开票信息", "发票抬头", "行政区划", "区划"),
)
ACCOUNTS_FIELDS = ACCOUNTS.fields
