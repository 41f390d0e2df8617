"""Addresses of documents that change organisations."""

from django.urls import path

from nongcai.interfaces.web.reorganisations import acts, coding, views

app_name = "reorganisations"
ONE = "reorganisations/<int:reorganisation_id>/"

urlpatterns = [
    path("reorganisations/", views.reorganisation_list, name="reorganisation_list"),
    path("reorganisations/new/", acts.reorganisation_new, name="reorganisation_new"),
    path(ONE, views.reorganisation_show, name="reorganisation_show"),
    path(f"{ONE}told/", views.reorganisation_told, name="reorganisation_told"),
    path(f"{ONE}print/", views.reorganisation_print, name="reorganisation_print"),
    path(f"{ONE}edit/", acts.reorganisation_edit, name="reorganisation_edit"),
    path(f"{ONE}lines/", acts.line_add, name="line_add"),
    path(f"{ONE}lines/<int:line_id>/remove/", acts.line_remove, name="line_remove"),
    path(f"{ONE}lines/<int:line_id>/people/<int:membership_id>/", acts.person_place, name="person_place"),
    path("reorganisations/codes/template/", coding.codes_template, name="codes_template"),
    path(f"{ONE}codes/", coding.codes_upload, name="codes_upload"),
    path(f"{ONE}codes/<uuid:document_id>/", coding.codes_show, name="codes_show"),
    path(f"{ONE}codes/<uuid:document_id>/load/", coding.codes_load, name="codes_load"),
    path(f"{ONE}codes/<uuid:document_id>/rejects/", coding.codes_rejects, name="codes_rejects"),
    path(f"{ONE}approvals/", acts.approval_upload, name="approval_upload"),
    path(f"{ONE}approvals/<uuid:document_id>/", views.approval_download, name="approval_download"),
    path(f"{ONE}steps/<str:action>/", acts.reorganisation_step, name="reorganisation_step"),
]
