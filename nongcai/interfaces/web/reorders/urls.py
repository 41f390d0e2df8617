"""Addresses of the lists of what a unit buys again."""

from django.urls import path

from nongcai.interfaces.web.reorders import views

app_name = "reorders"

_LIST = "reorders/<int:list_id>/"
_LINE = "reorders/lines/<int:line_id>/"

urlpatterns = [
    path("reorders/", views.list_list, name="list_list"),
    path("reorders/new/", views.list_new, name="list_new"),
    path("reorders/add/", views.line_add, name="line_add"),
    path(_LIST, views.list_show, name="list_show"),
    path(f"{_LIST}rename/", views.list_rename, name="list_rename"),
    path(f"{_LIST}copy/", views.list_copy, name="list_copy"),
    path(f"{_LIST}remove/", views.list_remove, name="list_remove"),
    path(f"{_LINE}change/", views.line_change, name="line_change"),
    path(f"{_LINE}remove/", views.line_remove, name="line_remove"),
]
