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


def plain_number(text: str) -> str:
    """Write a number as it is copied from a table without what stands between its figures.

    :raises ValueError: when a comma stands elsewhere than between thousands: it is refused, not guessed.
    """
    plain = "".join(halved(text).split()).removesuffix("元").removesuffix("%")
    if "," in plain and not _THOUSANDS.fullmatch(plain):
        raise ValueError(text)
    return plain.replace(",", "")


class AmountField(forms.DecimalField):
    """A number as it is copied from a table."""

    def to_python(self, value: Any) -> Any:
        """Read the number."""
        if isinstance(value, str):
            try:
                value = plain_number(value)
            except ValueError:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return super().to_python(value)


class HalfWidthField(forms.CharField):
    """A text of figures and signs, such as a telephone number."""

    def to_python(self, value: Any) -> Any:
        """Read the text."""
        return super().to_python(halved(value) if isinstance(value, str) else value)
