"""A buyer says what is ordered week by week, changes it, lets it rest, ends it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.orders import permissions, queries, rules
from nongcai.domain.orders.errors import (
    BreakError,
    StandingLinesError,
    UnitNotBoughtForError,
    UnknownBreakError,
    UnknownStandingError,
)
from nongcai.domain.orders.models import StandingBreak, StandingLine, StandingOrder, StandingStep
from nongcai.domain.orders.services import placing
from nongcai.domain.orders.services.placing import ToldLine
from nongcai.domain.orders.states import STANDING_MACHINE, StandingAction, StandingState
from nongcai.domain.organisations.permissions import require_power
from nongcai.domain.organisations.roles import Power
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, time
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor

LINES, BREAKS = 100, 20
_LABEL, _WORDS = 64, 500


@dataclass(frozen=True)
class ToldStandingLine:
    """So many sale units of an offer on these days of the week, 1 (一) to 7 (日); `price` is what the buyer saw."""

    offer_id: int
    quantity: int
    weekdays: tuple[int, ...]
    price: Decimal | None = None


@dataclass(frozen=True)
class ToldStanding:
    """What is ordered week by week: as an order is told, and when it is to come."""

    name: str
    lines: tuple[ToldStandingLine, ...]
    unit_id: int
    purpose: str
    receiver: str
    phone: str
    province: str
    address: str
    payment_mode: str
    payer_kind: str
    invoice_title: str
    starts_on: date
    ends_on: date
    lead_days: int
    earliest: time
    latest: time
    rests_on_days_off: bool = True
    tax_number: str = ""
    note: str = ""


# The columns that are as they were told.
_SAME = tuple(one.name for one in fields(ToldStanding) if one.name != "lines")
_WRITTEN = (*_SAME, "unit_name", "user", "post", "agreed_at", "places_from")


@transaction.atomic
def begin_standing(*, actor: Actor, told: ToldStanding, at: datetime) -> StandingOrder:
    """Begin to order week by week, from the next day on.

    :raises NotAllowedError: when the actor does not buy.
    :raises StandingDatesError: when its days make no sense; so StandingLeadError, StandingWindowError.
    :raises StandingLinesError: when there are no lines, or one is for no day.
    :raises UnitNotBoughtForError: when the account does not buy for that unit.
    :raises OfferGoneError: when an offer does not show; so the other refusals of lines of an order.
    """
    require_power(actor, Power.BUY)
    rules.require_dates(told.starts_on, told.ends_on, day_of(at))
    standing = StandingOrder(buyer_id=actor.organisation_id, state=StandingState.RUNNING, steps=1)
    lines = _fill(standing, actor, told, at)
    standing.places_from = day_of(at) + timedelta(days=1)
    records.save(standing)
    _write_lines(standing, lines)
    records.save(_step_row(standing, actor, StandingAction.BEGIN, "", at))
    return standing


@transaction.atomic
def change_standing(*, actor: Actor, standing_id: int, told: ToldStanding, at: datetime) -> StandingOrder:
    """Say anew what is ordered; what was ordered stays, and the actor is in whose name it orders from then on.

    :raises UnknownStandingError: when there is none within sight.
    :raises StandingStepError: when it has ended; besides, as `begin_standing`.
    """
    standing = locked_for(actor, standing_id, StandingAction.CHANGE)
    rules.require_dates(told.starts_on, told.ends_on, day_of(at), began_on=standing.starts_on)
    lines = _fill(standing, actor, told, at)
    records.remove(StandingLine.objects.filter(standing=standing))
    _write_lines(standing, lines)
    return step_standing(standing, actor, StandingAction.CHANGE, at, *_WRITTEN)


@transaction.atomic
def agree_prices(*, actor: Actor, standing_id: int, prices: Mapping[int, Decimal], at: datetime) -> StandingOrder:
    """Agree to what offers cost by now, each at the price that was seen.

    :raises PriceChangedError: when one costs something else.
    :raises OfferGoneError: when one does not show.
    """
    standing = locked_for(actor, standing_id, StandingAction.AGREE_PRICES)
    lines = {line.offer_id: line for line in queries.standing_lines_of(standing.pk) if line.offer_id in prices}
    if not lines or len(lines) < len(prices):
        raise StandingLinesError(most=LINES)
    told = [ToldLine(key, line.quantity, prices[key]) for key, line in lines.items()]
    said = []
    for one in placing.chosen_of(told, day_of(at)):
        placing.require_line(one, standing.province)
        line = lines[one.told.offer_id]
        said.append(f"{one.goods.product_name}{line.price}→{one.price}元")
        line.price = one.price
        records.save(line, "price")
    _take_over(standing, actor, at)
    words = "，".join(said)
    return step_standing(standing, actor, StandingAction.AGREE_PRICES, at, "user", "post", "agreed_at", words=words)


@transaction.atomic
def pause_standing(*, actor: Actor, standing_id: int, words: str = "", at: datetime) -> StandingOrder:
    """Order nothing until somebody lets it go on."""
    standing = locked_for(actor, standing_id, StandingAction.PAUSE)
    return step_standing(standing, actor, StandingAction.PAUSE, at, words=words)


@transaction.atomic
def resume_standing(*, actor: Actor, standing_id: int, words: str = "", at: datetime) -> StandingOrder:
    """Let it go on from today, in the actor's name; what would have been ordered before is not made up for.

    :raises UnitNotBoughtForError: when the account does not buy for that unit.
    """
    standing = locked_for(actor, standing_id, StandingAction.RESUME)
    _require_unit(actor, standing.unit_id, standing.purpose, day_of(at))
    _take_over(standing, actor, at)
    standing.places_from = day_of(at)
    changed = ("user", "post", "agreed_at", "places_from")
    return step_standing(standing, actor, StandingAction.RESUME, at, *changed, words=words)


@transaction.atomic
def end_standing(*, actor: Actor, standing_id: int, words: str = "", at: datetime) -> StandingOrder:
    """End it for good; orders that were placed stay."""
    standing = locked_for(actor, standing_id, StandingAction.END)
    return step_standing(standing, actor, StandingAction.END, at, words=words)


@transaction.atomic
def add_break(
    *, actor: Actor, standing_id: int, first_on: date, last_on: date, words: str = "", at: datetime
) -> StandingBreak:
    """Deliver nothing from one day to another; what was ordered stays.

    :raises BreakError: when that is over, or there are enough of them.
    """
    standing = locked_for(actor, standing_id, StandingAction.ADD_BREAK)
    if not max(first_on, day_of(at)) <= last_on or standing.breaks.count() >= BREAKS:
        raise BreakError(most=BREAKS, fields={"last_on": [BreakError.message.format(most=BREAKS)]})
    row = StandingBreak(standing=standing, first_on=first_on, last_on=last_on, words=words.strip())
    records.save(row)
    step_standing(standing, actor, StandingAction.ADD_BREAK, at, words=f"{row} {row.words}".strip())
    return row


@transaction.atomic
def remove_break(*, actor: Actor, standing_id: int, break_id: int, at: datetime) -> StandingOrder:
    """Deliver in that time after all.

    :raises UnknownBreakError: when there is none.
    """
    standing = locked_for(actor, standing_id, StandingAction.REMOVE_BREAK)
    row = standing.breaks.filter(pk=break_id).first()
    if row is None:
        raise UnknownBreakError(what=break_id)
    said = str(row)
    records.remove(standing.breaks.filter(pk=break_id))
    return step_standing(standing, actor, StandingAction.REMOVE_BREAK, at, words=said)


def locked_for(actor: Actor, standing_id: int, action: StandingAction) -> StandingOrder:
    """Return a standing order with which the actor may do this now, held until the end of the transaction.

    :raises UnknownStandingError: when there is none within sight.
    """
    rows = queries.standing_orders_visible_to(actor).select_for_update(of=("self",), no_key=True)
    standing = rows.filter(pk=standing_id).first()
    if standing is None:
        raise UnknownStandingError(what=standing_id)
    permissions.require_standing_action(actor, standing, action)
    return standing


def step_standing(
    standing: StandingOrder, actor: Actor, action: StandingAction, at: datetime, *changed: str, words: str = ""
) -> StandingOrder:
    """Write what was done, what it changed, and the state to which it leads."""
    transition = STANDING_MACHINE.step(action, standing.state)
    if transition:
        standing.state = transition.target
    standing.steps += 1
    records.save(standing, "state", "steps", *changed)
    records.save(_step_row(standing, actor, action, words, at))
    return standing


def _step_row(standing: StandingOrder, actor: Actor, action: StandingAction, words: str, at: datetime) -> StandingStep:
    return StandingStep(
        standing_id=standing.pk,
        seq=standing.steps,
        action=action,
        state=standing.state,
        user_id=actor.user_id,
        by_label=actor.label[:_LABEL],
        words=words.strip()[:_WORDS],
        at=at,
    )


def _fill(standing: StandingOrder, actor: Actor, told: ToldStanding, at: datetime) -> list[StandingLine]:
    """Take over what was told, and return its lines, at today's prices."""
    on = day_of(at)
    rules.require_lead(told.lead_days)
    rules.require_window(told.earliest, told.latest)
    standing.unit_name = _require_unit(actor, told.unit_id, told.purpose, on)
    lines = _lines(told, on)
    for name in _SAME:
        value = getattr(told, name)
        setattr(standing, name, value.strip() if isinstance(value, str) else value)
    standing.places_from = on
    _take_over(standing, actor, at)
    return lines


