"""Steps of zones and of applications to them; what does not fit shows again on the zone's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.errors import ZoneOrderError
from nongcai.domain.catalogue.states import EntryAction, Move, ZoneAction
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.http import go_to, page, said, warned
from nongcai.interfaces.web.refusals import into_form, message_of
from nongcai.interfaces.web.suppliers.gates import own_or_404, require_platform
from nongcai.interfaces.web.zones.forms import (
    ApplyForm,
    BannerForm,
    CuratorForm,
    DecideForm,
    OrderForm,
    RemoveForm,
    StepForm,
)
from nongcai.interfaces.web.zones.gates import entry_or_404, zone_or_404
from nongcai.interfaces.web.zones.showing import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

MOST = 200
# No key has more figures.
LONGEST = 18


@require_POST
def zone_step(request: WebRequest, zone_id: int) -> HttpResponse:
    require_platform(request)
    zone = zone_or_404(request, zone_id)
    form = StepForm(request.POST)
    if not form.is_valid():
        return _again(request, zone_id)
    action = ZoneAction(form.cleaned_data["action"])
    zone = services.step_zone(actor=request.actor, zone_id=zone_id, action=action)
    done = _("已开放") if action == ZoneAction.OPEN else _("已结束")
    said(request, _("专区“%(name)s”%(done)s。") % {"name": zone.name, "done": done})
    return go_to(request, "zones:zone_show", zone_id)


@require_POST
def curator_name(request: WebRequest, zone_id: int) -> HttpResponse:
    require_platform(request)
    form = CuratorForm(catalogue.platform_people(timezone.localdate()), request.POST)

    def act() -> str:
        keys = form.cleaned_data["user_ids"]
        services.name_curators(actor=request.actor, zone_id=zone_id, user_ids=keys, at=timezone.now())
        return _("专区管理人员已保存。")

    return _done(request, zone_id, "curator_form", form, act)


@require_POST
def banner_hang(request: WebRequest, zone_id: int) -> HttpResponse:
    require_platform(request)
    form = BannerForm(request.POST, request.FILES)

    def act() -> str:
        file = form.cleaned_data["file"]
        told: dict[str, Any] = {"name": file.name or "", "data": file.read(), "alt": form.cleaned_data["alt"]}
        services.hang_banner(actor=request.actor, zone_id=zone_id, **told, at=timezone.now())
        return _("横幅已更换。")

    return _done(request, zone_id, "banner_form", form, act)


@require_POST
def entry_apply(request: WebRequest, zone_id: int) -> HttpResponse:
    own_or_404(request)
    zone = zone_or_404(request, zone_id)
    form = ApplyForm(catalogue.candidates(request.actor, zone), request.POST)

    def act() -> str:
        key = form.cleaned_data["product"]
        services.enter_zone(actor=request.actor, zone_id=zone_id, product_id=key, at=timezone.now())
        return _("已报名，等待专区审核。")

    return _done(request, zone_id, "apply_form", form, act)


@require_POST
def entry_decide(request: WebRequest, zone_id: int) -> HttpResponse:
    require_platform(request)
    form, keys = DecideForm(request.POST), chosen(request)

    def act() -> str:
        told: dict[str, Any] = {"actor": request.actor, "zone_id": zone_id, "entry_ids": keys, "at": timezone.now()}
        if form.cleaned_data["action"] == EntryAction.ADMIT:
            return _("已入选%(count)s个商品。") % {"count": services.admit_entries(**told)}
        return _("已退回%(count)s个商品。") % {
            "count": services.return_entries(**told, words=form.cleaned_data["words"])
        }

    return _done(request, zone_id, "decide_form", form, act, chosen=keys)


@require_POST
def entry_withdraw(request: WebRequest, entry_id: int) -> HttpResponse:
    own_or_404(request)
    entry = entry_or_404(request, entry_id)
    services.withdraw_entry(actor=request.actor, entry_id=entry_id, at=timezone.now())
    said(request, _("已撤回，不在专区展示。"))
    return go_to(request, "zones:zone_show", entry.zone_id)


@require_POST
def entry_remove(request: WebRequest, entry_id: int) -> HttpResponse:
    require_platform(request)
    entry, form = entry_or_404(request, entry_id), RemoveForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    services.remove_entry(actor=request.actor, entry_id=entry_id, words=words, at=timezone.now())
    said(request, _("已移出专区，供应商会收到原因。"))
    return go_to(request, "zones:zone_show", entry.zone_id)


@require_POST
def entry_order(request: WebRequest, entry_id: int) -> HttpResponse:
    require_platform(request)
    entry, form = entry_or_404(request, entry_id), OrderForm(request.POST)
    if not form.is_valid():
        return _again(request, entry.zone_id)
    told = form.cleaned_data
    try:
        services.order_entry(actor=request.actor, entry_id=entry_id, move=Move(told["move"]), version=told["version"])
    except ZoneOrderError as refusal:
        # Whoever came second sees the order that is there now.
        warned(request, message_of(refusal))
    return go_to(request, "zones:zone_show", entry.zone_id)


def chosen(request: WebRequest) -> list[int]:
    """Return the keys of the applications that were ticked."""
    ticked = request.POST.getlist("entry")[:MOST]
    return [int(text) for text in ticked if text.isdecimal() and len(text) <= LONGEST]


def _done(
    request: WebRequest, zone_id: int, name: str, form: forms.Form, act: Callable[[], str], **more: Any
) -> HttpResponse:
    zone = zone_or_404(request, zone_id)
    if form.is_valid():
        try:
            done = act()
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, done)
            return go_to(request, "zones:zone_show", zone_id)
    context = show(request.actor, zone, timezone.localdate(), typed={name: form, **more})
    return page(request, "zones/zone_show.html", context, status=422)


def _again(request: WebRequest, zone_id: int) -> HttpResponse:
    context = show(request.actor, zone_or_404(request, zone_id), timezone.localdate())
    return page(request, "zones/zone_show.html", context, status=422)
