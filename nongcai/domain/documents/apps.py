"""Wiring of the room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "nongcai.domain.documents"
    label = "documents"
    verbose_name = "附件"
