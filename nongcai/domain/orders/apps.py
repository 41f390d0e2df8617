"""Wiring of the room."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "nongcai.domain.orders"
    label = "orders"
    verbose_name = "订单"
