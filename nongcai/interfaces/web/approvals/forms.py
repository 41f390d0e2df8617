"""What is typed about approvals, levels, delegations and budgets."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.approvals.services import MOST_LEVELS, ToldBudget, ToldDelegation, ToldLevel
from nongcai.domain.approvals.states import Purpose, RequestState, Span
from nongcai.interfaces.web.fields import AmountField
from nongcai.interfaces.web.programmes.forms import day_field
from nongcai.interfaces.web.suppliers.forms import ApartForm, words_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.http import QueryDict

    from nongcai.domain.approvals.models import ApprovalLevel
    from nongcai.domain.approvals.queries import Body
    from nongcai.domain.organisations.models import Membership

ALL_PURPOSES = ("", _("全部用途"))
_PICK = ("", _("请选择"))


def amount_field(label: Any, **changes: Any) -> AmountField:
    """Make a field for yuan, in which commas may be typed."""
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return AmountField(label=label, max_digits=13, decimal_places=2, min_value=0, widget=widget, **changes)


class FindForm(forms.Form):
    """Which requests."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *RequestState.choices])
    purpose = forms.ChoiceField(label=_("用途"), required=False, choices=[("", _("全部")), *Purpose.choices])

    def told(self) -> dict[str, str]:
        """Return what could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SeenForm(ApartForm):
    """At which level a request was seen."""

    level = forms.IntegerField(min_value=1, max_value=MOST_LEVELS, widget=forms.HiddenInput)


class RefuseForm(SeenForm):
    """Why it is refused."""

    reason = words_field(_("不同意的理由"), help_text=_("提交人会看到，请写明原因和建议。"))


class TickedForm(forms.Form):
    """What was ticked, each as subject and level; one button may name one alone."""

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.seen = list(_seen(data.getlist("one") or data.getlist("ticked")))


class LevelsForm(forms.Form):
    """The levels of a body for a purpose, from the lowest amount up."""

    def __init__(self, posts: Sequence[Membership], levels: Sequence[ApprovalLevel], data: QueryDict | None) -> None:
        initial: dict[str, Any] = {f"from_{one.number}": one.from_amount for one in levels}
        initial |= {f"post_{one.number}": one.post_id or "" for one in levels}
        super().__init__(data, initial=initial)
        # Who was named and has left stands there until another is named.
        gone = {one.post_id: one.post for one in levels if one.post and one.post not in posts}
        offered = [("", _("任一采购审批人")), *((post.pk, _named(post)) for post in posts)]
        offered += [(key, _("%s（已离任，请另选）") % _named(post)) for key, post in gone.items()]
        for number in range(1, MOST_LEVELS + 1):
            self.fields[f"from_{number}"] = amount_field(_("第%d级起始金额（元）") % number, required=False)
            self.fields[f"post_{number}"] = forms.TypedChoiceField(
                label=_("第%d级审批岗位") % number, required=False, coerce=int, empty_value=None, choices=offered
            )

    def rows(self) -> Iterator[tuple[Any, Any]]:
        """Return the two fields of each level."""
        for number in range(1, MOST_LEVELS + 1):
            yield self[f"from_{number}"], self[f"post_{number}"]

    def clean(self) -> dict[str, Any]:
        """Want no level above one that was left out."""
        given: dict[str, Any] = super().clean() or {}
        amounts = [given.get(f"from_{number}") for number in range(1, MOST_LEVELS + 1)]
        for number, (amount, after) in enumerate(pairwise(amounts), start=1):
            if amount is None and after is not None and not self.errors:
                self.add_error(f"from_{number}", _("请从第1级起依次填写，中间不留空。"))
        return given

    def told(self) -> list[ToldLevel]:
        """Return what was typed."""
        given = self.cleaned_data
        numbers = range(1, MOST_LEVELS + 1)
        rows = [(given[f"from_{number}"], given[f"post_{number}"]) for number in numbers]
        return [ToldLevel(amount, post) for amount, post in rows if amount is not None]


class DelegationForm(forms.Form):
    """Who stands in for whom, and when."""

    from_post = forms.TypedChoiceField(label=_("委托岗位"), coerce=int)
    to_post = forms.TypedChoiceField(label=_("受托岗位"), coerce=int)
    first_on = day_field(_("起日"))
    last_on = day_field(_("止日"))
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("如：出差、培训、休假。"))

    def __init__(self, own: Iterable[Membership], others: Iterable[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, posts in (("from_post", own), ("to_post", others)):
            offered = [(post.pk, _named(post)) for post in posts]
            self.fields[name].choices = offered if len(offered) == 1 else [_PICK, *offered]  # type: ignore[attr-defined]  # a choice

    def told(self) -> ToldDelegation:
        """Return what was typed."""
        given = dict(self.cleaned_data)
        return ToldDelegation(given.pop("from_post"), given.pop("to_post"), **given)


class BudgetForm(forms.Form):
    """How much may be spent, for what, and when."""

    organisation = forms.TypedChoiceField(label=_("采购人"), coerce=int)
    purpose = forms.ChoiceField(
        label=_("用途"),
        required=False,
        choices=[ALL_PURPOSES, *Purpose.choices],
        help_text=_("“全部用途”限制各用途的合计。"),
    )
    span = forms.ChoiceField(label=_("期间"), choices=Span.choices)
    day = day_field(_("期间内的任一天"), help_text=_("如填2024-03-08：年度为2024年，季度为第1季度，月度为3月。"))
    amount = amount_field(_("预算金额（元）"))

    def __init__(self, bodies: Iterable[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [(one.organisation_id, one.name) for one in bodies]  # type: ignore[attr-defined]  # a choice

    def told(self) -> ToldBudget:
        """Return what was typed."""
        given = dict(self.cleaned_data)
        return ToldBudget(given.pop("organisation"), **given)


class ChangeForm(ApartForm):
    """To how much a budget is changed, and why."""

    amount = amount_field(_("调整后的金额（元）"))
    reason = forms.CharField(label=_("理由"), max_length=200)


class CloseForm(ApartForm):
    """Why a budget limits nothing any more."""

    reason = forms.CharField(label=_("停用理由"), max_length=200)


def _named(post: Membership) -> str:
    return f"{post.user.label}（{post.get_role_display()}）"


def _seen(texts: Iterable[str]) -> Iterator[tuple[str, int]]:
    for text in texts:
        subject, _bar, level = text.rpartition("|")
        if subject and len(level) == 1 and level.isdecimal() and len(subject) <= 64:
            yield subject, int(level)
