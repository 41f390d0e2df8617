"""Frozen figures: reading them, and making them again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.assessments.models import Snapshot, SnapshotLine
from nongcai.domain.assessments.queries.comparing import totals
from nongcai.domain.assessments.queries.measuring import Line, lines
from nongcai.domain.assessments.rules import (
    DEPARTMENTS,
    DEPARTMENTS_TOTAL,
    FIGURE_NAMES,
    REGIONS,
    REGIONS_TOTAL,
    TOTAL,
    Figures,
)
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.queries import Node
from nongcai.foundation.money import rounded
from nongcai.foundation.years import after

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor

# The directory has no date of recording: `due` is frozen, but not made again.
_RECOMPUTED = tuple(name for name in FIGURE_NAMES if name != "due")


@dataclass(frozen=True)
class Frozen:
    """A snapshot read back: its three totals and its lines, under the names of its day."""

    total: Figures
    regions: Figures
    departments: Figures
    lines: list[Line]


@dataclass(frozen=True)
class Difference:
    """A figure that is not what it was frozen as."""

    name: str
    figure: str
    stored: Decimal | int | str
    computed: Decimal | int | str


def snapshots_visible_to(actor: Actor) -> QuerySet[Snapshot]:
    """Select the snapshots of finance nodes within the actor's subtree."""
    return Snapshot.objects.filter(node__in=organisations.visible_to(actor)).order_by("-taken_at", "-id")


def snapshot_over(node: Node, snapshot_id: int) -> Snapshot | None:
    """Return a snapshot if it was taken of a node or of one above it."""
    above = [int(part) for part in node.path.rstrip(".").split(".")]
    return Snapshot.objects.filter(pk=snapshot_id, node_id__in=above).first()


def frozen(snapshot: Snapshot) -> Frozen:
    """Read a snapshot's lines back."""
    rows = list(snapshot.lines.order_by("seq"))
    summed = {row.group: _figures(row) for row in rows if row.organisation_id is None}
    measured = [Line(_node(row), _figures(row), row.group) for row in rows if row.organisation_id is not None]
    return Frozen(
        summed[TOTAL],
        summed.get(REGIONS_TOTAL, Figures()),
        summed.get(DEPARTMENTS_TOTAL, Figures()),
        measured,
    )


def content_hash(snapshot: Snapshot, rows: Iterable[SnapshotLine]) -> str:
    """Return the SHA-256 of what a snapshot says, written in one canonical way."""
    dates = (snapshot.data_date, snapshot.recorded_until, snapshot.tree_date)
    head = (snapshot.node_id, snapshot.year, *dates, snapshot.waiting_orders, snapshot.waiting_amount)
    said_of = ("seq", "group", "organisation_id", "name", "shown", "is_ranked", "is_sensitive")
    names = (*said_of, *FIGURE_NAMES, "rank_by_purchased", "rank_by_ratio")
    said = [[_canonical(value) for value in head], _canonical(snapshot.reserved_initially)]
    said.extend([_canonical(getattr(row, name)) for name in names] for row in rows)
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify(snapshot: Snapshot) -> list[Difference]:
    """Hash a snapshot and recompute it from the entries with its own three dates; return where it differs."""
    rows = list(snapshot.lines.order_by("seq"))
    computed = content_hash(snapshot, rows)
    tampered = [] if computed == snapshot.sha256 else [Difference("", "sha256", snapshot.sha256, computed)]
    found = _differences(rows, _measured(snapshot, known=snapshot.recorded_until), _RECOMPUTED)
    return [*tampered, *_initially(snapshot), *found]


def first_reserved(node: Node, year: int, *, as_of: date, known: datetime, on: date) -> Decimal:
    """Sum what the units under a node first reserved (年初预留数), with the three dates of a snapshot."""
    units = organisations.units_under(node.path, on).values("organisation_id")
    return ledger.first_reserved(units, year, until=after(as_of), known=known)


def _initially(snapshot: Snapshot) -> list[Difference]:
    node = organisations.node(snapshot.node_id, snapshot.tree_date)
    computed = first_reserved(
        node, snapshot.year, as_of=snapshot.data_date, known=snapshot.recorded_until, on=snapshot.tree_date
    )
    said = snapshot.reserved_initially
    return [] if computed == said else [Difference("", "reserved_initially", str(said), computed)]


def changes_since(snapshot: Snapshot) -> list[Difference]:
    """Return what would read otherwise if the snapshot were taken again now, for the same data date."""
    rows = list(snapshot.lines.order_by("seq"))
    return _differences(rows, _measured(snapshot, known=None), FIGURE_NAMES)


def _measured(snapshot: Snapshot, *, known: datetime | None) -> list[Line]:
    node = organisations.node(snapshot.node_id, snapshot.tree_date)
    return lines(node, snapshot.year, as_of=snapshot.data_date, known=known, on=snapshot.tree_date)


def _differences(rows: Sequence[SnapshotLine], now: Sequence[Line], names: Sequence[str]) -> list[Difference]:
    computed = _totals(now) | {line.node.id: line.figures for line in now}
    return [
        Difference(row.shown, name, getattr(row, name), getattr(figures, name))
        for row in rows
        for figures in [computed.get(row.organisation_id or row.group, Figures())]
        for name in names
        if getattr(row, name) != getattr(figures, name)
    ]


def _totals(now: Sequence[Line]) -> dict[str | int, Figures]:
    return dict(zip((TOTAL, REGIONS_TOTAL, DEPARTMENTS_TOTAL), totals(now), strict=True))


def _figures(row: SnapshotLine) -> Figures:
    return Figures(*(getattr(row, name) for name in FIGURE_NAMES))


def _node(row: SnapshotLine) -> Node:
    # A place as it was named then; where it stood is the snapshot's tree date.
    return Node(
        id=row.organisation_id or 0,
        name=row.name,
        shown=row.shown,
        kind={REGIONS: "finance", DEPARTMENTS: "unit"}[row.group],
        region_code="",
        path="",
        home_path="",
        parent_id=None,
        official_order=row.seq,
        is_ranked=row.is_ranked,
        is_sensitive=row.is_sensitive,
    )


def _canonical(value: object) -> object:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return str(rounded(value))
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
