"""Addresses of zones."""

from django.urls import path, re_path

from nongcai.interfaces.web.zones import acts, views

app_name = "zones"

_ONE = "zones/<int:zone_id>/"
_ENTRY = "zones/entries/<int:entry_id>/"

urlpatterns = [
    path("zones/", views.zone_list, name="zone_list"),
    path("zones/new/", views.zone_new, name="zone_new"),
    path(_ONE, views.zone_show, name="zone_show"),
    path(f"{_ONE}edit/", views.zone_edit, name="zone_edit"),
    path(f"{_ONE}step/", acts.zone_step, name="zone_step"),
    path(f"{_ONE}curators/", acts.curator_name, name="curator_name"),
    path(f"{_ONE}banner/", acts.banner_hang, name="banner_hang"),
    re_path(
        r"^zones/(?P<zone_id>\d{1,18})/banner/(?P<digest>[0-9a-f]{16})\.jpg$", views.banner_show, name="banner_show"
    ),
    path(f"{_ONE}apply/", acts.entry_apply, name="entry_apply"),
    path(f"{_ONE}decide/", acts.entry_decide, name="entry_decide"),
    path(f"{_ENTRY}withdraw/", acts.entry_withdraw, name="entry_withdraw"),
    path(f"{_ENTRY}remove/", acts.entry_remove, name="entry_remove"),
    path(f"{_ENTRY}order/", acts.entry_order, name="entry_order"),
]
