"""What is typed about demands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.services import ToldDemand
from nongcai.domain.catalogue.states import DemandUnit
from nongcai.domain.regions import queries as regions
from nongcai.interfaces.web.fields import AmountField, HalfWidthField
from nongcai.interfaces.web.programmes.forms import day_field
from nongcai.interfaces.web.suppliers.forms import ApartForm, words_field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.catalogue.models import Product

_ANY = ("", _("不限"))


def branches() -> list[tuple[Any, Any]]:
    """Return the open categories at the top."""
    return [(one.id, one.name) for one in catalogue.vocabulary().below(None)]


class FindForm(forms.Form):
    """Which demands."""

    category = forms.TypedChoiceField(
        label=_("商品分类"), required=False, coerce=int, empty_value=None, choices=lambda: [_ANY, *branches()]
    )
    province = forms.ChoiceField(
        label=_("配送省份"), required=False, choices=lambda: [_ANY, *regions.places().provinces.items()]
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), ("open", _("征集中"))])

    def told(self) -> dict[str, Any]:
        """Return what could be read."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        key = given.get("category")
        return {
            "category": catalogue.category_of(key) if key else None,
            "province": given.get("province") or "",
            "is_open": given.get("state") == "open",
        }


class DemandForm(forms.Form):
    """What a unit will need."""

    item = forms.CharField(label=_("品名"), max_length=60, help_text=_("如：东北大米、干香菇。"))
    category = forms.TypedChoiceField(
        label=_("商品分类"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=lambda: [("", _("不指定")), *branches()],
    )
    quantity = AmountField(label=_("数量"), max_digits=14)
    measure = forms.ChoiceField(label=_("计量单位"), choices=DemandUnit.choices)
    since = day_field(_("起始周"), help_text=_("填起始周中的任一天。"))
    until = day_field(_("截止周"), help_text=_("填截止周中的任一天；过了该周，需求自动关闭。"))
    phone = HalfWidthField(
        label=_("联系电话"), required=False, max_length=20, help_text=_("愿意供应商来电的填，公开给供应商和平台。")
    )
    remarks = words_field(_("备注"), required=False, help_text=_("规格、质量、配送要求等，不写个人姓名。"))

    def told(self) -> ToldDemand:
        """Return what was typed."""
        given = dict(self.cleaned_data)
        return ToldDemand(category_id=given.pop("category"), **given)


class NumberForm(ApartForm):
    """What a telephone number is wanted for."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=60,
        help_text=_("查看人、时间和用途会留有记录。"),
        widget=forms.TextInput(attrs={"placeholder": _("如：联系供货"), "autocomplete": "off"}),
        error_messages={"required": _("请写明查看完整号码的用途。")},
    )


class AnswerForm(ApartForm):
    """With which product a supplier could deliver."""

    product = forms.TypedChoiceField(
        label=_("可供应的商品"), coerce=int, error_messages={"invalid_choice": _("请选择已通过审核的商品。")}
    )

    def __init__(self, products: Iterable[Product], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].choices = [("", _("请选择")), *((one.pk, one.name) for one in products)]  # type: ignore[attr-defined]  # a choice
