"""The workbook by which an office fills in the filings of many units: a sheet of units, a sheet of their canteens."""

from __future__ import annotations

from nongcai.interfaces.sheets.columns import Column, SheetSpec

_CODE = Column(
    "unit_code",
    "单位编码",
    "code",
    ("预算单位编码", "单位代码"),
    required=True,
    purpose="用于找到单位",
    telling=True,
    length=32,
)
_NAME = Column("unit_name", "单位名称", "name", ("预算单位名称", "单位全称"), length=128)


def _money(field: str, label: str) -> Column:
    return Column(field, label, "money", blank=None)


UNITS_FORM = SheetSpec(
    kind="share_units",
    title="预留份额批量填报表",
    title_words=("批量填报",),
    key="unit_code",
    columns=(
        _CODE,
        _NAME,
        Column("eats", "食堂情况", "eats", ("有无食堂", "是否有食堂"), telling=True),
        Column("host", "食堂管理单位", "name", ("共用食堂管理单位",), length=128),
        Column("host_name", "其他机构名称", "name", length=128),
        _money("reserved", "预留金额"),
        Column("ratio", "预留比例", "ratio", blank=None),
        _money("farm_total", "年度农副产品采购总额"),
        Column("has_union_funds", "有独立工会经费", "yes_no"),
        Column("union_members", "工会会员人数", "count", blank=None),
        _money("union_planned", "工会预计采购金额"),
        _money("welfare_total", "年度福利总额"),
        _money("union_funds", "年度工会经费"),
        _money("gift_total", "年度工会慰问品支出"),
        Column("contact_name", "联系人", "name", ("联系人姓名",), length=40),
        Column("contact_phone", "联系电话", "text", ("电话", "手机号码"), length=30),
        Column("note", "补充说明", "text", length=300),
    ),
    ignored=("当前状态", "上年食堂食材采购总额", "上年预留金额"),
)
CANTEENS_FORM = SheetSpec(
    kind="share_canteens",
    title="食堂明细",
    title_words=("食堂明细",),
    key="unit_code",
    columns=(
        _CODE,
        _NAME,
        Column("kind", "食堂类型", "run", required=True, purpose="用于区分自有、外包和共用", telling=True),
        Column("name", "食堂名称", "name", length=60),
        Column("diners", "就餐人数", "count", blank=None),
        Column(
            "total",
            "年度食材采购总额",
            "money",
            ("食材采购总额",),
            required=True,
            purpose="用于计算预留比例",
            blank=None,
        ),
        Column("total_source", "总额来源", "source", blank="accounts"),
        Column("contractor_name", "承包方名称", "name", ("承包方",), length=128),
        Column("account_due_on", "账号拟开通日期", "day", blank=None),
    ),
)
