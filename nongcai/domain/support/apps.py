"""Wiring of the room."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "nongcai.domain.support"
    label = "support"
    verbose_name = "客服争议"
