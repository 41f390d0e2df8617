"""Addresses of the demand board."""

from django.urls import path

from nongcai.interfaces.web.demands import views

app_name = "demands"

_ONE = "demands/<int:demand_id>/"

urlpatterns = [
    path("demands/", views.demand_list, name="demand_list"),
    path("demands/new/", views.demand_new, name="demand_new"),
    path(_ONE, views.demand_show, name="demand_show"),
    path(f"{_ONE}close/", views.demand_close, name="demand_close"),
    path(f"{_ONE}answer/", views.demand_answer, name="demand_answer"),
    path(f"{_ONE}number/", views.number_look, name="number_look"),
    path(f"{_ONE}retract/", views.demand_retract, name="demand_retract"),
]
