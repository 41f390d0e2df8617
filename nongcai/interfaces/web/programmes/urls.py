"""Addresses of the rules of a year."""

from django.urls import path

from nongcai.interfaces.web.programmes import views

app_name = "programmes"

urlpatterns = [path("programmes/", views.programme_show, name="programme_show")]
