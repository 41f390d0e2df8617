"""What is typed about categories and what they ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.services import ToldAttribute
from nongcai.domain.catalogue.states import AttributeKind
from nongcai.domain.suppliers.states import PaperKind


class CategoryForm(forms.Form):
    """A category: its name, the papers that it wants, its place among its like."""

    name = forms.CharField(label=_("名称"), max_length=40)
    needs = forms.MultipleChoiceField(
        label=_("须有的证照"),
        required=False,
        choices=PaperKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("供应商没有在有效期内的这些证照时，商品不能通过审核，也不展示。"),
    )
    position = forms.IntegerField(label=_("次序"), min_value=0, max_value=9999, initial=0)


class NewCategoryForm(CategoryForm):
    """A category below another, or at the root."""

    parent_id = forms.TypedChoiceField(
        label=_("上级分类"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=lambda: parents(_("无，作为一级分类")),
    )


class MoveForm(forms.Form):
    """Below which a category comes."""

    parent_id = forms.TypedChoiceField(
        label=_("移到"), coerce=int, empty_value=None, required=False, choices=lambda: parents(_("一级分类"))
    )


class AttributeForm(forms.Form):
    """What a category asks."""

    name = forms.CharField(label=_("属性"), max_length=40)
    kind = forms.ChoiceField(label=_("类型"), choices=AttributeKind.choices)
    choices = forms.CharField(
        label=_("选项"), required=False, max_length=500, help_text=_("选项类填写，用顿号分开，如：特级、一级、二级。")
    )
    is_required = forms.BooleanField(label=_("必填"), required=False, initial=True)
    is_priced = forms.BooleanField(
        label=_("影响价格"), required=False, help_text=_("价格只在填写相同的商品之间比较，如等级、品种。")
    )
    position = forms.IntegerField(label=_("次序"), min_value=0, max_value=9999, initial=0)

    def clean_choices(self) -> list[str]:
        """Return the choices that were typed."""
        text: str = self.cleaned_data["choices"]
        return [one.strip()[:40] for one in text.replace(",", "、").replace("，", "、").split("、") if one.strip()]

    def told(self) -> ToldAttribute:
        """Return what was typed."""
        return ToldAttribute(**self.cleaned_data)


def parents(root: Any) -> list[tuple[Any, Any]]:
    """Return the categories as their tree, after the root."""
    return [("", root), *((row.pk, f"{'　' * (row.path.count('.') - 1)}{row.name}") for row in catalogue.categories())]
