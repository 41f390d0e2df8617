"""Reading the hall: its front, offers found, a product, a supplier, a county, side by side, names while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.queries import Asked
from nongcai.domain.catalogue.rules import parse
from nongcai.domain.regions import queries as regions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.interfaces.web.hall import linking
from nongcai.interfaces.web.hall.drawing import middle_of, told, way_to
from nongcai.interfaces.web.hall.forms import DeliveryForm, HallForm, WordForm
from nongcai.interfaces.web.http import page
from nongcai.interfaces.web.prices.showing import held_against

if TYPE_CHECKING:
    from nongcai.domain.catalogue.queries import OfferRow, Shown
    from nongcai.domain.catalogue.rules import Delivered
    from nongcai.interfaces.web.http import WebRequest

NEWEST, FEW = 12, 12
# The cursor of a page is a number, or a moment, and a key.
LONGEST_MARK = 60


@require_safe
def hall_show(request: WebRequest) -> HttpResponse:
    today = timezone.localdate()
    places, own = regions.places(), _own_province(request)
    here = places.provinces.get(own, "")
    known = catalogue.vocabulary(on=today)
    context = {
        "form": WordForm(),
        "branches": [
            (
                linking.Link(one.name, linking.address(Asked(category=one.id))),
                [linking.Link(child.name, linking.address(Asked(category=child.id))) for child in known.below(one.id)],
            )
            for one in known.below(None)
        ],
        "zones": linking.zones(known),
        "provinces": [
            linking.Link(places.provinces.get(number, number), linking.address(Asked(province=number)))
            for number in places.lying
        ],
        "here": linking.Link(here, linking.address(Asked(to=own))) if here else None,
        "rows": [(row, [(row.name, False)], _place(places, row), None) for row in catalogue.newest(today, NEWEST)],
    }
    return page(request, "hall/hall_show.html", context)


@require_safe
def offer_list(request: WebRequest) -> HttpResponse:
    form = HallForm(request.GET)
    asked = form.asked(request.GET.get("after", "")[:LONGEST_MARK])
    found = catalogue.find(asked, timezone.localdate(), at=timezone.now())
    context = {"way": way_to(found), "middle": middle_of(request, form, found)}
    return page(request, "hall/offer_list.html", context)


@require_safe
def offer_compare(request: WebRequest) -> HttpResponse:
    keys = [int(text) for text in request.GET.getlist("offer") if text.isdecimal() and len(text) < len(str(2**63))]
    places = regions.places()
    asked = request.GET.get("to", "")
    to = asked if asked in places.provinces else _own_province(request)
    rows = [
        (row, _place(places, row), row.delivered(to) if to in places.provinces else None)
        for row in catalogue.side_by_side(keys, timezone.localdate())
    ]
    context = {
        "rows": rows,
        "to": places.provinces.get(to, ""),
        "is_cut": len(set(keys)) > catalogue.SIDE_BY_SIDE,
        "most": catalogue.SIDE_BY_SIDE,
    }
    return page(request, "hall/offer_compare.html", context)


@require_safe
def product_show(request: WebRequest, product_id: int) -> HttpResponse:
    today = timezone.localdate()
    shown = catalogue.product_shown(product_id, today)
    if shown is None:
        raise Http404
    provinces = regions.places().provinces
    form = DeliveryForm(request.GET, own=_own_province(request))
    to = provinces.get(form.place, "")
    context = {
        "shown": shown,
        "form": form,
        "rows": [(row, form.pieces or row.minimum, _delivered(row, form)) for row in shown.offers],
        "delivered_label": _("送到%s") % to if to else _("送达价"),
        "bars": _bars(shown),
        **held_against(shown, today, request.actor),
    }
    return page(request, "hall/product_show.html", context)


@require_safe
def seller_show(request: WebRequest, supplier_id: int) -> HttpResponse:
    today = timezone.localdate()
    seller = catalogue.supplier_shown(supplier_id, today)
    if seller is None:
        raise Http404
    supplier, papers = seller
    found = catalogue.find(Asked(supplier=supplier_id), today, size=FEW, at=timezone.now())
    context = {"supplier": supplier, "papers": papers, "score": suppliers.score_of(supplier.pk), **told(found)}
    return page(request, "hall/seller_show.html", context)


@require_safe
def county_show(request: WebRequest, county_code: str) -> HttpResponse:
    found = catalogue.find(Asked(county=county_code), timezone.localdate(), size=FEW, at=timezone.now())
    county = found.places.county(county_code)
    if county is None:
        raise Http404
    return page(request, "hall/county_show.html", {"county": county, **told(found)})


@require_safe
def zone_show(request: WebRequest, zone_id: int) -> HttpResponse:
    today = timezone.localdate()
    zone = catalogue.zone_shown(zone_id, today)
    if zone is None:
        raise Http404
    found = catalogue.find(Asked(zone=zone_id), today, at=timezone.now())
    rules = list(catalogue.rules_told(zone).values())
    return page(request, "hall/zone_show.html", {"zone": zone, "rules": rules, **told(found)})


@require_safe
def name_suggest(request: WebRequest) -> HttpResponse:
    names = catalogue.suggestions(request.GET.get("q", "")[:100].replace("\x00", ""), timezone.localdate())
    links = [linking.Link(name, linking.address(Asked(parse(name)))) for name in names]
    return render(request, "hall/name_suggest.html", {"links": links})


def _delivered(row: OfferRow, form: DeliveryForm) -> Delivered | None:
    is_short = 0 < form.pieces < row.minimum
    return None if is_short or not form.place else row.delivered(form.place, form.pieces)


def _own_province(request: WebRequest) -> str:
    return request.actor.region_code[:2]


def _place(places: regions.Places, row: Any) -> str:
    county = places.county(row.county_code)
    return county.place if county else ""


def _bars(shown: Shown) -> list[dict[str, Any]]:
    """Return the prices that were set; one that never changed is no history."""
    prices, several = shown.product.prices, len(shown.offers) > 1
    if len(prices) <= len(shown.offers):
        return []
    return [
        {
            "label": f"{timezone.localtime(one.at):%Y-%m-%d}{' ' + one.specification if several else ''}",
            "value": float(one.after),
            "shown": f"{one.after} 元",
        }
        for one in prices
    ]
