"""What is typed about zones and what stands in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.services import ToldZone
from nongcai.domain.catalogue.states import Certificate, EntryAction, Move, ZoneAction, ZoneKind
from nongcai.domain.regions import queries as regions
from nongcai.interfaces.web.fields import AmountField
from nongcai.interfaces.web.programmes.forms import day_field
from nongcai.interfaces.web.suppliers.forms import ApartForm, words_field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.catalogue.models import Product, Zone

_BETWEEN = re.compile(r"[\s,，;；、]+")
_PRICE: dict[str, Any] = {"required": False, "min_value": 0, "max_digits": 12, "decimal_places": 2}


class ZoneForm(forms.Form):
    """A zone, what it takes, and when it is open."""

    name = forms.CharField(label=_("名称"), max_length=40)
    kind = forms.ChoiceField(label=_("类型"), choices=ZoneKind.choices)
    opens_on = day_field(_("开放日期"))
    closes_on = day_field(_("结束日期"), required=False, help_text=_("长期开放的不填。"))
    words = forms.CharField(label=_("介绍"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    position = forms.IntegerField(
        label=_("次序"), min_value=0, max_value=9999, initial=0, help_text=_("在商品大厅首页的先后，小的在前。")
    )
    certificates = forms.MultipleChoiceField(
        label=_("须有认证之一"), required=False, choices=Certificate.choices, widget=forms.CheckboxSelectMultiple
    )
    categories = forms.TypedMultipleChoiceField(
        label=_("商品分类"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    low = AmountField(label=_("最低折算单价（元/千克）"), **_PRICE)
    high = AmountField(label=_("最高折算单价（元/千克）"), **_PRICE)
    province = forms.ChoiceField(label=_("产地省"), required=False)
    counties = forms.CharField(
        label=_("产地县"), required=False, max_length=2000, help_text=_("填县名或者代码，用顿号隔开；不限的不填。")
    )
    capacity = forms.IntegerField(
        label=_("最多商品数"), required=False, min_value=1, max_value=100_000, help_text=_("不限的不填。")
    )

    def __init__(self, data: Any = None, zone: Zone | None = None) -> None:
        self.places = regions.places()
        super().__init__(data, initial=_before(zone, self.places) if zone else None)
        self.fields["province"].choices = [("", _("不限")), *self.places.provinces.items()]  # type: ignore[attr-defined]  # a choice
        chosen = set(zone.categories) if zone else set()
        rows = [row for row in catalogue.categories() if row.parent_id is None or row.pk in chosen]
        names = catalogue.names_above(rows)
        self.fields["categories"].choices = [(row.pk, names[row.pk]) for row in rows]  # type: ignore[attr-defined]  # a choice

    def clean_counties(self) -> list[str]:
        """Read names and codes of counties."""
        found = []
        for typed in filter(None, _BETWEEN.split(self.cleaned_data["counties"])):
            alike = [one.code for one in self.places.counties if typed in {one.code, one.name, one.place}]
            if len(alike) != 1:
                text = gettext("“%s”不是832个脱贫县，或者有同名县，请写县名全称（如河南省三门峡市卢氏县）或者代码。")
                raise ValidationError(text % typed)
            found += alike
        return found

    def told(self) -> ToldZone:
        """Return what was typed."""
        return ToldZone(**self.cleaned_data)


def _before(zone: Zone, places: regions.Places) -> dict[str, Any]:
    told = {name: getattr(zone, name) for name in ToldZone.__dataclass_fields__}
    named = [county.place for code in zone.counties if (county := places.county(code))]
    return told | {"counties": "、".join(named)}


class StepForm(forms.Form):
    """Whether a zone opens or closes."""

    action = forms.ChoiceField(choices=ZoneAction.choices)


class BannerForm(ApartForm):
    """A picture for a zone, with words."""

    file = forms.FileField(
        label=_("横幅图片"),
        help_text=_("JPG、PNG或WebP，不超过20MB，宜宽幅。"),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
        error_messages={"required": _("请选择图片。"), "empty": _("所选文件是空文件，请核对后再上传。")},
    )
    alt = forms.CharField(label=_("图片说明"), max_length=80, help_text=_("供看不到图片的人阅读。"))


class CuratorForm(ApartForm):
    """Who of the platform curates a zone."""

    user_ids = forms.TypedMultipleChoiceField(
        label=_("专区管理人员"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选的，平台人员都可以管理。"),
    )

    def __init__(self, people: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user_ids"].choices = list(people)  # type: ignore[attr-defined]  # a choice


class ApplyForm(ApartForm):
    """With which product a supplier applies."""

    product = forms.TypedChoiceField(
        label=_("商品"), coerce=int, error_messages={"invalid_choice": _("所选商品不能报名，请重新选择。")}
    )

    def __init__(self, products: Iterable[Product], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].choices = [("", _("请选择")), *((one.pk, one.name) for one in products)]  # type: ignore[attr-defined]  # a choice


class DecideForm(ApartForm):
    """What becomes of the applications that were chosen."""

    words = words_field(_("退回原因"), required=False, help_text=_("退回的须写明原因。"))
    action = forms.ChoiceField(
        choices=[(EntryAction.ADMIT.value, ""), (EntryAction.SEND_BACK.value, "")], widget=forms.HiddenInput
    )


class RemoveForm(forms.Form):
    """Why a product is taken out of a zone."""

    words = forms.CharField(label=_("移出原因"), max_length=500)


class OrderForm(forms.Form):
    """How a product is moved in the order that was seen."""

    move = forms.ChoiceField(choices=Move.choices)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
