"""The platform keeps the tree of categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.services import ToldCategory
from nongcai.domain.suppliers.states import PaperKind
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.goods.category_forms import AttributeForm, CategoryForm, MoveForm, NewCategoryForm
from nongcai.interfaces.web.goods.gates import attribute_or_404, category_or_404
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import require_platform

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpResponse

    from nongcai.domain.catalogue.models import Category
    from nongcai.interfaces.web.http import WebRequest


@require_safe
def category_list(request: WebRequest) -> HttpResponse:
    require_platform(request)
    rows = [(row, [PaperKind(kind).label for kind in row.needs]) for row in catalogue.categories()]
    return page(request, "goods/category_list.html", {"rows": rows})


@require_POST
def category_plant(request: WebRequest) -> HttpResponse:
    require_platform(request)
    count = services.plant_categories(actor=request.actor, at=timezone.now())
    said(request, _("已载入%(count)s个标准分类。") % {"count": count})
    return go_to(request, "goods:category_list")


@require_http_methods(["GET", "HEAD", "POST"])
def category_new(request: WebRequest) -> HttpResponse:
    require_platform(request)
    form = NewCategoryForm(sent(request), initial={"parent_id": request.GET.get("parent")})
    if request.method == "POST" and form.is_valid():
        try:
            services.add_category(actor=request.actor, told=ToldCategory(**form.cleaned_data), at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("分类已新增。"))
            return go_to(request, "goods:category_list")
    return page(request, "goods/category_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def category_show(request: WebRequest, category_id: int) -> HttpResponse:
    require_platform(request)
    return _shown(request, category_or_404(category_id))


@require_POST
def category_edit(request: WebRequest, category_id: int) -> HttpResponse:
    require_platform(request)
    form = CategoryForm(request.POST)

    def act() -> None:
        services.change_category(actor=request.actor, category_id=category_id, **form.cleaned_data, at=timezone.now())

    return _done(request, category_id, "form", form, act)


@require_POST
def category_move(request: WebRequest, category_id: int) -> HttpResponse:
    require_platform(request)
    form = MoveForm(request.POST)

    def act() -> None:
        services.move_category(actor=request.actor, category_id=category_id, **form.cleaned_data, at=timezone.now())

    return _done(request, category_id, "move_form", form, act)


@require_POST
def category_open(request: WebRequest, category_id: int) -> HttpResponse:
    require_platform(request)
    is_open = request.POST.get("is_open") == "yes"
    services.open_category(actor=request.actor, category_id=category_id, is_open=is_open, at=timezone.now())
    said(request, _("分类已启用。") if is_open else _("分类已停用，已有商品不受影响。"))
    return go_to(request, "goods:category_show", category_id)


@require_POST
def attribute_ask(request: WebRequest, category_id: int) -> HttpResponse:
    require_platform(request)
    form = AttributeForm(request.POST)

    def act() -> None:
        services.ask_attribute(actor=request.actor, category_id=category_id, told=form.told())

    return _done(request, category_id, "attribute_form", form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def attribute_edit(request: WebRequest, attribute_id: int) -> HttpResponse:
    require_platform(request)
    row = attribute_or_404(attribute_id)
    before = {name: getattr(row, name) for name in ("name", "kind", "is_required", "is_priced", "position")}
    form = AttributeForm(sent(request), initial=before | {"choices": "、".join(row.choices)})
    # Answers were given to it as it is.
    form.fields["kind"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            services.change_attribute(actor=request.actor, attribute_id=attribute_id, told=form.told())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("属性已保存。"))
            return go_to(request, "goods:category_show", row.category_id)
    context = {"form": form, "attribute": row}
    return page(request, "goods/attribute_edit.html", context, status=422 if form.errors else 200)


def _done(request: WebRequest, category_id: int, name: str, form: forms.Form, act: Callable[[], None]) -> HttpResponse:
    category = category_or_404(category_id)
    if form.is_valid():
        try:
            act()
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已保存。"))
            return go_to(request, "goods:category_show", category_id)
    return _shown(request, category, status=422, **{name: form})


def _shown(request: WebRequest, category: Category, *, status: int = 200, **typed: forms.Form) -> HttpResponse:
    before = {"name": category.name, "needs": category.needs, "position": category.position}
    context = {
        "category": category,
        "category_name": catalogue.names_above([category])[category.pk],
        "attributes": catalogue.attributes_of(category),
        "inherited": [PaperKind(kind).label for kind in catalogue.needs_of(category) if kind not in category.needs],
        "form": CategoryForm(initial=before),
        "move_form": MoveForm(initial={"parent_id": category.parent_id}),
        "attribute_form": AttributeForm(),
    }
    return page(request, "goods/category_show.html", context | typed, status=status)
