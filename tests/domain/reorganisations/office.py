"""A city's bureau that changes organisations of the cast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from nongcai.domain.reorganisations import services
from nongcai.domain.reorganisations.services import ToldLine, ToldReorganisation
from nongcai.foundation.years import CHINA
from tests import cast as offices
from tests.domain.shares.season import Season

if TYPE_CHECKING:
    from nongcai.domain.reorganisations.models import Reorganisation

YEAR = offices.YEAR + 1
EFFECTIVE = date(YEAR, 6, 1)
ENFORCED = datetime(YEAR, 6, 3, 9, 0, tzinfo=CHINA)
LATER = datetime(YEAR, 6, 10, 9, 0, tzinfo=CHINA)
# The cast's actors are those of a day on which everybody is in office.
BUREAU = "city_finance"


@dataclass(frozen=True)
class Office:
    """Drafts, checks, enforces and reverses for the city's bureau, or another member of the cast."""

    season: Season

    def draft(self, *lines: tuple[str, ...], by: str = BUREAU, on: date = EFFECTIVE) -> Reorganisation:
        """Draft a document with an approval and lines (kind, code, second, third)."""
        actor = self.season.actor(by)
        told = ToldReorganisation("市直部门机构改革", "郑编办〔2024〕12号", on)
        row = services.draft(actor=actor, told=told, at=ENFORCED)
        services.upload_approval(
            actor=actor, reorganisation_id=row.pk, name="批复.pdf", media_type="application/pdf", chunks=[b"-"],
            at=ENFORCED,
        )  # fmt: skip
        for kind, *parts in lines:
            services.add_lines(
                actor=actor, reorganisation_id=row.pk, kind=kind, rows=[ToldLine(*parts)], moves_people=True
            )
        return row

    def check(self, row: Reorganisation, *, by: str = BUREAU) -> Reorganisation:
        """Check a document."""
        return services.check(actor=self.season.actor(by), reorganisation_id=row.pk, at=ENFORCED)

    def enforce(self, row: Reorganisation, *, by: str = BUREAU, at: datetime = ENFORCED) -> Reorganisation:
        """Put a checked document in force."""
        return services.enforce(actor=self.season.actor(by), reorganisation_id=row.pk, at=at)

    def enforced(self, *lines: tuple[str, ...], by: str = BUREAU, on: date = EFFECTIVE) -> Reorganisation:
        """Draft, check and enforce."""
        row = self.draft(*lines, by=by, on=on)
        self.check(row, by=by)
        return self.enforce(row, by=by)

    def reverse(self, row: Reorganisation, *, by: str = BUREAU) -> Reorganisation:
        """Put back what a document changed."""
        return services.reverse(actor=self.season.actor(by), reorganisation_id=row.pk, words="批复已撤销", at=LATER)
