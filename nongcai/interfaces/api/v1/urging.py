"""Who is held up, reminders, calls, the log of contacts, and letters: by the same services as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.domain.urging import queries as urging
from nongcai.domain.urging import services
from nongcai.domain.urging.services import ToldCall, ToldLetter
from nongcai.domain.urging.states import Answer
from nongcai.foundation import sms
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged

if TYPE_CHECKING:
    from nongcai.domain.urging.models import Contact, Letter
    from nongcai.domain.urging.queries import Lagging
    from nongcai.domain.urging.services import Outcome

router = Router(tags=["urging"])
Year = Annotated[int, Field(ge=2019, le=2099)]
Number = Annotated[str, Field(min_length=1, max_length=60)]
LETTER = "/letters/{letter_id}"


class LaggingOut(Schema):
    """A unit of an office's own that is not through: `file`, `endorse` or `confirm`, and who must act since when."""

    unit_id: int
    code: str
    name: str
    step: str
    holder_id: int
    since: datetime | None
    due_on: date | None


class BureauOut(Schema):
    """A finance department right below, and how many of its units are at which step."""

    node_id: int
    name: str
    steps: dict[str, int]


class RemindIn(Schema):
    """Whom to remind: units of one's own, or finance departments right below."""

    ids: Annotated[list[int], Field(min_length=1, max_length=5000)]
    with_sms: bool = False


class CallOutcomeOut(Schema):
    """What became of one row: planned for a moment, or refused with a code."""

    name: str
    due_at: datetime | None
    code: str


class CallIn(Schema):
    """Who answered, when, what was said, and by when it is to be done; or that nobody did, or the number is dead."""

    answer: Answer = Answer.REACHED
    number: Annotated[
        str, Field(max_length=20, description="id of the entry called, or `filed`; where not said, the first is dead")
    ] = ""
    dialled: Annotated[str, Field(max_length=20, description="a number that is on no list, where one was called")] = ""
    person: Annotated[str, Field(max_length=40)] = ""
    called_at: datetime
    said: Annotated[str, Field(min_length=1, max_length=300)]
    promised_on: date | None = None


class ContactOut(Schema):
    """A contact; telephone numbers stay out."""

    id: int
    unit_id: int
    node_id: int
    kind: str
    channel: str
    text: str
    state: str
    planned_at: datetime
    sent_at: datetime | None
    person: str
    promised_on: date | None
    by_label: str


class LetterIn(Schema):
    """To whom, and by when it is to be done; the text is composed from what lags today."""

    year: Year
    addressee_id: int
    act_by: date


