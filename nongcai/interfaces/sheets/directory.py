"""The yearly directory of budget units (预算单位名录)."""

from __future__ import annotations

from nongcai.interfaces.sheets.columns import Column, SheetSpec

DIRECTORY = SheetSpec(
    kind="directory",
    title="预算单位名录",
    title_words=("名录", "单位清单", "单位目录"),
    key="unit_code",
    columns=(
        Column(
            "unit_code",
            "单位编码",
            "code",
            ("预算单位编码", "单位代码", "预算单位代码", "预算编码", "单位编号"),
            required=True,
            length=32,
        ),
        Column(
            "name",
            "单位名称",
            "name",
            ("预算单位名称", "预算单位", "单位全称", "单位"),
            required=True,
            length=128,
        ),
        Column(
            "credit_code",
            "统一社会信用代码",
            "code",
            ("社会信用代码", "信用代码", "统一信用代码", "单位统一社会信用代码", "机构代码"),
            length=32,
        ),
        Column(
            "region_code",
            "行政区划代码",
            "code",
            ("区划代码", "行政区划编码", "区划编码", "行政区代码", "财政区划代码"),
            required=True,
            telling=True,
            length=12,
        ),
        Column(
            "region_name",
            "行政区划",
            "name",
            ("行政区划名称", "区划名称", "所属区划", "所在区划", "区县", "县市区", "所属区县", "所属地区", "地区"),
            length=64,
        ),
        Column(
            "level",
            "预算级次",
            "level",
            ("单位级次", "预算单位级次", "单位层级", "级次", "预算级别", "单位级别"),
            telling=True,
            blank=None,
        ),
        Column(
            "supervisor_code",
            "主管预算单位编码",
            "code",
            (
                "主管单位编码",
                "主管部门编码",
                "上级单位编码",
                "上级预算单位编码",
                "主管预算单位代码",
                "主管部门代码",
                "主管单位代码",
            ),
            telling=True,
            length=32,
        ),
        Column(
            "supervisor_name",
            "主管预算单位",
            "name",
            (
                "主管预算单位名称",
                "主管单位",
                "主管单位名称",
                "主管部门",
                "主管部门名称",
                "上级单位",
                "上级预算单位",
                "上级单位名称",
            ),
            telling=True,
            length=128,
        ),
        Column("canteen_kind", "食堂情况", "canteen", ("食堂类型", "食堂类别", "食堂性质", "有无食堂", "是否有食堂")),
        Column(
            "canteen_host_code",
            "共用食堂管理单位编码",
            "code",
            ("食堂管理单位编码", "代表填报单位编码", "共用食堂单位编码", "共用食堂管理单位代码"),
            telling=True,
            length=32,
        ),
        Column(
            "union_members",
            "工会会员人数",
            "count",
            ("工会人数", "会员人数", "工会会员数", "工会会员"),
            telling=True,
            blank=None,
        ),
    ),
    ignored=("年度", "年份"),
)
DIRECTORY_FIELDS = DIRECTORY.fields
