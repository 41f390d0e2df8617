"""Addresses of incidents."""

from django.urls import path

from nongcai.interfaces.web.incidents import terms, views

app_name = "incidents"

_ONE = "incidents/<uuid:order_id>/<int:seq>/"

urlpatterns = [
    path("incidents/", views.incident_list, name="incident_list"),
    path("incidents/terms/", terms.term_list, name="term_list"),
    path("orders/<uuid:order_id>/incidents/new/", views.incident_new, name="incident_new"),
    path(_ONE, views.incident_show, name="incident_show"),
    path(f"{_ONE}files/<int:step>/<uuid:file_id>/", views.incident_file, name="incident_file"),
    path(f"{_ONE}<slug:action>/", views.incident_step, name="incident_step"),
]
