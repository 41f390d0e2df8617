"""Addresses of the desk."""

from django.urls import path

from nongcai.interfaces.web.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.desk_show, name="desk_show"),
    path("messages/", views.message_list, name="message_list"),
    path("messages/read/", views.message_read, name="message_read"),
]
