"""What is typed about the cart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.interfaces.web.reorders.forms import QUANTITY, quantity_field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict

    from nongcai.domain.catalogue.models import ShelfRow


class CartForm(forms.Form):
    """To where the cart would go."""

    province = forms.ChoiceField(label=_("收货省份"), required=False)

    def __init__(self, provinces: Mapping[str, str], told: QueryDict, *, own: str) -> None:
        place = told.get("province", own)
        self.place = place if place in provinces else ""
        super().__init__(initial={"province": self.place})
        self.fields["province"].choices = [("", _("请选择")), *provinces.items()]  # type: ignore[attr-defined]  # a choice


class PutForm(forms.Form):
    """How much of some offers comes into the cart, and where the reader was."""

    back = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, rows: Sequence[ShelfRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            field = quantity_field(f"{row.offer.product.name} {row.offer.specification}")
            field.initial = row.offer.minimum
            self.fields[f"{QUANTITY}{row.pk}"] = field

    def amounts(self, rows: Sequence[ShelfRow]) -> list[tuple[ShelfRow, forms.BoundField]]:
        """Return each offer with the field of its quantity."""
        return [(row, self[f"{QUANTITY}{row.pk}"]) for row in rows]

    def quantities(self) -> dict[int, int]:
        """Return how much of which offer."""
        given = self.cleaned_data
        return {int(name.removeprefix(QUANTITY)): given[name] for name in given if name.startswith(QUANTITY)}
