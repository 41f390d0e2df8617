"""Addresses of the guides."""

from django.urls import path

from nongcai.interfaces.web.guides import views

app_name = "guides"

urlpatterns = [
    path("guides/", views.guide_list, name="guide_list"),
    path("guides/<slug:name>/", views.guide_show, name="guide_show"),
]
