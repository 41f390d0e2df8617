"""Trading accounts (采购人交易账号): those of one's own unit and of the units below, opening, and how long they run."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nongcai.domain.accounts.queries import STATES
from nongcai.domain.organisations import permissions, services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.queries import BUYERS, TRADING_ROLES
from nongcai.domain.organisations.roles import BuyerKind, Role
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.accounts.managing import account_shown
from nongcai.interfaces.web.accounts.managing_forms import ALL, day_field, label_field, phone_field, username_field
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form, message_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.organisations.models import Membership
    from nongcai.interfaces.web.http import WebRequest

ROWS = 30


class BuyerFilterForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("采购人或单位"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("登录名、采购人或单位名称")}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("采购人类型"), required=False, choices=[ALL, *BUYERS.items()])
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False, choices=[ALL, *STATES.items()])


class BuyerOpenForm(forms.Form):
    """Who is to buy for a unit."""

    place = forms.CharField(
        label=gettext_lazy("计入单位"),
        max_length=60,
        help_text=gettext_lazy("采购金额计入哪个预算单位：填单位编码、统一社会信用代码或名称。"),
        error_messages={"required": gettext_lazy("请填写采购金额计入的单位。")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("采购人类型"), choices=list(BUYERS.items()))
    role = forms.ChoiceField(
        label=gettext_lazy("岗位"),
        required=False,
        choices=list(TRADING_ROLES.items()),
        help_text=gettext_lazy("没有设审批、验收、会计岗位的，由采购人交易账号办理。"),
    )
    name = forms.CharField(
        label=gettext_lazy("采购人名称"),
        required=False,
        max_length=128,
        help_text=gettext_lazy("本单位食堂不填，其他按登记证书填写。"),
    )
    credit_code = forms.CharField(
        label=gettext_lazy("采购人统一社会信用代码"),
        required=False,
        max_length=18,
        help_text=gettext_lazy("食堂承包方和国有企业必填。"),
    )
    ends_on = day_field(gettext_lazy("合同截止日"), help_text=gettext_lazy("食堂承包方必填，次日起不能再登录采购。"))
    label = label_field()
    username = username_field(gettext_lazy("登录名"))
    phone = phone_field()

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["ends_on"].required = False

    def clean_credit_code(self) -> str:
        """Take a code as it is printed."""
        return str(self.cleaned_data["credit_code"]).strip().upper()


class BuyerTermForm(forms.Form):
    """The last day of a contract; none means that no end was agreed."""

    ends_on = day_field(
        gettext_lazy("合同截止日"), help_text=gettext_lazy("次日起不能再登录采购；没有约定截止日的不填。")
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["ends_on"].required = False


@require_safe
def buyer_list(request: WebRequest) -> HttpResponse:
    form = BuyerFilterForm(request.GET)
    form.full_clean()
    chosen = form.cleaned_data
    rows = organisations.buyers_visible_to(
        request.actor, text=chosen.get("q", ""), kind=chosen.get("kind", ""), state=chosen.get("state", "")
    )
    context = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
        "may_open": permissions.opens_buyers(request.actor),
    }
    return page(request, "accounts/buyer_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def buyer_open(request: WebRequest) -> HttpResponse:
    if not permissions.opens_buyers(request.actor):
        raise Http404
    own = "" if permissions.is_finance(request.actor) else request.actor.organisation_name
    form = BuyerOpenForm(sent(request), initial={"place": own})
    if request.method == "POST" and form.is_valid():
        opened = _opened(request, form)
        if opened is not None:
            posts = organisations.posts_of_account(request.actor, opened.membership.user_id)
            return account_shown(request, posts, code=opened.code)
    return page(request, "accounts/buyer_open.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def buyer_term(request: WebRequest, membership_id: int) -> HttpResponse:
    post = _buyer_or_404(request, membership_id)
    form = BuyerTermForm(sent(request), initial={"ends_on": post.last_day})
    if request.method == "POST" and form.is_valid():
        ends_on = form.cleaned_data["ends_on"]
        try:
            services.set_term(actor=request.actor, membership_id=post.pk, ends_on=ends_on, at=timezone.now())
        except DomainError as refusal:
            form.add_error("ends_on", message_of(refusal))
        else:
            said(request, _("“%s”的合同期限已变更。") % post.user.label)
            return go_to(request, "accounts:account_show", post.user_id)
    context = {"form": form, "post": post}
    return page(request, "accounts/buyer_term.html", context, status=422 if form.errors else 200)


def _opened(request: WebRequest, form: BuyerOpenForm) -> services.OpenedPost | None:
    told = dict(form.cleaned_data)
    try:
        place = organisations.place_called(told.pop("place"), request.actor.path)
    except DomainError as refusal:
        form.add_error("place", message_of(refusal))
        return None
    now = timezone.now()
    buyer = services.ToldBuyer(
        unit_id=place.id, kind=BuyerKind(told.pop("kind")), role=Role(told.pop("role") or Role.BUYER), **told
    )
    until = now + timedelta(days=settings.ACTIVATION_DAYS)
    try:
        return services.open_buyer(actor=request.actor, told=buyer, at=now, until=until)
    except DomainError as refusal:
        into_form(form, refusal)
        return None


def _buyer_or_404(request: WebRequest, membership_id: int) -> Membership:
    post = organisations.buyers_visible_to(request.actor).filter(pk=membership_id).first()
    if post is None or not organisations.may_assign_post(request.actor, post):
        raise Http404
    return post
