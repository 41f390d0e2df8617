"""Zones: the list, one with all that stands in it, writing it, its picture."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.suppliers import permissions
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.goods.pictures import MONTH, NOTHING_ELSE
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import require_platform
from nongcai.interfaces.web.zones.forms import ZoneForm
from nongcai.interfaces.web.zones.gates import require_zones, zone_or_404
from nongcai.interfaces.web.zones.showing import show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.catalogue.models import Zone
    from nongcai.interfaces.web.http import WebRequest


@require_safe
def zone_list(request: WebRequest) -> HttpResponse:
    require_zones(request)
    today = timezone.localdate()
    rows = [(row, row.is_open(today), row.takes_entries(today)) for row in catalogue.zones_visible_to(request.actor)]
    context = {"rows": rows, "sells": permissions.sells(request.actor)}
    return page(request, "zones/zone_list.html", context)


@require_safe
def zone_show(request: WebRequest, zone_id: int) -> HttpResponse:
    zone = zone_or_404(request, zone_id)
    return page(
        request,
        "zones/zone_show.html",
        show(request.actor, zone, timezone.localdate(), place=request.GET.get("page", "1")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def zone_new(request: WebRequest) -> HttpResponse:
    require_platform(request)
    return _written(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def zone_edit(request: WebRequest, zone_id: int) -> HttpResponse:
    require_platform(request)
    return _written(request, zone_or_404(request, zone_id))


@require_safe
def banner_show(request: WebRequest, zone_id: int, digest: str) -> FileResponse:  # noqa: ARG001  Django's signature
    zone = catalogue.zone_shown(int(zone_id), timezone.localdate())
    file = catalogue.banner_file(zone) if zone and zone.banner_sha256.startswith(digest) else None
    if file is None:
        raise Http404
    response = FileResponse(BytesIO(file.path.read_bytes()), filename=file.name, content_type=file.media_type)
    response["Content-Security-Policy"] = NOTHING_ELSE
    # Its address names its content.
    patch_cache_control(response, private=True, max_age=MONTH, immutable=True)
    return response


def _written(request: WebRequest, zone: Zone | None) -> HttpResponse:
    form = ZoneForm(sent(request), zone)
    if request.method == "POST" and form.is_valid():
        try:
            kept = _keep(request, form, zone)
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("专区已保存。"))
            return go_to(request, "zones:zone_show", kept.pk)
    context = {"form": form, "zone": zone}
    return page(request, "zones/zone_edit.html", context, status=422 if form.errors else 200)


def _keep(request: WebRequest, form: ZoneForm, zone: Zone | None) -> Zone:
    if zone is None:
        return services.plan_zone(actor=request.actor, told=form.told())
    return services.change_zone(actor=request.actor, zone_id=zone.pk, told=form.told(), at=timezone.now())
