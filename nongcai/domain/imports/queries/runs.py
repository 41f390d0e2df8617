"""Reading runs and what the dry run says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, Sum

from nongcai.domain.documents import queries as documents
from nongcai.domain.imports.models import (
    Decision,
    ImportRun,
    ImportSheet,
    ItemKind,
    Level,
    Outcome,
    Problem,
    Question,
    StagedFiling,
    StagedOrder,
)
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.domain.transactions import queries as transactions

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor


def runs_visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """Select the runs of the actor's own bureau; an auditor reads them too, nobody else.

    Each carries the sums of its sheets: `rows_new`, `rows_changed`, `rows_wrong`, `rows_waiting`.
    """
    runs = ImportRun.objects.filter(node_id=actor.organisation_id)
    if not permissions.is_finance(actor) and not actor.reads_only:
        runs = runs.none()
    in_order = Prefetch("sheets", ImportSheet.objects.order_by("id"))
    sums = {f"rows_{name}": Sum(f"sheets__{name}") for name in ("new", "changed", "wrong", "waiting")}
    return runs.annotate(**sums).select_related("node", "created_by").prefetch_related(in_order).order_by("-id")


def run_of(run_id: int) -> ImportRun:
    """Return a run for the job that works on it."""
    return ImportRun.objects.get(pk=run_id)


def files_of(run_id: int) -> QuerySet[Document]:
    """Select a run's originals."""
    return documents.documents_of(f"import-run:{run_id}")


def sheets_of(run: ImportRun) -> QuerySet[ImportSheet]:
    """Select a run's sheets with their originals, in the order in which they were read."""
    return ImportSheet.objects.filter(run=run).select_related("document").order_by("id")


def problems_of(run: ImportRun) -> QuerySet[Problem]:
    """Select a run's problems, errors first, in the order of the sheets."""
    return Problem.objects.filter(run=run).select_related("sheet").order_by("level", "sheet_id", "row_no", "id")


def wrong_rows(run: ImportRun) -> dict[int, dict[int, list[str]]]:
    """Map sheets to their wrong rows and the reasons, for the workbook that goes back to the clerk."""
    found: dict[int, dict[int, list[str]]] = {}
    rows = Problem.objects.filter(run=run, level=Level.ERROR, row_no__gt=0).order_by("sheet_id", "row_no", "id")
    for problem in rows:
        text = f"{problem.column}：{problem.message}" if problem.column else problem.message
        found.setdefault(problem.sheet_id, {}).setdefault(problem.row_no, []).append(text)
    return found


def open_questions(run: ImportRun) -> QuerySet[Question]:
    """Select what only a person can decide and nobody has."""
    return Question.objects.filter(run=run, answer="").order_by("-stops_check", "id")


def answered_questions(run: ImportRun) -> QuerySet[Question]:
    """Select what was answered in a run and can be answered anew until it is loaded."""
    return Question.objects.filter(run=run).exclude(answer="").select_related("answered_by").order_by("id")


def decisions_visible_to(actor: Actor) -> QuerySet[Decision]:
    """Select what the actor's own bureau remembers for its next imports; what its buyers are stands in the matters."""
    own = Decision.objects.filter(node_id=actor.organisation_id).exclude(answer="").exclude(kind=ItemKind.BUYER)
    if not permissions.is_finance(actor) and not actor.reads_only:
        own = own.none()
    return own.select_related("decided_by").order_by("kind", "key")


def has_rows_to_load(run: ImportRun) -> bool:
    """Say whether loading would do anything.

    Rows are new, changed or wait; or they tell whose an order is, or that a later export still tells the same.
    """
    names = ("new", "changed", "waiting")
    sums = ImportSheet.objects.filter(run=run).aggregate(**{name: Sum(name) for name in names})
    if any(sums.values()):
        return True
    ownerless = transactions.known().filter(unit_id=None).values("order_no")
    known = StagedOrder.objects.filter(run_id=run.pk, outcome__in=(Outcome.UNCHANGED, Outcome.OLDER))
    earlier = transactions.known().filter(order_no=OuterRef("order_no"), as_of__lt=OuterRef("as_of"))
    tells_more = Q(buyer__unit_id__isnull=False, order_no__in=ownerless) | Q(Exists(earlier), outcome=Outcome.UNCHANGED)
    return known.filter(tells_more).exists() or _has_filings_told_later(run)


def _has_filings_told_later(run: ImportRun) -> bool:
    staged = StagedFiling.objects.filter(run_id=run.pk, outcome=Outcome.UNCHANGED, as_of__isnull=False)
    told: dict[int, dict[str, datetime]] = {}
    for code, year, as_of in staged.values_list("unit_code", "year", "as_of"):
        if year and as_of:
            told.setdefault(year, {})[code] = as_of
    for year, moments in told.items():
        units = organisations.units_by_code(moments, year, organisations.node(run.node_id).path)
        codes = {one.organisation_id: one.code for one in units}
        for unit_id, filing in shares.filings(codes, year).items():
            if filing.as_of is None or filing.as_of < moments[codes[unit_id]]:
                return True
    return False


def remembered(run: ImportRun) -> dict[str, str]:
    """Return the answers on headings and units of amounts: this run's, and those that the bureau gave before."""
    before = Decision.objects.filter(node_id=run.node_id, kind__in=("column", "amount_unit")).exclude(answer="")
    own = Question.objects.filter(run=run).exclude(answer="")
    return dict(before.values_list("key", "answer")) | dict(own.values_list("key", "answer"))
