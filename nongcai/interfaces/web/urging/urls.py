"""Addresses of announcements."""

from django.urls import path

from nongcai.interfaces.web.urging import announcing

app_name = "urging"

_ONE = "announcements/<int:announcement_id>/"

urlpatterns = [
    path("announcements/", announcing.announcement_list, name="announcement_list"),
    path("announcements/new/", announcing.announcement_new, name="announcement_new"),
    path("announcements/unread/", announcing.announcement_greet, name="announcement_greet"),
    path("announcements/acknowledge/", announcing.announcement_acknowledge, name="announcement_acknowledge"),
    path(_ONE, announcing.announcement_show, name="announcement_show"),
    path(f"{_ONE}withdraw/", announcing.announcement_withdraw, name="announcement_withdraw"),
    path(f"{_ONE}files/<uuid:file_id>/", announcing.announcement_file, name="announcement_file"),
]
