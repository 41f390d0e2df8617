"""Recording orders, and having what counts counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import BigIntegerField, Case, CharField, DateTimeField, F, Field, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Concat

from nongcai.domain.ledger import services as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.transactions.models import BuyerKind, Transaction
from nongcai.domain.transactions.rules import OUTSIDE
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime

FIELDS = (
    "order_no", "ordered_at", "completed_at", "buyer_kind", "buyer_name", "buyer_code", "bound_unit_code",
    "person_key", "supplier", "origin_code", "product", "category", "quantity", "measure", "amount", "refund",
    "state", "unit_id", "rule", "origin", "as_of", "import_run",
)  # fmt: skip

_INCOMING = "LIKE transactions_transaction INCLUDING DEFAULTS"


@dataclass(frozen=True)
class Recorded:
    """How many orders are new and corrected, and how many entries were counted."""

    new: int
    corrected: int
    entries: int


@transaction.atomic
def record_from(*, selection: QuerySet[Any, Any], scope: str, at: datetime) -> Recorded:
    """Record the orders that a query selects, its values in the order of `FIELDS`, each order number once.

    An order known before is corrected when the selection tells something else and comes from a later export;
    what had counted is undone by its opposite and counted anew in the year that the rule says. Whose it is stays
    as it was, unless nobody knew or it is completed only now. An order of a unit outside the path `scope` is left
    alone, and one of the own hall.
    """
    lock_orders()
    _receive(selection)
    _leave_alone(scope)
    _keep_what_is_told_later()
    _confirm()
    _say_year_by(_TOLD_LATER)
    corrected, undone = _correct(_TOLD_LATER, at)
    columns = ", ".join((*FIELDS, "year_by"))
    new = records.run(
        f"""
        INSERT INTO transactions_transaction ({columns})
        SELECT {columns} FROM incoming_order ON CONFLICT (order_no) DO NOTHING
        """
    )
    records.analyze_grown(new, "transactions_transaction")
    return Recorded(new, corrected, undone + _count_received(at))


def lock_orders() -> None:
    """Let nobody else record orders until the transaction ends: what was compared with them stays true.

    Whoever locks other rows as well takes this first, so that no two wait for each other.
    """
    records.run("SELECT pg_advisory_xact_lock(hashtext('transactions.record_from'))")


@transaction.atomic
def attribute(*, orders: QuerySet[Transaction], unit_id: int | None, rule: str, at: datetime) -> Recorded:
    """Say whose these orders are, or that nobody knows; what had counted elsewhere is undone there."""
    lock_orders()
    unit = Value(unit_id, output_field=BigIntegerField())
    chosen = orders.annotate(new_unit=unit, new_rule=Value(rule))
    renamed = {"unit_id": "new_unit", "rule": "new_rule"}
    _receive(chosen.values_list(*(renamed.get(name, name) for name in FIELDS)))
    _say_year_by(_BELONGS_ELSEWHERE)
    corrected, undone = _correct(_BELONGS_ELSEWHERE, at)
    return Recorded(0, corrected, undone + _count_received(at))


@dataclass(frozen=True)
class _Correction:
    """When a received row corrects the standing one `t`, whose unit then holds, when it became known.

    `undone` says why what had counted is taken back.
    """

    condition: str
    unit: str
    rule: str
    known: str
    undone: str


# Before completion nobody knows by which year's directory a code is read.
_MATCHED_ANEW = "t.unit_id IS NULL OR (t.completed_at IS NULL AND i.completed_at IS NOT NULL)"
_TOLD_LATER = _Correction(
    condition="(t.unit_id IS NULL AND i.unit_id IS NOT NULL) OR (i.as_of > t.as_of AND "
    "(i.state, i.amount, i.refund, i.completed_at) IS DISTINCT FROM (t.state, t.amount, t.refund, t.completed_at))",
    unit=f"CASE WHEN {_MATCHED_ANEW} THEN i.unit_id ELSE t.unit_id END",
    rule=f"CASE WHEN {_MATCHED_ANEW} THEN i.rule ELSE t.rule END",
    known="i.as_of",
    undone="'told_later'",
)
# Whose it is was so from the beginning: it moves at the moment at which it counts, so that a past day shows it, too.
_BELONGS_ELSEWHERE = _Correction(
    condition="i.unit_id IS DISTINCT FROM t.unit_id OR (i.unit_id IS NULL AND i.rule <> t.rule)",
    unit="i.unit_id",
    rule="i.rule",
    known="coalesce(t.corrected_at, t.completed_at)",
    undone="CASE WHEN i.unit_id IS NOT NULL THEN 'settled_elsewhere' "
    f"WHEN i.rule = '{OUTSIDE}' THEN '{OUTSIDE}' ELSE 'settlement_withdrawn' END",
)


def _receive(selection: QuerySet[Any, Any]) -> None:
    records.scratch("incoming_order", _INCOMING)
    records.insert_select("incoming_order", FIELDS, selection)
    records.analyze("incoming_order")


def _leave_alone(scope: str) -> None:
    places = organisations.placements().values("organisation_id", "path").query.sql_with_params()[0]
    records.run(
        f"""
        DELETE FROM incoming_order i
        USING transactions_transaction t LEFT JOIN ({places}) p ON p.organisation_id = t.unit_id
        WHERE t.order_no = i.order_no
              -- What was ordered here is known better here.
              AND (t.origin = 'platform'
                   OR (t.unit_id IS NOT NULL AND NOT coalesce(starts_with(p.path, %(scope)s), false)))
        """,
        scope=scope,
    )


def _confirm() -> None:
    # What a later export tells again is known from then, and needs no more.
    records.run(
        """
        WITH confirmed AS (
            UPDATE transactions_transaction t SET as_of = i.as_of FROM incoming_order i
            WHERE t.order_no = i.order_no AND i.as_of > t.as_of AND NOT (t.unit_id IS NULL AND i.unit_id IS NOT NULL)
                  AND (i.state, i.amount, i.refund, i.completed_at)
                      IS NOT DISTINCT FROM (t.state, t.amount, t.refund, t.completed_at)
            RETURNING t.order_no
        )
        DELETE FROM incoming_order i USING confirmed c WHERE i.order_no = c.order_no
        """
    )


def _keep_what_is_told_later() -> None:
    # An export that is no later may still say whose an order is, and nothing else of it.
    records.run(
        """
        UPDATE incoming_order i
        SET state = t.state, amount = t.amount, refund = t.refund, completed_at = t.completed_at, as_of = t.as_of
        FROM transactions_transaction t WHERE t.order_no = i.order_no AND i.as_of <= t.as_of
        """
    )


def _say_year_by(how: _Correction) -> None:
    """Say of what was received by which moment its year goes, as the rule of its unit's region has it (decision 44)."""
    if not programmes.anywhere_by_order():
        return
    records.scratch("order_place", "order_no varchar(64), region_code varchar(6), year integer")
    divisions = organisations.divisions().query.sql_with_params()[0]
    records.run(
        f"""
        INSERT INTO order_place
        SELECT order_no, d.region_id, extract(year FROM told.ordered_at AT TIME ZONE 'Asia/Shanghai')
        FROM (SELECT i.order_no, coalesce(t.ordered_at, i.ordered_at) AS ordered_at,
                     CASE WHEN t.order_no IS NULL THEN i.unit_id ELSE {how.unit} END AS unit_id
              FROM incoming_order i LEFT JOIN transactions_transaction t ON t.order_no = i.order_no) told
        JOIN ({divisions}) d ON d.id = told.unit_id
        WHERE told.ordered_at IS NOT NULL
        """
    )
    places = records.rows_of("SELECT DISTINCT region_code, year FROM order_place")
    by_order = sorted(programmes.years_by_order(places))
    records.run(
        """
        UPDATE incoming_order i SET year_by = 'ordered'
        FROM order_place p
        JOIN unnest(%(regions)s::text[], %(years)s::int[]) AS y (region_code, year) USING (region_code, year)
        WHERE p.order_no = i.order_no
        """,
        regions=[code for code, _year in by_order],
        years=[year for _code, year in by_order],
    )


