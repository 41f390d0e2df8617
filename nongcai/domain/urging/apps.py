"""Wiring of the room."""

from django.apps import AppConfig


class UrgingConfig(AppConfig):
    name = "nongcai.domain.urging"
    label = "urging"
    verbose_name = "催报督促"
