"""What a person may be for an organisation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    FINANCE = "finance", _("财政部门")
    SUPERVISOR = "supervisor", _("主管预算单位")
    UNIT = "unit", _("预算单位")
    AUDITOR = "auditor", _("审计查阅")


# The other roles are those of units.
ROLES_OF_FINANCE = frozenset({Role.FINANCE, Role.AUDITOR})
