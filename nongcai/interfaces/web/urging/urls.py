"""Addresses of announcements, of who lags, and of what was sent."""

from django.urls import path

from nongcai.interfaces.web.urging import announcing, calling, lagging, lettering, settling

app_name = "urging"

_LETTER = "urging/letters/<int:letter_id>/"
_ONE = "announcements/<int:announcement_id>/"

urlpatterns = [
    path("urging/", lagging.lagging_list, name="lagging_list"),
    path("urging/remind/", lagging.lagging_remind, name="lagging_remind"),
    path("urging/export/", lagging.lagging_export, name="lagging_export"),
    path("urging/<int:unit_id>/<int:year>/call/", calling.call_enter, name="call_enter"),
    path("urging/letters/", lettering.letter_list, name="letter_list"),
    path("urging/letters/new/<int:year>/", lettering.letter_new, name="letter_new"),
    path(_LETTER, lettering.letter_show, name="letter_show"),
    path(f"{_LETTER}edit/", lettering.letter_edit, name="letter_edit"),
    path(f"{_LETTER}number/", lettering.letter_number, name="letter_number"),
    path(f"{_LETTER}name/", lettering.letter_name, name="letter_name"),
    path(f"{_LETTER}steps/<str:action>/", lettering.letter_step, name="letter_step"),
    path(f"{_LETTER}paper/<str:form>/", lettering.letter_paper, name="letter_paper"),
    path(f"{_LETTER}finals/", lettering.letter_final_upload, name="letter_final_upload"),
    path(f"{_LETTER}finals/<uuid:document_id>/", lettering.letter_final, name="letter_final"),
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
