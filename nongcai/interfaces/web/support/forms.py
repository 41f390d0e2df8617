"""What is typed about questions, answers and hotlines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nongcai.domain.orders.services import Photo
from nongcai.domain.support.services import ToldArticle, ToldHotline, ToldQuestion
from nongcai.domain.support.states import QuestionAction, Topic
from nongcai.interfaces.web.fields import HalfWidthField
from nongcai.interfaces.web.incidents.forms import CHOOSE, files_field, files_of, said_field
from nongcai.interfaces.web.suppliers.forms import ApartForm

HELPS = {
    QuestionAction.ANSWER: _("写明办法和依据。"),
    QuestionAction.ASK_AGAIN: _("写明还不清楚的地方。"),
    QuestionAction.CLOSE: _("如：已解决。"),
    QuestionAction.WITHDRAW: _("写明撤回的原因。"),
}


class FindForm(forms.Form):
    """Which answers, and of which region the hotlines."""

    q = forms.CharField(label=_("查找问题"), required=False, max_length=60)
    topic = forms.ChoiceField(label=_("分类"), required=False, choices=[("", _("全部")), *Topic.choices])

    def told(self) -> dict[str, str]:
        """Return what could be read."""
        self.is_valid()
        given = self.cleaned_data
        return {"text": given.get("q") or "", "topic": given.get("topic") or ""}


class QuestionForm(forms.Form):
    """What somebody wants to know."""

    topic = forms.ChoiceField(label=_("分类"), choices=[CHOOSE, *Topic.choices])
    title = forms.CharField(label=_("问题"), max_length=120, help_text=_("一句话写明问题。"))
    words = said_field(_("详细说明"), _("写明页面、订单编号、提示的文字；不写密码和个人证件号码。"))
    evidence = files_field()

    def told(self) -> ToldQuestion:
        """Return what was typed."""
        given = self.cleaned_data
        return ToldQuestion(given["topic"], given["title"], given["words"], files_of(self))


class StepForm(ApartForm):
    """What is said further."""

    words = said_field(_("内容"), "")
    evidence = files_field()

    def __init__(self, action: str, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{action}_%s")
        super().__init__(*args, **kwargs)
        self.action = QuestionAction(action)
        self.fields["words"].help_text = HELPS.get(self.action, "")

    def files_told(self) -> list[Photo]:
        """Return the files."""
        return files_of(self)


class ArticleForm(forms.Form):
    """An answer to what is often asked."""

    topic = forms.ChoiceField(label=_("分类"), choices=[CHOOSE, *Topic.choices])
    question = forms.CharField(label=_("问题"), max_length=120)
    answer = forms.CharField(label=_("答复"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    words = forms.CharField(
        label=_("查找用词"),
        max_length=200,
        required=False,
        help_text=_("问题和答复中没有、可能用来查找的词。"),
    )
    is_shown = forms.BooleanField(label=_("公开"), required=False, initial=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def told(self) -> ToldArticle:
        """Return what was typed."""
        given = self.cleaned_data
        return ToldArticle(given["topic"], given["question"], given["answer"], given["words"], given["is_shown"])


class HotlineForm(forms.Form):
    """Whom to call in a region."""

    region_code = HalfWidthField(label=_("区划代码"), max_length=6, min_length=6, help_text=_("六位，如410100。"))
    name = forms.CharField(label=_("名称"), max_length=60)
    number = HalfWidthField(label=_("电话号码"), max_length=30)
    hours = forms.CharField(label=_("服务时间"), max_length=60, required=False)

    def told(self) -> ToldHotline:
        """Return what was typed."""
        given = self.cleaned_data
        return ToldHotline(given["region_code"], given["name"], given["number"], given["hours"])
