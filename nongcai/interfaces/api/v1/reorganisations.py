"""Changes of organisations: drafted, previewed, put in force and put back, by the same services as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from nongcai.domain.organisations import permissions
from nongcai.domain.reorganisations import queries as reorganisations
from nongcai.domain.reorganisations import services
from nongcai.domain.reorganisations.queries import SaidCode
from nongcai.domain.reorganisations.services import ToldLine, ToldReorganisation
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.reading import Year

if TYPE_CHECKING:
    from nongcai.domain.reorganisations.models import Reorganisation
    from nongcai.domain.reorganisations.queries import Concern

router = Router(tags=["reorganisations"])
ONE = "/reorganisations/{reorganisation_id}"
Code = Annotated[str, Field(max_length=32)]
Words = Annotated[str, Field(min_length=1, max_length=300)]


class ReorganisationIn(Schema):
    """The particulars of a document."""

    title: Annotated[str, Field(min_length=1, max_length=100)]
    approval: Annotated[str, Field(min_length=1, max_length=120)]
    effective_on: date


class LineIn(Schema):
    """A unit's code; then its taker's code, a name or a new code; then a new code.

    A split wants the former's code, then the name and the code of the unit that comes out of it.
    """

    code: Code
    second: Annotated[str, Field(max_length=128)] = ""
    third: Code = ""


class LinesIn(Schema):
    """Lines of one kind; with `moves_people` those of a merged unit go along to its successor."""

    kind: Literal["merge", "close", "split", "rename", "recode", "move", "transfer"]
    rows: Annotated[list[LineIn], Field(min_length=1, max_length=5000)]
    moves_people: bool = False


class PersonIn(Schema):
    """Whether a person of a merged or split unit goes along to its successor."""

    goes_along: bool


class PersonOut(Schema):
    """A person of a unit that ends, and what becomes of it."""

    membership_id: int
    label: str
    role: str
    goes_along: bool


class CodeIn(Schema):
    """A row of a code-change table; its old code and its new one may be the same where only the name changes."""

    old_code: Annotated[str, Field(min_length=1, max_length=32)]
    new_code: Annotated[str, Field(min_length=1, max_length=32)]
    name: Annotated[str, Field(max_length=128)] = ""
    ground: Annotated[str, Field(max_length=120)] = ""
    changed_on: date | None = None


class CodesIn(Schema):
    """A code-change table."""

    rows: Annotated[list[CodeIn], Field(min_length=1, max_length=5000)]

    def said(self) -> list[SaidCode]:
        """Return the rows, numbered from 1."""
        return [SaidCode(row_no=number, **row.model_dump()) for number, row in enumerate(self.rows, start=1)]


class ChangedCodeOut(Schema):
    """What becomes of a row: recode, rename, both, done, same or wrong, with a sentence."""

    row_no: int
    outcome: str
    unit_name: str
    message: str
    warning: str


class ReasonIn(Schema):
    """Why a document is put back."""

    words: Words


class ReorganisationOut(Schema):
    """A document in a list."""

    id: int
    node_id: int
    title: str
    approval: str
    effective_on: date
    state: str
    drafted_at: datetime
    enforced_at: datetime | None


class FigureOut(Schema):
    """What counts to a unit in a year, in yuan; it stays."""

    year: Year
    reserved: str
    purchased: str


class ConcernOut(Schema):
    """A line with its people, the numbers of filings that wait, relations and units below, and its figures."""

    id: int
    seq: int
    kind: str
    unit_id: int
    target_id: int | None
    name: str
    code: str
    made_id: int | None
    until_listed: str
    moves_people: bool
    people: list[PersonOut]
    waiting: int
    relations: int
    sharing: int
    below: int
    figures: list[FigureOut]


class TotalOut(FigureOut):
    """What counts under the bureau in a year, and how many units owe a filing: the same before and after."""

    due: int


class PreviewOut(Schema):
    """All that a document concerns."""

    reorganisation: ReorganisationOut
    lines: list[ConcernOut]
    totals: list[TotalOut]


class ReorganisationApprovalOut(Schema):
    """A file of the approval."""

    name: str
    sha256: str


@router.get(
    "/reorganisations",
    response={200: Page[ReorganisationOut], **REFUSALS},
    operation_id="list_reorganisations",
    summary="Changes of organisations within sight",
)
def list_reorganisations(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_bureau(request)
    return paged(reorganisations.reorganisations_visible_to(request.actor), page, page_size, _out)


@router.get(
    ONE,
    response={200: PreviewOut, **REFUSALS},
    operation_id="preview_reorganisation",
    summary="All that a document changes, line by line, and the totals that stay",
)
def preview_reorganisation(request: ApiRequest, reorganisation_id: int) -> dict[str, object]:
    _require_bureau(request)
    row = get_object_or_404(reorganisations.reorganisations_visible_to(request.actor), pk=reorganisation_id)
    return _preview(row)


@router.post(
    "/reorganisations",
    response={200: ReorganisationOut, **ACT_REFUSALS},
    operation_id="draft_reorganisation",
    summary="Draft a document for one's finance department",
)
def draft_reorganisation(request: ApiRequest, told: ReorganisationIn) -> Reorganisation:
    return services.draft(actor=request.actor, told=ToldReorganisation(**told.model_dump()), at=timezone.now())


@router.post(
    f"{ONE}/lines",
    response={200: PreviewOut, **ACT_REFUSALS},
    operation_id="add_reorganisation_lines",
    summary="Add lines of one kind to a draft; all or none",
)
def add_reorganisation_lines(request: ApiRequest, reorganisation_id: int, told: LinesIn) -> dict[str, object]:
    services.add_lines(
        actor=request.actor,
        reorganisation_id=reorganisation_id,
        kind=told.kind,
        rows=[ToldLine(**row.model_dump()) for row in told.rows],
        moves_people=told.moves_people,
    )
    return _preview(reorganisations.reorganisations_visible_to(request.actor).get(pk=reorganisation_id))


@router.post(
    f"{ONE}/codes/check",
    response={200: list[ChangedCodeOut], **ACT_REFUSALS},
    operation_id="check_code_table",
    summary="Say what becomes of each row of a code-change table; nothing is written",
)
def check_code_table(request: ApiRequest, reorganisation_id: int, told: CodesIn) -> list[dict[str, object]]:
    _require_bureau(request)
    row = get_object_or_404(reorganisations.reorganisations_visible_to(request.actor), pk=reorganisation_id)
    names = ("outcome", "unit_name", "message", "warning")
    return [
        {"row_no": one.said.row_no, **{name: getattr(one, name) for name in names}}
        for one in reorganisations.judge_codes(request.actor, row, told.said())
    ]


@router.post(
    f"{ONE}/codes",
    response={200: PreviewOut, **ACT_REFUSALS},
    operation_id="add_code_table",
    summary="Add a line for each row of a code-change table that changes something; wrong rows stay out",
)
def add_code_table(request: ApiRequest, reorganisation_id: int, told: CodesIn) -> dict[str, object]:
    services.add_codes(actor=request.actor, reorganisation_id=reorganisation_id, rows=told.said())
    return _preview(reorganisations.reorganisations_visible_to(request.actor).get(pk=reorganisation_id))


@router.post(
    f"{ONE}/lines/{{line_id}}/people/{{membership_id}}",
    response={200: PreviewOut, **ACT_REFUSALS},
    operation_id="place_reorganisation_person",
    summary="Decide for one person of a merged or split unit whether it goes along to the successor",
)
def place_person(
    request: ApiRequest, reorganisation_id: int, line_id: int, membership_id: int, told: PersonIn
) -> dict[str, object]:
    services.place_person(
        actor=request.actor,
        reorganisation_id=reorganisation_id,
        line_id=line_id,
        membership_id=membership_id,
        goes_along=told.goes_along,
    )
    return _preview(reorganisations.reorganisations_visible_to(request.actor).get(pk=reorganisation_id))


@router.post(
    f"{ONE}/approvals",
    response={200: ReorganisationApprovalOut, **ACT_REFUSALS},
    operation_id="upload_reorganisation_approval",
    summary="Upload a file of the approval",
)
def upload_approval(request: ApiRequest, reorganisation_id: int, file: File[UploadedFile]) -> object:
    return services.upload_approval(
        actor=request.actor,
        reorganisation_id=reorganisation_id,
        name=file.name or "",
        media_type=file.content_type or "application/octet-stream",
        chunks=file.chunks(),
        at=timezone.now(),
    )


@router.post(
    f"{ONE}/check",
    response={200: ReorganisationOut, **ACT_REFUSALS},
    operation_id="check_reorganisation",
    summary="Say that the preview was read and is right",
)
def check_reorganisation(request: ApiRequest, reorganisation_id: int) -> Reorganisation:
    return services.check(actor=request.actor, reorganisation_id=reorganisation_id, at=timezone.now())


@router.post(
    f"{ONE}/reopen",
    response={200: ReorganisationOut, **ACT_REFUSALS},
    operation_id="reopen_reorganisation",
    summary="Let a checked document be written again",
)
def reopen_reorganisation(request: ApiRequest, reorganisation_id: int) -> Reorganisation:
    return services.reopen(actor=request.actor, reorganisation_id=reorganisation_id, at=timezone.now())


@router.post(
    f"{ONE}/enforce",
    response={200: ReorganisationOut, **ACT_REFUSALS},
    operation_id="enforce_reorganisation",
    summary="Put a checked document in force, on its day or later",
)
def enforce_reorganisation(request: ApiRequest, reorganisation_id: int) -> Reorganisation:
    return services.enforce(actor=request.actor, reorganisation_id=reorganisation_id, at=timezone.now())


@router.post(
    f"{ONE}/reverse",
    response={200: ReorganisationOut, **ACT_REFUSALS},
    operation_id="reverse_reorganisation",
    summary="Put back what a document changed, where nothing came after it",
)
def reverse_reorganisation(request: ApiRequest, reorganisation_id: int, told: ReasonIn) -> Reorganisation:
    return services.reverse(
        actor=request.actor, reorganisation_id=reorganisation_id, words=told.words, at=timezone.now()
    )


@router.post(
    f"{ONE}/discard",
    response={200: ReorganisationOut, **ACT_REFUSALS},
    operation_id="discard_reorganisation",
    summary="Give a document up that did not take effect",
)
def discard_reorganisation(request: ApiRequest, reorganisation_id: int) -> Reorganisation:
    return services.discard(actor=request.actor, reorganisation_id=reorganisation_id, at=timezone.now())


def _require_bureau(request: ApiRequest) -> None:
    if not (permissions.is_finance(request.actor) or request.actor.reads_only):
        raise Http404


def _out(row: Reorganisation) -> ReorganisationOut:
    return ReorganisationOut.from_orm(row)


def _preview(row: Reorganisation) -> dict[str, object]:
    preview = reorganisations.preview(row)
    return {
        "reorganisation": row,
        "lines": [_concern(one) for one in preview.concerns],
        "totals": [
            {"year": year, "reserved": str(one.reserved), "purchased": str(one.purchased), "due": one.due}
            for year, one in preview.totals.items()
        ],
    }


def _concern(one: Concern) -> dict[str, object]:
    line = one.line
    return {
        **{name: getattr(line, name) for name in ("seq", "kind", "unit_id", "target_id", "name", "code", "made_id")},
        "id": line.pk,
        "until_listed": one.until_listed,
        "moves_people": line.moves_people,
        "people": [
            {"membership_id": row.pk, "label": row.user.label, "role": row.role, "goes_along": goes_along}
            for row, goes_along in one.posts
        ],
        "waiting": len(one.waiting),
        "relations": len(one.relations),
        "sharing": len(one.sharing),
        "below": one.below,
        "figures": [
            {"year": year, "reserved": str(reserved), "purchased": str(bought)}
            for year, reserved, bought in one.figures
        ],
    }
