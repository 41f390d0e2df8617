"""Tables of the room."""

from nongcai.domain.shares.models.filing import (
    SAID,
    CanteenRow,
    FilingDraft,
    FilingStep,
    FilingVersion,
    ShareFiling,
)
from nongcai.domain.shares.models.report import RegionReport, ReportStep
from nongcai.domain.shares.models.sharing import SharedMember

__all__ = [
    "SAID",
    "CanteenRow",
    "FilingDraft",
    "FilingStep",
    "FilingVersion",
    "RegionReport",
    "ReportStep",
    "ShareFiling",
    "SharedMember",
]
