"""Wiring of the room."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "nongcai.domain.regions"
    label = "regions"
    verbose_name = "行政区划"
