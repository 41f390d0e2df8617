"""What is typed about the unit to which an order is to count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.web.suppliers.forms import ApartForm, words_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import BuyingUnit


def units_for(actor: Actor, order: Order) -> list[BuyingUnit]:
    """Return the other units for which the account buys."""
    return [one for one in organisations.units_to_buy_for(actor, timezone.localdate()) if one.id != order.unit_id]


class AskForm(ApartForm):
    """To which unit an order is to count, and why."""

    to_unit_id = forms.TypedChoiceField(label=_("更正后的预算单位"), coerce=int)
    words = words_field(_("更正的理由"), help_text=_("双方单位和财政部门同意后更正，原计入的金额冲回后重新计入。"))

    def __init__(self, units: Sequence[BuyingUnit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_unit_id"].choices = [(one.id, one.name) for one in units]  # type: ignore[attr-defined]  # a choice


class AnswerForm(forms.Form):
    """Whether one's own side agrees."""

    agrees = forms.ChoiceField(
        label=_("答复"), choices=[("yes", _("同意更正")), ("no", _("不同意"))], widget=forms.RadioSelect
    )
    words = words_field(_("说明"), required=False, help_text=_("不同意的，写明理由。"))

    def told(self) -> dict[str, Any]:
        """Return what was typed."""
        return {"agrees": self.cleaned_data["agrees"] == "yes", "words": self.cleaned_data["words"]}
