"""The filing season: what units file, and what those above them decide; the same acts as on the pages."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from nongcai.domain.shares import permissions, services
from nongcai.domain.shares import queries as shares
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.api.v1 import filing_shapes as shapes
from nongcai.interfaces.api.v1.shapes import node_or_404, year_or_latest, yuan

if TYPE_CHECKING:
    from nongcai.domain.shares.models import ShareFiling
    from nongcai.foundation.errors import DomainError

router = Router(tags=["filings"])
UNIT = "/shares/units/{unit_id}/{year}"


class DueWanted(Schema):
    """What to look for in the list."""

    q: str = ""
    state: Literal["", "unfiled", "prepared", "filed", "reviewed", "endorsed", "confirmed", "returned", "withdrawn"] = (
        ""
    )
    year: Year | None = None


class WaitingWanted(Schema):
    """What to look for in the inbox."""

    q: str = ""
    flag: Literal["", "late", "changed", "below_rule", "implausible", "exempt", "no_scan"] = ""
    year: Year | None = None


@router.get(
    "/shares",
    response={200: Page[shapes.FilingDueOut], **REFUSALS},
    operation_id="filings",
    summary="The units that owe a filing, and how far each is",
)
def filings(
    request: ApiRequest, wanted: Query[DueWanted], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    year = _year(request, wanted.year)
    listings = shares.due_units(request.actor, year, text=wanted.q, state=wanted.state)
    found = paged(listings, page, page_size, lambda row: row)
    return found | {"items": [shapes.due_out(row) for row in shares.due_rows(found["items"], year)]}


@router.get(
    "/shares/progress",
    response={200: shapes.ProgressOut, **REFUSALS},
    operation_id="filing_progress",
    summary="填报率 and 审核通过率 within scope",
)
def progress(request: ApiRequest, year: Year | None = None) -> dict[str, object]:
    chosen = _year(request, year)
    found = shares.progress(request.actor, chosen)
    names = ("due", "filed", "passed", "missing", "states")
    rates = {name: yuan(getattr(found, name)) for name in ("filing_rate", "passing_rate")}
    return {"year": chosen, **{name: getattr(found, name) for name in names}, **rates}


@router.get(
    "/shares/inbox",
    response={200: Page[shapes.FilingWaitingOut], **REFUSALS},
    operation_id="filing_inbox",
    summary="What waits for the caller's office, the exceptions first",
)
def inbox(
    request: ApiRequest, wanted: Query[WaitingWanted], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    year = _year(request, wanted.year)
    rows = shares.inbox(request.actor, year, flag=wanted.flag, text=wanted.q).values_list("pk", flat=True)
    found = paged(rows, page, page_size, lambda row: row)
    return found | {"items": [shapes.waiting_out(row) for row in shares.waiting_rows(found["items"], year)]}


@router.post(
    "/shares/decide",
    response={200: list[shapes.FilingOutcomeOut], **ACT_REFUSALS},
    operation_id="decide_filings",
    summary="Decide on many filings at once, with an outcome for each",
)
def decide_many(request: ApiRequest, told: shapes.DecisionsIn) -> list[dict[str, object]]:
    decision = told.on([(one.id, one.version) for one in told.filings])
    outcomes = services.decide_many(actor=request.actor, decision=decision, at=timezone.now())
    return [shapes.outcome_out(one, _message(one.refusal)) for one in outcomes]


@router.get(
    UNIT,
    response={200: shapes.FilingDetailOut, **REFUSALS},
    operation_id="filing",
    summary="A unit's filing, what rules say to it, its versions and steps",
)
def filing(request: ApiRequest, unit_id: int, year: Year) -> dict[str, object]:
    unit_or_404(request, unit_id)
    season, row = shares.season_of(unit_id, year), shares.filing_of(unit_id, year)
    phase = {"phase": season.phase(timezone.now()), "due_on": season.due_on if season.is_self_filed else None}
    lists = ("canteens", "verdicts", "hints", "versions", "steps", "acts", "decisions")
    nothing: dict[str, object] = {name: [] for name in lists}
    detail = _detail(request, row) if row else {"filing": None}
    return {"unit_id": unit_id, "year": year, **phase, **nothing, **detail}


@router.post(
    UNIT,
    response={200: shapes.FilingOut, **ACT_REFUSALS},
    operation_id="file",
    summary="File what a unit reserves, or file it again",
)
def file(request: ApiRequest, unit_id: int, year: Year, told: shapes.FilingIn) -> dict[str, object]:
    unit_or_404(request, unit_id)
    services.file_share(
        actor=request.actor,
        unit_id=unit_id,
        year=year,
        said=told.said(lambda: shares.chain_of(unit_id, year)),
        at=timezone.now(),
        seen_version=told.seen_version,
    )
    return _answer(request, unit_id, year)


@router.post(
    f"{UNIT}/trial",
    response={200: shapes.TrialOut, **ACT_REFUSALS},
    operation_id="try_filing",
    summary="What the rules would say, without filing (试算)",
)
def trial(request: ApiRequest, unit_id: int, year: Year, told: shapes.FilingIn) -> dict[str, object]:
    unit_or_404(request, unit_id)
    permissions.require_filer(request.actor, unit_id)
    chain = shares.chain_of(unit_id, year)
    said = told.said(lambda: chain)
    judged = shares.trial(chain, year, said)
    return {
        "canteen_total": yuan(said.total),
        "reserved": yuan(said.set_aside),
        "verdicts": shapes.verdicts_out(judged),
        "hints": shapes.hints_out(judged),
        "lowered_to": yuan(judged.lowered_to),
    }


@router.post(
    f"{UNIT}/draft",
    response={200: shapes.DraftOut, **ACT_REFUSALS},
    operation_id="save_filing_draft",
    summary="Keep a half-filled form",
)
def draft(request: ApiRequest, unit_id: int, year: Year, told: shapes.DraftIn) -> dict[str, object]:
    unit_or_404(request, unit_id)
    content = told.dict()
    saved = services.save_draft(actor=request.actor, unit_id=unit_id, year=year, content=content, at=timezone.now())
    return {"saved_at": saved.saved_at}


@router.post(
    f"{UNIT}/withdraw",
    response={200: shapes.FilingOut, **ACT_REFUSALS},
    operation_id="withdraw_filing",
    summary="Take a filing back before anybody decided on it",
)
def withdraw(request: ApiRequest, unit_id: int, year: Year) -> dict[str, object]:
    row = filing_or_404(request, unit_id, year)
    services.withdraw(actor=request.actor, filing_id=row.pk, at=timezone.now())
    return _answer(request, unit_id, year)


@router.post(
    f"{UNIT}/keep",
    response={200: shapes.FilingOut, **ACT_REFUSALS},
    operation_id="keep_filing",
    summary="Give a change up; what finance confirmed stands again",
)
def keep(request: ApiRequest, unit_id: int, year: Year) -> dict[str, object]:
    row = filing_or_404(request, unit_id, year)
    services.keep(actor=request.actor, filing_id=row.pk, at=timezone.now())
    return _answer(request, unit_id, year)


@router.post(
    f"{UNIT}/decide",
    response={200: shapes.FilingOut, **ACT_REFUSALS},
    operation_id="decide_filing",
    summary="Review, endorse, confirm or send back one filing; or let it out as its unit's approver",
)
def decide(request: ApiRequest, unit_id: int, year: Year, told: shapes.FilingDecisionIn) -> dict[str, object]:
    row = filing_or_404(request, unit_id, year)
    services.decide(actor=request.actor, decision=told.on([(row.pk, told.version)]), at=timezone.now())
    return _answer(request, unit_id, year)


def _detail(request: ApiRequest, row: ShareFiling) -> dict[str, object]:
    chain = shares.chain_of(row.organisation_id, row.year)
    versions = list(shares.versions_of(row))
    current = next((one for one in versions if one.number == row.version), None)
    told: dict[str, object] = {}
    if current is not None:
        said = shares.said_of(current)
        judged = shares.judgement(chain, row.year, said)
        told = {
            "canteens": [shapes.canteen_out(one) for one in said.canteens],
            "verdicts": shapes.verdicts_out(judged),
            "hints": shapes.hints_out(judged),
        }
    changed = [(newer, shares.differences(older, newer)) for newer, older in pairwise(versions)]
    return told | {
        "filing": shapes.filing_out(row),
        "versions": [shapes.version_out(*one) for one in [*changed, *((first, []) for first in versions[-1:])]],
        "steps": [shapes.step_out(one) for one in shares.steps_of(row)],
        "acts": permissions.possible_acts(request.actor, row),
        "decisions": permissions.possible_decisions(request.actor, row, chain),
    }


def _answer(request: ApiRequest, unit_id: int, year: Year) -> dict[str, object]:
    return shapes.filing_out(filing_or_404(request, unit_id, year))


def filing_or_404(request: ApiRequest, unit_id: int, year: Year) -> ShareFiling:
    """Return a unit's filing within the caller's sight."""
    rows = shares.filings_visible_to(request.actor).select_related("organisation", "holder")
    return get_object_or_404(rows, organisation_id=unit_id, year=year)


def unit_or_404(request: ApiRequest, unit_id: int) -> None:
    """Let only units within the caller's sight pass that file."""
    if node_or_404(request.actor, unit_id).is_finance:
        raise Http404


def _year(request: ApiRequest, year: Year | None) -> int:
    return year_or_latest(node_or_404(request.actor, request.actor.organisation_id), year)


def _message(refusal: DomainError | None) -> str:
    return _(type(refusal).message).format(**refusal.facts) if refusal else ""
