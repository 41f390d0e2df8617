"""What is typed about prices: replies, decisions, rules, what markets publish, proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.services import Meaning, ToldElsewhere, ToldReference, ToldRule, Verdict
from nongcai.domain.catalogue.states import AlarmAction, AlarmState, NetUnit, PriceBasis
from nongcai.interfaces.web.accounts.batches import BatchNewForm
from nongcai.interfaces.web.fields import AmountField
from nongcai.interfaces.web.goods.category_forms import parents
from nongcai.interfaces.web.imports.forms import FilesInput
from nongcai.interfaces.web.programmes.forms import day_field
from nongcai.interfaces.web.shares.scan_forms import ENDINGS
from nongcai.interfaces.web.suppliers.forms import ApartForm, scan_field, words_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

# So many names are asked about at once.
NAMES_AT_ONCE = 30
LEFT_OUT = "none"


class ScansField(forms.FileField):
    """Several scans, or none."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Check each by itself; what is in it the service looks at."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(ScansField, self).clean(file, initial) for file in files]


class FindForm(forms.Form):
    """Which alarms."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *AlarmState.choices])


class ReplyForm(ApartForm):
    """Why a price is what it is, with what proves it."""

    words = words_field(_("价格说明"), help_text=_("写明成本、等级、运输等原因；在商品页公开，不写个人姓名和电话。"))
    proofs = ScansField(
        label=_("证明材料"),
        required=False,
        help_text=_("PDF、JPG、PNG或OFD，最多5个，每个不超过20MB，随说明公开。"),
        widget=FilesInput(attrs={"accept": ENDINGS, "multiple": True}),
    )


class VerdictForm(ApartForm):
    """What the platform decides."""

    action = forms.ChoiceField(
        label=_("决定"), choices=[(one.value, one.label) for one in (AlarmAction.KEEP, AlarmAction.WITHHOLD)]
    )
    words = words_field(_("理由"), help_text=_("认可价格的理由在商品页公开。"))

    def told(self) -> Verdict:
        """Return what was typed."""
        return Verdict(AlarmAction(self.cleaned_data["action"]), self.cleaned_data["words"])


class RuleForm(forms.Form):
    """From how many percent above what on a price is asked about."""

    category_id = forms.TypedChoiceField(
        label=_("分类"), coerce=int, empty_value=None, required=False, choices=lambda: parents(_("所有分类"))
    )
    basis = forms.ChoiceField(label=_("对照"), choices=PriceBasis.choices)
    percent = AmountField(
        label=_("高出（%）"), min_value=0, max_digits=5, decimal_places=1, help_text=_("高出对照价多少须说明，如30。")
    )
    reply_days = forms.IntegerField(label=_("说明期限（天）"), min_value=1, max_value=60, initial=5)
    since = day_field(_("施行日期"))
    until = day_field(_("截止日期"), required=False)
    document = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称，不加书名号。"))
    paragraph = forms.CharField(label=_("条款"), max_length=60, required=False, help_text=_("如：第三条。"))

    def told(self) -> ToldRule:
        """Return what was typed."""
        return ToldRule(**self.cleaned_data | {"basis": PriceBasis(self.cleaned_data["basis"])})


class ReferenceFindForm(forms.Form):
    """Which reference prices."""

    q = forms.CharField(label=_("品名或市场"), required=False, max_length=60)


class ReferenceForm(forms.Form):
    """What something cost at a place on a day."""

    category_id = forms.TypedChoiceField(label=_("分类"), coerce=int, choices=lambda: parents(_("请选择")))
    name = forms.CharField(label=_("品名"), max_length=60)
    words = forms.CharField(
        label=_("限定词"),
        required=False,
        max_length=100,
        help_text=_("只与名称或者属性含有这些词的商品对照，如：木耳、特级；用顿号分开。"),
    )
    place = forms.CharField(label=_("市场或地区"), max_length=60)
    day = day_field(_("日期"))
    price = AmountField(label=_("价格（元）"), min_value=0, max_digits=12, decimal_places=4)
    quantity = AmountField(label=_("每"), min_value=0, max_digits=9, decimal_places=3, initial=1)
    unit = forms.ChoiceField(label=_("单位"), choices=NetUnit.choices, initial=NetUnit.KILOGRAM)
    source = forms.CharField(label=_("来源"), max_length=100, help_text=_("如：郑州万邦市场每日行情。"))

    def told(self) -> ToldReference:
        """Return what was typed."""
        return ToldReference(**self.cleaned_data | {"words": split(self.cleaned_data["words"])})


class ListForm(BatchNewForm):
    """A market's list."""


class LoadForm(ApartForm):
    """Where a list comes from."""

    source = forms.CharField(label=_("来源"), max_length=100, help_text=_("如：郑州万邦市场每日行情，与价格一同公开。"))


class NamesForm(forms.Form):
    """As which category each name of a list is read."""

    def __init__(self, names: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = list(names)[:NAMES_AT_ONCE]
        leaves = [(row.pk, f"{row.parent.name} › {row.name}" if row.parent else row.name) for row in _leaves()]
        choices = [("", _now("暂不对应")), (LEFT_OUT, _now("不采用这个品名")), *leaves]
        for place, name in enumerate(asked):
            self.fields[f"name_{place}"] = forms.CharField(initial=name, widget=forms.HiddenInput, max_length=60)
            self.fields[f"meaning_{place}"] = forms.ChoiceField(
                label=_now("“%s”对应的分类") % name, required=False, choices=choices
            )
            self.fields[f"words_{place}"] = forms.CharField(
                label=_now("“%s”的限定词") % name, required=False, max_length=100, initial=name.partition("（")[0]
            )
        self.count = len(asked)

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each name."""
        return [
            (self[f"name_{place}"], self[f"meaning_{place}"], self[f"words_{place}"]) for place in range(self.count)
        ]

    def meanings(self) -> dict[str, Meaning]:
        """Return what was typed of the names that were told."""
        told = {}
        for place in range(self.count):
            chosen = self.cleaned_data[f"meaning_{place}"]
            if chosen:
                words = split(self.cleaned_data[f"words_{place}"])
                meaning = Meaning(None) if chosen == LEFT_OUT else Meaning(int(chosen), words)
                told[self.cleaned_data[f"name_{place}"]] = meaning
        return told


class ElsewhereForm(forms.Form):
    """What a supplier asks elsewhere, with the proof."""

    shop = forms.CharField(label=_("平台或店铺"), max_length=60, help_text=_("写到能找到为止，如：某平台某旗舰店。"))
    price = AmountField(label=_("价格（元）"), min_value=0, max_digits=12, decimal_places=2)
    quantity = AmountField(label=_("数量"), min_value=0, max_digits=9, decimal_places=3, initial=1)
    unit = forms.ChoiceField(label=_("单位"), choices=NetUnit.choices, initial=NetUnit.KILOGRAM)
    day = day_field(_("看到日期"))
    file = scan_field(_("截图或者单据"))

    def told(self) -> ToldElsewhere:
        """Return what was typed."""
        return ToldElsewhere(**{name: value for name, value in self.cleaned_data.items() if name != "file"})


def split(text: str) -> list[str]:
    """Return the words of a text, between commas, spaces and 顿号."""
    for sign in "，,；; 　\t":
        text = text.replace(sign, "、")
    return [one[:20] for one in text.split("、") if one][:5]


def _leaves() -> Any:
    return catalogue.open_leaves()
