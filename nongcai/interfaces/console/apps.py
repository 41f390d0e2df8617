"""Wiring of the door; its commands stand in management/commands."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "nongcai.interfaces.console"
    label = "console"
