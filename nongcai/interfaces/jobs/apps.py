"""Wiring of the door; its tasks register when the app is ready."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "nongcai.interfaces.jobs"
    label = "jobs"
