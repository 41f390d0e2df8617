"""What a market publishes of its prices (市场行情表), and lists of counties (名单县)."""

from __future__ import annotations

from nongcai.interfaces.sheets.columns import Column, SheetSpec

PRICE_LIST = SheetSpec(
    kind="market_prices",
    title="市场行情表",
    title_words=("行情", "价格表", "批发价格", "市场价格"),
    key="name",
    columns=(
        Column(
            "name",
            "品名",
            "name",
            ("产品名称", "商品名称", "名称", "品种名称", "品种", "菜名", "产品"),
            required=True,
            purpose="用于对应商品分类",
            telling=True,
            length=60,
        ),
        Column(
            "place",
            "市场",
            "name",
            ("市场名称", "批发市场", "市场或地区", "地区", "采价点", "采价市场", "发布市场"),
            required=True,
            purpose="用于说明价格来自哪里",
            telling=True,
            length=60,
        ),
        Column(
            "day",
            "日期",
            "day",
            ("价格日期", "采价日期", "发布日期", "行情日期", "时间", "采集日期"),
            required=True,
            purpose="用于判断价格是否在有效期内",
            blank=None,
        ),
        Column(
            "price",
            "价格",
            "price",
            ("均价", "平均价", "平均价格", "批发价", "批发均价", "市场价", "参考价", "大宗价", "今日价格"),
            required=True,
            purpose="用于与商品单价对照",
            telling=True,
            blank=None,
        ),
        Column(
            "unit",
            "单位",
            "text",
            ("计价单位", "计量单位", "价格单位"),
            required=True,
            purpose="用于折算，如元/公斤",
            length=20,
        ),
    ),
    ignored=("最低价", "最高价", "规格", "产地", "涨跌", "环比", "同比", "等级"),
)
COUNTY_LIST = SheetSpec(
    kind="county_list",
    title="名单县表",
    title_words=("帮扶县", "重点县", "名单"),
    key="name",
    columns=(
        Column(
            "name",
            "县名",
            "name",
            ("县", "县（市、区、旗）", "县市区", "县级名称", "名称", "区县", "重点帮扶县", "县区"),
            required=True,
            purpose="用于对应832个脱贫县",
            telling=True,
            length=64,
        ),
        Column(
            "code",
            "区划代码",
            "code",
            ("行政区划代码", "县级代码", "代码", "县代码"),
            telling=True,
            length=6,
        ),
    ),
    ignored=("省份", "省", "省（区、市）", "市州", "地市", "市（州）"),
)
