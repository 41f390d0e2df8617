"""Addresses of the directory."""

from django.urls import path

from nongcai.interfaces.web.organisations import views

app_name = "organisations"

urlpatterns = [path("units/", views.unit_list, name="unit_list")]
