"""What is typed to announce a season."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nongcai.domain.urging.services import AttachedFile, ToldAnnouncement
from nongcai.interfaces.web.imports.forms import FilesInput
from nongcai.interfaces.web.programmes.forms import day_field, year_field

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ACCEPTED = (".pdf", ".ofd", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".zip")
MOST_FILES, MOST_BYTES = 10, 20_000_000


class AttachmentsField(forms.FileField):
    """Some files that go with a text."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Check each file by itself."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("附件最多%d个，请合并后再上传。") % MOST_FILES)
        return [self._one(super(AttachmentsField, self).clean(file, initial)) for file in files]

    def _one(self, file: UploadedFile[bytes]) -> UploadedFile[bytes]:
        name = str(file.name)
        if PurePath(name).suffix.lower() not in ACCEPTED:
            raise forms.ValidationError(_("“%s”不能作为附件，请上传PDF、OFD、Word、WPS、Excel或ZIP文件。") % name)
        if (file.size or 0) > MOST_BYTES:
            limit = MOST_BYTES // 1_000_000
            raise forms.ValidationError(
                _("“%(name)s”超过%(limit)d兆，请压缩后再上传。") % {"name": name, "limit": limit}
            )
        return file


class AnnouncementForm(forms.Form):
    """A season's notice."""

    year = year_field(gettext_lazy("年度"))
    title = forms.CharField(label=gettext_lazy("标题"), max_length=120)
    number = forms.CharField(
        label=gettext_lazy("发文字号"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("有正式文件的填写，如：郑财购〔2024〕1号。"),
    )
    shown_from = day_field(gettext_lazy("提示开始"), help_text=gettext_lazy("从当日起，登录时提示一次。"))
    shown_until = day_field(gettext_lazy("提示结束"), help_text=gettext_lazy("此后登录不再提示，仍可查阅。"))
    text = forms.CharField(
        label=gettext_lazy("正文"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("不超过5000字，空行分段。"),
    )
    attachments = AttachmentsField(
        label=gettext_lazy("附件"),
        required=False,
        widget=FilesInput(attrs={"multiple": True, "accept": ",".join(ACCEPTED)}),
        help_text=gettext_lazy("可同时选择多个文件。"),
    )

    def clean(self) -> dict[str, Any]:
        """Want the days in order."""
        first, last = self.cleaned_data.get("shown_from"), self.cleaned_data.get("shown_until")
        if first and last and last < first:
            self.add_error("shown_until", _("提示结束不能早于提示开始。"))
        return self.cleaned_data

    def told(self) -> ToldAnnouncement:
        """Return what was typed."""
        names = ("year", "title", "number", "text", "shown_from", "shown_until")
        return ToldAnnouncement(**{name: self.cleaned_data[name] for name in names})

    def attached(self) -> list[AttachedFile]:
        """Return what was chosen."""
        return [
            AttachedFile(str(file.name), file.content_type or "application/octet-stream", file.chunks())
            for file in self.cleaned_data["attachments"]
        ]


class AcknowledgeForm(forms.Form):
    """Which announcements were shown."""

    shown = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        numbers = [one for one in data.getlist("shown")[:50] if one.isdecimal() and len(one) < 16]
        self.fields["shown"].choices = [(one, one) for one in numbers]  # type: ignore[attr-defined]  # a choice field
