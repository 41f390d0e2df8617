"""What a unit is by its nature (单位性质), as budget directories write it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitNature(TextChoices):
    """Empty means that nobody has said it yet."""

    ADMINISTRATIVE = "administrative", _("行政单位")
    CIVIL = "civil", _("参公事业单位")
    INSTITUTION = "institution", _("事业单位")
    ENTERPRISE = "enterprise", _("国有企业")
    ASSOCIATION = "association", _("社会团体")
    OTHER = "other", _("其他单位")


def is_enterprise(nature: str) -> bool | None:
    """Say whether a unit of this nature is a state-owned firm (国有企业); None where nobody can tell."""
    return nature == UnitNature.ENTERPRISE if nature else None
