"""Wiring of the room."""

from django.apps import AppConfig


class ReorganisationsConfig(AppConfig):
    name = "nongcai.domain.reorganisations"
    label = "reorganisations"
    verbose_name = "机构调整"
