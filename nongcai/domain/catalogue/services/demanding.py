"""Units say what they will need; suppliers say what they could deliver."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import (
    DemandClosedError,
    DemandPhoneError,
    DemandPrivateError,
    DemandQuantityError,
    DemandWeeksError,
    EntryNotListedError,
)
from nongcai.domain.catalogue.models import Demand, DemandAnswer
from nongcai.domain.catalogue.rules import describing
from nongcai.domain.catalogue.services.stepping import admitted
from nongcai.domain.catalogue.states import SHOWN
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor

# How a number is written among words, and in its own field.
_NUMBER = re.compile(r"(?<!\d)(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8})(?!\d)")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_THOUSANDTHS, _LARGEST, _YEAR = -3, 10**9, timedelta(days=366)


@dataclass(frozen=True)
class ToldDemand:
    """What a unit will need, from the week of one day to the week of another."""

    item: str
    quantity: Decimal
    measure: str
    since: date
    until: date
    category_id: int | None = None
    remarks: str = ""
    phone: str = ""


@transaction.atomic
def look_at_number(*, actor: Actor, demand_id: int, purpose: str, at: datetime) -> str:
    """Return the whole telephone number of an open demand; who looked and what for is kept.

    :raises NotFoundError: when there is none for this reader.
    """
    demand = queries.number_of(actor, demand_id, day_of(at))
    organisation_services.record_look(
        actor=actor, organisation_id=demand.unit_id, about=f"需求“{demand.item}”", purpose=purpose, at=at
    )
    return demand.phone


@transaction.atomic
def publish_demand(*, actor: Actor, told: ToldDemand, at: datetime) -> Demand:
    """Publish what the own unit will need; suppliers see it until its last day.

    :raises NotAllowedError: when the actor acts for no unit.
    :raises DemandWeeksError: when the weeks are over, in the wrong order, or more than a year away.
    :raises DemandPrivateError: when a telephone number stands among the words.
    :raises DemandPhoneError: when what was given to be called is none.
    """
    unit = _unit(actor)
    _require_told(told)
    since, until = _weeks(told, day_of(at))
    category = queries.category_of(told.category_id) if told.category_id is not None else None
    demand = Demand(
        unit_id=unit,
        region_id=organisations.regions_of([unit])[unit],
        item=told.item.strip(),
        category=category,
        quantity=told.quantity,
        measure=told.measure,
        since=since,
        until=until,
        remarks=told.remarks.strip(),
        phone=told.phone.strip(),
        published_at=at,
        published_by_id=actor.user_id,
    )
    records.save(demand)
    return demand


@transaction.atomic
def close_demand(*, actor: Actor, demand_id: int, at: datetime) -> Demand:
    """Close a demand of the own unit; nobody answers it any more.

    :raises DemandClosedError: when it is closed.
    """
    unit = _unit(actor)
    demand = _locked(actor, demand_id, day_of(at))
    if demand.unit_id != unit:
        raise NotAllowedError
    if demand.closed_at is not None:
        raise DemandClosedError
    demand.closed_at = at
    records.save(demand, "closed_at")
    return demand


@transaction.atomic
def answer_demand(*, actor: Actor, demand_id: int, product_id: int, at: datetime) -> DemandAnswer:
    """Say that the own supplier could deliver, with a listed product; said again, the product is another.

    :raises DemandClosedError: when the demand is over.
    :raises EntryNotListedError: when the product was not passed.
    """
    supplier = admitted(actor)
    demand = _locked(actor, demand_id, day_of(at))
    if not demand.is_open(day_of(at)):
        raise DemandClosedError
    product = queries.products_visible_to(actor).filter(pk=product_id).first()
    if product is None:
        raise NotFoundError(what=product_id)
    if product.state not in SHOWN:
        raise EntryNotListedError(name=product.name)
    answer = DemandAnswer.objects.filter(demand=demand, supplier=supplier).first()
    if answer is None:
        answer = DemandAnswer(demand=demand, supplier=supplier)
    answer.product, answer.at = product, at
    records.save(answer, "product", "at")
    return answer


@transaction.atomic
def retract_answer(*, actor: Actor, demand_id: int, at: datetime) -> int:
    """Take back that the own supplier could deliver; return how many answers there were."""
    supplier = admitted(actor)
    demand = _locked(actor, demand_id, day_of(at))
    return records.remove(DemandAnswer.objects.filter(demand=demand, supplier=supplier))


def _weeks(told: ToldDemand, today: date) -> tuple[date, date]:
    """Return the Monday of the first week and the Sunday of the last."""
    # A day at the end of all time has no Sunday.
    if told.since <= told.until <= today + _YEAR:
        since = told.since - timedelta(days=told.since.weekday())
        until = told.until + timedelta(days=6 - told.until.weekday())
        if until >= today and until - since <= _YEAR:
            return since, until
    raise DemandWeeksError(fields={"until": [DemandWeeksError.message]})


def _unit(actor: Actor) -> int:
    unit = permissions.buys_for(actor)
    if unit is None:
        raise NotAllowedError
    return unit


def _locked(actor: Actor, demand_id: int, on: date) -> Demand:
    seen = queries.demands_visible_to(actor, on).order_by().values("pk")
    rows = Demand.objects.select_for_update(no_key=True).filter(pk=demand_id, pk__in=seen)
    found = rows.first()
    if found is None:
        raise NotFoundError(what=demand_id)
    return found


def _require_told(told: ToldDemand) -> None:
    words = {"item": told.item, "remarks": told.remarks}
    describing.require_plain(words)
    for name, text in words.items():
        if _NUMBER.search(text):
            raise DemandPrivateError(fields={name: [DemandPrivateError.message]})
    if told.phone.strip() and not _PHONE.fullmatch(told.phone.strip()):
        raise DemandPhoneError(fields={"phone": [DemandPhoneError.message]})
    exponent = told.quantity.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < _THOUSANDTHS or not 0 < told.quantity < _LARGEST:
        raise DemandQuantityError(fields={"quantity": [DemandQuantityError.message]})
