"""Wiring of the room."""

from django.apps import AppConfig


class SharesConfig(AppConfig):
    name = "nongcai.domain.shares"
    label = "shares"
    verbose_name = "预留份额"
