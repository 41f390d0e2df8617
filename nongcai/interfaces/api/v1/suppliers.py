"""Suppliers: they apply, counties and the platform look at them, papers and measures follow."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from nongcai.domain.suppliers import permissions, services
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers.rules import ToldDossier, chosen
from nongcai.domain.suppliers.services import Scan
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged

if TYPE_CHECKING:
    from nongcai.domain.suppliers.models import Application, Supplier

router = Router(tags=["suppliers"])
ONE = "/applications/{application_id}"

Words = Annotated[str, Field(max_length=500)]


class CountyOut(Schema):
    """One of the 832 counties."""

    code: str
    name: str
    prefecture: str
    province: str


class SupplierOut(Schema):
    """A supplier, and whether it was admitted."""

    id: int
    kind: str
    name: str
    credit_code: str
    county: CountyOut
    is_admitted: bool


class StandingOut(Schema):
    """Whether a supplier may sell today; if not, the measures and the missing papers that are in the way."""

    sells: bool
    hidden_by: list[str]
    missing: list[str]


class ApplicationOut(Schema):
    """An application as it stands."""

    id: int
    supplier_id: int
    state: str
    version: int
    changed_at: datetime
    publicity_from: date | None
    publicity_to: date | None


class SupplierStepOut(Schema):
    """What was done with an application."""

    action: str
    state: str
    version: int
    by_office: str
    by_label: str
    reason: str
    words: str
    at: datetime


class SupplierChangeOut(Schema):
    """What the last version changed."""

    label: str
    before: str
    after: str


class SupplierDetailOut(Schema):
    """A supplier with its last application, what that changed, and what was done with it."""

    supplier: SupplierOut
    standing: StandingOut
    application: ApplicationOut | None
    changes: list[SupplierChangeOut]
    steps: list[SupplierStepOut]


class DossierIn(Schema):
    """What an applicant says of itself; capacity in tonnes a year, amounts in yuan."""

    kind: Literal["enterprise", "cooperative", "family_farm", "agent"]
    name: Annotated[str, Field(min_length=1, max_length=128)]
    county_code: Annotated[str, Field(pattern=r"^\d{6}$")]
    address: Annotated[str, Field(min_length=1, max_length=200)]
    contact_post: Annotated[str, Field(min_length=1, max_length=40)]
    contact_phone: Annotated[str, Field(min_length=1, max_length=30)]
    goods: Annotated[str, Field(min_length=1, max_length=200)]
    capacity: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
    households: Annotated[int, Field(ge=0, le=1_000_000)]
    linkage_form: Literal["purchase", "land", "work", "share", "other"]
    linkage_amount: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
    linkage_words: Annotated[str, Field(min_length=1, max_length=500)]
    producer_name: Annotated[str, Field(max_length=128)] = ""
    producer_code: Annotated[str, Field(max_length=18)] = ""
    agency_from: date | None = None
    agency_to: date | None = None


class VersionIn(Schema):
    """The version that was seen."""

    version: Annotated[int, Field(ge=0)]


class SupplierWordsIn(VersionIn):
    """The version that was seen, and some words."""

    words: Words = ""


class RecommendManyIn(Schema):
    """Applications, each as its key and the version that was seen with a colon between."""

    chosen: Annotated[list[Annotated[str, Field(pattern=r"^\d{1,18}:\d{1,5}$")]], Field(min_length=1, max_length=30)]


class RecommendedOut(Schema):
    """How many were recommended."""

    count: int


class CauseIn(Schema):
    """The cause, and what it is grounded on."""

    words: Words


class ApplicationReturnIn(VersionIn):
    """Why an application comes back."""

    reason: str
    words: Words


class PublicityIn(VersionIn):
    """From when to when an application is publicised, both days included."""

    since: date
    until: date


class CheckIn(Schema):
    """What the lists of the dishonest said on a day."""

    checked_on: date
    source: Annotated[str, Field(min_length=1, max_length=60)]
    is_listed: bool


class CheckOut(CheckIn):
    """A look at the lists, by whom."""

    by_office: str
    by_label: str


@router.get(
    "/suppliers",
    response={200: Page[SupplierOut], **REFUSALS},
    operation_id="list_suppliers",
    summary="Suppliers within sight: one's own, one's county's, or all",
)
def list_suppliers(
    request: ApiRequest, q: str = "", page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    _require_market(request)
    return paged(suppliers.suppliers_visible_to(request.actor, text=q), page, page_size, _supplier)


@router.get(
    "/suppliers/{supplier_id}",
    response={200: SupplierDetailOut, **REFUSALS},
    operation_id="show_supplier",
    summary="A supplier, whether it may sell today, and its last application",
)
def show_supplier(request: ApiRequest, supplier_id: int) -> dict[str, object]:
    supplier = _supplier_or_404(request, supplier_id)
    standing = suppliers.standing_of(supplier, timezone.localdate())
    application = suppliers.latest_application(request.actor, supplier)
    return {
        "supplier": _supplier(supplier),
        "standing": {"sells": standing.sells, "hidden_by": standing.hidden_by, "missing": standing.missing},
        "application": application,
        "changes": suppliers.changes_since(application) if application else [],
        "steps": list(suppliers.steps_of(application)) if application else [],
    }


@router.post(
    "/suppliers/{supplier_id}/checks",
    response={200: CheckOut, **ACT_REFUSALS},
    operation_id="check_supplier_credit",
    summary="Write down what the lists of the dishonest said",
)
def check_supplier_credit(request: ApiRequest, supplier_id: int, told: CheckIn) -> object:
    return services.check_credit(actor=request.actor, supplier_id=supplier_id, **told.dict(), at=timezone.now())


@router.get(
    "/applications",
    response={200: Page[ApplicationOut], **REFUSALS},
    operation_id="list_applications",
    summary="What waits for the office, the longest first; a supplier's own",
)
def list_applications(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_market(request)
    own = permissions.sells(request.actor)
    rows = suppliers.applications_visible_to(request.actor) if own else suppliers.waiting_for(request.actor)
    return paged(rows, page, page_size, lambda row: row)


@router.post(
    "/applications",
    response={200: ApplicationOut, **ACT_REFUSALS},
    operation_id="apply_anew",
    summary="Open another application; what was admitted stands meanwhile",
)
def apply_anew(request: ApiRequest) -> Application:
    return services.apply_anew(actor=request.actor, at=timezone.now())


@router.post(
    f"{ONE}/dossier",
    response={200: ApplicationOut, **ACT_REFUSALS},
    operation_id="fill_in_application",
    summary="Keep what an applicant says so far",
)
def fill_in_application(request: ApiRequest, application_id: int, told: DossierIn) -> Application:
    dossier = ToldDossier(credit_code="", **told.dict())
    services.fill_in(actor=request.actor, application_id=application_id, told=dossier, at=timezone.now())
    return _application_or_404(request, application_id)


@router.post(
    f"{ONE}/submit",
    response={200: ApplicationOut, **ACT_REFUSALS},
    operation_id="submit_application",
    summary="Hand in what was filled in",
)
def submit_application(request: ApiRequest, application_id: int, told: VersionIn) -> Application:
    return services.submit(actor=request.actor, application_id=application_id, version=told.version, at=timezone.now())


@router.post(
    f"{ONE}/withdraw",
    response={200: ApplicationOut, **ACT_REFUSALS},
    operation_id="withdraw_application",
    summary="Take an application back before both functions have passed it",
)
def withdraw_application(request: ApiRequest, application_id: int, told: VersionIn) -> Application:
    return services.withdraw(
        actor=request.actor, application_id=application_id, version=told.version, at=timezone.now()
    )


@router.post(
    f"{ONE}/pass",
    response={200: ApplicationOut, **ACT_REFUSALS},
    operation_id="pass_application",
    summary="Pass an application for one's function of the county",
)
def pass_application(request: ApiRequest, application_id: int, told: SupplierWordsIn) -> Application:
    return services.pass_on(actor=request.actor, application_id=application_id, **told.dict(), at=timezone.now())


@router.post(
    f"{ONE}/publicise",
    response={200: ApplicationOut, **ACT_REFUSALS},
    operation_id="publicise_application",
    summary="Publicise an application that both functions have passed",
)
def publicise_application(request: ApiRequest, application_id: int, told: PublicityIn) -> Application:
    return services.publicise(actor=request.actor, application_id=application_id, **told.dict(), at=timezone.now())


@router.post(
    f"{ONE}/recommend",
    response={200: ApplicationOut, **ACT_REFUSALS},
    operation_id="recommend_application",
    summary="Recommend an application with the sealed letter",
)
def recommend_application(
    request: ApiRequest, application_id: int, version: Form[int], file: File[UploadedFile]
) -> Application:
    return services.recommend(
        actor=request.actor,
        application_id=application_id,
        version=version,
        letter=Scan(file.name or "", file.read()),
        at=timezone.now(),
    )


@router.post(
    "/applications/recommend",
    response={200: RecommendedOut, **ACT_REFUSALS},
    operation_id="recommend_applications",
    summary="Recommend a list of applications with one sealed letter: all of them, or none",
)
def recommend_applications(
    request: ApiRequest, told: Form[RecommendManyIn], file: File[UploadedFile]
) -> dict[str, int]:
    count = services.recommend_many(
        actor=request.actor,
        versions=chosen(told.chosen),
        letter=Scan(file.name or "", file.read()),
        at=timezone.now(),
    )
    return {"count": count}


@router.post(
    f"{ONE}/admit",
    response={200: ApplicationOut, **ACT_REFUSALS},
    operation_id="admit_application",
    summary="Admit an applicant",
)
def admit_application(request: ApiRequest, application_id: int, told: SupplierWordsIn) -> Application:
    return services.admit(actor=request.actor, application_id=application_id, **told.dict(), at=timezone.now())


@router.post(
    f"{ONE}/return",
    response={200: ApplicationOut, **ACT_REFUSALS},
    operation_id="return_application",
    summary="Send an application back with a reason and words",
)
def return_application(request: ApiRequest, application_id: int, told: ApplicationReturnIn) -> Application:
    return services.send_back(actor=request.actor, application_id=application_id, **told.dict(), at=timezone.now())


@router.post(
    f"{ONE}/recall",
    response={200: ApplicationOut, **ACT_REFUSALS},
    operation_id="recall_recommendation",
    summary="Recall a recommendation",
)
def recall_recommendation(request: ApiRequest, application_id: int, told: CauseIn) -> Application:
    return services.recall(actor=request.actor, application_id=application_id, words=told.words, at=timezone.now())


def _require_market(request: ApiRequest) -> None:
    if not permissions.has_to_do(request.actor):
        raise Http404


def _supplier_or_404(request: ApiRequest, supplier_id: int) -> Supplier:
    found: Supplier = get_object_or_404(suppliers.suppliers_visible_to(request.actor), pk=supplier_id)
    return found


def _application_or_404(request: ApiRequest, application_id: int) -> Application:
    found: Application = get_object_or_404(suppliers.applications_visible_to(request.actor), pk=application_id)
    return found


def _supplier(row: Supplier) -> dict[str, object]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "name": row.name,
        "credit_code": row.credit_code,
        "county": row.county,
        "is_admitted": row.admission_id is not None,
    }
