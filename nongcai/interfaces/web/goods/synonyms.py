"""The platform keeps synonyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.forms import ApartForm
from nongcai.interfaces.web.suppliers.gates import require_platform

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


class FindForm(ApartForm):
    """Which synonyms."""

    q = forms.CharField(label=gettext_lazy("含有的词"), required=False, max_length=40)


class SynonymForm(ApartForm):
    """Words of one meaning."""

    words = forms.CharField(
        label=gettext_lazy("意思相同的词"),
        max_length=500,
        help_text=gettext_lazy("用顿号或者空格分开，如：土豆、马铃薯、洋芋。"),
    )

    def clean_words(self) -> list[str]:
        """Return the words."""
        text: str = self.cleaned_data["words"]
        for sign in "，,；;、":
            text = text.replace(sign, " ")
        return text.split()


@require_safe
def synonym_list(request: WebRequest) -> HttpResponse:
    require_platform(request)
    return _listed(request, SynonymForm())


@require_POST
def synonym_add(request: WebRequest) -> HttpResponse:
    require_platform(request)
    form = SynonymForm(request.POST)
    if form.is_valid():
        try:
            services.add_synonym(actor=request.actor, words=form.cleaned_data["words"])
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("同义词已保存，立即生效。"))
            return go_to(request, "goods:synonym_list")
    return _listed(request, form, status=422)


@require_POST
def synonym_switch(request: WebRequest, synonym_id: int) -> HttpResponse:
    require_platform(request)
    is_on = request.POST.get("is_on") == "yes"
    services.switch_synonym(actor=request.actor, synonym_id=synonym_id, is_on=is_on)
    said(request, _("同义词已启用。") if is_on else _("同义词已停用。"))
    return go_to(request, "goods:synonym_list")


def _listed(request: WebRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    find = FindForm(request.GET)
    text = find.cleaned_data["q"] if find.is_valid() else ""
    found = Paginator(catalogue.synonyms(text=text), ROWS).get_page(request.GET.get("page"))
    context = {"page": found, "filter_form": find, "form": form}
    return page(request, "goods/synonym_list.html", context, status=status)
