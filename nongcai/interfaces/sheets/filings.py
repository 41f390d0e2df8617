"""The table of filed shares (预留份额填报表)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.interfaces.sheets.columns import Column, SheetSpec

if TYPE_CHECKING:
    from nongcai.interfaces.sheets.columns import Finishing

_WITHOUT_OWN_CANTEEN = ("none", "shared")


def _fill_zeros(batch: Finishing) -> None:
    """A unit without a canteen of its own leaves its amounts empty and means nought."""
    kinds = batch.values["canteen_kind"]
    for name in ("canteen_total", "reserved"):
        for place, code in batch.flaws.get(name, {}).items():
            if code == "required" and kinds[place] in _WITHOUT_OWN_CANTEEN:
                batch.forgive(name, place, Decimal("0.00"))


FILINGS = SheetSpec(
    kind="filings",
    title="预留份额填报表",
    title_words=("预留份额", "预留情况", "预留填报", "份额填报"),
    key="unit_code",
    finish=_fill_zeros,
    columns=(
        Column(
            "unit_code",
            "单位编码",
            "code",
            ("预算单位编码", "单位代码", "预算单位代码", "预算编码", "单位编号"),
            required=True,
            purpose="用于确认是哪个单位",
            length=32,
        ),
        Column(
            "name",
            "单位名称",
            "name",
            ("预算单位名称", "预算单位", "单位全称", "单位", "填报单位", "填报单位名称"),
            length=128,
        ),
        Column(
            "year",
            "年度",
            "year",
            ("年份", "填报年度", "预算年度", "所属年度"),
            required=True,
            purpose="用于确定计入哪一年",
            blank=None,
        ),
        Column("canteen_kind", "食堂情况", "canteen", ("食堂类型", "食堂类别", "食堂性质", "有无食堂", "是否有食堂")),
        Column(
            "canteen_total",
            "年度食堂食材采购总额",
            "money",
            (
                "食堂食材采购总额",
                "食堂采购总额",
                "食材采购总额",
                "年度采购总额",
                "年度食堂采购总额",
                "食堂食材年度采购总额",
                "食堂农副产品采购总额",
                "年度食堂农副产品采购总额",
            ),
            required=True,
            purpose="用于计算预留比例",
            telling=True,
            blank=None,
        ),
        Column("ratio", "预留比例", "ratio", ("预留份额比例", "预留占比", "预留采购比例"), telling=True, blank=None),
        Column(
            "reserved",
            "预留金额",
            "money",
            ("预留份额", "预留采购份额", "预留采购金额", "预留额度", "预留份额金额", "年度预留金额", "年度预留份额"),
            required=True,
            purpose="用于计算预留份额",
            telling=True,
            blank=None,
        ),
        Column("filed_at", "填报时间", "moment", ("填报日期", "提交时间", "上报时间"), telling=True, blank=None),
        Column(
            "endorsed_at",
            "主管确认时间",
            "moment",
            ("主管单位确认时间", "主管预算单位确认时间", "主管部门确认时间", "主管审核时间", "主管单位审核时间"),
            telling=True,
            blank=None,
        ),
        Column(
            "confirmed_at",
            "财政确认时间",
            "moment",
            ("财政部门确认时间", "财政审核时间", "财政部门审核时间"),
            telling=True,
            blank=None,
        ),
        Column("remark", "备注", "text", ("备注说明", "说明", "情况说明"), length=200),
    ),
)
FILINGS_FIELDS = FILINGS.fields
