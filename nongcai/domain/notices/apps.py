"""Wiring of the room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "nongcai.domain.notices"
    label = "notices"
    verbose_name = "通报公告"
