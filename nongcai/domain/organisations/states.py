"""What becomes of a row by which an account is to be opened."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PostOutcome(models.TextChoices):
    NEW = "new", _("可开通")
    EXISTS = "exists", _("已开通")
    WRONG = "wrong", _("有误")