class LetterTextIn(Schema):
    """What a draft says."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    text: Annotated[str, Field(min_length=1, max_length=5000)]
    contact: Annotated[str, Field(max_length=60)] = ""


class LetterNumberIn(Schema):
    """The number that the office's registry gave, and the letter's day."""

    number: Number
    dated_on: date


class NoticeNumberIn(Schema):
    """The notice that names those whom a letter was about."""

    notice_number: Number


class LetterOut(Schema):
    """A letter of reminder."""

    id: int
    node_id: int
    addressee_id: int
    year: int
    title: str
    text: str
    contact: str
    act_by: date
    number: str
    dated_on: date | None
    notice_number: str
    state: str


@router.get(
    "/urging/{year}/lagging",
    response={200: list[LaggingOut], **REFUSALS},
    operation_id="list_lagging",
    summary="Units of one's own hand that are not through, and whom each waits for",
)
def list_lagging(request: ApiRequest, year: Year) -> list[Lagging]:
    _require_bureau(request)
    node = organisations.node(request.actor.organisation_id)
    return urging.lagging(node, year, shares.season_in(node.region_code, year))


@router.get(
    "/urging/{year}/bureaus",
    response={200: list[BureauOut], **REFUSALS},
    operation_id="list_lagging_bureaus",
    summary="How many units are not through under each finance department right below",
)
def list_bureaus(request: ApiRequest, year: Year) -> list[urging.Bureau]:
    _require_bureau(request)
    return urging.lagging_bureaus(organisations.node(request.actor.organisation_id), year)


@router.post(
    "/urging/{year}/remind",
    response={200: list[CallOutcomeOut], **ACT_REFUSALS},
    operation_id="remind_lagging",
    summary="Remind some who lag; each row has an outcome",
)
def remind(request: ApiRequest, year: Year, told: RemindIn) -> list[dict[str, object]]:
    with_sms = told.with_sms and bool(sms.gateway())
    outcomes = services.remind(actor=request.actor, year=year, ids=told.ids, at=timezone.now(), with_sms=with_sms)
    return [_outcome(one) for one in outcomes]


@router.post(
    "/urging/{year}/units/{unit_id}/calls",
    response={200: ContactOut, **ACT_REFUSALS},
    operation_id="log_call",
    summary="Write down a call to a unit of one's own, or to a finance department right below",
)
def log_call(request: ApiRequest, year: Year, unit_id: int, told: CallIn) -> Contact:
    call = ToldCall(**told.model_dump())
    return services.log_call(actor=request.actor, unit_id=unit_id, year=year, told=call, at=timezone.now())


@router.get(
    "/urging/{year}/contacts",
    response={200: Page[ContactOut], **REFUSALS},
    operation_id="list_contacts",
    summary="The log of contacts within sight, the latest first",
)
def list_contacts(request: ApiRequest, year: Year, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_bureau(request)
    return paged(urging.contacts_visible_to(request.actor, year), page, page_size, ContactOut.from_orm)


@router.get(
    "/letters",
    response={200: Page[LetterOut], **REFUSALS},
    operation_id="list_letters",
    summary="Letters of offices within sight, and those that one's own office got",
)
def list_letters(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    return paged(urging.letters_visible_to(request.actor), page, page_size, LetterOut.from_orm)


@router.get(LETTER, response={200: LetterOut, **REFUSALS}, operation_id="get_letter", summary="A letter")
def get_letter(request: ApiRequest, letter_id: int) -> Letter:
    return get_object_or_404(urging.letters_visible_to(request.actor), pk=letter_id)


@router.post(
    "/letters",
    response={200: LetterOut, **ACT_REFUSALS},
    operation_id="draft_letter",
    summary="Draft a letter about all that lag under an addressee's hand today",
)
def draft_letter(request: ApiRequest, told: LetterIn) -> Letter:
    return services.draft_letter(actor=request.actor, at=timezone.now(), **told.model_dump())


@router.post(
    f"{LETTER}/text",
    response={200: LetterOut, **ACT_REFUSALS},
    operation_id="edit_letter",
    summary="Write a draft otherwise",
)
def edit_letter(request: ApiRequest, letter_id: int, told: LetterTextIn) -> Letter:
    letter = ToldLetter(**told.model_dump())
    return services.edit_letter(actor=request.actor, letter_id=letter_id, told=letter, at=timezone.now())


@router.post(
    f"{LETTER}/sign",
    response={200: LetterOut, **ACT_REFUSALS},
    operation_id="sign_letter",
    summary="Sign what somebody else drafted",
)
def sign_letter(request: ApiRequest, letter_id: int) -> Letter:
    return services.sign_letter(actor=request.actor, letter_id=letter_id, at=timezone.now())


@router.post(
    f"{LETTER}/give-back",
    response={200: LetterOut, **ACT_REFUSALS},
    operation_id="give_back_letter",
    summary="Let a letter without a number be written again",
)
def give_back_letter(request: ApiRequest, letter_id: int) -> Letter:
    return services.give_back_letter(actor=request.actor, letter_id=letter_id, at=timezone.now())


@router.post(
    f"{LETTER}/number",
    response={200: LetterOut, **ACT_REFUSALS},
    operation_id="number_letter",
    summary="Enter a signed letter's number and day",
)
def number_letter(request: ApiRequest, letter_id: int, told: LetterNumberIn) -> Letter:
    return services.number_letter(actor=request.actor, letter_id=letter_id, at=timezone.now(), **told.model_dump())


@router.post(
    f"{LETTER}/issue",
    response={200: LetterOut, **ACT_REFUSALS},
    operation_id="issue_letter",
    summary="Send a numbered letter to its addressee's desk",
)
def issue_letter(request: ApiRequest, letter_id: int) -> Letter:
    return services.issue_letter(actor=request.actor, letter_id=letter_id, at=timezone.now())


@router.post(
    f"{LETTER}/receive",
    response={200: LetterOut, **ACT_REFUSALS},
    operation_id="receive_letter",
    summary="Sign for a letter that one's office got",
)
def receive_letter(request: ApiRequest, letter_id: int) -> Letter:
    return services.receive_letter(actor=request.actor, letter_id=letter_id, at=timezone.now())


@router.post(
    f"{LETTER}/name",
    response={200: LetterOut, **ACT_REFUSALS},
    operation_id="note_notice",
    summary="Write down which notice names those whom a letter was about",
)
def note_notice(request: ApiRequest, letter_id: int, told: NoticeNumberIn) -> Letter:
    return services.note_notice(actor=request.actor, letter_id=letter_id, at=timezone.now(), **told.model_dump())


@router.post(
    f"{LETTER}/discard",
    response={200: LetterOut, **ACT_REFUSALS},
    operation_id="discard_letter",
    summary="Give a letter up that did not go out",
)
def discard_letter(request: ApiRequest, letter_id: int) -> Letter:
    return services.discard_letter(actor=request.actor, letter_id=letter_id, at=timezone.now())


def _require_bureau(request: ApiRequest) -> None:
    if not (permissions.is_finance(request.actor) or request.actor.reads_only):
        raise Http404


def _outcome(one: Outcome) -> dict[str, object]:
    return {"name": one.name, "due_at": one.due_at, "code": one.refusal.code if one.refusal else ""}
