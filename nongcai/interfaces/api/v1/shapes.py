"""Shapes that several areas answer with. Amounts are texts in yuan with two decimals, so that nothing is rounded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import Http404
from django.utils import timezone
from ninja import Schema
from pydantic import Field

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.assessments.queries import Board, Figures, Line
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.actors import Actor
from nongcai.domain.organisations.queries import Node
from nongcai.foundation import money

Yuan = Annotated[str, Field(pattern=r"^-?\d+\.\d{2}$", description="yuan, two decimals")]
Percent = Annotated[str, Field(pattern=r"^-?\d+\.\d{2}$", description="percent, two decimals, half up")]


class NodeOut(Schema):
    """A finance department or a budget unit."""

    id: int
    name: str
    shown: str
    kind: str
    region_code: str
    parent_id: int | None
    is_ranked: bool


class FiguresOut(Schema):
    """What is measured; rates are null where there is no base. `due` to `finished` are numbers of units."""

    canteen_total: Yuan
    reserved: Yuan
    purchased: Yuan
    ratio: Percent | None
    completion_rate: Percent | None
    canteen_rate: Percent | None
    due: int
    filed: int
    reserving: int
    buying: int
    finished: int
    orders: int


class LineOut(Schema):
    """A place below a node with its figures; `group` is regions, departments, units or own."""

    group: str
    node: NodeOut
    figures: FiguresOut


class AmountOut(Schema):
    """An amount of one channel; union_and_individual where few persons bought."""

    channel: str
    amount: Yuan


class BoardOut(Schema):
    """A node's year. `waiting_orders` and `waiting_amount` count to nobody yet and are in no other figure.

    `known_then`: what was recorded only after `as_of` is left out. `reserved_initially` (年初预留数) is of today: null
    where the board is of a past day.
    """

    node: NodeOut
    year: int
    as_of: date | None
    known_then: bool
    total: FiguresOut
    reserved_initially: Yuan | None
    channels: list[AmountOut]
    waiting_orders: int
    waiting_amount: Yuan
    lines: list[LineOut]


def yuan(amount: Decimal | None) -> str | None:
    """Write an amount."""
    return None if amount is None else str(money.rounded(amount))


def node_out(node: Node) -> dict[str, object]:
    """Shape a node."""
    return {name: getattr(node, name) for name in NodeOut.model_fields}


def figures_out(figures: Figures) -> dict[str, object]:
    """Shape figures."""
    values = {name: getattr(figures, name) for name in FiguresOut.model_fields}
    return {name: yuan(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def line_out(line: Line) -> dict[str, object]:
    """Shape a line of a board."""
    return {"group": line.group, "node": node_out(line.node), "figures": figures_out(line.figures)}


def channels_out(board: Board) -> list[dict[str, object]]:
    """Shape a board's channels."""
    return [{"channel": code, "amount": yuan(amount)} for code, amount in board.channels]


def lineage_or_404(actor: Actor, organisation_id: int) -> list[Node]:
    """Return the places from the actor's own down to one within its subtree."""
    lineage = organisations.lineage_visible_to(actor, organisation_id)
    if not lineage:
        raise Http404
    return lineage


def node_or_404(actor: Actor, organisation_id: int) -> Node:
    """Return a place within the actor's subtree."""
    return lineage_or_404(actor, organisation_id)[-1]


def year_or_reported(node: Node, year: int | None) -> int:
    """Return the year asked for, or the one that the node's region reports on."""
    years = organisations.listed_years(node.path)
    return year or (assessments.reported_year(node, years, timezone.localdate()) if years else 0)


def year_or_latest(node: Node, year: int | None) -> int:
    """Return the year asked for, or the latest that has a directory."""
    return year or next(iter(organisations.listed_years(node.path)), 0)
