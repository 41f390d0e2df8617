"""Wiring of the room."""

from django.apps import AppConfig


class HoldsConfig(AppConfig):
    name = "nongcai.domain.holds"
    label = "holds"
    verbose_name = "占用"
