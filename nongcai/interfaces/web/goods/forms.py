"""What is typed about products and their pictures, and what a reviewer says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.rules.describing import ToldProduct
from nongcai.domain.catalogue.states import PROVEN_BY, AttributeKind, Certificate, NetUnit, ProductState, Reason
from nongcai.interfaces.web.fields import AmountField
from nongcai.interfaces.web.suppliers.forms import VersionForm, county_field, words_field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.catalogue.models import Category, CategoryAttribute, Product
    from nongcai.domain.suppliers.models import Paper

FACT, CLAIM = "fact_", "claim_"
NOT_CHOSEN = ("", _("请选择"))


class FindForm(forms.Form):
    """Which products."""

    q = forms.CharField(label=_("商品或供应商"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *ProductState.choices])


class CategoryChoice(forms.Form):
    """Of which category a new product is."""

    category = forms.TypedChoiceField(
        label=_("商品分类"),
        coerce=int,
        choices=lambda: [NOT_CHOSEN, *categories_by_parent()],
        error_messages={"invalid_choice": _("所选分类已停用或还有下级分类，请重新选择。")},
    )


def categories_by_parent() -> list[tuple[Any, Any]]:
    """Return the categories that take products, under the names of those above them."""
    leaves = list(catalogue.open_leaves())
    above = catalogue.names_above([row.parent for row in leaves if row.parent])
    groups: dict[str, list[tuple[int, str]]] = {}
    for row in leaves:
        groups.setdefault(above.get(row.parent_id, "") if row.parent_id else "", []).append((row.pk, row.name))
    return [(name, rows) if name else rows[0] for name, rows in groups.items()]


class ProductForm(forms.Form):
    """A product of a category: what all say, what the category asks, and which certificates it claims."""

    name = forms.CharField(label=_("商品名称"), max_length=100, help_text=_("与标签一致，不写促销用语。"))
    county_code = county_field()
    producer = forms.CharField(label=_("生产者"), max_length=128, help_text=_("标签上的生产企业、合作社或者农场。"))
    standard = forms.CharField(label=_("执行标准"), max_length=60, required=False, help_text=_("如：GB/T 6192。"))
    net_quantity = AmountField(label=_("净含量"), min_value=0, max_digits=12, decimal_places=3)
    net_unit = forms.ChoiceField(
        label=_("净含量单位"),
        choices=[NOT_CHOSEN, *NetUnit.choices],
        error_messages={"required": _("净含量须同时填写数量和单位，如500克。")},
    )
    shelf_life_days = forms.IntegerField(label=_("保质期（天）"), min_value=1, max_value=3650)
    storage = forms.CharField(label=_("贮存条件"), max_length=100)
    allergens = forms.CharField(label=_("致敏物质"), max_length=100, required=False, help_text=_("标签未标注的不填。"))
    words = forms.CharField(
        label=_("商品说明"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self, category: Category, papers: Iterable[Paper], data: Any = None, product: Product | None = None
    ) -> None:
        self.category = category
        self.asked = catalogue.attributes_of(category)
        super().__init__(data, initial=_before(product) if product else None)
        self.fields["county_code"].label = _("产地")
        self.fields["county_code"].help_text = _("原料产地所在的脱贫县。")
        for attribute in self.asked:
            self.fields[f"{FACT}{attribute.pk}"] = _answer(attribute)
        by_kind: dict[str, list[tuple[int, str]]] = {}
        for paper in papers:
            by_kind.setdefault(paper.kind, []).append((paper.pk, str(paper)))
        for certificate, kind in PROVEN_BY.items():
            if kind in by_kind:
                self.fields[f"{CLAIM}{certificate}"] = forms.TypedChoiceField(
                    label=certificate.label,
                    choices=[("", _("不标注")), *by_kind[kind]],
                    coerce=int,
                    empty_value=None,
                    required=False,
                )

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """What every product says."""
        return [field for field in self if not field.name.startswith((FACT, CLAIM))]

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        """What the category asks."""
        return [field for field in self if field.name.startswith(FACT)]

    @property
    def claim_fields(self) -> list[forms.BoundField]:
        """Which certificates may be claimed."""
        return [field for field in self if field.name.startswith(CLAIM)]

    def told(self) -> ToldProduct:
        """Return what was typed."""
        given = self.cleaned_data
        own = {name: value for name, value in given.items() if not name.startswith((FACT, CLAIM))}
        facts = {row.pk: str(given.get(f"{FACT}{row.pk}") or "") for row in self.asked}
        claims = {one.value: given[f"{CLAIM}{one}"] for one in Certificate if given.get(f"{CLAIM}{one}")}
        return ToldProduct(category_id=self.category.pk, facts=facts, claims=claims, **own)


def _answer(attribute: CategoryAttribute) -> forms.Field:
    choices = [NOT_CHOSEN, *((one, one) for one in attribute.choices)]
    if attribute.kind == AttributeKind.CHOICE:
        return forms.ChoiceField(label=attribute.name, required=attribute.is_required, choices=choices)
    return forms.CharField(label=attribute.name, required=attribute.is_required, max_length=100)


def _before(product: Product) -> dict[str, Any]:
    told = {name: getattr(product, name) for name in ProductForm.base_fields if name != "county_code"}
    told["net_quantity"] = f"{product.net_quantity.normalize():f}"
    told |= {f"{FACT}{row.attribute_id}": row.value for row in product.facts.all()}
    told |= {f"{CLAIM}{row.certificate}": row.paper_id for row in product.claims.all()}
    return told | {"county_code": product.county.current_code}


class PictureForm(forms.Form):
    """A picture, and words for those who do not see it."""

    file = forms.FileField(
        label=_("图片"),
        help_text=_("JPG、PNG或WebP，不超过20MB；自动转正、缩小，并去除拍摄地点等信息。"),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
        error_messages={"required": _("请选择图片。"), "empty": _("所选文件是空文件，请核对后再上传。")},
    )
    alt = forms.CharField(
        label=_("图片说明"), max_length=80, help_text=_("写图中是什么，供看不到图片的人阅读，如：袋装黑木耳正面。")
    )


class PassForm(VersionForm):
    """Some words that may be missing."""

    words = words_field(_("审核意见"), required=False)


class ReturnForm(VersionForm):
    """Why it comes back."""

    reason = forms.ChoiceField(label=_("原因"), choices=[NOT_CHOSEN, *Reason.choices])
    words = words_field(_("需要修改什么"))
