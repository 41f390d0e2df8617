"""Earlier years beside a board: those with detail lead to their boards, opening sums name their source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.assessments import permissions
from nongcai.domain.assessments import queries as assessments
from nongcai.foundation import money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from nongcai.domain.assessments.queries import Board, EarlierYear
    from nongcai.interfaces.web.http import WebRequest


@dataclass(frozen=True)
class EarlierRow:
    """An earlier year; `url` is empty where no board of that year can be opened."""

    known: EarlierYear
    url: str


@dataclass(frozen=True)
class Growth:
    """A board's reserve and purchases beside the year before, in words."""

    reserved: str
    purchased: str


def beside(request: WebRequest, board: Board, years: Sequence[int]) -> dict[str, Any]:
    """Return what a board's page shows of earlier years; `years` are those that have a board."""
    known = assessments.earlier_years(board.node, board.year)
    address = reverse("assessments:board_show", args=[board.node.id])
    return {
        "earlier": [EarlierRow(one, f"{address}?year={one.year}" if one.year in years else "") for one in known],
        "growth": _growth(board, known),
        "may_enter_openings": permissions.may_enter_openings(request.actor, board.node.id),
    }


def _growth(board: Board, known: Sequence[EarlierYear]) -> Growth | None:
    found = assessments.year_on_year(board, known, timezone.localdate())
    if found is None:
        return None
    say = _grown if found.is_whole else _reached
    return Growth(say(found.reserved), say(found.purchased))


def _grown(rate: Decimal | None) -> str:
    if rate is None:
        return ""
    if not rate:
        return _("与上年持平")
    words = _("同比增长 %s%%") if rate > 0 else _("同比下降 %s%%")
    return words % money.shown(abs(rate))


def _reached(rate: Decimal | None) -> str:
    return "" if rate is None else _("为上年全年的 %s%%") % money.shown(rate)
