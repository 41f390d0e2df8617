"""Finding orders, and whether each counts as it should."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractYear

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.transactions.models import BuyerKind, State, Transaction
from nongcai.foundation import records
from nongcai.foundation.money import ZERO
from nongcai.foundation.years import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor


STATES = {value: str(label) for value, label in State.choices}
# Enough to find five persons among, few enough to be read for a board.
PRIVATE_ORDERS_SEEN = 2000
COUNTING_STATES = (State.COMPLETED, State.PARTLY_REFUNDED)


@dataclass(frozen=True)
class Uncounted:
    """An order whose entries are not what they should be."""

    order_no: str
    unit_id: int | None
    should: Decimal
    counted: Decimal


def visible_to(actor: Actor) -> QuerySet[Transaction]:
    """Select the orders of units within the actor's subtree; those of individuals are never listed."""
    units = organisations.units_under(actor.path).values("organisation_id")
    return listable(Transaction.objects.filter(unit_id__in=units)).order_by()


def orders(numbers: Iterable[str]) -> dict[str, Transaction]:
    """Return the known orders among these numbers."""
    return Transaction.objects.in_bulk(list(numbers))


def completed() -> QuerySet[Transaction]:
    """Select the orders known as completed, whether it is known whose they are or not."""
    return Transaction.objects.filter(state__in=COUNTING_STATES)


def known() -> QuerySet[Transaction]:
    """Select all orders, for a room above to compare with what it holds."""
    return Transaction.objects.all()


def waiting(run_ids: Iterable[int]) -> QuerySet[Transaction]:
    """Select the orders of these import runs, ids or a selection of them, that would count if their unit were known."""
    return Transaction.objects.waiting().filter(import_run__in=run_ids)


def outside(run_ids: Iterable[int]) -> QuerySet[Transaction]:
    """Select the orders of these import runs that finance found to be of another region."""
    return Transaction.objects.outside().filter(import_run__in=run_ids)


def bought_by(kind: str, name: str, code: str, bound_unit_code: str) -> QuerySet[Transaction]:
    """Select the orders of a buyer as exports write it; those of individuals have no name, but a unit's code."""
    return Transaction.objects.filter(
        buyer_kind=kind, buyer_name=name, buyer_code=code, bound_unit_code=bound_unit_code
    )


def listable(orders: QuerySet[Transaction]) -> QuerySet[Transaction]:
    """Leave out what individuals bought, which is never listed apart; the latest first."""
    return orders.exclude(buyer_kind=BuyerKind.INDIVIDUAL).order_by("-completed_at", "order_no")


def is_listable(order: Transaction) -> bool:
    """Say whether an order may be shown apart: no individual's may."""
    return order.buyer_kind != BuyerKind.INDIVIDUAL


def sum_of(orders: QuerySet[Transaction]) -> tuple[int, Decimal]:
    """Return how many orders these are, and their net amount."""
    sums = orders.order_by().aggregate(count=Count("order_no"), amount=Sum("net"))
    return sums["count"], sums["amount"] or ZERO


def sums_by_origin(unit_ids: QuerySet[Any, Any], year: int) -> list[tuple[str, int, Decimal]]:
    """Count and sum what counts to these units in a year by the code of its origin, without what individuals bought."""
    counting = _counted_in(year).filter(unit_id__in=unit_ids)
    found = listable(counting).order_by().values_list("origin_code")
    return list(found.annotate(orders=Count("order_no"), amount=Sum("net")))


def waiting_buyers(run_ids: Iterable[int]) -> QuerySet[Any, Any]:
    """Sum the orders whose unit is unknown, by buyer and year of completion."""
    return (
        waiting(run_ids)
        .order_by()
        .annotate(year=ExtractYear("completed_at", tzinfo=CHINA))
        .values("buyer_kind", "buyer_code", "buyer_name", "bound_unit_code", "year")
        .annotate(orders=Count("order_no"), amount=Sum("net"))
    )


def fewest_persons(unit_id: int, year: int) -> int | None:
    """Return how many different persons stand behind a unit's private entries in the month in which fewest do.

    Opposites count, too: a refund of one person in a month of its own would tell that person. None where no private
    purchase ever counted.
    """
    statement = """
        SELECT min(persons) FROM (
            SELECT count(DISTINCT t.person_key) AS persons
            FROM ledger_entry e LEFT JOIN transactions_transaction t ON t.order_no = split_part(e.source, ':', 2)
            WHERE e.unit_id = %(unit_id)s AND e.year = %(year)s AND e.kind = 'purchased' AND e.channel = 'individual'
            GROUP BY date_trunc('month', e.counted_at AT TIME ZONE 'Asia/Shanghai')
        ) months
    """
    fewest: int | None = records.rows_of(statement, unit_id=unit_id, year=year)[0][0]
    return fewest


def persons_under(unit_ids: QuerySet[Any, Any], year: int) -> int:
    """Return how many different persons bought privately for these units in a year, among the first orders found.

    So it may say too few, and never too many.
    """
    some = _private(year).filter(unit_id__in=unit_ids).order_by().values("person_key")[:PRIVATE_ORDERS_SEEN]
    return len({row["person_key"] for row in some})


def _private(year: int) -> QuerySet[Transaction]:
    return _counted_in(year).filter(buyer_kind=BuyerKind.INDIVIDUAL)


def _counted_in(year: int) -> QuerySet[Transaction]:
    # Nothing counts in a later year than that of its completion, by which it is found.
    from_then = datetime(year, 1, 1, tzinfo=CHINA)
    return Transaction.objects.counting().filter(counts_in=year, completed_at__gte=from_then)


def uncounted() -> list[Uncounted]:
    """Recompute the purchases' entries from the orders, by unit, year and channel; return where they differ."""
    statement = """
        WITH counted AS (
            SELECT split_part(source, ':', 2) AS order_no, unit_id, year::int, channel, sum(amount) AS amount
            FROM ledger_entry WHERE kind = 'purchased' AND source LIKE 'order:%%' GROUP BY 1, 2, 3, 4
        ), should AS (
            SELECT order_no, unit_id, counts_in::int AS year,
                   CASE buyer_kind WHEN 'unit' THEN 'canteen' ELSE buyer_kind END AS channel, net AS amount
            FROM transactions_transaction
            WHERE state IN ('completed', 'partly_refunded') AND completed_at IS NOT NULL AND unit_id IS NOT NULL
        )
        SELECT order_no, unit_id, coalesce(s.amount, 0), coalesce(c.amount, 0)
        FROM should s FULL JOIN counted c USING (order_no, unit_id, year, channel)
        WHERE coalesce(s.amount, 0) <> coalesce(c.amount, 0)
        ORDER BY order_no, unit_id, year, channel
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [Uncounted(*row) for row in cursor.fetchall()]
