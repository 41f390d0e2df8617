"""Where units and buyers are looked up: the directory, this run's own sheets, the account table, past decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from nongcai.domain.imports.models import Decision, ImportSheet, Outcome, SheetKind, StagedAccount, StagedUnit
from nongcai.domain.imports.rules import Lookup
from nongcai.domain.imports.services.running import loaded_runs
from nongcai.domain.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from nongcai.domain.imports.models import ImportRun
    from nongcai.domain.imports.rules import Buyer

Refs = dict[str, set[str]]


def unit_refs(run: ImportRun, year: int, path: str, codes: set[str]) -> dict[str, str]:
    """Map unit codes to a reference: the unit's id, or `new:` and its code when this run's directory brings it.

    A code that a person decided on maps to the chosen unit. A code that means two units is left out.
    """
    found = _units_by_code(run, year, path, codes)
    decided = decisions(run.node_id, ("filing_unit", "account_unit"), codes)
    single = {code: next(iter(refs)) for code, refs in found.items() if len(refs) == 1}
    return single | decided


def lookup(run: ImportRun, year: int, path: str, buyers: Collection[Buyer]) -> Lookup:
    """Gather all that these buyers may match."""
    bound = {buyer.bound_unit_code for buyer in buyers} - {""}
    codes = {buyer.code for buyer in buyers} - {""}
    return Lookup(
        by_unit_code=_frozen(_units_by_code(run, year, path, bound)),
        by_credit_code=_frozen(_units_by_credit_code(run, year, path, codes)),
        by_account={key: frozenset(refs) for key, refs in _accounts(run, year, path, codes).items()},
        decided=decisions(run.node_id, ("buyer",)),
    )


def years_listed(run: ImportRun, path: str) -> set[int]:
    """Return the years that have a directory, that of this run among them."""
    own = ImportSheet.objects.filter(run=run, kind=SheetKind.DIRECTORY, year__isnull=False)
    return {*organisations.listed_years(path), *(year for year in own.values_list("year", flat=True) if year)}


def decisions(node_id: int, kinds: Iterable[str], keys: set[str] | None = None) -> dict[str, str]:
    """Map what a bureau decided on before to its answers."""
    rows = Decision.objects.filter(node_id=node_id, kind__in=kinds).exclude(answer="")
    if keys is not None:
        rows = rows.filter(key__in=keys)
    return dict(rows.values_list("key", "answer"))


def _units_by_code(run: ImportRun, year: int, path: str, codes: set[str]) -> Refs:
    refs: Refs = {}
    for one in organisations.units_by_code(codes, year, path):
        refs.setdefault(one.code, set()).add(str(one.organisation_id))
    coming = _coming(run, year).filter(unit_code__in=codes)
    for code, unit_id in coming.values_list("unit_code", "organisation_id"):
        refs.setdefault(code, set()).add(_ref(code, unit_id))
    return refs


def _units_by_credit_code(run: ImportRun, year: int, path: str, codes: set[str]) -> Refs:
    refs: Refs = {}
    for code, unit_id, _ in organisations.units_by_credit_code(codes, path):
        refs.setdefault(code, set()).add(str(unit_id))
    coming = _coming(run, year).filter(credit_code__in=codes)
    for code, unit_code, known_id in coming.values_list("credit_code", "unit_code", "organisation_id"):
        refs.setdefault(code, set()).add(_ref(unit_code, known_id))
    return refs


def _accounts(run: ImportRun, year: int, path: str, codes: set[str]) -> dict[tuple[str, str], set[str]]:
    refs: dict[tuple[str, str], set[str]] = {}
    for kind, code, unit_id in organisations.units_of_buyers(codes, path):
        refs.setdefault((kind, code), set()).add(str(unit_id))
    # An account whose unit is not yet known makes a buyer's orders wait: they may be that unit's.
    waiting = Q(run_id__in=[*loaded_runs(run.node_id), run.pk], outcome=Outcome.WAITING)
    staged = StagedAccount.objects.filter(Q(run_id=run.pk, outcome=Outcome.NEW) | waiting, credit_code__in=codes)
    rows = list(staged.values_list("buyer_kind", "credit_code", "unit_code"))
    units = unit_refs(run, year, path, {unit_code for _, _, unit_code in rows})
    for kind, code, unit_code in rows:
        refs.setdefault((kind, code), set()).add(units.get(unit_code, f"new:{unit_code}"))
    return refs


def _coming(run: ImportRun, year: int) -> QuerySet[StagedUnit]:
    sheets = ImportSheet.objects.filter(run=run, kind=SheetKind.DIRECTORY, year=year)
    return StagedUnit.objects.filter(run_id=run.pk, outcome=Outcome.NEW, sheet_id__in=sheets.values("pk"))


def _ref(code: str, unit_id: int | None) -> str:
    return str(unit_id) if unit_id else f"new:{code}"


def _frozen(refs: Refs) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in refs.items()}
