"""What a person may be for an organisation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    FINANCE = "finance", _("财政部门")
    SUPERVISOR = "supervisor", _("主管预算单位")
    UNIT = "unit", _("预算单位")
    AUDITOR = "auditor", _("审计查阅")
    BUYER = "buyer", _("采购人交易")


# The other roles are those of units.
ROLES_OF_FINANCE = frozenset({Role.FINANCE, Role.AUDITOR})
# A buyer buys, and sees nothing of how units are managed.
MANAGING = frozenset(Role) - {Role.BUYER}


class BuyerKind(models.TextChoices):
    """Who buys for a unit. Its own canteen is the unit itself, the others are bodies outside the tree."""

    CANTEEN = "canteen", _("本单位食堂")
    UNION = "union", _("工会")
    CONTRACTOR = "contractor", _("食堂承包方")
    ENTERPRISE = "enterprise", _("国有企业")
    OTHER = "other", _("其他采购人")
