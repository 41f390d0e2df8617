"""What is granted to a unit, and the days on which offices are closed, as they are typed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from nongcai.domain.programmes.services import ToldExemption
from nongcai.interfaces.web.programmes.forms import day_field, percent_field, year_field

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_LINE = re.compile(rf"^{_DAY}(?:\s*(?:至|到|~|—|－)\s*{_DAY})?\s+(\S.*)$")
_WORKED = ("上班", "补班")
_LONGEST_NAME, _LONGEST_SPAN = 20, 31


class ExemptionForm(forms.Form):
    """A lower ratio, as the paper of the higher authority says."""

    unit = forms.CharField(label=_("单位"), max_length=60, help_text=_("单位编码、统一社会信用代码或名称。"))
    rate = percent_field(_("核准比例（%）"))
    first_year = year_field(_("起始年度"))
    last_year = year_field(_("终止年度"))
    approved_by = forms.CharField(label=_("核准机关"), max_length=100)
    document = forms.CharField(label=_("依据文件"), max_length=120)
    paragraph = forms.CharField(label=_("段落"), max_length=60, required=False)
    ground = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    covers_below = forms.BooleanField(label=_("含所属单位"), required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="id_exemption_%s")

    def told(self) -> ToldExemption:
        """Return what was typed, without the unit."""
        return ToldExemption(**{name: value for name, value in self.cleaned_data.items() if name != "unit"})


class ExtensionForm(forms.Form):
    """A later last day for a unit."""

    unit = forms.CharField(label=_("单位"), max_length=60, help_text=_("单位编码、统一社会信用代码或名称。"))
    due_on = day_field(_("延期至"))
    ground = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_extension_%s")


class DaysOffForm(forms.Form):
    """A year's holidays, a line each, and the weekend days that are worked."""

    lines = forms.CharField(
        label=_("放假安排"),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=_(
            "每行一天或一段，如“2027-01-01 元旦”“2027-02-05至2027-02-11 春节”；"
            "周末调休上班的，写“2027-02-20 上班”。其余周六、周日不用填。"
        ),
    )

    def __init__(self, data: Any = None, *, year: int, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.year = year
        self.days: dict[date, str] = {}
        self.worked: list[date] = []

    def clean_lines(self) -> str:
        """Read each line; all that is wrong is said, a sentence a line, and nothing is taken."""
        text: str = self.cleaned_data["lines"]
        wrong = []
        said: dict[date, int] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                fault = self._read(line.strip(), number, said)
                if fault:
                    wrong.append(say("第%(number)d行“%(line)s”：") % {"number": number, "line": line.strip()} + fault)
        if wrong:
            raise ValidationError(wrong)
        return text

    def _read(self, line: str, number: int, said: dict[date, int]) -> str:
        found = _LINE.match(line)
        if found is None or len(found[7]) > _LONGEST_NAME:
            return say("看不懂，请按“2027-01-01 元旦”的形式填写，名称不超过20字。")
        try:
            days = list(_span(*found.groups()[:6]))
        except ValueError:
            return say("没有这一天，或起止颠倒、超过31天，请核对日期。")
        if any(day.year != self.year for day in days):
            return say("不在%d年，请核对年份。") % self.year
        twice = [said[day] for day in days if day in said]
        if twice:
            return say("与第%d行是同一天，请删去一行。") % twice[0]
        said.update(dict.fromkeys(days, number))
        if any(word in found[7] for word in _WORKED):
            self.worked += days
        else:
            self.days |= dict.fromkeys(days, found[7])
        return ""


def _span(*parts: str | None) -> Iterator[date]:
    numbers = [int(part) for part in parts if part is not None]
    first = date(*numbers[:3])
    last = date(*numbers[3:]) if numbers[3:] else first
    length = (last - first).days
    if not 0 <= length < _LONGEST_SPAN:
        raise ValueError(parts)
    yield from (first + timedelta(days=place) for place in range(length + 1))
