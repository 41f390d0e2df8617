"""The pages on which a rule of any kind is drafted, put in force, ended and thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said, sent, warned
from nongcai.interfaces.web.programmes.forms import EndForm
from nongcai.interfaces.web.programmes.gates import year_or_404
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from nongcai.domain.programmes.models import CountingRule, PaymentRule, Rule
    from nongcai.interfaces.web.http import WebRequest

Drafted = TypeVar("Drafted", "CountingRule", "PaymentRule", "Rule")


@dataclass(frozen=True)
class Acts:
    """What is done to one kind of rule, each a service of `programmes`."""

    write: Callable[..., Any]
    publish: Callable[..., Any]
    end: Callable[..., Any]
    discard: Callable[..., Any]


@dataclass(frozen=True)
class Words:
    """What is said when it was done; `ended` takes the year."""

    saved: StrOrPromise
    published: StrOrPromise
    ended: StrOrPromise


@dataclass(frozen=True)
class Pages(Generic[Drafted]):
    """The pages of one kind of rule.

    `rows` selects what the reader's office wrote itself; `begin` is what a new one of a year starts with, `typed` what
    an old one says. Both are where nobody writes who may not: they end in 404.
    """

    template: str
    form: Callable[..., Any]
    acts: Acts
    words: Words
    rows: Callable[[WebRequest], QuerySet[Drafted]]
    begin: Callable[[WebRequest, int], dict[str, Any]]
    typed: Callable[[Drafted], dict[str, Any]]

    def new(self, request: WebRequest, year: int) -> HttpResponse:
        return self._write(request, self.form(sent(request), initial=self.begin(request, year_or_404(year))), year)

    def edit(self, request: WebRequest, rule_id: int) -> HttpResponse:
        rule = self._rule_or_404(request, rule_id)
        return self._write(request, self.form(sent(request), initial=self.typed(rule)), rule.first_year, rule)

    def publish(self, request: WebRequest, rule_id: int) -> HttpResponse:
        rule = self._rule_or_404(request, rule_id)
        self.acts.publish(actor=request.actor, rule_id=rule.pk, at=timezone.now())
        said(request, str(self.words.published))
        return back(request, rule.first_year)

    def end(self, request: WebRequest, rule_id: int) -> HttpResponse:
        rule = self._rule_or_404(request, rule_id)
        form = EndForm(request.POST, rule_id=rule.pk)
        if not form.is_valid():
            warned(request, _("没有终止：%s") % form.errors["last_year"][0])
            return back(request, rule.first_year)
        self.acts.end(actor=request.actor, rule_id=rule.pk, at=timezone.now(), **form.cleaned_data)
        said(request, str(self.words.ended) % form.cleaned_data["last_year"])
        return back(request, form.cleaned_data["last_year"])

    def discard(self, request: WebRequest, rule_id: int) -> HttpResponse:
        rule = self._rule_or_404(request, rule_id)
        self.acts.discard(actor=request.actor, rule_id=rule.pk, at=timezone.now())
        said(request, _("草稿已删除。"))
        return back(request, rule.first_year)

    def _rule_or_404(self, request: WebRequest, rule_id: int) -> Drafted:
        return get_object_or_404(self.rows(request), pk=rule_id)

    def _write(self, request: WebRequest, form: Any, year: int, rule: Drafted | None = None) -> HttpResponse:
        if request.method == "POST" and form.is_valid():
            rule_id = rule.pk if rule else None
            try:
                written = self.acts.write(actor=request.actor, told=form.told(), at=timezone.now(), rule_id=rule_id)
            except DomainError as refusal:
                into_form(form, refusal)
            else:
                said(request, str(self.words.saved))
                return back(request, written.first_year)
        context = {"form": form, "year": year, "rule": rule}
        return page(request, self.template, context, status=422 if form.errors else 200)


def back(request: WebRequest, year: int) -> HttpResponse:
    """Lead to the rules of a year."""
    return go_to(request, f"{reverse('programmes:programme_show')}?year={year}")
