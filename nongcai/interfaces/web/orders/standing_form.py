"""What is typed about standing orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders import rules
from nongcai.domain.orders.services import ToldStanding, ToldStandingLine
from nongcai.interfaces.web.orders.placing_form import LARGEST, BuyForm
from nongcai.interfaces.web.programmes.forms import day_field
from nongcai.interfaces.web.suppliers.forms import ApartForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from django.http import QueryDict

    from nongcai.domain.catalogue.queries import Orderable
    from nongcai.domain.orders.queries import ShownStandingLine
    from nongcai.domain.organisations.queries import BuyingUnit

QUANTITY, WEEKDAYS, PRICE = "quantity_", "weekdays_", "price_"
DAYS = [(1, _("一")), (2, _("二")), (3, _("三")), (4, _("四")), (5, _("五")), (6, _("六")), (7, _("日"))]


def clock_field(label: Any) -> forms.TimeField:
    """Make a field for a time of day."""
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("请按“06:30”的形式填写时间。")},
    )


@dataclass(frozen=True)
class StandingRow:
    """One of the goods as it stands in the form."""

    goods: Orderable
    quantity: forms.BoundField
    weekdays: forms.BoundField


class StandingForm(BuyForm):
    """The goods of a week, each with its quantity and days; for whom, to where and when; how they are paid."""

    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("便于区分，如“食堂每周蔬菜”。"))
    starts_on = day_field(_("起始日期"))
    ends_on = day_field(_("截止日期"), help_text=_("最长一年；到期自动结束。"))
    lead_days = forms.IntegerField(
        label=_("提前下单天数"),
        min_value=1,
        max_value=rules.LEAD_MOST,
        help_text=_("送货日前几天下单，应留出审批、签约和运输的时间。"),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("请填写1至30之间的整数。")),
    )
    earliest = clock_field(_("送货时段开始"))
    latest = clock_field(_("送货时段结束"))
    rests_on_days_off = forms.BooleanField(label=_("法定节假日和调休放假日暂停"), required=False)
    # What goods cost when they were shown: where one costs something else now, it is shown once more.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def __init__(
        self,
        goods: Mapping[int, Orderable],
        units: Sequence[BuyingUnit],
        provinces: Mapping[str, str],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(goods, units, provinces, *args, **kwargs)
        self.fields["province"].help_text = ""
        for key, one in goods.items():
            named = f"{one.product_name} {one.specification}"
            self.fields[f"{QUANTITY}{key}"] = forms.IntegerField(
                label=f"{_('数量')} {named}", min_value=1, max_value=LARGEST, required=False
            )
            self.fields[f"{WEEKDAYS}{key}"] = forms.TypedMultipleChoiceField(
                label=f"{_('送货日')} {named}",
                choices=DAYS,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def rows(self) -> list[StandingRow]:
        """The goods."""
        return [StandingRow(one, self[f"{QUANTITY}{key}"], self[f"{WEEKDAYS}{key}"]) for key, one in self.goods.items()]

    @property
    def shown(self) -> str:
        """What all of it costs, in a line, by which one knows whether something changed."""
        return " ".join(f"{key}@{one.price}:{_tiers(one)}" for key, one in self.goods.items())

    def clean(self) -> dict[str, Any]:
        """Want a quantity of what is delivered on some day."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for key in self.goods:
            name = f"{QUANTITY}{key}"
            if given.get(f"{WEEKDAYS}{key}") and given.get(name) is None and name not in self.errors:
                self.add_error(name, _("请填写数量。"))
        return given

    def told(self) -> ToldStanding:
        """Return what was typed; goods for no day of the week are left out."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        lines = []
        for key in self.goods:
            quantity, days = given.pop(f"{QUANTITY}{key}"), given.pop(f"{WEEKDAYS}{key}")
            if days:
                lines.append(ToldStandingLine(key, quantity, tuple(days)))
        return ToldStanding(lines=tuple(lines), **given)


class BreakForm(ApartForm):
    """From when to when nothing is delivered."""

    first_on = day_field(_("停供起期"))
    last_on = day_field(_("停供止期"))
    words = forms.CharField(label=_("原因"), required=False, max_length=60, help_text=_("如“寒假”。"))


class ReasonForm(forms.Form):
    """Why it is paused or ended, where one wants to say it; whoever reads the steps later knows."""

    words = forms.CharField(label=_("原因"), required=False, max_length=60, help_text=_("如“食堂改造”，可不填。"))

    @classmethod
    def said(cls, told: QueryDict) -> str:
        """Return what was typed, as far as it is kept."""
        return told.get("words", "").strip()[:60]


class AgreeForm(forms.Form):
    """What offers cost as it was seen."""

    def __init__(self, lines: Iterable[ShownStandingLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in lines:
            self.fields[f"{PRICE}{one.line.offer_id}"] = forms.DecimalField(
                max_digits=12, decimal_places=2, required=False, widget=forms.HiddenInput, initial=one.price
            )

    def prices(self) -> dict[int, Decimal]:
        """Return what was seen."""
        given = self.cleaned_data.items()
        return {int(name.removeprefix(PRICE)): price for name, price in given if price is not None}


def _tiers(one: Orderable) -> str:
    return ",".join(f"{tier.from_quantity}={tier.price}" for tier in one.tiers)