def _take_over(standing: StandingOrder, actor: Actor, at: datetime) -> None:
    standing.user_id, standing.post_id, standing.agreed_at = actor.user_id or 0, actor.membership_id, at


def _require_unit(actor: Actor, unit_id: int, purpose: str, on: date) -> str:
    unit = queries.standing_of(actor, unit_id, purpose, on).unit
    if unit is None:
        raise UnitNotBoughtForError(fields={"unit_id": [UnitNotBoughtForError.message]})
    return unit.name


def _lines(told: ToldStanding, on: date) -> list[StandingLine]:
    offers = {one.offer_id for one in told.lines}
    has_days = all(one.weekdays and set(one.weekdays) <= set(rules.WEEK) for one in told.lines)
    if not has_days or len(offers) < len(told.lines) or not 0 < len(offers) <= LINES:
        raise StandingLinesError(most=LINES)
    found = []
    wanted = [ToldLine(one.offer_id, one.quantity, one.price) for one in told.lines]
    for one, chosen in zip(told.lines, placing.chosen_of(wanted, on), strict=True):
        placing.require_line(chosen, told.province)
        days = sorted(set(one.weekdays))
        found.append(StandingLine(offer_id=one.offer_id, quantity=one.quantity, weekdays=days, price=chosen.price))
    return found


def _write_lines(standing: StandingOrder, lines: list[StandingLine]) -> None:
    for line in lines:
        line.standing = standing
    records.insert_many(lines)
