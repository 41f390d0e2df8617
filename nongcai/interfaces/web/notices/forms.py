"""The shape of what people type about notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.notices.errors import PrintedAndSentApartError
from nongcai.domain.notices.services import NoticeTexts

if TYPE_CHECKING:
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

_MOST_BYTES = 50 * 1024 * 1024
_FORMS = [("leading", _("正文只列排名靠前的单位")), ("full", _("全部排名随文印发"))]
_DELIVERIES = [("attached", _("内部附件")), ("each", _("分送"))]
_PRINTED, _INTERNAL = "notice", "internal"
_PARTS = [(_PRINTED, _("印发稿")), (_INTERNAL, _("内部附件"))]
_OPENNESS = [("", _("请选择")), ("active", _("主动公开")), ("on_request", _("依申请公开")), ("closed", _("不予公开"))]


def _day(**changes: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **changes)


class NoticeDraftForm(forms.Form):
    """Which year, and as of which day."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    data_date = _day(label=_("数据截止日期"), help_text=_("只计入这一天及以前已完成的交易和已确认的填报。"))

    def __init__(
        self, data: Any = None, *, years: list[int], usual: int | None = None, today: date | None = None
    ) -> None:
        super().__init__(data, initial={"year": usual, "data_date": today})
        self.fields["year"].choices = [(year, f"{year}年") for year in years]  # type: ignore[attr-defined]  # a choice field


class NoticeRefreshForm(forms.Form):
    """As of which day the figures are taken anew."""

    data_date = _day(label=_("数据截止日期"))


class CorrectForm(forms.Form):
    """As of which day a correction says what is right."""

    data_date = _day(
        label=_("更正数据截止日期"),
        help_text=_("默认为今天；只更正原截止日期以前的数据的，请改选原通报的数据截止日期。"),
    )


class NoticeEditForm(forms.Form):
    """The texts of a draft."""

    title = forms.CharField(label=_("标题"), max_length=200)
    addressees = forms.CharField(label=_("主送机关"), max_length=500)
    body = forms.CharField(
        label=_("正文"),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text=_(
            "每行一段。【名称：数值】是取自台账的数据，可以移动或删去；数值改动后不能通过核对。台账以外的数值写作【引用出处：数值】。"
        ),
    )
    mark_issuer = forms.CharField(label=_("发文机关标志"), max_length=100)
    signer = forms.CharField(label=_("发文机关署名"), max_length=100)
    copies_to = forms.CharField(label=_("抄送机关"), max_length=500, required=False)
    printed_by = forms.CharField(label=_("印发机关"), max_length=100, required=False)
    dated_on = _day(label=_("成文日期"), required=False, help_text=_("留空的，以签发日期为准。"))
    form = forms.ChoiceField(label=_("排名公布方式"), choices=_FORMS)
    delivery = forms.ChoiceField(label=_("数据发送方式"), choices=_DELIVERIES)

    def __init__(self, data: Any = None, *, is_correction: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        if is_correction:  # its tables go where those of the corrected notice went
            del self.fields["form"], self.fields["delivery"]

    def clean(self) -> dict[str, Any]:
        """What everybody gets in print is not sent apart."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (cleaned.get("form"), cleaned.get("delivery")) == ("full", "each"):
            self.add_error("delivery", _(PrintedAndSentApartError.message))
        return cleaned

    def texts(self) -> NoticeTexts:
        """Return what was typed."""
        return NoticeTexts(**self.cleaned_data)


class PurposeForm(forms.Form):
    """For what a file is taken away."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("如：送核稿、送印")}),
        error_messages={"required": _("请填写下载用途后再下载。")},
    )

    @property
    def first_error(self) -> str:
        """What to say first."""
        return str(next(iter(self.errors.values()))[0])


class NoticeExportForm(PurposeForm):
    """Which paper is taken away, in which form and for what."""

    field_order = ("part", "addressee", "form", "purpose")

    part = forms.ChoiceField(choices=_PARTS, widget=forms.HiddenInput)
    addressee = forms.TypedChoiceField(label=_("收件单位"), coerce=int, empty_value=None, required=False)
    form = forms.ChoiceField(label=_("格式"), choices=[("pdf", "PDF"), ("docx", "DOCX")])

    def __init__(self, data: Any = None, *, addressees: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["addressee"].choices = [("", _("请选择")), *addressees]  # type: ignore[attr-defined]  # a choice field

    @property
    def is_internal(self) -> bool:
        """Whether the paper is for the addressees only."""
        return bool(self.cleaned_data["part"] == _INTERNAL)

    @property
    def paper_form(self) -> str:
        """PDF or DOCX."""
        return str(self.cleaned_data["form"])

    def clean(self) -> dict[str, Any]:
        """Where data are sent apart, an addressee must be named."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        apart = len(self.fields["addressee"].choices) > 1  # type: ignore[attr-defined]  # a choice field
        if apart and cleaned.get("part") == _INTERNAL and cleaned.get("addressee") is None:
            self.add_error("addressee", _("请选择收件单位后再下载：分送的数据每个单位只见本单位的。"))
        return cleaned


class QuoteForm(forms.Form):
    """Where a number comes from that the ledger does not hold."""

    paragraph = forms.IntegerField(widget=forms.HiddenInput)
    around = forms.CharField(widget=forms.HiddenInput, strip=False)
    said = forms.CharField(widget=forms.HiddenInput)
    source = forms.CharField(
        label=_("出处"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("如：豫财购〔2023〕2号")}),
        error_messages={"required": _("请写明出处，如“豫财购〔2023〕2号”。")},
    )


class WordsForm(forms.Form):
    """What a person says to a step."""

    words = forms.CharField(label=_("意见"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class OpennessForm(forms.Form):
    """公开属性."""

    openness = forms.ChoiceField(label=_("公开属性"), choices=_OPENNESS)


class NumberForm(forms.Form):
    """发文字号."""

    number = forms.CharField(label=_("发文字号"), max_length=40, help_text=_("如：郑财购〔2024〕1号"))


class FinalForm(forms.Form):
    """The sealed final."""

    file = forms.FileField(
        label=_("盖章定稿"),
        help_text=_("PDF或OFD，不超过50MB。有文字的PDF自动与核对过的文稿比对。只上传印发稿的盖章件，不含内部附件。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.ofd"}),
    )
    compared_by_person = forms.BooleanField(label=_("文件是扫描件，已人工逐项比对"), required=False)

    def clean_file(self) -> UploadedFile[bytes]:
        """Let only the forms pass in which offices keep finals."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        name = (file.name or "").lower()
        if not name.endswith((".pdf", ".ofd")):
            raise forms.ValidationError(_("定稿应为PDF或OFD文件，请重新选择。"))
        if (file.size or 0) > _MOST_BYTES:
            raise forms.ValidationError(_("文件超过50MB，请压缩后再上传。"))
        return file
