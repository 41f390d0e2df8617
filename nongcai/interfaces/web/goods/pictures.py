"""Pictures of products."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.goods.forms import PictureForm
from nongcai.interfaces.web.goods.gates import own_product_or_404
from nongcai.interfaces.web.goods.showing import show
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import own_or_404

if TYPE_CHECKING:
    from nongcai.interfaces.web.http import WebRequest

# What stands under an address never changes: a changed picture is another one.
MONTH = 30 * 24 * 3600
NOTHING_ELSE = "default-src 'none'; sandbox"


@require_safe
def picture_show(request: WebRequest, picture_id: int, size: str) -> HttpResponse | FileResponse:
    picture = get_object_or_404(catalogue.pictures_visible_to(request.actor), pk=picture_id)
    tag = f'"{picture.sha256[:32]}-{size}"'
    response: HttpResponse | FileResponse
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        file = catalogue.picture_file(picture, size)
        if file is None:
            raise Http404
        response = FileResponse(BytesIO(file.path.read_bytes()), filename=file.name, content_type=file.media_type)
    response["ETag"] = tag
    response["Content-Security-Policy"] = NOTHING_ELSE
    # Whoever may see it may keep it, nobody in between.
    patch_cache_control(response, private=True, max_age=MONTH, immutable=True)
    return response


@require_POST
def picture_add(request: WebRequest, product_id: int) -> HttpResponse:
    product = own_product_or_404(request, product_id)
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            services.add_picture(
                actor=request.actor,
                product_id=product_id,
                name=file.name or "",
                data=file.read(),
                alt=form.cleaned_data["alt"],
                at=timezone.now(),
            )
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("图片已上传。"))
            return go_to(request, "goods:product_show", product_id)
    context = show(request.actor, product, timezone.localdate(), picture_form=form)
    return page(request, "goods/product_show.html", context, status=422)


@require_POST
def picture_remove(request: WebRequest, picture_id: int) -> HttpResponse:
    return _arranged(request, picture_id, services.remove_picture, _("图片已删除。"))


@require_POST
def picture_first(request: WebRequest, picture_id: int) -> HttpResponse:
    return _arranged(request, picture_id, services.put_first, _("已设为首图。"))


def _arranged(request: WebRequest, picture_id: int, service: Any, done: str) -> HttpResponse:
    own_or_404(request)
    product = service(actor=request.actor, picture_id=picture_id, at=timezone.now())
    said(request, done)
    return go_to(request, "goods:product_show", product.pk)
