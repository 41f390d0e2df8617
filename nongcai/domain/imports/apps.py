"""Wiring of the room."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "nongcai.domain.imports"
    label = "imports"
    verbose_name = "导入"
