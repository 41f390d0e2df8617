"""Wiring of the room."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "nongcai.domain.webhooks"
    label = "webhooks"
    verbose_name = "推送接口"
