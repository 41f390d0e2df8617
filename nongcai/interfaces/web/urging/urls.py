"""Addresses of announcements, of who lags, and of what was sent."""

from django.urls import path

from nongcai.interfaces.web.urging import announcing, calling, lagging, settling

app_name = "urging"

_ONE = "announcements/<int:announcement_id>/"

urlpatterns = [
    path("urging/", lagging.lagging_list, name="lagging_list"),
    path("urging/remind/", lagging.lagging_remind, name="lagging_remind"),
    path("urging/export/", lagging.lagging_export, name="lagging_export"),
    path("urging/<int:unit_id>/<int:year>/call/", calling.call_enter, name="call_enter"),
    path("urging/contacts/", settling.contact_list, name="contact_list"),
    path("urging/settings/", settling.policy_edit, name="policy_edit"),
    path("announcements/", announcing.announcement_list, name="announcement_list"),
    path("announcements/new/", announcing.announcement_new, name="announcement_new"),
    path("announcements/unread/", announcing.announcement_greet, name="announcement_greet"),
    path("announcements/acknowledge/", announcing.announcement_acknowledge, name="announcement_acknowledge"),
    path(_ONE, announcing.announcement_show, name="announcement_show"),
    path(f"{_ONE}withdraw/", announcing.announcement_withdraw, name="announcement_withdraw"),
    path(f"{_ONE}files/<uuid:file_id>/", announcing.announcement_file, name="announcement_file"),
]
