"""Tables of the room."""

from nongcai.domain.shares.models.filing import (
    SAID,
    CanteenRow,
    FilingDraft,
    FilingStep,
    FilingVersion,
    ShareFiling,
)

__all__ = ["SAID", "CanteenRow", "FilingDraft", "FilingStep", "FilingVersion", "ShareFiling"]
