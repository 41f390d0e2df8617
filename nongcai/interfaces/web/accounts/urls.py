"""Addresses of signing in and out."""

from django.urls import path

from nongcai.interfaces.web.accounts import views

app_name = "accounts"

urlpatterns = [
    path("login/", views.session_open, name="session_open"),
    path("logout/", views.session_close, name="session_close"),
    path("memberships/", views.membership_choose, name="membership_choose"),
]
