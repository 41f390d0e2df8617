"""Wiring of the door."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "nongcai.interfaces.web"
    label = "web"
    verbose_name = "网页"
