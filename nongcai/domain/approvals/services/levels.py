"""A unit's keepers say from which amount on who decides on what its buyers buy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.approvals import permissions, queries
from nongcai.domain.approvals.errors import (
    BuyerUnfitError,
    LevelAmountError,
    LevelsOrderError,
    LevelsTooManyError,
    PostUnfitError,
)
from nongcai.domain.approvals.models import ApprovalLevel
from nongcai.domain.approvals.rules import first_not_rising, is_amount
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor

MOST_LEVELS = 5


@dataclass(frozen=True)
class ToldLevel:
    """From how many yuan on a post decides; no post is any of the body's approvers."""

    from_amount: Decimal
    post_id: int | None = None


@transaction.atomic
def set_levels(
    *, actor: Actor, organisation_id: int, purpose: str, told: Sequence[ToldLevel], at: datetime
) -> list[ApprovalLevel]:
    """Set anew the levels of a body that buys for the own unit: for one purpose, or for all that have none.

    No level is no approval. What waits keeps the levels of the day on which it was asked.

    :raises NotAllowedError: when the actor does not keep its unit's buyers.
    :raises BuyerUnfitError: when the body does not buy for the unit.
    :raises LevelsOrderError: when the amounts do not rise.
    :raises PostUnfitError: when a post cannot decide for this body.
    """
    unit_id, on = actor.organisation_id, day_of(at)
    permissions.require_keeper(actor, unit_id)
    require_buyer(actor, organisation_id, on)
    _require_told(told)
    _require_posts(organisation_id, unit_id, told, on)
    # Two who set them at once: the second waits, and sets them anew.
    records.lock_keys([f"levels:{organisation_id}:{unit_id}:{purpose}"])
    standing = ApprovalLevel.objects.filter(
        organisation_id=organisation_id, unit_id=unit_id, purpose=purpose, ended_at=None
    )
    before = list(standing.order_by("number"))
    if [(one.from_amount, one.post_id) for one in before] == [(one.from_amount, one.post_id) for one in told]:
        return before
    records.change(standing, ended_at=at)
    rows = [
        ApprovalLevel(
            organisation_id=organisation_id,
            unit_id=unit_id,
            purpose=purpose,
            number=number,
            from_amount=one.from_amount,
            post_id=one.post_id,
            set_at=at,
            set_by_label=actor.label[:64],
        )
        for number, one in enumerate(told, start=1)
    ]
    return records.insert_many(rows)


def require_buyer(actor: Actor, organisation_id: int, on: date) -> None:
    """Let pass a body that buys for the actor's unit.

    :raises BuyerUnfitError: when it does not.
    """
    if organisation_id not in {one.organisation_id for one in queries.bodies_visible_to(actor, on)}:
        raise BuyerUnfitError


def _require_told(told: Sequence[ToldLevel]) -> None:
    if len(told) > MOST_LEVELS:
        raise LevelsTooManyError(most=MOST_LEVELS)
    for number, one in enumerate(told, start=1):
        if not is_amount(one.from_amount):
            raise LevelAmountError(fields={f"from_{number}": [LevelAmountError.message]})
    number = first_not_rising([one.from_amount for one in told])
    if number:
        text = LevelsOrderError.message.format(level=number)
        raise LevelsOrderError(level=number, fields={f"from_{number}": [text]})


def _require_posts(organisation_id: int, unit_id: int, told: Sequence[ToldLevel], on: date) -> None:
    fit = {post.pk for post in queries.approvers_of(organisation_id, unit_id, on)}
    for number, one in enumerate(told, start=1):
        if one.post_id is not None and one.post_id not in fit:
            raise PostUnfitError(fields={f"post_{number}": [PostUnfitError.message]})
