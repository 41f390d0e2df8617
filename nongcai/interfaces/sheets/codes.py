"""The table of codes that change with the new year's directory (编码变更对照表)."""

from __future__ import annotations

from nongcai.interfaces.sheets.columns import Column, SheetSpec

CODES = SheetSpec(
    kind="codes",
    title="预算单位编码变更对照表",
    title_words=("编码变更", "编码对照", "代码变更", "代码对照"),
    key="old_code",
    columns=(
        Column(
            "old_code",
            "原单位编码",
            "code",
            ("原编码", "旧编码", "变更前编码", "原预算单位编码", "原单位代码", "上年单位编码", "上年度单位编码"),
            required=True,
            purpose="用于找到单位",
            telling=True,
            length=32,
        ),
        Column(
            "new_code",
            "新单位编码",
            "code",
            ("新编码", "变更后编码", "现编码", "新预算单位编码", "新单位代码", "本年单位编码", "本年度单位编码"),
            required=True,
            purpose="用于登记新编码，编码不变只改名的填原编码",
            telling=True,
            length=32,
        ),
        Column("name", "单位名称", "name", ("新单位名称", "变更后名称", "现单位名称", "预算单位名称"), length=128),
        Column("ground", "变更依据", "text", ("依据", "变更原因", "批准文号", "文号"), length=120),
        Column("changed_on", "变更日期", "moment", ("生效日期", "变更时间", "启用日期"), blank=None),
    ),
    ignored=("原单位名称", "变更前名称"),
)
