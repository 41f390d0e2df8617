"""The table of a category as it is handed out, and a supplier's offers with their prices and stocks to be changed."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets.goods_forms import CHANGES, CLAIM, FACT, YES_NO
from nongcai.interfaces.sheets.writing import Leaf, TableColumn, column_leaf, write_leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from nongcai.domain.catalogue.queries import Line
    from nongcai.interfaces.sheets.columns import Column, SheetSpec
    from nongcai.interfaces.sheets.goods_forms import Held

# Excel takes a list of so many signs in a cell's own rule; a longer one stands in a sheet.
_LONGEST_LIST = 250
# Below a title and the headings.
_FIRST = 3
_WIDE = ("name", "producer", "words", "storage")


def write_goods_form(path: BinaryIO, spec: SheetSpec, *, places: Sequence[str], held: Held, needs: str) -> None:
    """Write the table of a category to be filled in, with what may be chosen, and how.

    Of certificates it has those that the supplier's papers can prove.
    """
    columns = [one for one in spec.columns if not one.field.startswith(CLAIM) or held.papers.get(_certificate(one))]
    labels, kinds, _widths, _choices = column_leaf(columns)
    lists = [(place, _list(one, places, held)) for place, one in enumerate(columns)]
    options = _Options(_("可选内容"))
    leaf = Leaf(
        title=_("商品"),
        labels=labels,
        kinds=kinds,
        widths=[28 if one.field in _WIDE else 16 for one in columns],
        rows=(),
        note=_("带*的列必填；一种规格一行，同一商品的几种规格填几行；请勿改动表头。"),
        choices={place: options.source(labels[place], found) for place, found in lists if found},
    )
    leaves = [leaf, _instructions(columns, needs), *options.leaf()]
    write_leaves(path, spec.title, leaves, watermark="")


def write_changes_form(path: BinaryIO, lines: Iterable[Line], *, watermark: str) -> None:
    """Write a supplier's offers, to change prices, stocks and whether they show; other columns are to look at."""
    labels, _kinds, _widths, _choices = column_leaf(CHANGES.columns)
    leaf = Leaf(
        title=CHANGES.title,
        labels=[*labels, _("可售"), _("销售单位"), _("商品状态")],
        kinds=["text", "text", "text", "money", "count", "text", "count", "text", "text"],
        widths=[10, 32, 24, 12, 12, 8, 12, 10, 14],
        rows=(_change_cells(one) for one in lines),
        note=_("只改单价、库存和上架三列；库存含已占用和已售出的；留空的不改，不要改动编号。"),
        choices={5: YES_NO},
    )
    write_leaves(path, CHANGES.title, [leaf], watermark=watermark)


OFFERS = (
    TableColumn("编号", "text", 10),
    TableColumn("供应商", "text", 28),
    TableColumn("商品名称", "text", 28),
    TableColumn("分类", "text", 14),
    TableColumn("产地", "text", 24),
    TableColumn("商品状态", "text", 14),
    TableColumn("规格", "text", 22),
    TableColumn("销售单位", "text", 10),
    TableColumn("单价（元）", "money", 12),
    TableColumn("库存", "count", 10),
    TableColumn("可售", "count", 10),
    TableColumn("上架", "text", 8),
)


def offer_rows(lines: Iterable[Line]) -> Iterator[tuple[object, ...]]:
    """Return the rows of a table of offers, under `OFFERS`."""
    for one in lines:
        product, offer = one.offer.product, one.offer
        yield (
            offer.pk, product.supplier.name, product.name, product.category.name,
            f"{product.county.province}{product.county.name}", product.get_state_display(), offer.specification,
            offer.get_sale_unit_display(), offer.price, one.quantity, one.available, offer.is_on,
        )  # fmt: skip


class _Options:
    """The sheet of lists that are too long for a cell's own rule."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.lists: list[tuple[str, Sequence[str]]] = []

    def source(self, label: str, choices: Sequence[str]) -> Sequence[str] | str:
        """Return a list, or where it stands."""
        if len(",".join(choices)) <= _LONGEST_LIST:
            return choices
        letter = chr(ord("A") + len(self.lists))
        self.lists.append((label.rstrip("*"), choices))
        return f"='{self.title}'!${letter}${_FIRST}:${letter}${_FIRST + len(choices) - 1}"

    def leaf(self) -> list[Leaf]:
        """Return the sheet, if there is anything to stand in it."""
        if not self.lists:
            return []
        rows = zip_longest(*(choices for _label, choices in self.lists))
        labels = [label for label, _choices in self.lists]
        return [Leaf(self.title, labels, ["text" for _ in labels], [32 for _ in labels], rows, is_read=True)]


def _list(column: Column, places: Sequence[str], held: Held) -> Sequence[str]:
    if column.field == "origin":
        return places
    if column.field == "plan":
        return held.plans
    return held.papers.get(_certificate(column), ()) if column.field.startswith(CLAIM) else column.choices


def _certificate(column: Column) -> str:
    return column.field.removeprefix(CLAIM)


def _change_cells(one: Line) -> tuple[object, ...]:
    product, offer = one.offer.product, one.offer
    return (
        offer.pk, product.name, offer.specification, offer.price, one.quantity, offer.is_on, one.available,
        offer.get_sale_unit_display(), product.get_state_display(),
    )  # fmt: skip


def _instructions(columns: Sequence[Column], needs: str) -> Leaf:
    asked = "、".join(one.label for one in columns if one.field.startswith(FACT))
    lines = [
        _("本表只填一个分类的商品。一种销售规格一行；商品名称、产地、生产者和净含量都相同的，作为同一商品的几种规格。"),
        _("产地填脱贫县的全称或六位区划代码，如“河南省三门峡市卢氏县”；单元格可以从列表中选择。"),
        _("净含量是一个包装的净含量，按标签填写数量和单位；每单位件数是一个销售单位含几个包装，不填的为1。"),
        _("单价按销售单位填写，以元为单位，最多两位小数。库存按销售单位填写整数。"),
        _("毛重连包装，用于计算运费，不填的按净含量计；运费模板填模板名称，不填的为包邮。"),
        _("供应起止月填1至12，全年供应的不填；称重商品填“是”，并填写0.1至30的重量允差，其他不填。"),
        _("认证标识的列填本供应商证照的编号，须已核查通过、在有效期内；只有一份的可填“是”，不标注的不填。"),
        _("上传后先逐行核对，确认后才写入；有误的行可下载，改正后重新上传。已有的商品和规格不会重复发布。"),
        _("写入的商品为草稿，须逐个上传图片后提交审核，通过后展示。"),
    ]
    if asked:
        lines.insert(1, _("本分类的属性：{names}。").format(names=asked))
    if needs:
        lines.append(_("本分类须有的证照：{papers}。").format(papers=needs))
    rows = [(place, line) for place, line in enumerate(lines, start=1)]
    return Leaf(_("填写说明"), [_("序号"), _("说明")], ["count", "text"], [8, 100], rows, is_read=True)
