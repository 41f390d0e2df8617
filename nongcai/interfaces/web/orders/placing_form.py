"""What is typed to order: the goods with their quantities, for whom, to where, how it is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders.errors import (
    NotDeliveredError,
    OrderKeyError,
    OutOfStockError,
    TermDaysError,
    TermForPayFirstError,
)
from nongcai.domain.orders.services import PlaceTold, ToldLine
from nongcai.domain.orders.states import PayerKind, PaymentMode, Purpose
from nongcai.interfaces.web.fields import HalfWidthField
from nongcai.interfaces.web.refusals import into_form, message_of
from nongcai.interfaces.web.suppliers.forms import words_field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nongcai.domain.catalogue.queries import Orderable
    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.queries import BuyingUnit
    from nongcai.foundation.errors import DomainError

LARGEST = 99_999
# What is filled in as in the last order.
REMEMBERED = (
    "purpose", "receiver", "phone", "province", "address", "payment_mode", "payer_kind", "invoice_title", "tax_number",
)  # fmt: skip


class BuyForm(forms.Form):
    """Some goods for a unit: to where, and how they are paid."""

    unit_id = forms.TypedChoiceField(
        label=_("所属预算单位"), coerce=int, help_text=_("采购金额计入该单位；下单后更改须双方和财政部门同意。")
    )
    purpose = forms.ChoiceField(label=_("用途"), choices=Purpose.choices, widget=forms.RadioSelect)
    receiver = forms.CharField(label=_("收货岗位或收货人"), max_length=40)
    phone = HalfWidthField(label=_("收货电话"), max_length=20, min_length=7)
    province = forms.ChoiceField(label=_("收货省份"), help_text=_("更换后请重新计算运费。"))
    address = forms.CharField(label=_("收货地址"), max_length=200)
    payment_mode = forms.ChoiceField(label=_("付款方式"), choices=PaymentMode.choices, widget=forms.RadioSelect)
    payer_kind = forms.ChoiceField(label=_("付款主体"), choices=PayerKind.choices)
    invoice_title = forms.CharField(label=_("发票抬头"), max_length=128)
    tax_number = HalfWidthField(label=_("纳税人识别号"), max_length=20, required=False)
    note = words_field(_("备注"), required=False, help_text=_("供应商可以看到；不写与订单无关的个人信息。"))

    def __init__(
        self,
        goods: Mapping[int, Orderable],
        units: Sequence[BuyingUnit],
        provinces: Mapping[str, str],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goods = goods
        self._choose("unit_id", [(one.id, one.name) for one in units])
        self._choose("province", list(provinces.items()))

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice


class PlaceForm(BuyForm):
    """An order of one supplier's goods. `key` is the order's own: sent twice, it is one order."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    term_days = forms.IntegerField(
        label=_("约定付款期限（日）"),
        required=False,
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3}),
        help_text=_(
            "只用于先货后款，自货物交付之日起算，最长60日，本地区规定更短的从其规定。留空的，按本地区规定的期限付款。"
        ),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("请填写整数天数，如：45。")),
    )
    # What was shown before: where amounts are others now, it is shown once more before it is ordered.
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
        self.is_stale = False
        for key, one in goods.items():
            self.fields[f"quantity_{key}"] = forms.IntegerField(
                label=f"{_('数量')} {one.product_name}", min_value=1, max_value=LARGEST
            )

    @property
    def facts(self) -> list[forms.BoundField]:
        """Every field but those of the goods and what was seen."""
        return [field for field in self if field.name != "seen" and not field.name.startswith("quantity_")]

    def quantity_of(self, offer_id: int) -> int:
        """Return how much is wanted as it stands in the form; the minimum where that is no number."""
        value = str(self[f"quantity_{offer_id}"].value() or "")
        is_read = value.isdecimal() and 0 < len(value) <= len(str(LARGEST))
        return int(value) if is_read and int(value) else self.goods[offer_id].minimum

    @property
    def place(self) -> str:
        """The province as it stands in the form."""
        value = str(self["province"].value() or "")
        return value if value in dict(self.fields["province"].choices) else ""  # type: ignore[attr-defined]  # a choice

    def told(self) -> PlaceTold:
        """Return what was typed, at the prices that were shown."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"key", "seen"}}
        quantities = {key: given.pop(f"quantity_{key}") for key in self.goods}
        lines = tuple(ToldLine(key, some, self.goods[key].price_at(some)) for key, some in quantities.items())
        return PlaceTold(lines=lines, **given)

    def refuse(self, refusal: DomainError) -> None:
        """Put a refusal beside the field that it is about."""
        name = ""
        self.is_stale = isinstance(refusal, OrderKeyError)
        if isinstance(refusal, NotDeliveredError):
            name = "province"
        if isinstance(refusal, OutOfStockError):
            name = f"quantity_{refusal.facts['offer_id']}"
        if isinstance(refusal, TermDaysError | TermForPayFirstError):
            name = "term_days"
        if name in self.fields:
            self.add_error(name, message_of(refusal))
        else:
            into_form(self, refusal)


def remembered(last: Order | None, province: str, body: str) -> dict[str, Any]:
    """Return what the form is filled in with: as in the last order, else what is usual.

    How a person paid for an order is no usage of the body: of such a one only where it went is remembered.
    """
    usual = {"purpose": Purpose.CANTEEN, "payment_mode": PaymentMode.GOODS_FIRST, "payer_kind": PayerKind.CANTEEN}
    if last is None:
        return usual | {"province": province, "invoice_title": body}
    told = {name: getattr(last, name) for name in REMEMBERED}
    return told | usual if last.payer_kind == PayerKind.PERSON else told
