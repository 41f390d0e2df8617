"""What is typed about offers and carriage."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.rules.pricing import OTHERS, Fee, Tier
from nongcai.domain.catalogue.services import ToldOffer
from nongcai.domain.catalogue.states import SaleUnit
from nongcai.domain.regions import queries as regions
from nongcai.interfaces.web.fields import AmountField, plain_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.catalogue.models import FreightPlan, Offer

TIERS = 4
_NO = "不配送"
_MONTHS = [("", _("全年")), *((month, _("%(month)s月") % {"month": month}) for month in range(1, 13))]


def price_field(label: Any, *, required: bool = True) -> AmountField:
    """Make a field for a price; what it must be, the rule says."""
    return AmountField(label=label, required=required, max_digits=14)


def quantity_field() -> forms.IntegerField:
    """Make a field for a stock."""
    return forms.IntegerField(
        label=_("库存总量"),
        min_value=0,
        max_value=99_999_999,
        help_text=_("按销售单位计，含已占用和已售出的；不能少于已占用和已售出之和。"),
    )


class OfferForm(forms.Form):
    """How a product is sold, but for price and stock."""

    specification = forms.CharField(label=_("规格"), max_length=60, help_text=_("如：250克×20袋/箱。"))
    sale_unit = forms.ChoiceField(label=_("销售单位"), choices=SaleUnit.choices)
    pieces = forms.IntegerField(
        label=_("每单位件数"), min_value=1, max_value=100_000, initial=1, help_text=_("每销售单位含几个标签净含量。")
    )
    gross_kilograms = AmountField(
        label=_("每单位毛重（千克）"),
        required=False,
        max_digits=10,
        decimal_places=3,
        help_text=_("连包装，用于计算运费；不填的按净含量计。"),
    )
    minimum = forms.IntegerField(label=_("起订量"), min_value=1, max_value=100_000, initial=1)
    lead_days = forms.IntegerField(label=_("备货天数"), min_value=0, max_value=90, initial=3)
    season_from = forms.TypedChoiceField(
        label=_("供应起始月"), choices=_MONTHS, coerce=int, empty_value=None, required=False
    )
    season_to = forms.TypedChoiceField(
        label=_("供应截止月"), choices=_MONTHS, coerce=int, empty_value=None, required=False
    )
    is_catch_weight = forms.BooleanField(label=_("称重商品：按件订购，按实际重量结算"), required=False)
    band_percent = AmountField(
        label=_("重量允差（%）"), required=False, max_digits=4, decimal_places=1, help_text=_("只有称重商品填写。")
    )
    freight_id = forms.TypedChoiceField(label=_("运费模板"), coerce=int, empty_value=None, required=False)

    def __init__(self, plans: Iterable[FreightPlan], data: Any = None, offer: Offer | None = None) -> None:
        super().__init__(data, initial=_before(offer) if offer else None)
        field: Any = self.fields["freight_id"]
        field.choices = [("", _("包邮")), *((plan.pk, plan.name) for plan in plans)]

    def told(self) -> ToldOffer:
        """Return what was typed."""
        return ToldOffer(**{name: self.cleaned_data[name] for name in OfferForm.base_fields})


class NewOfferForm(OfferForm):
    """How a product is sold, for what, and how much there is."""

    price = price_field(_("单价（元）"))
    quantity = quantity_field()


def _before(offer: Offer) -> dict[str, Any]:
    return {name: getattr(offer, name) for name in OfferForm.base_fields}


class PriceForm(forms.Form):
    """A price with its tiers."""

    price = price_field(_("单价（元）"))

    def __init__(self, data: Any = None, offer: Offer | None = None, tiers: Iterable[Tier] = ()) -> None:
        initial: dict[str, Any] = {"price": offer.price} if offer else {}
        for number, tier in enumerate(tiers, start=1):
            initial |= {f"from_{number}": tier.from_quantity, f"price_{number}": tier.price}
        super().__init__(data, initial=initial)
        for number in range(1, TIERS + 1):
            self.fields[f"from_{number}"] = forms.IntegerField(
                label=_("第%(n)s级起始数量") % {"n": number}, required=False, min_value=2, max_value=99_999_999
            )
            self.fields[f"price_{number}"] = price_field(_("第%(n)s级单价（元）") % {"n": number}, required=False)

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each tier."""
        return [(self[f"from_{number}"], self[f"price_{number}"]) for number in range(1, TIERS + 1)]

    def clean(self) -> dict[str, Any]:
        """Want both halves of a tier."""
        told = super().clean() or {}
        for number in range(1, TIERS + 1):
            start, price = told.get(f"from_{number}"), told.get(f"price_{number}")
            if (start is None) != (price is None) and not {f"from_{number}", f"price_{number}"} & set(self.errors):
                self.add_error(f"from_{number}", _("阶梯价须同时填写起始数量和单价。"))
        return told

    def tiers(self) -> list[Tier]:
        """Return the tiers that were typed."""
        given = self.cleaned_data
        rows = [(given[f"from_{number}"], given[f"price_{number}"]) for number in range(1, TIERS + 1)]
        return [Tier(start, price) for start, price in rows if start is not None]


