"""Wiring of the room."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "nongcai.domain.payments"
    label = "payments"
    verbose_name = "支付"
