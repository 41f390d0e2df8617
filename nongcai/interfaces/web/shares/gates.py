"""What may be opened: units within the actor's subtree, and forms of those for whom it files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404

from nongcai.domain.shares import permissions
from nongcai.domain.shares import queries as shares
from nongcai.interfaces.web.assessments.gates import unit_lineage_or_404

if TYPE_CHECKING:
    from nongcai.domain.organisations.queries import Node
    from nongcai.domain.shares.models import ShareFiling
    from nongcai.interfaces.web.http import WebRequest


@dataclass(frozen=True)
class UnitYear:
    """A unit within sight, a year, and its filing once there is one."""

    lineage: list[Node]
    year: int
    filing: ShareFiling | None

    @property
    def node(self) -> Node:
        """The unit."""
        return self.lineage[-1]

    @property
    def version(self) -> int:
        """The version that is seen; 0 while nothing is filed."""
        return self.filing.version if self.filing else 0


def unit_year_or_404(request: WebRequest, unit_id: int, year: int) -> UnitYear:
    """Return a unit's year within the actor's subtree."""
    return UnitYear(unit_lineage_or_404(request, unit_id), year, shares.filing_of(unit_id, year))


def own_form_or_404(request: WebRequest, unit_id: int, year: int) -> UnitYear:
    """Return the year of a unit for which the actor files; the form of others is not there."""
    found = unit_year_or_404(request, unit_id, year)
    if not permissions.may_file(request.actor, unit_id):
        raise Http404
    return found


def filing_or_404(request: WebRequest, unit_id: int, year: int) -> ShareFiling:
    """Return a filing within the actor's subtree."""
    found = unit_year_or_404(request, unit_id, year)
    if found.filing is None:
        raise Http404
    return found.filing
