"""The contact list (通讯录): whom to call, numbers masked; a whole one once its purpose is stated."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import StringConstraints

from nongcai.domain.organisations import permissions, services
from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.shapes import node_or_404

if TYPE_CHECKING:
    from nongcai.domain.organisations.models import Liaison, NumberLook

router = Router(tags=["contacts"])
ONE = "/contacts/{liaison_id}"

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class ContactsWanted(Schema):
    """What to look for: a word of a unit or post; only dead numbers that were not replaced."""

    q: str = ""
    dead: bool = False


class LiaisonIn(Schema):
    """Whom to call at an organisation: a post, never a person's name."""

    organisation_id: int
    post: Words
    phone: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    since: date
    until: date | None = None
    is_deputy: bool = False


class UntilIn(Schema):
    """The last day of an entry."""

    until: date


class LookPurposeIn(Schema):
    """What a whole number is wanted for."""

    purpose: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class LiaisonOut(Schema):
    """An entry; the number is masked."""

    id: int
    organisation_id: int
    organisation: str
    post: str
    phone: str
    is_deputy: bool
    since: date
    until: date | None
    entered_by: str
    entered_at: datetime
    dead_by: str
    dead_at: datetime | None


class ContactNumberOut(Schema):
    """A whole number, told to whoever stated a purpose."""

    id: int
    phone: str


class LookOut(Schema):
    """Who looked at a whole number, when and what for."""

    liaison_id: int | None
    organisation: str
    post: str
    by: str
    purpose: str
    at: datetime


@router.get(
    "/contacts",
    response={200: Page[LiaisonOut], **REFUSALS},
    operation_id="list_liaisons",
    summary="Whom to call within sight today, numbers masked",
)
def list_liaisons(
    request: ApiRequest, wanted: Query[ContactsWanted], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    today = timezone.localdate()
    rows = organisations.liaisons_listed(request.actor, on=today, text=wanted.q, dead=wanted.dead)
    return paged(rows, page, page_size, _out)


@router.post(
    "/contacts",
    response={200: LiaisonOut, **ACT_REFUSALS},
    operation_id="enter_liaison",
    summary="Enter whom to call at an organisation; the principal of before stands until the day before",
)
def enter_liaison(request: ApiRequest, told: LiaisonIn) -> LiaisonOut:
    node_or_404(request.actor, told.organisation_id)
    said = told.dict()
    unit = said.pop("organisation_id")
    entry = services.enter_liaison(
        actor=request.actor, organisation_id=unit, told=services.ToldLiaison(**said), at=timezone.now()
    )
    return _out(entry)


@router.get(
    "/contacts/looks",
    response={200: Page[LookOut], **REFUSALS},
    operation_id="list_number_looks",
    summary="Who looked at whole numbers within sight, for finance and audit",
)
def list_number_looks(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    if not permissions.reads_looks(request.actor):
        raise Http404
    return paged(organisations.looks_visible_to(request.actor), page, page_size, _look_out)


@router.post(
    ONE + "/end",
    response={200: LiaisonOut, **ACT_REFUSALS},
    operation_id="end_liaison",
    summary="Let an entry stand until a day",
)
def end_liaison(request: ApiRequest, liaison_id: int, told: UntilIn) -> LiaisonOut:
    entry = _entry_or_404(request, liaison_id)
    return _out(services.end_liaison(actor=request.actor, liaison_id=entry.pk, until=told.until, at=timezone.now()))


@router.post(
    ONE + "/dead",
    response={200: LiaisonOut, **ACT_REFUSALS},
    operation_id="mark_dead",
    summary="Put on record that a number is dead, and ask for another",
)
def mark_dead(request: ApiRequest, liaison_id: int) -> LiaisonOut:
    entry = _entry_or_404(request, liaison_id)
    return _out(services.mark_dead(actor=request.actor, liaison_id=entry.pk, at=timezone.now()))


@router.post(
    ONE + "/number",
    response={200: ContactNumberOut, **ACT_REFUSALS},
    operation_id="look_at_number",
    summary="See a whole number of somebody below, on record with its purpose",
)
def look_at_number(request: ApiRequest, liaison_id: int, told: LookPurposeIn) -> Liaison:
    entry = _entry_or_404(request, liaison_id)
    return services.look_at_number(actor=request.actor, liaison_id=entry.pk, purpose=told.purpose, at=timezone.now())


def _entry_or_404(request: ApiRequest, liaison_id: int) -> Liaison:
    entry = organisations.liaisons_visible_to(request.actor).filter(pk=liaison_id).first()
    if entry is None:
        raise Http404
    return entry


def _out(entry: Liaison) -> LiaisonOut:
    return LiaisonOut(
        id=entry.pk,
        organisation_id=entry.organisation_id,
        organisation=entry.organisation.name,
        post=entry.post,
        phone=entry.masked_phone,
        is_deputy=entry.is_deputy,
        since=entry.period.lower,
        until=entry.last_day,
        entered_by=entry.entered_by,
        entered_at=entry.entered_at,
        dead_by=entry.dead_by,
        dead_at=entry.dead_at,
    )


def _look_out(look: NumberLook) -> LookOut:
    return LookOut(
        liaison_id=look.liaison_id,
        organisation=look.whose.name,
        post=look.what,
        by=look.by_label,
        purpose=look.purpose,
        at=look.at,
    )
