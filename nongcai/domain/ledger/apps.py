"""Wiring of the room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "nongcai.domain.ledger"
    label = "ledger"
    verbose_name = "计数台账"
