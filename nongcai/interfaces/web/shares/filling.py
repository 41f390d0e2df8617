"""The form: a unit types, tries, keeps a draft, files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares import permissions, services
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.errors import FilingChangedError
from nongcai.domain.shares.states import FilingAction
from nongcai.foundation import money
from nongcai.foundation.errors import DomainError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.shares import showing, words
from nongcai.interfaces.web.shares.forms import FilingSheet, told_again, typed_again
from nongcai.interfaces.web.shares.gates import own_form_or_404

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse, QueryDict
    from django.utils.datastructures import MultiValueDict

    from nongcai.domain.programmes.queries import BoundRule
    from nongcai.domain.shares.models import FilingDraft
    from nongcai.domain.shares.queries import Chain, Judgement, SaidFiling
    from nongcai.domain.shares.rules import Earlier
    from nongcai.interfaces.web.http import WebRequest
    from nongcai.interfaces.web.shares.gates import UnitYear


class Desk:
    """What the form needs to know of a unit's year."""

    def __init__(self, found: UnitYear) -> None:
        self.found = found
        self.unit_id, self.year = found.node.id, found.year
        self.season = shares.season_of(self.unit_id, self.year)
        self.chain: Chain = shares.chain_of(self.unit_id, self.year)
        self.earlier: Earlier = shares.earlier(self.chain, self.year)
        self.rules: list[BoundRule] = programmes.rules_for(self.chain.region_code, self.year, path=self.chain.path)
        self.contractors = shares.contractors_of(self.unit_id)
        self.draft: FilingDraft | None = None

    def sheet(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        again: dict[str, Any] | None = None,
        rows: int = 0,
    ) -> FilingSheet:
        """Return the form: as it was sent, as it was typed before, or as it begins."""
        return FilingSheet(
            data,
            files,
            initial={} if data is not None else (again or self._begun()),
            contractors=self.contractors,
            bases={rule.base for rule in self.rules},
            last_year=self._last_year(),
            rows=rows,
        )

    def _begun(self) -> dict[str, Any]:
        draft, version = shares.draft_of(self.unit_id, self.year), self.found.version
        if draft is not None and draft.content.get("form", {}).get("seen_version") == str(version):
            self.draft = draft
            return dict(draft.content)
        begun = self._filed() if self.found.filing else {"form": {}, "canteens": []}
        begun["form"]["seen_version"] = version
        return begun

    def _filed(self) -> dict[str, Any]:
        filing = self.found.filing
        assert filing is not None
        current = next((one for one in shares.versions_of(filing) if one.number == filing.version), None)
        if current is None:
            return {"form": {}, "canteens": []}
        return told_again(shares.said_of(current), filing.host_name if filing.host_id else "")

    def _last_year(self) -> dict[str, str]:
        if self.earlier.reserved_last_year is None:
            return {}
        return {"reserved": _("上年预留 %s 元。") % money.shown(self.earlier.reserved_last_year)}


