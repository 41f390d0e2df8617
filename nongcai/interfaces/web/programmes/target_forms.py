"""What is handed down (下达任务数), as it is typed."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from nongcai.domain.programmes.services import ToldTargets
from nongcai.interfaces.web.fields import AmountField, plain_number
from nongcai.interfaces.web.programmes.forms import day_field

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = {"inputmode": "decimal", "autocomplete": "off"}
_WRONG = _("请填写以元为单位、不小于零的数字，最多两位小数，如：120000.50。")
_MOST_LINES, _MOST_DIGITS = 5000, 13


class _DocumentForm(forms.Form):
    """The document by which targets are handed down."""

    document = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("发文字号或文件名称。"))
    dated_on = day_field(_("下达日期"))

    def told(self, year: int) -> ToldTargets:
        """Return what was typed of the document."""
        return ToldTargets(year, self.cleaned_data["document"], self.cleaned_data["dated_on"])


class TargetForm(_DocumentForm):
    """One unit or district, and its number."""

    unit = forms.CharField(
        label=_("单位或区县（市）"),
        max_length=60,
        help_text=_("单位编码、统一社会信用代码、名称；区县（市）填区划代码。"),
    )
    amount = AmountField(
        label=_("任务数（元）"),
        min_value=0,
        max_digits=15,
        decimal_places=2,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"), _WRONG
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_target_%s")


class TargetLinesForm(_DocumentForm):
    """Many numbers by one document, a line each, as they are copied from a workbook."""

    lines = forms.CharField(
        label=_("任务数"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("每行一个：“编码 金额”，如“4101000002 60000.00”，金额单位为元。可从 Excel 复制两列粘贴。"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_lines_%s")
        self._amounts: dict[str, Decimal] = {}

    @property
    def amounts(self) -> Mapping[str, Decimal]:
        """What was typed, by code."""
        return self._amounts

    def clean_lines(self) -> str:
        """Read each line; all that is wrong is said, a sentence a line, and nothing is taken."""
        text: str = self.cleaned_data["lines"]
        lines = [(number, line.split()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
        if len(lines) > _MOST_LINES:
            raise ValidationError(say("一次最多%d行，请分次下达。") % _MOST_LINES)
        placed: dict[str, int] = {}
        wrong = []
        for number, parts in lines:
            if fault := self._read(parts, number, placed):
                wrong.append(say("第%(number)d行“%(line)s”：") % {"number": number, "line": " ".join(parts)} + fault)
        if wrong:
            raise ValidationError(wrong)
        return text

    def _read(self, parts: list[str], number: int, placed: dict[str, int]) -> str:
        if len(parts) != len(("code", "amount")):
            return say("看不懂，请按“编码 金额”填写，中间用空格隔开。")
        code, amount = parts[0], _amount(parts[1])
        if amount is None:
            return say("金额有误。") + str(_WRONG)
        if code in placed:
            return say("与第%d行是同一编码，请删去一行。") % placed[code]
        placed[code], self._amounts[code] = number, amount
        return ""


def _amount(text: str) -> Decimal | None:
    try:
        found = Decimal(plain_number(text))
    except (InvalidOperation, ValueError):
        return None
    if not found.is_finite() or found < 0 or found.adjusted() >= _MOST_DIGITS:
        return None
    return found if found == found.quantize(Decimal("0.01")) else None
