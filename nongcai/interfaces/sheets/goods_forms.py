"""The table by which a supplier brings goods of a category, and that of prices and stocks of its offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.catalogue.rules.describing import CHOICE
from nongcai.domain.catalogue.states import Certificate, NetUnit, SaleUnit
from nongcai.interfaces.sheets.columns import Column, ColumnType, SheetSpec
from nongcai.interfaces.sheets.headings import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nongcai.domain.catalogue.rules.describing import Asked

TITLE = "商品批量发布表"
FACT, CLAIM = "fact_", "claim_"
YES_NO = ("是", "否")
_BY_LETTERS = {
    "g": "g",
    "kg": "kg",
    "ml": "ml",
    "l": "l",
    "G": "g",
    "KG": "kg",
    "mL": "ml",
    "ML": "ml",
    "L": "l",
    "公斤": "kg",
}
_MONTHS = tuple(str(month) for month in range(1, 13))


def _coded(choices: Iterable[tuple[str, object]], more: Iterable[tuple[str, str]] = ()) -> tuple[tuple[str, str], ...]:
    return (*((str(label), value) for value, label in choices), *more)


def _wanted(field: str, label: str, type_: ColumnType, purpose: str, **more: object) -> Column:
    return Column(field, label, type_, required=True, purpose=purpose, **more)  # type: ignore[arg-type]  # a column's own


_PRODUCT = (
    _wanted("name", "商品名称", "words", "用于登记商品", length=100, telling=True),
    _wanted("origin", "产地", "name", "用于核对产地县", length=40, synonyms=("产地县", "原产地"), telling=True),
    _wanted("producer", "生产者", "words", "用于核对标签", length=128, synonyms=("生产企业", "生产单位")),
    Column("standard", "执行标准", "words", ("执行标准号", "产品标准"), length=60),
    _wanted("net_quantity", "净含量", "quantity", "用于计算折算单价", telling=True),
    _wanted(
        "net_unit",
        "净含量单位",
        "choice",
        "用于计算折算单价",
        choices=tuple(str(label) for label in NetUnit.labels),
        accepted=_coded(NetUnit.choices, _BY_LETTERS.items()),
    ),
    _wanted("shelf_life_days", "保质期（天）", "count", "用于核对标签", synonyms=("保质期", "保质期天数")),
    _wanted("storage", "贮存条件", "words", "用于核对标签", length=100, synonyms=("储存条件", "贮存方式")),
    Column("allergens", "致敏物质", "words", ("过敏原",), length=100),
    Column("words", "商品说明", "words", ("商品描述",), length=2000),
)
_OFFER = (
    _wanted("specification", "规格", "words", "用于区分销售规格", length=60, synonyms=("销售规格",)),
    _wanted(
        "sale_unit",
        "销售单位",
        "choice",
        "用于计价",
        choices=tuple(str(label) for label in SaleUnit.labels),
        accepted=_coded(SaleUnit.choices),
    ),
    Column("pieces", "每单位件数", "count", blank=1),
    Column("gross_kilograms", "每单位毛重（千克）", "quantity", ("毛重", "每单位毛重"), blank=None),
    _wanted("price", "单价", "price", "用于销售", synonyms=("价格", "销售单价")),
    _wanted("quantity", "库存", "count", "用于销售", synonyms=("库存总量", "库存数量")),
    Column("minimum", "起订量", "count", blank=1),
    Column("lead_days", "备货天数", "count", blank=3),
    Column("season_from", "供应起始月", "count", blank=None, choices=_MONTHS),
    Column("season_to", "供应截止月", "count", blank=None, choices=_MONTHS),
    Column("is_catch_weight", "称重商品", "choice", blank="no", choices=YES_NO, accepted=(("是", "yes"), ("否", "no"))),
    Column("band_percent", "重量允差（%）", "quantity", ("允差",), blank=None),
    Column("plan", "运费模板", "words", ("运费",), length=40),
)
CHANGES = SheetSpec(
    kind="offer_changes",
    title="价格和库存表",
    title_words=("价格和库存",),
    key="key",
    columns=(
        _wanted("key", "编号", "count", "用于找到销售规格", synonyms=("规格编号",), telling=True),
        Column("name", "商品名称", "words", length=100),
        Column("specification", "规格", "words", length=60),
        Column("price", "单价", "price", ("价格",), blank=None, telling=True),
        Column("quantity", "库存", "count", ("库存总量",), blank=None, telling=True),
        Column("is_on", "上架", "choice", blank="", choices=YES_NO, accepted=(("是", "yes"), ("否", "no"))),
    ),
    ignored=("商品状态", "分类", "可售", "销售单位", "供应商", "产地"),
)


@dataclass(frozen=True)
class Held:
    """What a supplier may choose from: numbers of its papers by certificate, names of its plans of carriage."""

    papers: dict[str, tuple[str, ...]]
    plans: tuple[str, ...]


def goods_spec(asked: Sequence[Asked], category: str) -> SheetSpec:
    """Return the table of a category: what all goods say, what it asks, certificates, and how they are sold."""
    own = {normal(name) for column in (*_PRODUCT, *_OFFER) for name in (column.label, *column.synonyms)}
    own |= {normal(str(label)) for label in Certificate.labels}
    facts = tuple(_fact(one, own) for one in asked)
    claims = tuple(Column(f"{CLAIM}{one}", str(one.label), "words", length=60) for one in Certificate)
    return SheetSpec(
        kind="goods",
        title=f"{TITLE}（{category}）",
        title_words=(TITLE,),
        key="name",
        columns=(*_PRODUCT, *facts, *claims, *_OFFER),
    )


def _fact(one: Asked, own: set[str]) -> Column:
    # An attribute may be called as one of our columns is, and brackets do not tell headings apart.
    label = f"属性 {one.name}" if normal(one.name) in own else one.name
    type_: ColumnType = "choice" if one.kind == CHOICE else "words"
    choices = tuple(one.choices) if one.kind == CHOICE else ()
    field = f"{FACT}{one.key}"
    if one.is_required:
        return _wanted(field, label, type_, "该分类须填", length=100, choices=choices)
    return Column(field, label, type_, length=100, choices=choices)
