"""Wiring of the room."""

from django.apps import AppConfig


class TransactionsConfig(AppConfig):
    name = "nongcai.domain.transactions"
    label = "transactions"
    verbose_name = "交易"
