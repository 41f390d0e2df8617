"""What is typed about lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.services import reordering
from nongcai.interfaces.web.suppliers.forms import ApartForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nongcai.domain.catalogue.models import ReorderList, ShelfRow

FIRST = _("常购清单")
QUANTITY = "quantity_"


def quantity_field(label: Any) -> forms.IntegerField:
    """Make a field for a usual quantity."""
    return forms.IntegerField(label=label, min_value=1, max_value=reordering.LARGEST)


class NameForm(ApartForm):
    """The name of a list."""

    name = forms.CharField(label=_("清单名称"), max_length=40)


class CopyForm(NameForm):
    """The name of a copy."""


class QuantityForm(forms.Form):
    """How much is usual."""

    quantity = quantity_field(_("常购数量"))


class PutForm(forms.Form):
    """On which list some offers come, how much of each is usual, and where the reader was."""

    list_id = forms.TypedChoiceField(label=_("加入清单"), required=False, coerce=int, empty_value=None)
    name = forms.CharField(label=_("新清单名称"), required=False, max_length=40, help_text=_("选“新建清单”的填写。"))
    back = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, lists: Sequence[ReorderList], rows: Sequence[ShelfRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["list_id"].choices = [*((one.pk, one.name) for one in lists), ("", _("新建清单"))]  # type: ignore[attr-defined]  # a choice
        if lists:
            self.fields["list_id"].initial = lists[0].pk
        else:
            self.fields["name"].initial = FIRST
        for row in rows:
            field = quantity_field(f"{row.offer.product.name} {row.offer.specification}")
            field.initial = row.offer.minimum
            self.fields[f"{QUANTITY}{row.pk}"] = field

    @property
    def whereto(self) -> list[forms.BoundField]:
        """Which list."""
        return [self["list_id"], self["name"]]

    def amounts(self, rows: Sequence[ShelfRow]) -> list[tuple[ShelfRow, forms.BoundField]]:
        """Return each offer with the field of its quantity."""
        return [(row, self[f"{QUANTITY}{row.pk}"]) for row in rows]

    def clean(self) -> dict[str, Any]:
        """Want a list, or the name of a new one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("list_id") is None and not given.get("name") and "list_id" not in self.errors:
            self.add_error("name", _("请选择清单，或者填写新清单的名称。"))
        return given

    def quantities(self) -> dict[int, int]:
        """Return how much of which offer."""
        given = self.cleaned_data
        return {int(name.removeprefix(QUANTITY)): given[name] for name in given if name.startswith(QUANTITY)}
