"""Which year is reported on, where nobody chose one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.programmes import queries as programmes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nongcai.domain.organisations.queries import Node


def reported_year(node: Node, years: Sequence[int], on: date) -> int:
    """Return the latest of these years, the latest first, unless it is still being filed: then the one before."""
    latest, *earlier = years
    if earlier and programmes.is_being_filed(node.region_code, latest, on):
        return earlier[0]
    return latest


def finished_year(node: Node, years: Sequence[int], on: date) -> int:
    """Return the year that a notice is usually about: the latest reported one that is over, if any is."""
    return reported_year(node, [year for year in years if year < on.year] or years, on)
