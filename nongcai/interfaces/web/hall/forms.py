"""What is typed and chosen in the hall; all of it stands in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.queries import Asked
from nongcai.domain.catalogue.rules import parse
from nongcai.domain.catalogue.states import Certificate, Measured, Sorting
from nongcai.domain.regions.queries import places
from nongcai.interfaces.web.fields import AmountField

_KEYS: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1, "required": False, "widget": forms.HiddenInput}
_BEFORE_ALL = [("", _("不限"))]


class WordForm(forms.Form):
    """Words alone."""

    q = forms.CharField(
        label=_("关键词"),
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "placeholder": _("品名、产地、拼音或首字母"),
                "hx-get": reverse_lazy("hall:name_suggest"),
                "hx-trigger": "input changed delay:200ms",
                "hx-target": "#names",
                "hx-swap": "innerHTML",
                "hx-sync": "this:replace",
            }
        ),
    )


class HallForm(WordForm):
    """Words and filters. Whatever makes no sense filters nothing, and says so."""

    low = AmountField(label=_("折算单价从（元）"), required=False, min_value=0, max_digits=10, decimal_places=2)
    high = AmountField(label=_("到（元）"), required=False, min_value=0, max_digits=10, decimal_places=2)
    measured = forms.ChoiceField(
        label=_("折算单位"), required=False, choices=[*_BEFORE_ALL, *((one.value, one.label) for one in Measured)]
    )
    to = forms.RegexField(r"^\d{2}$", label=_("可配送到"), required=False, widget=forms.Select)
    sort = forms.ChoiceField(label=_("排序"), required=False, choices=Sorting.choices)
    in_stock = forms.BooleanField(label=_("只看有货"), required=False)
    category = forms.IntegerField(**_KEYS)
    supplier = forms.IntegerField(**_KEYS)
    zone = forms.IntegerField(**_KEYS)
    province = forms.RegexField(r"^\d{2}$", required=False, widget=forms.HiddenInput)
    prefecture = forms.RegexField(r"^\d{4}$", required=False, widget=forms.HiddenInput)
    county = forms.RegexField(r"^\d{6}$", required=False, widget=forms.HiddenInput)
    listed = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    certificate = forms.MultipleChoiceField(
        required=False, choices=Certificate.choices, widget=forms.MultipleHiddenInput
    )

    def asked(self, after: str) -> Asked:
        """Return what is looked for, from what could be read."""
        self.is_valid()
        read: dict[str, Any] = self.cleaned_data
        told: dict[str, Any] = {name: read.get(name) for name in ("category", "supplier", "zone", "low", "high")}
        places = ("province", "prefecture", "county", "listed")
        told |= {name: read.get(name) or "" for name in (*places, "measured", "to")}
        return Asked(
            query=parse(read.get("q", "")),
            certificates=tuple(read.get("certificate", ())),
            sort=read.get("sort") or Sorting.RELEVANCE.value,
            in_stock=bool(read.get("in_stock")),
            after=after,
            **told,
        )


def _places() -> list[tuple[str, Any]]:
    return [("", _("请选择")), *places().provinces.items()]


class DeliveryForm(forms.Form):
    """To which province, and how much of it."""

    to = forms.ChoiceField(label=_("送到"), required=False, choices=_places)
    quantity = forms.IntegerField(
        label=_("数量（按销售单位）"), required=False, min_value=1, max_value=999_999, help_text=_("不填按起订量算")
    )

    def __init__(self, data: Any, *, own: str) -> None:
        # What was not asked for is one's own place.
        super().__init__({"to": own if own in places().provinces else ""} | data.dict())
        self.is_valid()

    @property
    def place(self) -> str:
        """Two digits of the province; nothing when none was chosen."""
        told: str = self.cleaned_data.get("to", "")
        return told

    @property
    def pieces(self) -> int:
        """How many sale units; 0 for the fewest that are sold."""
        return self.cleaned_data.get("quantity") or 0
