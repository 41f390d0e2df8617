"""The shape of a filing as people type it: the form, and a row for each canteen."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.queries import SaidCanteen, SaidFiling
from nongcai.domain.shares.services import ProofFile
from nongcai.interfaces.web.fields import AmountField, HalfWidthField
from nongcai.interfaces.web.shares import words
from nongcai.interfaces.web.shares.scan_forms import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from nongcai.domain.shares.queries import Chain

OWN, SHARED, NONE = "own", "shared", "none"
EATS = [(OWN, _("有食堂")), (SHARED, _("共用其他单位食堂")), (NONE, _("无食堂"))]
MOST_CANTEENS = 30
ROWS = "canteens"
# Asked only where a rule in force reckons with it.
ASKED = {"farm_total", "welfare_total", "union_funds", "gift_total"}
_WRONG = _("请填写以元为单位、不小于零的数字，最多两位小数，如：120,000.50。")


def _amount(label: StrOrPromise, *, required: bool = False, **changes: Any) -> AmountField:
    names = ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits")
    return AmountField(
        label=label,
        required=required,
        min_value=0,
        max_digits=15,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages=dict.fromkeys(names, _WRONG) | {"required": _("请填写金额。")},
        **changes,
    )


def _heads(label: StrOrPromise) -> forms.IntegerField:
    wrong = _("请填写不小于零的整数。")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class CanteenForm(forms.Form):
    """One canteen. A row left as it was handed out does not count."""

    kind = forms.ChoiceField(label=_("食堂类型"), choices=list(words.KINDS.items()), initial=OWN)
    name = forms.CharField(label=_("食堂名称"), required=False, max_length=60)
    diners = _heads(_("就餐人数"))
    total = _amount(_("年度食材采购总额（元）"), required=True)
    total_source = forms.ChoiceField(label=_("总额来源"), choices=list(words.SOURCES.items()), initial="accounts")
    contractor = forms.TypedChoiceField(label=_("承包方"), required=False, coerce=int, empty_value=None)
    contractor_name = forms.CharField(
        label=_("承包方名称"), required=False, max_length=128, help_text=_("尚未开通交易账号的，在此填写名称。")
    )
    account_due_on = forms.DateField(
        label=_("账号拟开通日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请按“2024-03-31”的形式填写日期。")},
    )

    def __init__(self, *args: Any, contractors: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contractors = contractors
        none = _("未开通交易账号") if contractors else _("没有已开通账号的承包方")
        self.fields["contractor"].choices = [("", none), *contractors.items()]  # type: ignore[attr-defined]  # a choice field

    def has_changed(self) -> bool:
        """Say whether anything is said of a canteen: a kind alone, as it was chosen before, is no canteen."""
        told = ("name", "diners", "total", "contractor", "contractor_name", "account_due_on")
        return super().has_changed() and any(self.data.get(self.add_prefix(name)) for name in told)

    def said(self) -> SaidCanteen:
        """Return the canteen as it was typed; only an outsourced one has a contractor."""
        typed = self.cleaned_data
        is_outsourced = typed["kind"] == "outsourced"
        contractor = typed["contractor"] if is_outsourced else None
        named = self.contractors.get(contractor, "") if contractor else typed["contractor_name"]
        return SaidCanteen(
            kind=typed["kind"],
            name=typed["name"],
            total=typed["total"],
            total_source=typed["total_source"],
            diners=typed["diners"],
            contractor_id=contractor,
            contractor_name=named if is_outsourced else "",
            account_due_on=typed["account_due_on"] if is_outsourced else None,
        )


class CanteenRows(forms.BaseFormSet):  # type: ignore[type-arg]  # a name without brackets at run time
    """The canteens of a unit; any may be struck out."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name the box that strikes a canteen out."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("删去此食堂")


