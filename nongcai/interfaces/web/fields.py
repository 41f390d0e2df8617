"""Fields that take what people type and copy: full-width figures, commas between thousands, a trailing 元."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


def halved(text: str) -> str:
    """Write full-width figures, letters and signs as the half-width ones they mean."""
    return unicodedata.normalize("NFKC", text)


class AmountField(forms.DecimalField):
    """A number as it is copied from a table; a comma anywhere but between thousands is refused, not guessed."""

    def to_python(self, value: Any) -> Any:
        """Read the number."""
        if isinstance(value, str):
            value = "".join(halved(value).split()).removesuffix("元").removesuffix("%")
            if "," in value and not _THOUSANDS.fullmatch(value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = value.replace(",", "")
        return super().to_python(value)


class HalfWidthField(forms.CharField):
    """A text of figures and signs, such as a telephone number."""

    def to_python(self, value: Any) -> Any:
        """Read the text."""
        return super().to_python(halved(value) if isinstance(value, str) else value)
