"""Addresses of subscriptions and of what was sent to them."""

from django.urls import path

from nongcai.interfaces.web.webhooks import views

app_name = "webhooks"

_ONE = "webhooks/<int:subscription_id>/"

urlpatterns = [
    path("webhooks/", views.subscription_list, name="subscription_list"),
    path("webhooks/new/", views.subscription_new, name="subscription_new"),
    path(_ONE, views.subscription_show, name="subscription_show"),
    path(f"{_ONE}step/", views.subscription_step, name="subscription_step"),
    path(f"{_ONE}secret/", views.subscription_secret, name="subscription_secret"),
    path(f"{_ONE}replay/", views.subscription_replay, name="subscription_replay"),
    path(f"{_ONE}deliveries/<int:delivery_id>/replay/", views.delivery_replay, name="delivery_replay"),
]