class FilingForm(forms.Form):
    """Everything but the canteens."""

    eats = forms.ChoiceField(label=_("食堂情况"), choices=EATS, widget=forms.RadioSelect, initial=OWN)
    host = forms.CharField(
        label=_("食堂管理单位"),
        required=False,
        max_length=128,
        help_text=_("填写管理食堂的预算单位的单位编码或全称，由其统一填报。"),
    )
    host_name = forms.CharField(
        label=_("其他机构名称"),
        required=False,
        max_length=128,
        help_text=_("食堂由预算单位以外的机构管理的，填写在此。"),
    )
    proof = forms.FileField(
        label=_("管理证明材料"),
        required=False,
        help_text=_("由其他机构管理的须上传：协议或说明，PDF、JPG、PNG或OFD，不超过20MB；试算后请重新选择文件。"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={"empty": _("所选文件是空文件，请核对后再上传。")},
    )
    reserved = _amount(_("预留金额（元）"))
    ratio = AmountField(
        label=_("预留比例（%）"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"),
            _("请填写0至100之间的数字，如：10。"),
        ),
        help_text=_("金额和比例只填一项，另一项自动计算。"),
    )
    farm_total = _amount(words.FIELDS["farm_total"])
    has_union_funds = forms.BooleanField(label=_("本单位有独立工会经费"), required=False)
    union_members = _heads(words.FIELDS["union_members"])
    union_planned = _amount(words.FIELDS["union_planned"])
    welfare_total = _amount(words.FIELDS["welfare_total"])
    union_funds = _amount(words.FIELDS["union_funds"])
    gift_total = _amount(words.FIELDS["gift_total"])
    contact_name = forms.CharField(label=_("联系人"), max_length=40)
    contact_phone = HalfWidthField(
        label=_("联系电话"),
        max_length=30,
        validators=[RegexValidator(r"^[0-9+（）() -]{7,30}$", _("请填写电话号码，如：0371-12345678。"))],
    )
    note = forms.CharField(
        label=_("补充说明"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, bases: set[str], last_year: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ASKED - bases:
            del self.fields[name]
        for name, text in last_year.items():
            self.fields[name].help_text = text

    def clean(self) -> dict[str, Any]:
        """Want one of two answers where both say the same thing."""
        typed = self.cleaned_data
        if typed.get("reserved") is not None and typed.get("ratio") is not None:
            self.add_error("ratio", _("预留金额和预留比例只填一项，请删去其中一项。"))
        answers = [typed[name] for name in ("reserved", "ratio") if name in typed]
        if typed.get("eats") == OWN and answers == [None, None]:
            self.add_error("reserved", _("请填写预留金额，或填写预留比例。"))
        if typed.get("eats") == SHARED and bool(typed.get("host")) == bool(typed.get("host_name")):
            self.add_error("host", _("请填写管理食堂的单位：预算单位填编码或全称，其他机构填名称，只填一项。"))
        return typed


class FilingSheet:
    """The form and its canteens, read together. `initial` has the keys `form` and `canteens`."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Mapping[str, UploadedFile[Any]] | None = None,
        *,
        initial: Mapping[str, Any],
        contractors: Mapping[int, str],
        bases: set[str],
        last_year: Mapping[str, str],
        rows: int = 0,
    ) -> None:
        canteens = list(initial.get("canteens", ()))
        shape = forms.formset_factory(
            CanteenForm,
            formset=CanteenRows,
            extra=max(rows, len(canteens), 1),
            max_num=MOST_CANTEENS,
            absolute_max=MOST_CANTEENS,
            can_delete=True,
        )
        self.form = FilingForm(data, files, initial=initial.get("form"), bases=bases, last_year=last_year)
        self.canteens = shape(data, prefix=ROWS, form_kwargs={"contractors": contractors})
        for row, typed in zip(self.canteens.forms, canteens, strict=False):
            if data is None:
                row.initial = dict(typed)

    def is_valid(self) -> bool:
        """Say whether everything can be read; canteens of a unit without one are left aside."""
        if not self.form.is_valid():
            self.canteens.is_valid()
            return False
        if self.form.cleaned_data["eats"] == NONE:
            return True
        if not self.canteens.is_valid():
            return False
        if self.form.cleaned_data["eats"] == OWN and not self._filled():
            self.form.add_error(None, _("请至少填写一个食堂；没有食堂的，食堂情况选“无食堂”。"))
            return False
        return True

    def said(self, chain: Chain) -> SaidFiling:
        """Return the filing as it was typed.

        :raises InvalidError: when the managing unit is not to be found.
        """
        typed = dict(self.form.cleaned_data)
        eats, host = typed.pop("eats"), typed.pop("host")
        del typed["seen_version"], typed["proof"]
        canteens = () if eats == NONE else tuple(row.said() for row in self._filled())
        if eats != SHARED:
            typed["host_name"] = ""
        if not canteens:
            typed |= {"reserved": Decimal(0), "ratio": None}
        host_id = shares.host_named(chain, host) if eats == SHARED and host else None
        return SaidFiling(canteens=canteens, host_id=host_id, **typed)

    @property
    def proof(self) -> ProofFile | None:
        """The file that proves who manages the canteen."""
        file = self.form.cleaned_data["proof"]
        return ProofFile(file.name or "", file.read()) if file else None

    @property
    def parts(self) -> list[tuple[StrOrPromise, forms.Form]]:
        """The form and each canteen, with the words that tell them apart in a list of what is wrong."""
        rows = [
            (_("食堂%d") % place, row)
            for place, row in enumerate(self.canteens.forms, start=1)
            if not getattr(row, "cleaned_data", {}).get("DELETE")
        ]
        return [("", self.form), *rows]

    @property
    def has_errors(self) -> bool:
        """Whether something is to be mended."""
        return bool(self.form.errors) or any(row.errors for row in self.canteens.forms)

    def _filled(self) -> Sequence[Any]:
        return [row for row in self.canteens.forms if row.has_changed() and not row.cleaned_data.get("DELETE")]


def typed_again(data: QueryDict) -> dict[str, Any]:
    """Return what was typed, unread, so that nothing of it is lost."""
    count = data.get(f"{ROWS}-TOTAL_FORMS", "")
    rows = range(min(int(count), MOST_CANTEENS) if count.isdecimal() else 0)
    names = [*CanteenForm.base_fields]
    canteens = [{name: data.get(f"{ROWS}-{row}-{name}", "") for name in names} for row in rows]
    gone = [data.get(f"{ROWS}-{row}-DELETE", "") for row in rows]
    form = {name: data[name] for name in FilingForm.base_fields if name in data and name != "proof"}
    return {"form": form, "canteens": [one for one, away in zip(canteens, gone, strict=True) if not away]}


def told_again(said: SaidFiling, host: str) -> dict[str, Any]:
    """Return what a version said, for its unit to change; `host` is the managing unit's name."""
    eats = SHARED if said.is_member else OWN if said.canteens else NONE
    names = [name for name in FilingForm.base_fields if hasattr(said, name)]
    form = {name: getattr(said, name) for name in names} | {"eats": eats, "host": host}
    return {"form": form, "canteens": [_canteen_again(one) for one in said.canteens]}


def _canteen_again(one: SaidCanteen) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in CanteenForm.base_fields if hasattr(one, name)}
    typed = "" if one.contractor_id else one.contractor_name
    return values | {"contractor": one.contractor_id or "", "contractor_name": typed}
