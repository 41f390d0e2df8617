"""What is typed of a document that changes organisations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from nongcai.domain.reorganisations import queries as reorganisations
from nongcai.domain.reorganisations.services import ToldLine, ToldReorganisation
from nongcai.interfaces.sheets.refusals import LIMITS
from nongcai.interfaces.web.programmes.forms import day_field

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_PARTS, _MOST_ROWS, _LONGEST_NAME, _LONGEST_CODE = 3, 5000, 128, 32
_LARGEST = 20 * 1024 * 1024
TABLE_ENDINGS = (".xlsx", ".xls", ".csv")
APPROVAL_ENDINGS = (".pdf", ".ofd", ".jpg", ".jpeg", ".png")


class DocumentForm(forms.Form):
    """The particulars of a document."""

    title = forms.CharField(label=_("事由"), max_length=100, help_text=_("如：市直部门机构改革涉及预算单位调整。"))
    approval = forms.CharField(label=_("批准文号"), max_length=120, help_text=_("如：郑编办〔2024〕12号。"))
    effective_on = day_field(_("生效日期"), help_text=_("自当日零时起；当日起才能办理生效。"))

    def told(self) -> ToldReorganisation:
        """Return what was typed."""
        return ToldReorganisation(**self.cleaned_data)


class LinesForm(forms.Form):
    """Lines of one kind, a unit each."""

    kind = forms.ChoiceField(label=_("类型"))
    rows = forms.CharField(
        label=_("单位"),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_(
            "每行一家，用空格隔开，可从表格粘贴。合并：单位编码 承接单位编码；撤销：单位编码；更名：单位编码 新名称；"
            "拆分：原单位编码 分设单位名称 分设单位编码（分设几家写几行，原编码和历年数据由原单位沿用）；"
            "编码变更（编码变更对照表）：原编码 新编码，应在导入新年度名录前办理；"
            "划转：单位编码 新主管单位编码，改由财政部门直接管理的写其区划代码；"
            "跨区划转：单位编码 新区划代码或新主管单位编码 新单位编码。"
        ),
    )
    moves_people = forms.BooleanField(
        label=_("合并的，原单位人员转入承接单位"),
        required=False,
        help_text=_("勾选后，这些人员自生效日起能查看承接单位；不勾选的，任职自生效日起终止。"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["kind"].choices = list(reorganisations.LINE_KINDS.items())  # type: ignore[attr-defined]  # a choice field
        self.lines: list[ToldLine] = []

    def clean_rows(self) -> str:
        """Read each line; all that is wrong is said, a sentence a line."""
        text: str = self.cleaned_data["rows"]
        rows = [line.split() for line in re.sub(r"[,，;；\t]", " ", text).splitlines() if line.strip()]
        wrong = [fault for number, parts in enumerate(rows, start=1) if (fault := _fault(number, parts))]
        if len(rows) > _MOST_ROWS:
            wrong = [say("一次最多填写5000家单位，请分次提交。")]
        if wrong:
            raise forms.ValidationError(wrong[:20])
        self.lines = [ToldLine(*parts) for parts in rows]
        return text


def _fault(number: int, parts: list[str]) -> str:
    if len(parts) > _PARTS:
        return say("第%d行：一行最多三项，名称中请不要留空格。") % number
    limits = (_LONGEST_CODE, _LONGEST_NAME, _LONGEST_CODE)
    if any(len(part) > limit for part, limit in zip(parts, limits, strict=False)):
        return say("第%d行：编码不超过32字，名称不超过128字。") % number
    return ""


class ApprovalForm(forms.Form):
    """A file of the approval."""

    file = forms.FileField(
        label=_("批准文件"),
        help_text=_("PDF、OFD或图片，不超过20MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(APPROVAL_ENDINGS)}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Let only the forms pass in which offices keep papers."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(APPROVAL_ENDINGS) or (file.size or 0) > _LARGEST:
            raise forms.ValidationError(say("批准文件应为PDF、OFD或图片，不超过20MB，请重新选择。"))
        return file


class CodesForm(forms.Form):
    """A code-change table, filled in."""

    original = forms.FileField(
        label=_("编码变更对照表"),
        help_text=_("xlsx、xls或csv。先逐行试算，不直接写入。"),
        widget=forms.FileInput(attrs={"accept": ",".join(TABLE_ENDINGS)}),
    )

    def clean_original(self) -> UploadedFile[bytes]:
        """Refuse what cannot be such a table."""
        file: UploadedFile[bytes] = self.cleaned_data["original"]
        if not (file.name or "").lower().endswith(TABLE_ENDINGS) or (file.size or 0) > LIMITS.file_bytes:
            raise forms.ValidationError(
                say("“%s”不是xlsx、xls或csv文件，或文件过大，请另存为xlsx后再上传。") % file.name
            )
        return file

    def refuse(self, text: str) -> None:
        """Show under the field why the last table could not be read."""
        self.is_bound, self.cleaned_data = True, {}
        self._errors = ErrorDict({"original": self.error_class([text])})


class ReverseForm(forms.Form):
    """Why a document is put back."""

    words = forms.CharField(label=_("撤回理由"), max_length=300)
