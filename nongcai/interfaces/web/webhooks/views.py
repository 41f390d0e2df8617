"""Subscriptions of a finance department, and what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.webhooks import queries as webhooks
from nongcai.domain.webhooks import services
from nongcai.domain.webhooks.states import SubscriptionAction
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said, sent, warned
from nongcai.interfaces.web.programmes.gates import require_bureau, require_finance
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.webhooks.forms import DeliveryFilterForm, ReplayForm, SubscriptionForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.webhooks.models import Subscription
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def subscription_list(request: WebRequest) -> HttpResponse:
    require_bureau(request)
    rows = list(webhooks.subscriptions_visible_to(request.actor))
    return page(request, "webhooks/subscription_list.html", {"rows": rows, "may_act": not request.actor.reads_only})


@require_http_methods(["GET", "HEAD", "POST"])
def subscription_new(request: WebRequest) -> HttpResponse:
    require_finance(request)
    form = SubscriptionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            told = services.subscribe(actor=request.actor, **form.cleaned_data, at=timezone.now())
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            return _shown(request, told.subscription.pk, secret=told.secret)
    return page(request, "webhooks/subscription_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def subscription_show(request: WebRequest, subscription_id: int) -> HttpResponse:
    return _shown(request, subscription_id)


@require_POST
def subscription_secret(request: WebRequest, subscription_id: int) -> HttpResponse:
    require_finance(request)
    told = services.tell_new_secret(actor=request.actor, subscription_id=subscription_id)
    return _shown(request, subscription_id, secret=told.secret)


@require_POST
def subscription_step(request: WebRequest, subscription_id: int) -> HttpResponse:
    require_finance(request)
    action = request.POST.get("action", "")
    if action not in SubscriptionAction.values:
        raise Http404
    row = services.step(actor=request.actor, subscription_id=subscription_id, action=action)
    said(request, _("推送接口“%(name)s”%(state)s。") % {"name": row.name, "state": row.get_state_display()})
    return go_to(request, "webhooks:subscription_show", row.pk)


@require_POST
def subscription_replay(request: WebRequest, subscription_id: int) -> HttpResponse:
    require_finance(request)
    form = ReplayForm(request.POST)
    if form.is_valid():
        try:
            count = services.replay(
                actor=request.actor, subscription_id=subscription_id, **form.cleaned_data, at=timezone.now()
            )
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            _say(request, count)
            return go_to(request, "webhooks:subscription_show", subscription_id)
    return _shown(request, subscription_id, form=form, status=422)


@require_POST
def delivery_replay(request: WebRequest, subscription_id: int, delivery_id: int) -> HttpResponse:
    require_finance(request)
    _say(
        request,
        services.replay_one(
            actor=request.actor, subscription_id=subscription_id, delivery_id=delivery_id, at=timezone.now()
        ),
    )
    return go_to(request, "webhooks:subscription_show", subscription_id)


def _say(request: WebRequest, count: int) -> None:
    if count:
        said(request, _("已安排重新推送%d条，约一分钟内发出。") % count)
    else:
        warned(request, _("没有需要重新推送的记录。"))


def _shown(
    request: WebRequest, subscription_id: int, *, secret: str = "", form: ReplayForm | None = None, status: int = 200
) -> HttpResponse:
    require_bureau(request)
    row: Subscription = get_object_or_404(webhooks.subscriptions_visible_to(request.actor), pk=subscription_id)
    chosen = DeliveryFilterForm(request.GET)
    state = chosen.cleaned_data["state"] if chosen.is_valid() else ""
    deliveries = Paginator(webhooks.deliveries_of(row, state), ROWS).get_page(request.GET.get("page"))
    today = timezone.localdate()
    acts = [(action, SubscriptionAction(action).label) for action in webhooks.possible_acts(row, request.actor)]
    context = {
        "subscription": row,
        "secret": secret,
        "acts": acts,
        "filter_form": chosen,
        "form": form or ReplayForm(initial={"since": today, "until": today}),
        "page": deliveries,
    }
    return page(request, "webhooks/subscription_show.html", context, status=status)
