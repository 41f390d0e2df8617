"""A unit's season: which programme binds it, and until when it may file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.errors import NoProgrammeError

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.programmes.models import Programme
    from nongcai.domain.programmes.queries import Window


@dataclass(frozen=True)
class Season:
    """The year's programme of a unit, None where none was published, its window, and a later day granted to it."""

    year: int
    programme: Programme | None = None
    window: Window | None = None
    extended_to: date | None = None

    @property
    def is_self_filed(self) -> bool:
        """Whether units file here (自填模式)."""
        return self.programme is not None and programmes.is_self_filed(self.programme)

    @property
    def due_on(self) -> date | None:
        """The last day, the extension counted in."""
        usual = self.window.due_on if self.window else None
        return max((day for day in (usual, self.extended_to) if day is not None), default=None)

    def phase(self, at: datetime) -> str:
        """Say in one word how it stands: missing, reconciled, early, open, extended or closed."""
        if self.programme is None or self.window is None:
            return "missing"
        if not self.is_self_filed:
            return "reconciled"
        if not self.window.has_opened(at):
            return "early"
        if not self.window.is_over(at):
            return "open"
        later = programmes.window_of(self.programme, "file", extended_to=self.extended_to)
        return "closed" if later.is_over(at) else "extended"

    def takes_filings(self, at: datetime) -> bool:
        """Say whether the unit may file at a moment."""
        return self.phase(at) in {"open", "extended"}


def season_of(unit_id: int, year: int) -> Season:
    """Return a unit's season, by the region of its line in the year's directory."""
    listing = organisations.listing_of(unit_id, year)
    region_code = listing.region_id if listing else organisations.node(unit_id).region_code
    season = season_in(region_code, year)
    return Season(year, season.programme, season.window, programmes.extensions([unit_id], year).get(unit_id))


def season_in(region_code: str, year: int) -> Season:
    """Return the season of a region, without what was granted to single units."""
    try:
        programme = programmes.programme_for(region_code, year)
    except NoProgrammeError:
        return Season(year)
    return Season(year, programme, programmes.window_of(programme, "file"))


def running_year(actor: Actor) -> int | None:
    """Return the latest year that has a directory within the actor's sight: the one that people now work on."""
    return next(iter(organisations.listed_years(actor.path)), None)
