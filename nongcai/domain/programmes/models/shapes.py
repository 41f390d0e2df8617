"""What several tables here have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def dated(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
        name=name,
        violation_error_message=_("终止年度不能早于起始年度。"),
    )


def documented(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(document=""), name=name, violation_error_message=_("请填写依据文件。"))


def person(label: StrOrPromise) -> models.ForeignKey[Any, Any]:
    """Name who did it; empty where the operator of the machine did."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
