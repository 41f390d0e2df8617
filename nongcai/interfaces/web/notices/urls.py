"""Addresses of notices."""

from django.urls import path

from nongcai.interfaces.web.notices import acts, public, views

app_name = "notices"

urlpatterns = [
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/draft/", views.notice_draft, name="notice_draft"),
    path("notices/<int:notice_id>/", views.notice_show, name="notice_show"),
    path("notices/<int:notice_id>/edit/", views.notice_edit, name="notice_edit"),
    path("notices/<int:notice_id>/preview/", views.notice_preview, name="notice_preview"),
    path("notices/<int:notice_id>/quote/", acts.notice_quote, name="notice_quote"),
    path("notices/<int:notice_id>/take-over/", acts.notice_take_over, name="notice_take_over"),
    path("notices/<int:notice_id>/refresh/", acts.notice_refresh, name="notice_refresh"),
    path("notices/<int:notice_id>/step/<slug:action>/", acts.notice_step, name="notice_step"),
    path("notices/<int:notice_id>/openness/", acts.notice_openness, name="notice_openness"),
    path("notices/<int:notice_id>/secrecy/", acts.notice_secrecy, name="notice_secrecy"),
    path("notices/<int:notice_id>/number/", acts.notice_number, name="notice_number"),
    path("notices/<int:notice_id>/final/", acts.notice_final, name="notice_final"),
    path("notices/<int:notice_id>/correct/", acts.notice_correct, name="notice_correct"),
    path("notices/<int:notice_id>/export/", views.notice_export, name="notice_export"),
    path("notices/<int:notice_id>/sealed/", views.notice_sealed, name="notice_sealed"),
    path("public/", public.public_list, name="public_list"),
    path("public/<slug:slug>/", public.public_show, name="public_show"),
    path("public/<slug:slug>/sealed/", public.public_sealed, name="public_sealed"),
]
