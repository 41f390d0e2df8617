"""A unit's year, and why each amount counts to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.imports import queries as imports
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.reorganisations import queries as reorganisations
from nongcai.interfaces.web.assessments import choosing, words
from nongcai.interfaces.web.assessments.forms import EntryFilterForm, YearForm
from nongcai.interfaces.web.assessments.gates import unit_lineage_or_404
from nongcai.interfaces.web.http import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse
    from django.utils.functional import _StrPromise

    from nongcai.domain.assessments.queries import UnitCard
    from nongcai.domain.ledger.models import Entry
    from nongcai.domain.programmes.queries import BoundRule
    from nongcai.interfaces.web.http import WebRequest

LATEST, ROWS = 10, 50


@dataclass(frozen=True)
class EntryRow:
    """An entry with the reason why it counts here; `order_no` is empty where no order stands behind it."""

    entry: Entry
    rule: _StrPromise | str
    order_no: str


@dataclass(frozen=True)
class RuleRow:
    """A rule of the year, and whether the unit keeps it; None where its figures do not tell."""

    rule: BoundRule
    is_kept: bool | None


@require_safe
def unit_show(request: WebRequest, unit_id: int) -> HttpResponse:
    lineage = unit_lineage_or_404(request, unit_id)
    node = lineage[-1]
    form = YearForm(request.GET, **choosing.years_of(node, request.GET))
    year = form.chosen_year
    card = assessments.unit_card(node, year)
    context = {
        "lineage": lineage,
        "form": form,
        "card": card,
        "listing": organisations.listing_of(node.id, year),
        "channels": [(words.CHANNELS[code], amount) for code, amount in zip(card.channels, card.amounts, strict=True)],
        "rules": rule_rows(programmes.rules_for(node.region_code, year), card),
        "relations": organisations.relations_of(node.id),
        "settled": imports.buyers_settled_on(node.id),
        "revisable": imports.matters_visible_to(request.actor).filter(unit_id=node.id),
        "entries": entry_rows(assessments.entries_behind(card)[:LATEST]),
        "changes": reorganisations.changes_of(node.id),
    }
    return page(request, "assessments/unit_show.html", context)


@require_safe
def entry_list(request: WebRequest, unit_id: int) -> HttpResponse:
    lineage = unit_lineage_or_404(request, unit_id)
    years = choosing.years_of(lineage[-1], request.GET)
    card = assessments.unit_card(lineage[-1], YearForm(request.GET, **years).chosen_year)
    form = EntryFilterForm(request.GET, **years, months=[row.month for row in card.months])
    entries = assessments.entries_behind(card).filter(**form.conditions)
    found = Paginator(entries, ROWS).get_page(request.GET.get("page"))
    context = {"lineage": lineage, "form": form, "card": card, "page": found, "rows": entry_rows(found)}
    return page(request, "assessments/entry_list.html", context)


def entry_rows(entries: Iterable[Entry]) -> list[EntryRow]:
    """Put the reason in words and the order's number to each entry."""
    return [EntryRow(entry, words.rule(entry.rule), _order_no(entry.source)) for entry in entries]


def rule_rows(rules: Iterable[BoundRule], card: UnitCard) -> list[RuleRow]:
    """Say of each rule on the canteen's ratio whether the unit keeps it."""
    ratio = card.own.ratio
    return [
        RuleRow(rule, rule.is_met_by(ratio) if ratio is not None and rule.base == "canteen_total" else None)
        for rule in rules
    ]


def _order_no(source: str) -> str:
    if not source.startswith("order:"):
        return ""
    return source.removeprefix("order:").removesuffix(":undone").rpartition(":")[0]
