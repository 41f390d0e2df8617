"""Addresses of the contact list."""

from django.urls import path

from nongcai.interfaces.web.contacts import acts, views

app_name = "contacts"

urlpatterns = [
    path("contacts/", views.liaison_list, name="liaison_list"),
    path("contacts/export/", views.liaison_export, name="liaison_export"),
    path("contacts/looks/", views.look_list, name="look_list"),
    path("contacts/<int:unit_id>/", views.liaison_show, name="liaison_show"),
    path("contacts/<int:unit_id>/enter/", acts.liaison_enter, name="liaison_enter"),
    path("contacts/entries/<int:liaison_id>/end/", acts.liaison_end, name="liaison_end"),
    path("contacts/entries/<int:liaison_id>/dead/", acts.liaison_dead, name="liaison_dead"),
    path("contacts/entries/<int:liaison_id>/number/", acts.number_look, name="number_look"),
]
