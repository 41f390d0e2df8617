"""What a change of organisations did, row by row, so that it can be shown and put back exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import CharField, ProtectedError, Q, Value
from django.db.models.functions import Cast, Concat

from nongcai.domain.organisations.errors import ChangedSinceError
from nongcai.domain.organisations.models import Listing, Membership, Organisation, Placement, Relation
from nongcai.domain.organisations.services.placing import lock_tree, recount_listings
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import Model

Values = dict[str, Any]
Snapshot = dict[tuple[str, int], Values]

# What is kept of a row, by the kind of row, in the order in which rows are put back.
_KEPT: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "placement": (Placement, ("organisation_id", "parent_id", "path", "home_path", "period")),
    "relation": (Relation, ("kind", "unit_id", "other_id", "period", "ends_on")),
    "membership": (Membership, ("user_id", "organisation_id", "role", "period", "may_sign", "buys_for_id")),
    "listing": (Listing, ("organisation_id", "name", "code")),
    "organisation": (Organisation, ("name", "unit_code", "region_id", "closed_on")),
}
_EMPTY = "empty"
_NAMED = 5


@dataclass(frozen=True)
class Trace:
    """A row as it was, None when it is new, and as it is."""

    subject: str
    row_id: int
    before: Values | None
    after: Values


def snapshot(unit_ids: Iterable[int]) -> Snapshot:
    """Return all rows of these units that a change may touch."""
    ids = list(unit_ids)
    whose = {
        "relation": Q(unit_id__in=ids) | Q(other_id__in=ids),
        "membership": Q(organisation_id__in=ids) | Q(buys_for_id__in=ids),
        "organisation": Q(pk__in=ids),
    }
    found: Snapshot = {}
    for subject, (model, names) in _KEPT.items():
        rows = model._default_manager.filter(whose.get(subject, Q(organisation_id__in=ids)))
        for pk, *values in rows.values_list("pk", *names):
            found[subject, pk] = {name: _told(value) for name, value in zip(names, values, strict=True)}
    return found


def differences(before: Snapshot, after: Snapshot) -> list[Trace]:
    """Return the rows that are new or no longer as they were."""
    return [
        Trace(subject, pk, before.get((subject, pk)), values)
        for (subject, pk), values in after.items()
        if before.get((subject, pk)) != values
    ]


def free_codes(listing_ids: Iterable[int]) -> None:
    """Let go of codes that are about to be written anew: they may be handed on from one listing to the next."""
    code = Concat(Value("~"), Cast("pk", CharField()))
    records.change(Listing.objects.filter(pk__in=list(listing_ids)), code=code)


@transaction.atomic
def put_back(*, traces: Sequence[Trace]) -> None:
    """Make rows what they were, and take back those that were new.

    :raises ChangedSinceError: when a row is no longer as the change left it.
    """
    lock_tree()
    by_subject = {subject: [one for one in traces if one.subject == subject] for subject in _KEPT}
    for subject, ones in by_subject.items():
        _require_unchanged(subject, ones)
    for subject, ones in by_subject.items():
        model, _ = _KEPT[subject]
        new = [one.row_id for one in ones if one.before is None]
        if new:
            _take_back(model, new, ones)
        _write_back(subject, {one.row_id: one.before for one in ones if one.before is not None})
    recount_listings()


def _take_back(model: type[Model], new: Sequence[int], ones: Sequence[Trace]) -> None:
    try:
        records.remove(model._default_manager.filter(pk__in=new))
    except ProtectedError as error:
        # A unit that a document made, and that somebody has written to since.
        names = [one.after["name"] for one in ones if one.row_id in new]
        raise ChangedSinceError(names="、".join(names[:_NAMED]), what=model._meta.verbose_name) from error


def _require_unchanged(subject: str, ones: Sequence[Trace]) -> None:
    model, names = _KEPT[subject]
    rows = model._default_manager.filter(pk__in=[one.row_id for one in ones]).values_list("pk", *names)
    now = {pk: {name: _told(value) for name, value in zip(names, values, strict=True)} for pk, *values in rows}
    unit = "unit_id" if subject == "relation" else "organisation_id"
    # A trace of an earlier release may not know all columns.
    changed = [one for one in ones if _part(now.get(one.row_id), one.after) != one.after]
    if changed:
        ids = {one.row_id if subject == "organisation" else one.after[unit] for one in changed}
        rows_named = Organisation.objects.filter(pk__in=ids).order_by("pk").values_list("name", flat=True)
        raise ChangedSinceError(names="、".join(rows_named[:_NAMED]), what=model._meta.verbose_name)


def _write_back(subject: str, values: Mapping[int, Values]) -> None:
    model, _ = _KEPT[subject]
    names = tuple(next(iter(values.values()), ()))
    rows = [model(pk=pk, **{name: _meant(name, value) for name, value in kept.items()}) for pk, kept in values.items()]
    if subject == "listing":
        free_codes(values)
    records.update_many(rows, *(name.removesuffix("_id") for name in names))


def _part(values: Values | None, like: Values) -> Values:
    return {name: value for name, value in (values or {}).items() if name in like}


def _told(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "isempty"):
        return _EMPTY if value.isempty else [_told(value.lower), _told(value.upper)]
    return value


def _meant(name: str, value: Any) -> Any:
    if name == "period":
        return DateRange(empty=True) if value == _EMPTY else DateRange(*(_day(one) for one in value))
    return _day(value) if name.endswith("_on") else value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
