"""Lists: all of the unit's, one with today's prices, offers put on one from the hall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.catalogue import permissions, services
from nongcai.domain.catalogue import queries as catalogue
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.hall.choosing import back_to_hall, chosen
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.reorders.forms import CopyForm, NameForm, PutForm, QuantityForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from nongcai.domain.catalogue.models import ReorderLine, ReorderList
    from nongcai.interfaces.web.http import WebRequest


@require_safe
def list_list(request: WebRequest) -> HttpResponse:
    _require_buying(request)
    return _listed(request, NameForm())


@require_POST
def list_new(request: WebRequest) -> HttpResponse:
    _require_buying(request)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            made = services.add_list(actor=request.actor, name=form.cleaned_data["name"], at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("清单已建立，请到商品大厅选择商品加入。"))
            return go_to(request, "reorders:list_show", made.pk)
    return _listed(request, form, status=422)


@require_safe
def list_show(request: WebRequest, list_id: int) -> HttpResponse:
    return _shown(request, _list_or_404(request, list_id))


@require_POST
def list_rename(request: WebRequest, list_id: int) -> HttpResponse:
    form = NameForm(request.POST)

    def act() -> int:
        services.rename_list(actor=request.actor, list_id=list_id, name=form.cleaned_data["name"])
        return list_id

    return _named(request, list_id, form, act, _("清单已改名。"))


@require_POST
def list_copy(request: WebRequest, list_id: int) -> HttpResponse:
    form = CopyForm(request.POST)

    def act() -> int:
        name = form.cleaned_data["name"]
        return services.copy_list(actor=request.actor, list_id=list_id, name=name, at=timezone.now()).pk

    return _named(request, list_id, form, act, _("清单已复制。"))


@require_POST
def list_remove(request: WebRequest, list_id: int) -> HttpResponse:
    _list_or_404(request, list_id)
    services.remove_list(actor=request.actor, list_id=list_id)
    said(request, _("清单已删除。"))
    return go_to(request, "reorders:list_list")


@require_http_methods(["GET", "HEAD", "POST"])
def line_add(request: WebRequest) -> HttpResponse:
    _require_buying(request)
    rows, lists = chosen(request), list(catalogue.lists_visible_to(request.actor))
    if request.method == "POST":
        form = PutForm(lists, rows, request.POST)
        if rows and form.is_valid() and _put(request, form):
            said(request, _("已加入常购清单。"))
            return go_to(request, _back(form.cleaned_data["back"]))
    else:
        form = PutForm(lists, rows, initial={"back": request.headers.get("Referer", "")})
    context = {"form": form, "rows": form.amounts(rows), "back": _back(str(form["back"].value() or ""))}
    return page(request, "reorders/line_add.html", context, status=422 if form.errors else 200)


@require_POST
def line_change(request: WebRequest, line_id: int) -> HttpResponse:
    line, form = _line_or_404(request, line_id), QuantityForm(request.POST)
    quantity = form.cleaned_data["quantity"] if form.is_valid() else 0
    services.change_line(actor=request.actor, line_id=line_id, quantity=quantity)
    said(request, _("常购数量已保存。"))
    return go_to(request, "reorders:list_show", line.list_id)


@require_POST
def line_remove(request: WebRequest, line_id: int) -> HttpResponse:
    line = _line_or_404(request, line_id)
    services.remove_line(actor=request.actor, line_id=line_id)
    said(request, _("已从清单中删除。"))
    return go_to(request, "reorders:list_show", line.list_id)


def _put(request: WebRequest, form: PutForm) -> bool:
    told = {name: form.cleaned_data[name] for name in ("list_id", "name")}
    try:
        services.put_on_list(actor=request.actor, **told, quantities=form.quantities(), at=timezone.now())
    except (InvalidError, ConflictError) as refusal:
        into_form(form, refusal)
        return False
    return True


def _back(address: str) -> str:
    return back_to_hall(address, reverse("reorders:list_list"))


def _named(request: WebRequest, list_id: int, form: NameForm, act: Callable[[], int], done: str) -> HttpResponse:
    listed = _list_or_404(request, list_id)
    if form.is_valid():
        try:
            key = act()
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, done)
            return go_to(request, "reorders:list_show", key)
    return _shown(request, listed, form)


def _listed(request: WebRequest, form: NameForm, *, status: int = 200) -> HttpResponse:
    context = {"lists": catalogue.lists_visible_to(request.actor), "form": form}
    return page(request, "reorders/list_list.html", context, status=status)


def _shown(request: WebRequest, listed: ReorderList, form: NameForm | None = None) -> HttpResponse:
    is_copy = isinstance(form, CopyForm)
    context = {
        "list": listed,
        "lines": catalogue.lines_shown(listed, timezone.localdate()),
        "name_form": form if form and not is_copy else NameForm(initial={"name": listed.name}),
        "copy_form": form if is_copy else CopyForm(),
    }
    return page(request, "reorders/list_show.html", context, status=422 if form else 200)


def _list_or_404(request: WebRequest, list_id: int) -> ReorderList:
    found: ReorderList = get_object_or_404(catalogue.lists_visible_to(request.actor), pk=list_id)
    return found


def _line_or_404(request: WebRequest, line_id: int) -> ReorderLine:
    found: ReorderLine = get_object_or_404(catalogue.lines_visible_to(request.actor), pk=line_id)
    return found


def _require_buying(request: WebRequest) -> None:
    if permissions.buys_for(request.actor) is None:
        raise Http404
