"""Wiring of the room."""

from django.apps import AppConfig


class RepeatsConfig(AppConfig):
    name = "nongcai.domain.repeats"
    label = "repeats"
    verbose_name = "重复请求"
