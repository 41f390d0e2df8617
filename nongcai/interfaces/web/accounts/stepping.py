"""What was done to accounts, by whom and when (操作日志): for those who review it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.views.decorators.http import require_safe

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.web.accounts.managing_forms import StepFilterForm
from nongcai.interfaces.web.http import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def step_list(request: WebRequest) -> HttpResponse:
    if not permissions.reviews_steps(request.actor):
        raise Http404
    form = StepFilterForm(request.GET)
    form.full_clean()
    rows = organisations.steps_visible_to(request.actor, **form.cleaned_data)
    context = {"form": form, "page": Paginator(rows, ROWS).get_page(request.GET.get("page"))}
    return page(request, "accounts/step_list.html", context)
