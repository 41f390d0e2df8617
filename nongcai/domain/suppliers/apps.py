"""Wiring of the room."""

from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "nongcai.domain.suppliers"
    label = "suppliers"
    verbose_name = "供应商"
