"""Hold, commit, release, take back: each one statement over all resources that are concerned.

Resources are locked in the order of their keys, so that two who want the same never wait for each other; whether there
is enough is asked in the statement that takes it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from uuid_utils.compat import uuid7

from nongcai.domain.holds import queries
from nongcai.domain.holds.errors import NotEnoughError, NotHeldError, QuantityError
from nongcai.domain.holds.services.opening import require_quantity
from nongcai.foundation import planned, records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.records import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

_TOLD = """
    told AS (
        -- How many they are, the database need not know when it plans: it plans once.
        SELECT key, quantity, id
        FROM unnest((SELECT %(keys)s::uuid[]), %(quantities)s::numeric[], %(ids)s::uuid[]) AS t (key, quantity, id)
    ), locked AS (
        -- What is free is read of the row as it is once it is locked.
        SELECT r.id, r.quantity - r.held - r.committed AS free
        FROM holds_resource r WHERE r.id = ANY (ARRAY(SELECT key FROM told))
        ORDER BY r.id = ANY (%(last)s::uuid[]), r.id FOR NO KEY UPDATE
    )
"""
_HOLD = f"""{_TOLD}, enough AS (
        SELECT count(*) = cardinality(%(keys)s::uuid[]) AND bool_and(l.free >= t.quantity) AS yes
        FROM told t JOIN locked l ON l.id = t.key
    ), changed AS (
        UPDATE holds_resource r SET held = r.held + t.quantity, changed_at = %(at)s
        FROM told t, enough e WHERE r.id = t.key AND e.yes
        RETURNING r.id
    ), kept AS (
        INSERT INTO holds_hold (resource_id, id, source, quantity, state, expires_at, at)
        SELECT t.key, t.id, %(source)s, t.quantity, 'held', %(expires_at)s, %(at)s
        FROM told t, enough e WHERE e.yes
    )
"""
# What a source has, then what it is to have; the balance follows by the difference.
_MOVE = f"""{_TOLD}, before AS (
        SELECT h.resource_id, h.quantity, h.taken, h.returned, t.quantity AS told
        FROM holds_hold h JOIN told t ON t.key = h.resource_id JOIN locked l ON l.id = h.resource_id
        WHERE h.source = %(source)s AND h.state = %(state)s AND {{condition}}
        FOR NO KEY UPDATE OF h
    ), moved AS (
        UPDATE holds_hold h SET {{change}}, at = %(at)s
        FROM before b WHERE h.resource_id = b.resource_id AND h.source = %(source)s
    ), changed AS (
        UPDATE holds_resource r SET held = r.held + ({{held}}), committed = r.committed + ({{committed}}),
            changed_at = %(at)s
        FROM before b WHERE r.id = b.resource_id
        RETURNING r.id
    )
"""
_COMMIT = _MOVE.format(
    condition="t.quantity <= h.quantity",
    change="state = 'committed', taken = b.told",
    held="-b.quantity",
    committed="b.told",
)
_RELEASE = _MOVE.format(condition="true", change="state = 'released'", held="-b.quantity", committed="0")
_TAKE_BACK = _MOVE.format(
    condition="h.returned + t.quantity <= h.taken",
    change="returned = b.returned + b.told",
    held="0",
    committed="-b.told",
)
_ADJUST = _MOVE.format(
    condition="EXISTS (SELECT 1 FROM holds_resource f WHERE f.id = h.resource_id "
    "AND f.held - h.quantity + f.committed + t.quantity <= f.quantity)",
    change="quantity = b.told",
    held="b.told - b.quantity",
    committed="0",
)
# A set of one resource after another, in the order of keys.
_EXPIRED = """
    SELECT resource_id, source FROM holds_hold
    WHERE state = 'held' AND expires_at <= %(at)s ORDER BY resource_id, source LIMIT %(most)s
