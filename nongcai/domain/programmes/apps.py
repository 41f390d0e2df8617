"""Wiring of the room."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "nongcai.domain.programmes"
    label = "programmes"
    verbose_name = "年度方案"
