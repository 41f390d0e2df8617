"""What is typed about orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders.services import Photo, ToldAcceptance, ToldParcel, ToldParcelLine, ToldReturn
from nongcai.domain.orders.states import Shortfall
from nongcai.interfaces.web.fields import AmountField, HalfWidthField
from nongcai.interfaces.web.imports.forms import FilesInput
from nongcai.interfaces.web.prices.forms import ScansField
from nongcai.interfaces.web.suppliers.forms import ApartForm, words_field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nongcai.domain.orders.models import OrderLine

LARGEST = 99_999
# More is not read: the service refuses what is larger than ten megabytes.
READ = 10 * 2**20 + 1
MARKS = [(str(mark), str(mark)) for mark in range(5, 0, -1)]


class FindForm(forms.Form):
    """Which orders."""

    q = forms.CharField(label=_("编号、单位或商品"), required=False, max_length=60)
    stage = forms.CharField(required=False, widget=forms.HiddenInput, max_length=12)

    def told(self) -> dict[str, str]:
        """Return what could be read."""
        self.is_valid()
        given = self.cleaned_data
        return {"text": given.get("q") or "", "stage": given.get("stage") or ""}


class ApproveForm(ApartForm):
    """What an approver adds."""

    words = words_field(_("审批意见"), required=False)


class RefuseForm(ApartForm):
    """Why an approver does not agree."""

    words = words_field(_("不同意的理由"))


class CancelForm(ApartForm):
    """Why the buyer cancels."""

    words = words_field(_("取消的原因"))


class DeclineForm(ApartForm):
    """Why the supplier does not take the order."""

    words = words_field(_("不接单的原因"))


class CallOffForm(ApartForm):
    """Why the supplier gives up what was signed."""

    words = words_field(_("取消的原因"), help_text=_("须与采购人协商一致；已付的款项应退回。"))


class RequoteForm(ApartForm):
    """Another carriage fee."""

    freight = AmountField(label=_("运费（元）"), min_value=0, max_digits=10, decimal_places=2)
    words = words_field(_("变更的原因"), help_text=_("采购人确认后方可签约。"))


class EvaluateForm(ApartForm):
    """What the buyer thinks."""

    goods = forms.TypedChoiceField(label=_("商品质量"), coerce=int, choices=MARKS, widget=forms.RadioSelect)
    delivery = forms.TypedChoiceField(label=_("物流配送"), coerce=int, choices=MARKS, widget=forms.RadioSelect)
    service = forms.TypedChoiceField(label=_("供应商服务"), coerce=int, choices=MARKS, widget=forms.RadioSelect)
    words = words_field(_("评价"), required=False, help_text=_("5分最好；评价公开，不写个人姓名和电话。"))


def photos_field() -> ScansField:
    """Make a field for photographs, which a telephone takes at once."""
    return ScansField(
        label=_("照片"),
        required=False,
        help_text=_("手机可直接拍照；JPG、PNG或PDF，最多9个，每个不超过10兆。"),
        widget=FilesInput(attrs={"accept": "image/*,application/pdf", "multiple": True, "capture": "environment"}),
    )


def photos_of(form: forms.Form) -> list[Photo]:
    """Return the photographs of a form."""
    return [Photo(file.name or "photo", file.read(READ)) for file in form.cleaned_data["photos"]]


def weight_field(help_text: Any = "") -> AmountField:
    """Make a field for what goods weigh."""
    return AmountField(
        label=_("重量（千克）"), min_value=0, max_digits=12, decimal_places=3, required=False, help_text=help_text
    )


class LineForm(ApartForm):
    """A form with fields for each of some lines of an order."""

    names: tuple[str, ...] = ()

    def __init__(self, lines: Sequence[OrderLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            self.fields.update({f"{name}_{line.seq}": field for name, field in self.made(line).items()})

    def made(self, line: OrderLine) -> dict[str, forms.Field]:
        """Make the fields of a line."""
        raise NotImplementedError

    def told_of(self, line: OrderLine) -> dict[str, Any]:
        """Return what was typed of a line."""
        return {name: self.cleaned_data.get(f"{name}_{line.seq}") for name in self.names}

    @property
    def rest(self) -> list[forms.BoundField]:
        """Return the fields that are of no line."""
        return [field for field in self if field.name.rpartition("_")[0] not in self.names]

    def rows(self) -> Iterator[tuple[OrderLine, dict[str, forms.BoundField]]]:
        """Return each line with its fields."""
        for line in self.lines:
            names = [name for name in self.names if f"{name}_{line.seq}" in self.fields]
            yield line, {name: self[f"{name}_{line.seq}"] for name in names}


class ShipForm(LineForm):
    """A parcel: what is in it, who carries it."""

    names = ("quantity", "weight")
    carrier = forms.CharField(label=_("承运方"), max_length=40, help_text=_("快递公司；自行配送的填“自行配送”。"))
    tracking_number = HalfWidthField(label=_("运单号"), max_length=40, required=False)

    def made(self, line: OrderLine) -> dict[str, forms.Field]:
        """Ask how much of a line is in the parcel: at first, all that was not sent."""
        label = _("本次发货（%(unit)s）") % {"unit": line.unit}
        found: dict[str, forms.Field] = {
            "quantity": forms.IntegerField(
                label=label, min_value=0, max_value=LARGEST, required=False, initial=line.unsent
            )
        }
        if line.is_weighed:
            found["weight"] = weight_field()
        return found

    def told(self) -> ToldParcel:
        """Return what was typed; lines of which nothing is sent are left out."""
        given = [(line, self.told_of(line)) for line in self.lines]
        lines = tuple(ToldParcelLine(line.seq, **one) for line, one in given if one["quantity"])
        return ToldParcel(self.cleaned_data["carrier"], self.cleaned_data["tracking_number"], lines)


class AcceptForm(LineForm):
    """What came and is accepted, what is not and why, with photographs."""

    names = ("accepted", "refused", "reason", "weight")
    photos = photos_field()
    words = words_field(_("验收说明"), required=False)

    def made(self, line: OrderLine) -> dict[str, forms.Field]:
        """Ask how much of a line is accepted: at first, all that came."""
        unit = {"unit": line.unit}
        usual: dict[str, Any] = {"min_value": 0, "max_value": LARGEST, "required": False}
        found: dict[str, forms.Field] = {
            "accepted": forms.IntegerField(label=_("验收数量（%(unit)s）") % unit, initial=line.here, **usual),
            "refused": forms.IntegerField(label=_("未收数量（%(unit)s）") % unit, initial=0, **usual),
            "reason": forms.ChoiceField(
                label=_("原因"), required=False, choices=[("", _("未收的请选择")), *Shortfall.choices]
            ),
        }
        if line.is_weighed:
            found["weight"] = weight_field(_("不填的，按供应商发货的重量验收。"))
        return found

    def told(self) -> dict[str, Any]:
        """Return what was typed; lines of which nothing is said are left out."""
        given = [(line, self.told_of(line)) for line in self.lines]
        rows = [
            ToldAcceptance(line.seq, one["accepted"] or 0, one["refused"] or 0, one["reason"] or "", one["weight"])
            for line, one in given
            if one["accepted"] or one["refused"]
        ]
        return {"told": rows, "photos": photos_of(self), "words": self.cleaned_data["words"]}


class SignForm(ApartForm):
    """Nothing is typed to sign."""


class AgreeForm(ApartForm):
    """Nothing is typed to agree."""


class ReturnForm(LineForm):
    """What is to go back, and why."""

    names = ("quantity",)
    reason = forms.ChoiceField(label=_("退货原因"), choices=[("", _("请选择")), *Shortfall.choices])
    words = words_field(_("说明"), help_text=_("写明问题和退货办法；供应商同意后再寄回。"))
    photos = photos_field()

    def made(self, line: OrderLine) -> dict[str, forms.Field]:
        """Ask how much of a line goes back."""
        most = line.accepted - line.returned
        field = forms.IntegerField(label=_("退货数量"), min_value=0, max_value=most, required=False, initial=0)
        return {"quantity": field}

    def told(self) -> dict[str, Any]:
        """Return what was typed; lines of which nothing goes back are left out."""
        given = [(line, self.told_of(line)["quantity"]) for line in self.lines]
        same = {name: self.cleaned_data[name] for name in ("reason", "words")}
        rows = [ToldReturn(line.seq, quantity) for line, quantity in given if quantity]
        return {"told": rows, "photos": photos_of(self), **same}


class AnswerForm(ApartForm):
    """Whether the supplier takes goods back."""

    agrees = forms.ChoiceField(
        label=_("答复"), choices=[("yes", _("同意退货")), ("no", _("不同意"))], widget=forms.RadioSelect
    )
    words = words_field(_("说明"), required=False, help_text=_("同意的写明寄回地址；不同意的写明理由。"))

    def told(self) -> dict[str, Any]:
        """Return what was typed."""
        return {"agrees": self.cleaned_data["agrees"] == "yes", "words": self.cleaned_data["words"]}