@require_http_methods(["GET", "HEAD", "POST"])
def filing_file(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    desk = Desk(own_form_or_404(request, unit_id, year))
    if request.method != "POST":
        return _form(request, desk, desk.sheet())
    act = request.POST.get("do", "try")
    if act == "add":
        again = typed_again(request.POST)
        return _form(request, desk, desk.sheet(again=again, rows=len(again["canteens"]) + 1), at="canteens")
    sheet = desk.sheet(request.POST, request.FILES)
    if not sheet.is_valid():
        return _form(request, desk, sheet, status=422)
    typed = None
    try:
        typed = sheet.said(desk.chain)
        if act == "try":
            judged = shares.trial(desk.chain, year, typed)
            return _form(request, desk, sheet, judged=judged, tried=typed, at="trial")
        filed = services.file_share(
            actor=request.actor,
            unit_id=unit_id,
            year=year,
            said=typed,
            at=timezone.now(),
            seen_version=sheet.form.cleaned_data["seen_version"],
            proof=sheet.proof,
        )
    except DomainError as refusal:
        return _refused(request, desk, sheet, typed, refusal)
    said(request, words.sent(filed.state, year))
    return go_to(request, "shares:filing_show", unit_id, year)


@require_POST
def filing_draft(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    own_form_or_404(request, unit_id, year)
    content = typed_again(request.POST)
    draft = services.save_draft(actor=request.actor, unit_id=unit_id, year=year, content=content, at=timezone.now())
    if request.htmx:
        return render(request, "shares/_draft.html", {"draft": draft})
    said(request, _("草稿已保存，填报表还没有提交。"))
    return go_to(request, "shares:filing_file", unit_id, year)


def _refused(
    request: WebRequest, desk: Desk, sheet: FilingSheet, typed: SaidFiling | None, refusal: DomainError
) -> HttpResponse:
    if isinstance(refusal, FilingChangedError):
        return _superseded(request, desk, typed)
    into_form(sheet.form, refusal)
    return _form(request, desk, sheet, judged=_judged(desk, typed), status=refusal.status)


def _superseded(request: WebRequest, desk: Desk, typed: SaidFiling | None) -> HttpResponse:
    """Say that another page filed meanwhile, and what it says otherwise; what was typed here stays to be sent anew."""
    data = request.POST.copy()
    data["seen_version"] = str(desk.found.version)
    sheet = desk.sheet(data, request.FILES)
    sheet.is_valid()
    filing = desk.found.filing
    newest = next((one for one in shares.versions_of(filing) if one.number == filing.version), None) if filing else None
    differing = shares.said_otherwise(shares.said_of(newest), typed) if newest and typed else []
    names = [("host_name" if one.name == "host_id" else one.name, one.place) for one in differing]
    labels = list(dict.fromkeys(str(words.label(*one)) for one in names))
    newer = {"version": newest, "differing": labels, "is_open": _is_open_to_unit(desk.found)}
    return _form(request, desk, sheet, judged=_judged(desk, typed), status=FilingChangedError.status, newer=newer)


def _judged(desk: Desk, typed: SaidFiling | None) -> Judgement | None:
    """Judge what was refused as far as it can be judged, so that the table tells which rule is missed."""
    if typed is None:
        return None
    try:
        return shares.trial(desk.chain, desk.year, typed)
    except InvalidError:
        return None


def _form(
    request: WebRequest,
    desk: Desk,
    sheet: FilingSheet,
    *,
    judged: Judgement | None = None,
    tried: SaidFiling | None = None,
    status: int = 200,
    at: str = "",
    newer: dict[str, Any] | None = None,
) -> HttpResponse:
    found, phase = desk.found, desk.season.phase(timezone.now())
    steps = showing.step_rows(shares.steps_of(found.filing)) if found.filing else []
    last = steps[0] if steps else None
    rules = showing.rule_rows(desk.rules, judged)
    context = {
        "lineage": found.lineage,
        "node": found.node,
        "year": found.year,
        "filing": found.filing,
        "sheet": sheet,
        "form": sheet.form,
        "phase": phase,
        "window": words.window(desk.season, phase),
        "takes": desk.season.takes_filings(timezone.now()) and _is_open_to_unit(found),
        "earlier": desk.earlier,
        "last_ratio": money.percent(
            desk.earlier.reserved_last_year or money.ZERO, desk.earlier.total_last_year or money.ZERO
        ),
        "rules": rules,
        "groups": showing.rule_groups(rules),
        "judged": judged,
        "hints": [words.hint(one) for one in judged.hints] if judged else [],
        "tried": tried,
        "tried_ratio": money.percent(tried.set_aside, tried.total) if tried else None,
        "draft": desk.draft,
        "newer": newer,
        "asked": shares.memberships(desk.unit_id, desk.year).asked,
        "proofs": shares.proofs_of(desk.unit_id, desk.year),
        "goes_inside": permissions.needs_approval(request.actor, desk.unit_id),
        "lacks_approver": permissions.lacks_approver(request.actor, desk.unit_id),
        "returned": last if last and last.step.action == FilingAction.SEND_BACK else None,
    }
    response = page(request, "shares/filing_file.html", context, status=status)
    if at and request.htmx:
        response["HX-Reswap"] = f"innerHTML show:#{at}:top"
    return response


def _is_open_to_unit(found: UnitYear) -> bool:
    return found.filing is None or found.filing.is_open_to_unit