def _correct(how: _Correction, at: datetime) -> tuple[int, int]:
    records.scratch(
        "corrected_order", "order_no varchar(64), had_counted boolean, known_at timestamptz, undone varchar(24)"
    )
    found = records.run(
        f"""
        INSERT INTO corrected_order
        SELECT order_no, t.unit_id IS NOT NULL AND t.completed_at IS NOT NULL
                         AND t.state IN ('completed', 'partly_refunded'), {how.known}, {how.undone}
        FROM (SELECT * FROM transactions_transaction WHERE order_no IN (SELECT order_no FROM incoming_order)
              ORDER BY order_no FOR NO KEY UPDATE) t
        JOIN incoming_order i USING (order_no)
        WHERE {how.condition}
        """,
        at=at,
    )
    if not found:
        return 0, 0
    undone = ledger.count_from(selections=[_opposites()], at=at)
    records.run(
        f"""
        UPDATE transactions_transaction t
        SET completed_at = i.completed_at, amount = i.amount, refund = i.refund, state = i.state, as_of = i.as_of,
            ordered_at = coalesce(t.ordered_at, i.ordered_at), year_by = i.year_by,
            import_run = i.import_run, unit_id = {how.unit}, rule = {how.rule}, version = t.version + 1,
            corrected_at = CASE WHEN c.had_counted OR t.corrected_at IS NOT NULL THEN c.known_at END
        FROM incoming_order i JOIN corrected_order c USING (order_no)
        WHERE t.order_no = i.order_no
        """
    )
    return found, undone


