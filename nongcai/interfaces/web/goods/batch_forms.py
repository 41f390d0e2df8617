"""What is typed about batches: a workbook."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nongcai.interfaces.sheets.goods_reading import ACCEPTED, LARGEST

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class BatchForm(forms.Form):
    """The filled-in workbook."""

    original = forms.FileField(
        label=_("选择填好的表"),
        help_text=_("xlsx、xls或csv，不超过30MB，最多50000行。"),
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
        error_messages={"required": _("请选择文件。"), "empty": _("所选文件是空文件，请核对后再上传。")},
    )

    def clean_original(self) -> UploadedFile[Any]:
        """Refuse what cannot be such a workbook."""
        file: UploadedFile[Any] = self.cleaned_data["original"]
        if PurePath(str(file.name)).suffix.lower() not in ACCEPTED or (file.size or 0) > LARGEST:
            told = gettext("“%s”不是xlsx、xls或csv文件，或超过30MB，请另存为xlsx后再上传。")
            raise forms.ValidationError(told % file.name)
        return file
