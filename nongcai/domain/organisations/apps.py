"""Wiring of the room."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "nongcai.domain.organisations"
    label = "organisations"
    verbose_name = "组织"
