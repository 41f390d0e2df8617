"""What to look for in the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.web.assessments.forms import YearForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from nongcai.domain.organisations.queries import Node

CANTEENS = (
    ("", _("全部")),
    ("own", _("自有食堂")),
    ("outsourced", _("外包食堂")),
    ("shared", _("共用食堂")),
    ("none", _("无食堂")),
)

NATURES = tuple(organisations.NATURES.items())


class UnitFilterForm(YearForm):
    q = forms.CharField(
        label=_("名称或代码"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"placeholder": _("名称或代码")}),
    )
    under = forms.TypedChoiceField(label=_("地区"), required=False, coerce=int, empty_value=None)
    canteen = forms.ChoiceField(label=_("食堂情况"), required=False, choices=CANTEENS)

    nature = forms.ChoiceField(
        label=_("单位性质"),
        required=False,
        choices=[("", _("全部")), *NATURES, (organisations.NO_NATURE, _("未登记"))],
    )

    field_order = ("q", "under", "canteen", "nature", "year")

    def __init__(self, data: QueryDict, *, years: Sequence[int], nodes: Sequence[Node]) -> None:
        super().__init__(data, years=years)
        under = self.fields["under"]
        assert isinstance(under, forms.ChoiceField)
        under.choices = [("", _("全部")), *((node.id, node.shown) for node in nodes)]
        if not nodes:
            del self.fields["under"]
        self.full_clean()