class StockForm(forms.Form):
    """How much there is in all."""

    quantity = quantity_field()


class PlanForm(forms.Form):
    """What carriage costs: to most provinces, to some otherwise, to some not at all."""

    name = forms.CharField(label=_("名称"), max_length=40)
    first_kilograms = AmountField(label=_("首重（千克）"), max_digits=8, decimal_places=3, initial=1, min_value=0)
    first_fee = AmountField(label=_("首重运费（元）"), max_digits=8, decimal_places=2, initial=0, min_value=0)
    next_fee = AmountField(label=_("续重每千克（元）"), max_digits=8, decimal_places=2, initial=0, min_value=0)
    free_from = AmountField(label=_("满额包邮（元）"), max_digits=10, decimal_places=2, required=False, min_value=0)
    special = forms.CharField(
        label=_("另行计费或不配送的省份"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "一行一省：省份、首重千克、首重运费、续重每千克、满额包邮（可不填），用空格分开，"
            "如“新疆 1 20 15”；不配送的写“西藏 不配送”。"
        ),
    )

    def __init__(self, data: Any = None, plan: FreightPlan | None = None) -> None:
        self.names = {one.name: one.code[:2] for one in regions.provinces()}
        super().__init__(data, initial=_told_before(plan, self.names) if plan else None)

    def clean_special(self) -> list[Fee]:
        """Read a line a province.

        :raises ValidationError: naming the line.
        """
        lines = [line.split() for line in self.cleaned_data["special"].splitlines()]
        return [self._fee(number, words) for number, words in enumerate(lines, start=1) if words]

    def fees(self) -> list[Fee]:
        """Return what was typed, the rule for all others first."""
        given = self.cleaned_data
        others = Fee(
            OTHERS,
            first_kilograms=given["first_kilograms"],
            first_fee=given["first_fee"],
            next_fee=given["next_fee"],
            free_from=given["free_from"],
        )
        return [others, *given["special"]]

    def _fee(self, number: int, words: list[str]) -> Fee:
        code = next((code for name, code in self.names.items() if name.startswith(words[0])), "")
        if not code:
            raise ValidationError(
                gettext("第%(line)s行“%(name)s”不是省份名称，请核对。") % {"line": number, "name": words[0]}
            )
        if words[1:] == [_NO]:
            return Fee(code, delivers=False)
        figures = [_figure(word) for word in words[1:]]
        if len(figures) not in {3, 4} or None in figures:
            raise ValidationError(
                gettext("第%(line)s行应为省份和三至四个数字，或者省份和“不配送”，请核对。") % {"line": number}
            )
        return Fee(code, True, *figures)  # type: ignore[arg-type]  # noqa: FBT003  None was refused; a column


def _figure(word: str) -> Decimal | None:
    try:
        found = Decimal(plain_number(word))
    except (ValueError, ArithmeticError):
        return None
    return found if found.is_finite() and 0 <= found < 100_000 and found == round(found, 2) else None


def _told_before(plan: FreightPlan, names: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"name": plan.name}
    lines = []
    by_code = {code: name for name, code in names.items()}
    for row in plan.rows.all():
        if not row.province:
            told |= {name: getattr(row, name) for name in ("first_kilograms", "first_fee", "next_fee", "free_from")}
            continue
        figures = (row.first_kilograms, row.first_fee, row.next_fee, row.free_from)
        said = " ".join(f"{one.normalize():f}" for one in figures if one is not None) if row.delivers else _NO
        lines.append(f"{by_code.get(row.province, row.province)} {said}")
    return told | {"special": "\n".join(lines)}