"""
_MOST = 1000


def hold(
    *,
    source: str,
    told: Mapping[UUID, Decimal],
    at: datetime,
    expires_at: datetime | None = None,
    last: Mapping[UUID, Decimal] | None = None,
    along: Sequence[Part] = (),
) -> None:
    """Hold so much of each resource, all or nothing, until it is taken, released, or the moment comes.

    Whoever takes resources of two kinds names those of the second as `last`: they are locked behind all others. It is
    one statement, which does it all or changes nothing, so that no savepoint is needed; parts that go `along` are
    written in any case, and whoever sends them undoes all after a refusal.

    :raises NotEnoughError: when of one less is left.
    :raises QuantityError: when that is no quantity.
    :raises NotFoundError: when one is no such thing.
    """
    wanted = {**told, **(last or {})}
    _require_quantities(wanted.values())
    if not wanted and not along:
        return
    part = _part(_HOLD, source, wanted, at, last=planned.array_of(last or ()), expires_at=expires_at)
    held, *_others = records.run_together(part, *along)
    if len(held) < len(wanted):
        raise _not_enough(wanted, last=last or {})


@transaction.atomic
def commit(*, source: str, taken: Mapping[UUID, Decimal], at: datetime) -> None:
    """Take of what is held, for good; what is held and not taken is free again.

    :raises NotHeldError: when it is not held any more, or less is.
    """
    _move(_COMMIT, source, taken, at, "held")


@transaction.atomic
def release(*, source: str, keys: Iterable[UUID], at: datetime) -> int:
    """Let go what is still held of these resources; return of how many that was something."""
    return len(_run(_RELEASE, source, dict.fromkeys(keys, 0), at, state="held"))


@transaction.atomic
def take_back(*, source: str, told: Mapping[UUID, Decimal], at: datetime) -> None:
    """Take back of what was taken: there is so much more again.

    :raises NotHeldError: when less was taken.
    :raises QuantityError: when that is no quantity.
    """
    _require_quantities(told.values())
    _move(_TAKE_BACK, source, told, at, "committed")


@transaction.atomic
def adjust(*, source: str, told: Mapping[UUID, Decimal], at: datetime) -> None:
    """Hold so much from now on, more or less than before.

    :raises NotEnoughError: when it is more, and of one less is left.
    :raises NotHeldError: when nothing is held any more.
    :raises QuantityError: when that is no quantity.
    """
    _require_quantities(told.values())
    # Whether there is enough is asked of what nobody changes until it is done.
    records.rows_of(_LOCK, keys=list(told))
    found = _run(_ADJUST, source, told, at, state="held")
    if len(found) == len(told):
        return
    missing = {key: quantity for key, quantity in told.items() if key not in found}
    standing = {one.resource_id: one.quantity for one in queries.holds_of(source, missing).filter(state="held")}
    if len(standing) < len(missing):
        raise NotHeldError
    raise _not_enough(missing, standing)


@transaction.atomic
def expire(*, at: datetime) -> int:
    """Release what is held beyond its moment; return how many holds that were."""
    rows = records.rows_of(_EXPIRED, at=at, most=_MOST)
    by_source: dict[str, list[UUID]] = {}
    for key, source in rows:
        by_source.setdefault(source, []).append(key)
    # Resources of all in one order, whatever their sources.
    keys = sorted({key for key, _source in rows})
    records.rows_of(_LOCK, keys=keys)
    return sum(release(source=source, keys=own, at=at) for source, own in by_source.items())


_LOCK = "SELECT id FROM holds_resource WHERE id = ANY (%(keys)s::uuid[]) ORDER BY id FOR NO KEY UPDATE"


def _move(statement: str, source: str, told: Mapping[UUID, Decimal], at: datetime, state: str) -> None:
    for quantity in told.values():
        require_quantity(quantity)
    if len(_run(statement, source, told, at, state=state)) < len(told):
        raise NotHeldError


def _run(statement: str, source: str, told: Mapping[UUID, Any], at: datetime, **more: Any) -> set[UUID]:
    if not told:
        return set()
    [changed] = records.run_together(_part(statement, source, told, at, last=planned.array_of(()), **more))
    return set(changed)


def _part(statement: str, source: str, told: Mapping[UUID, Any], at: datetime, **more: Any) -> Part:
    values = {
        "source": source,
        "keys": planned.array_of(told),
        "quantities": planned.array_of(told.values()),
        "ids": planned.array_of(uuid7() for _ in told),
        "at": at,
        **more,
    }
    return Part(statement, values, "ARRAY(SELECT id FROM changed)")


def _require_quantities(quantities: Iterable[Decimal]) -> None:
    for quantity in quantities:
        require_quantity(quantity)
        if not quantity:
            raise QuantityError(fields={"quantity": [QuantityError.message]})


def _not_enough(
    told: Mapping[UUID, Decimal],
    standing: Mapping[UUID, Decimal] | None = None,
    *,
    last: Collection[UUID] = (),
) -> NotEnoughError | NotFoundError:
    found, own = queries.resources(told), standing or {}
    unknown = [key for key in sorted(told) if key not in found]
    if unknown:
        return NotFoundError(what=unknown[0])
    keys = sorted(told, key=lambda key: (key in last, key))
    left = {key: found[key].available + own.get(key, Decimal(0)) for key in keys}
    # What became free meanwhile is named where nothing else is short.
    key = next((key for key, free in left.items() if free < told[key]), keys[0])
    return NotEnoughError(resource_id=key, left=f"{left[key].normalize():f}", wanted=f"{told[key].normalize():f}")
