"""Wiring of the room."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "nongcai.domain.assessments"
    label = "assessments"
    verbose_name = "考核考评"
