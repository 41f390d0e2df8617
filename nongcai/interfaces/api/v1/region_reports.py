"""A region's sums: what stands now, the versions that were handed up, and what the regions below handed up."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from django.http import Http404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import permissions as filing_permissions
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.api.v1.shapes import Yuan, node_or_404, year_or_latest, yuan

if TYPE_CHECKING:
    from nongcai.domain.shares.models import RegionReport

router = Router(tags=["filings"])
_AMOUNTS = ("canteen_total", "reserved", "union_planned")


class SumsOut(Schema):
    """What a region's confirmed filings come to; `missing` counts regions below whose report was not accepted."""

    due: int
    filed: int
    reserving: int
    no_canteen: int
    missing: int
    canteen_total: Yuan
    reserved: Yuan
    union_planned: Yuan
    sha256: str


class ReportOut(SumsOut):
    """A version of a region's sums as it was handed up; its figures never change."""

    id: int
    node_id: int
    node_name: str
    receiver_id: int
    receiver_name: str
    year: Year
    version: int
    state: str
    submitted_at: datetime
    actions: list[str]


class ReportsWanted(Schema):
    """Whose versions: of one finance department, or of all within scope."""

    year: Year | None = None
    node_id: int | None = None


class ReportYearIn(Schema):
    """Of which year sums are handed up."""

    year: Annotated[int, Field(ge=2019, le=2100)]


class ReportReturnIn(Schema):
    """Why a report is sent back."""

    words: str = Field(max_length=500)


@router.get(
    "/shares/reports",
    response={200: Page[ReportOut], **REFUSALS},
    operation_id="region_reports",
    summary="The versions that regions within scope handed up, the latest first",
)
def reports(
    request: ApiRequest, wanted: Query[ReportsWanted], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    _require_bureau(request)
    rows = shares.reports_visible_to(request.actor).filter(year=_year(request, wanted.year))
    if wanted.node_id is not None:
        rows = rows.filter(node_id=wanted.node_id)
    return paged(rows, page, page_size, lambda row: _out(request, row))


@router.get(
    "/shares/reports/sums",
    response={200: SumsOut, **REFUSALS},
    operation_id="region_sums",
    summary="What the caller's region comes to now, handed up or not",
)
def sums(request: ApiRequest, year: Year | None = None) -> dict[str, object]:
    _require_bureau(request)
    found = shares.region_sums(organisations.node(request.actor.organisation_id), _year(request, year))
    return asdict(found) | {name: yuan(getattr(found, name)) for name in _AMOUNTS} | {"sha256": found.digest}


@router.post(
    "/shares/reports",
    response={200: ReportOut, **ACT_REFUSALS},
    operation_id="submit_region_report",
    summary="Hand one's region's sums up as a new version",
)
def submit(request: ApiRequest, told: ReportYearIn) -> dict[str, object]:
    return _out(request, services.submit_report(actor=request.actor, year=told.year, at=timezone.now()))


@router.post(
    "/shares/reports/{report_id}/accept",
    response={200: ReportOut, **ACT_REFUSALS},
    operation_id="accept_region_report",
    summary="Take over what a region below handed up",
)
def accept(request: ApiRequest, report_id: int) -> dict[str, object]:
    _report_or_404(request, report_id)
    return _out(request, services.accept_report(actor=request.actor, report_id=report_id, at=timezone.now()))


@router.post(
    "/shares/reports/{report_id}/send-back",
    response={200: ReportOut, **ACT_REFUSALS},
    operation_id="send_back_region_report",
    summary="Send back what a region below handed up, with words",
)
def send_back(request: ApiRequest, report_id: int, told: ReportReturnIn) -> dict[str, object]:
    _report_or_404(request, report_id)
    report = services.send_back_report(actor=request.actor, report_id=report_id, words=told.words, at=timezone.now())
    return _out(request, report)


def _out(request: ApiRequest, row: RegionReport) -> dict[str, object]:
    told = {name: getattr(row, name) for name in ReportOut.model_fields if hasattr(row, name)}
    return told | {
        "node_name": row.node.name,
        "receiver_name": row.receiver.name,
        "actions": filing_permissions.possible_report_actions(request.actor, row),
        **{name: yuan(getattr(row, name)) for name in _AMOUNTS},
    }


def _report_or_404(request: ApiRequest, report_id: int) -> None:
    if not shares.reports_visible_to(request.actor).filter(pk=report_id).exists():
        raise Http404


def _require_bureau(request: ApiRequest) -> None:
    if not (permissions.is_finance(request.actor) or request.actor.reads_only):
        raise Http404


def _year(request: ApiRequest, year: Year | None) -> int:
    return year_or_latest(node_or_404(request.actor, request.actor.organisation_id), year)
