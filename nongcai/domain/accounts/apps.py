"""Wiring of the room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nongcai.domain.accounts"
    label = "accounts"
    verbose_name = "账号"
