"""The shape of an uploaded scan."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

ENDINGS = ".pdf,.jpg,.jpeg,.png,.ofd"


class ScanForm(forms.Form):
    """The scan, and the version that was printed."""

    file = forms.FileField(
        label=gettext_lazy("签字盖章的填报表扫描件"),
        help_text=gettext_lazy("PDF、JPG、PNG或OFD，不超过20MB。"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={
            "required": gettext_lazy("请选择扫描件。"),
            "empty": gettext_lazy("所选文件是空文件，请核对后再上传。"),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
