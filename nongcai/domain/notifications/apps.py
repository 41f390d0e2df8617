"""Wiring of the room."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "nongcai.domain.notifications"
    label = "notifications"
    verbose_name = "消息"
