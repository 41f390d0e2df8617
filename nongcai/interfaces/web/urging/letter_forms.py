"""What is typed of a letter of reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from nongcai.domain.urging.services import ToldLetter
from nongcai.interfaces.web.programmes.forms import day_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

    from nongcai.domain.urging.queries import Addressee

FINAL_ENDINGS, LARGEST = (".pdf", ".ofd"), 20_000_000


class ToldForm(forms.Form):
    """A form that says what an act is told."""

    def told(self) -> dict[str, Any]:
        """Return what was typed."""
        return dict(self.cleaned_data)


class LetterNewForm(ToldForm):
    """To whom, and by when it is to be done."""

    addressee = forms.TypedChoiceField(
        label=_("收函单位"),
        coerce=int,
        error_messages={"invalid_choice": _("该单位不在可发函之列：已办结，或尚有未电话联系的，请先登记电话联系。")},
    )
    act_by = day_field(_("办理期限"), help_text=_("要求对方办结的日期，写入正文。"))

    def __init__(self, data: Any, *, addressees: Sequence[Addressee], **more: Any) -> None:
        super().__init__(data, **more)
        shown = say("%(name)s（%(n)d家未办结）")
        ready = [one for one in addressees if not one.uncalled]
        choices = [(one.id, shown % {"name": one.name, "n": one.total}) for one in ready]
        self.fields["addressee"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def told(self) -> dict[str, Any]:
        """Return what was typed."""
        return {"addressee_id": self.cleaned_data["addressee"], "act_by": self.cleaned_data["act_by"]}


class LetterEditForm(ToldForm):
    """What a letter says."""

    title = forms.CharField(label=_("标题"), max_length=120)
    text = forms.CharField(
        label=_("正文"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("空行分段；家数、日期按拟稿时的数据生成，修改时请核对。"),
    )
    contact = forms.CharField(
        label=_("联系方式"),
        max_length=60,
        required=False,
        help_text=_("印在正文之后，如：政府采购监督管理处，联系电话。"),
    )

    def told(self) -> dict[str, Any]:
        """Return what was typed."""
        return {"told": ToldLetter(**self.cleaned_data)}


class LetterNumberForm(ToldForm):
    """The number that the office's registry gave."""

    number = forms.CharField(label=_("发文字号"), max_length=60, help_text=_("如：郑财购函〔2024〕3号。"))
    dated_on = day_field(_("成文日期"))


class NoticeNumberForm(ToldForm):
    """The notice that names those whom a letter was about."""

    notice_number = forms.CharField(label=_("通报的发文字号"), max_length=60)


class LetterFinalForm(forms.Form):
    """The sealed final."""

    file = forms.FileField(
        label=_("用印后的定稿"),
        help_text=_("PDF或OFD，不超过20MB；可以不上传。"),
        widget=forms.FileInput(attrs={"accept": ",".join(FINAL_ENDINGS)}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Let only the forms pass in which offices keep finals."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(FINAL_ENDINGS) or (file.size or 0) > LARGEST:
            raise forms.ValidationError(say("定稿应为PDF或OFD，不超过20MB，请重新选择。"))
        return file
