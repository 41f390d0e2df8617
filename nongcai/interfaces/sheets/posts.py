"""The table by which accounts are opened for many units at once; it names posts and telephones, no persons."""

from __future__ import annotations

from nongcai.interfaces.sheets.columns import Column, SheetSpec

POSTS = SheetSpec(
    kind="posts",
    title="采购人交易账号开通填报表",
    title_words=("账号开通", "帐号开通", "交易账号"),
    key="unit_code",
    columns=(
        Column(
            "unit_code",
            "单位编码",
            "code",
            ("预算单位编码", "所属预算单位编码", "所属单位编码", "单位代码"),
            required=True,
            purpose="用于找到单位",
            telling=True,
            length=32,
        ),
        Column("unit_name", "单位名称", "name", ("预算单位", "预算单位名称", "所属预算单位"), length=128),
        Column("credit_code", "统一社会信用代码", "code", ("社会信用代码", "信用代码", "统一信用代码"), length=32),
        Column("role", "角色", "text", ("岗位类型",), length=20, choices=("填报", "经办", "审核", "主管")),
        Column(
            "label",
            "岗位名称",
            "text",
            ("岗位", "账号名称"),
            required=True,
            purpose="用于显示由谁办理",
            telling=True,
            length=64,
        ),
        Column("username", "登录名", "text", ("用户名", "账号"), length=64),
        Column("phone", "手机号码", "code", ("手机", "手机号", "联系电话", "联系方式"), length=20),
        Column(
            "account_kind",
            "账号类型",
            "text",
            ("采购人类型", "帐号类型"),
            length=20,
            choices=("管理账号", "食堂", "工会", "承包方", "国企", "其他"),
        ),
        Column("buyer_name", "采购人名称", "name", ("采购人", "单位/企业名称", "企业名称"), length=128),
        Column(
            "buyer_code",
            "采购人统一社会信用代码",
            "code",
            ("采购人信用代码", "企业统一社会信用代码", "营业执照号"),
            length=32,
        ),
        Column("ends_on", "合同截止日", "moment", ("合同截止日期", "合同到期日", "有效期至")),
    ),
)