def _count_received(at: datetime) -> int:
    received = Transaction.objects.filter(order_no__in=RawSQL("SELECT order_no FROM incoming_order", []))
    return ledger.count_from(selections=[_entries(received)], at=at)


def _entries(orders: QuerySet[Transaction]) -> QuerySet[Any, Any]:
    counting = orders & Transaction.objects.counting()
    moment = Coalesce("corrected_at", "completed_at")
    return _columns(counting, amount=F("net"), sign=1, suffix="", moment=moment, rule=F("rule"))


def _opposites() -> QuerySet[Any, Any]:
    wrong = Transaction.objects.filter(
        order_no__in=RawSQL("SELECT order_no FROM corrected_order WHERE had_counted", [])
    )
    # A state that changed is undone when that became known, not when the order was completed.
    known = _of_correction("known_at", DateTimeField())
    why = _of_correction("undone", CharField())
    return _columns(wrong, amount=-F("net"), sign=-1, suffix=":undone", moment=known, rule=why)


def _of_correction(column: str, field: Field[Any, Any]) -> RawSQL:
    of_this_order = "FROM corrected_order c WHERE c.order_no = transactions_transaction.order_no"
    return RawSQL(f"SELECT c.{column} {of_this_order}", [], output_field=field)


def _columns(
    orders: QuerySet[Transaction], *, amount: Any, sign: int, suffix: str, moment: Any, rule: Any
) -> QuerySet[Any, Any]:
    """Select entries in the order of the ledger's columns."""
    return orders.annotate(
        entry_kind=Value("purchased"),
        channel=Case(When(buyer_kind=BuyerKind.UNIT, then=Value("canteen")), default=F("buyer_kind")),
        entry_amount=amount,
        sign=Value(sign),
        source=Concat(
            Value("order:"), "order_no", Value(":"), Cast("version", CharField()), Value(suffix)
        ),
        entry_rule=rule,
        moment=moment,
    ).values_list(
        "unit_id", "counts_in", "entry_kind", "channel", "origin", "entry_amount", "sign", "source", "entry_rule",
        "moment",
    )  # fmt: skip
