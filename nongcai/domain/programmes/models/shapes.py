"""What several tables here have in common."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import pgtrigger
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


def kept_once_published(*names: str) -> list[pgtrigger.Trigger]:
    """Keep what a rule says in these fields, and the rule itself, from the moment at which it was put in force."""
    is_published = pgtrigger.Q(old__published_at__isnull=False)
    changes = (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in (*names, "published_at"))
    return [
        pgtrigger.Protect(
            name="published_rules_keep_their_words",
            operation=pgtrigger.Update,
            condition=is_published & reduce(or_, changes),
        ),
        pgtrigger.Protect(name="published_rules_are_kept", operation=pgtrigger.Delete, condition=is_published),
    ]


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
