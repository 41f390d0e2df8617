"""Answers and hotlines for everybody, signed in or not; the platform writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.support import permissions, queries, services
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, public, said, sent
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.support.forms import ArticleForm, FindForm, HotlineForm
from nongcai.interfaces.web.support.gates import reader_of, require_platform

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.support.models import FaqArticle
    from nongcai.interfaces.web.http import WebRequest


@public
@require_safe
def help_show(request: WebRequest) -> HttpResponse:
    reader, form = reader_of(request), FindForm(request.GET)
    told = form.told()
    code = queries.region_near(reader)
    context = {
        "form": form,
        "articles": queries.articles_found(reader, **told),
        "is_filtered": any(told.values()),
        "hotlines": queries.hotlines_of(code),
        "is_signed_in": reader is not None,
        "edits": reader is not None and permissions.watches(reader),
    }
    return page(request, "support/help_show.html", context)


@public
@require_safe
def article_show(request: WebRequest, article_id: int) -> HttpResponse:
    reader = reader_of(request)
    article: FaqArticle = get_object_or_404(queries.articles_visible_to(reader), pk=article_id)
    edits = reader is not None and permissions.watches(reader)
    return page(request, "support/article_show.html", {"article": article, "edits": edits})


@require_http_methods(["GET", "HEAD", "POST"])
def article_new(request: WebRequest) -> HttpResponse:
    require_platform(request)
    form = ArticleForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            made = services.enter_article(actor=request.actor, told=form.told(), at=timezone.now())
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已保存。"))
            return go_to(request, "support:article_show", made.pk)
    return page(request, "support/article_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def article_edit(request: WebRequest, article_id: int) -> HttpResponse:
    require_platform(request)
    article: FaqArticle = get_object_or_404(queries.articles_visible_to(request.actor), pk=article_id)
    names = ("topic", "question", "answer", "words", "is_shown", "version")
    form = ArticleForm(sent(request), initial={name: getattr(article, name) for name in names})
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.change_article(
                actor=request.actor, article_id=article_id, version=version, told=form.told(), at=timezone.now()
            )
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已保存。"))
            return go_to(request, "support:article_show", article_id)
    context = {"form": form, "article": article}
    return page(request, "support/article_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def hotline_list(request: WebRequest) -> HttpResponse:
    require_platform(request)
    form = HotlineForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            services.enter_hotline(actor=request.actor, told=form.told(), at=timezone.now())
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已登记。"))
            return go_to(request, "support:hotline_list")
    context = {"form": form, "hotlines": queries.hotlines_of()}
    return page(request, "support/hotline_list.html", context, status=422 if form.errors else 200)


@require_POST
def hotline_end(request: WebRequest, hotline_id: int) -> HttpResponse:
    require_platform(request)
    services.end_hotline(actor=request.actor, hotline_id=hotline_id, at=timezone.now())
    said(request, _("已停用。"))
    return go_to(request, "support:hotline_list")
