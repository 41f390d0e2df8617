"""Wiring of the room."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "nongcai.domain.approvals"
    label = "approvals"
    verbose_name = "采购审批"
