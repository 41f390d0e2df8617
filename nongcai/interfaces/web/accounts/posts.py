"""Handing a post over to a successor (移交), and deputies (AB岗)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.accounts.managing import account_shown
from nongcai.interfaces.web.accounts.managing_forms import day_field, label_field, phone_field, username_field
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.organisations.models import Membership
    from nongcai.interfaces.web.http import WebRequest


class HandOverForm(forms.Form):
    """Who takes the post over, and when."""

    username = username_field(gettext_lazy("继任者登录名"))
    label = label_field()
    phone = phone_field()
    on = day_field(gettext_lazy("移交日期"))


class DeputeForm(forms.Form):
    """Who acts in the post, and for how long."""

    username = username_field(gettext_lazy("代理人登录名"))
    first = day_field(gettext_lazy("代理起始日"))
    last = day_field(gettext_lazy("代理截止日"))


@require_http_methods(["GET", "HEAD", "POST"])
def post_hand_over(request: WebRequest, membership_id: int) -> HttpResponse:
    post = _post_or_404(request, membership_id)
    form = HandOverForm(sent(request), initial={"on": timezone.localdate(), "label": post.user.label})
    if request.method == "POST" and form.is_valid():
        opened = _handed_over(request, post, form)
        if opened is not None:
            said(request, _("“%s”已移交。") % post.user.label)
            posts = organisations.posts_of_account(request.actor, opened.membership.user_id)
            if opened.code:
                return account_shown(request, posts, code=opened.code)
            return go_to(request, "accounts:account_show", opened.membership.user_id)
    context = {"form": form, "post": post}
    return page(request, "accounts/post_hand_over.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def post_depute(request: WebRequest, membership_id: int) -> HttpResponse:
    post = _post_or_404(request, membership_id)
    form = DeputeForm(sent(request), initial={"first": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.depute(actor=request.actor, membership_id=post.pk, at=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("代理已登记，到期自动终止；代理人办理的事项都注明“代理”。"))
            return go_to(request, "accounts:account_show", made.user_id)
    context = {"form": form, "post": post}
    return page(request, "accounts/post_depute.html", context, status=422 if form.errors else 200)


def _handed_over(request: WebRequest, post: Membership, form: HandOverForm) -> services.OpenedPost | None:
    told = dict(form.cleaned_data)
    on, now = told.pop("on"), timezone.now()
    try:
        return services.hand_over(
            actor=request.actor,
            membership_id=post.pk,
            successor=services.Successor(**told),
            on=on,
            at=now,
            until=now + timedelta(days=settings.ACTIVATION_DAYS),
        )
    except DomainError as refusal:
        into_form(form, refusal)
        return None


def _post_or_404(request: WebRequest, membership_id: int) -> Membership:
    post = organisations.posts_visible_to(request.actor).filter(pk=membership_id).first()
    if post is None or not organisations.may_assign_post(request.actor, post):
        raise Http404
    return post
