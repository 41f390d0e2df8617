"""Entries are added, and the summaries follow in the same transaction."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.expressions import RawSQL

from nongcai.domain.ledger.services import summing
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from decimal import Decimal
    from typing import Any

    from django.db.models import QuerySet

COLUMNS = (
    "unit_id", "year", "kind", "channel", "origin", "amount", "sign", "source", "rule", "counted_at",
)  # fmt: skip


@dataclass(frozen=True)
class NewEntry:
    """An amount in yuan that is to count. `source` names the step or version that caused it."""

    unit_id: int
    year: int
    kind: str
    channel: str
    origin: str
    amount: Decimal
    sign: int
    source: str
    rule: str
    counted_at: datetime


@transaction.atomic
def count(*, entries: Iterable[NewEntry], at: datetime) -> int:
    """Count these entries; one whose source was counted before is passed over. Returns how many are new."""
    _open()
    records.copy_in("incoming_entry", COLUMNS, map(astuple, entries))
    return _book(at)


@transaction.atomic
def count_from(*, selections: Iterable[QuerySet[Any, Any]], at: datetime) -> int:
    """Count what queries select, their values in the order of `COLUMNS`; the set-based form of `count`."""
    _open()
    for selection in selections:
        records.insert_select("incoming_entry", COLUMNS, selection)
    return _book(at)


@transaction.atomic
def close(*, at: datetime) -> None:
    """Wait for bookings under way, and have all later ones recorded after this moment."""
    records.run(
        """
        INSERT INTO ledger_closing (id, closed_at) VALUES (1, %(at)s)
        ON CONFLICT (id) DO UPDATE SET closed_at = greatest(ledger_closing.closed_at, excluded.closed_at)
        """,
        at=at,
    )


def _open() -> None:
    records.scratch(
        "incoming_entry",
        "unit_id bigint, year smallint, kind varchar(16), channel varchar(12), origin varchar(12), "
        "amount numeric(16, 2), sign smallint, source varchar(80), rule varchar(24), counted_at timestamptz",
    )


def _book(at: datetime) -> int:
    # Taken in the order in which a rebuilding takes them, before homes are read: after it, on the tree that it saw.
    records.run("LOCK TABLE ledger_unitstanding, ledger_nodestanding, ledger_nodemonth IN ROW EXCLUSIVE MODE")
    at = _recorded_at(at)
    records.scratch("booked", summing.BOOKED)
    records.scratch("booked_home", "unit_id bigint, home_path varchar(200)")
    added = records.run(
        """
        WITH added AS (
            INSERT INTO ledger_entry
                (unit_id, id, year, kind, channel, origin, amount, sign, source, rule, counted_at, recorded_at)
            SELECT unit_id, ledger_uuid7(), year, kind, channel, origin, amount, sign, source, rule, counted_at, %(at)s
            FROM incoming_entry
            ON CONFLICT (unit_id, source, kind) DO NOTHING
            RETURNING unit_id, year, kind, channel, amount, sign, counted_at
        )
        INSERT INTO booked (unit_id, year, month, kind, channel, amount, pieces, rows)
        SELECT unit_id, year, date_trunc('month', counted_at AT TIME ZONE 'Asia/Shanghai')::date,
               kind, channel, sum(amount), sum(sign), count(*)
        FROM added
        GROUP BY 1, 2, 3, 4, 5
        """,
        at=at,
    )
    if not added:
        return 0
    records.analyze("booked")
    records.insert_select("booked_home", ("unit_id", "home_path"), _homes())
    records.analyze("booked_home")
    summing.add_booked()
    booked = int(records.rows_of("SELECT sum(rows) FROM booked")[0][0])
    records.analyze_grown(booked, "ledger_entry", "ledger_unitstanding", "ledger_nodemonth")
    return booked


def _recorded_at(at: datetime) -> datetime:
    # The share lock lasts until commit: whoever closes waits for it, then sees what was booked.
    rows = records.rows_of("SELECT closed_at FROM ledger_closing WHERE id = 1 FOR SHARE")
    return max(at, rows[0][0] + timedelta(microseconds=1)) if rows else at


def _homes() -> QuerySet[Any, Any]:
    booked = RawSQL("SELECT DISTINCT unit_id FROM booked", [])
    return organisations.placements().filter(organisation_id__in=booked).values_list("organisation_id", "home_path")
