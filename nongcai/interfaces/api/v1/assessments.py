"""Boards, rankings, a unit's year, and the entries behind it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from django.http import Http404
from ninja import Router, Schema

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.assessments.queries import Ranked, UnitCard
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.api.v1.shapes import (
    AmountOut,
    BoardOut,
    FiguresOut,
    LineOut,
    NodeOut,
    Yuan,
    channels_out,
    figures_out,
    line_out,
    node_or_404,
    node_out,
    year_or_reported,
    yuan,
)

if TYPE_CHECKING:
    from nongcai.domain.ledger.models import Entry

router = Router(tags=["assessments"])


class RankedOut(Schema):
    """A line with its rank; those who tie share one. `value` is yuan or percent."""

    rank: int
    value: str
    line: LineOut


class RankingOut(Schema):
    """The ranking of one group."""

    group: str
    ranked: list[RankedOut]


class UnitFilingOut(Schema):
    """What a unit filed for the year."""

    state: str
    canteen: str
    canteen_total: Yuan
    reserved: Yuan
    reserved_initially: Yuan | None
    filed_at: datetime
    endorsed_at: datetime | None
    confirmed_at: datetime | None


class PaceMonthOut(Schema):
    """What counted in a month, by channel."""

    month: date
    channels: list[AmountOut]
    total: Yuan


class UnitYearOut(Schema):
    """A unit's year: its own figures, and those with the units below it."""

    node: NodeOut
    year: Year
    own: FiguresOut
    total: FiguresOut
    channels: list[AmountOut]
    months: list[PaceMonthOut]
    filing: UnitFilingOut | None


class LedgerEntryOut(Schema):
    """An amount that counts to the unit, and by which rule; `sign` is -1 for an opposite."""

    kind: str
    channel: str
    amount: Yuan
    sign: int
    rule: str
    source: str
    counted_at: datetime
    recorded_at: datetime


@router.get(
    "/boards/{node_id}",
    response={200: BoardOut, **REFUSALS},
    operation_id="board",
    summary="What a node and the places below it reserved, filed and bought",
)
def board(
    request: ApiRequest, node_id: int, year: Year | None = None, as_of: date | None = None, *, known_then: bool = False
) -> dict[str, object]:
    node = node_or_404(request.actor, node_id)
    found = assessments.board(node, year_or_reported(node, year), as_of=as_of, known_then=known_then)
    waiting = assessments.waiting(node)
    return {
        "node": node_out(node),
        "year": found.year,
        "as_of": as_of,
        "known_then": found.known_then,
        "total": figures_out(found.total),
        "reserved_initially": None if as_of else yuan(found.initially),
        "channels": channels_out(found),
        "waiting_orders": waiting.orders,
        "waiting_amount": yuan(waiting.amount),
        "lines": [line_out(line) for line in found.lines],
    }


@router.get(
    "/boards/{node_id}/ranking",
    response={200: list[RankingOut], **REFUSALS},
    operation_id="ranking",
    summary="The places below a node, ranked within each group",
)
def ranking(
    request: ApiRequest,
    node_id: int,
    by: Literal["purchased", "ratio", "rate"] = "purchased",
    year: Year | None = None,
    as_of: date | None = None,
    *,
    known_then: bool = False,
) -> list[dict[str, object]]:
    node = node_or_404(request.actor, node_id)
    lines = assessments.board(node, year_or_reported(node, year), as_of=as_of, known_then=known_then).lines
    return [
        {"group": group, "ranked": [_ranked_out(one) for one in ranked]}
        for group, ranked in assessments.rankings(lines, by).items()
    ]


@router.get(
    "/units/{unit_id}",
    response={200: UnitYearOut, **REFUSALS},
    operation_id="unit",
    summary="A unit's filing and purchases of a year",
)
def unit(request: ApiRequest, unit_id: int, year: Year | None = None) -> dict[str, object]:
    card = _card(request, unit_id, year)
    return {
        "node": node_out(card.node),
        "year": card.year,
        "own": figures_out(card.own),
        "total": figures_out(card.total),
        "channels": _amounts(card, card.amounts),
        "months": [
            {"month": row.month, "channels": _amounts(card, row.amounts), "total": yuan(row.total)}
            for row in card.months
        ],
        "filing": _filing_out(card),
    }


@router.get(
    "/units/{unit_id}/entries",
    response={200: Page[LedgerEntryOut], **REFUSALS},
    operation_id="entries",
    summary="What counts to a unit, and why; never what individuals bought",
)
def entries(
    request: ApiRequest, unit_id: int, year: Year | None = None, page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    card = _card(request, unit_id, year)
    return paged(assessments.entries_behind(card), page, page_size, _entry_out)


def _card(request: ApiRequest, unit_id: int, year: Year | None) -> UnitCard:
    node = node_or_404(request.actor, unit_id)
    if node.is_finance:
        raise Http404
    return assessments.unit_card(node, year_or_reported(node, year))


def _ranked_out(one: Ranked) -> dict[str, object]:
    return {"rank": one.rank, "value": yuan(one.value), "line": line_out(one.line)}


def _amounts(card: UnitCard, amounts: tuple[Decimal, ...]) -> list[dict[str, object]]:
    return [{"channel": code, "amount": yuan(amount)} for code, amount in zip(card.channels, amounts, strict=True)]


def _filing_out(card: UnitCard) -> dict[str, object] | None:
    if card.filing is None:
        return None
    values = {name: getattr(card.filing, name) for name in UnitFilingOut.model_fields}
    amounts = ("canteen_total", "reserved", "reserved_initially")
    return values | {name: yuan(values[name]) for name in amounts}


def _entry_out(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in LedgerEntryOut.model_fields} | {"amount": yuan(entry.amount)}
