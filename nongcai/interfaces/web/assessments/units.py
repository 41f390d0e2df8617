"""A unit's year, and why each amount counts to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.imports import queries as imports
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.reorganisations import queries as reorganisations
from nongcai.interfaces.web.assessments import choosing, words
from nongcai.interfaces.web.assessments.forms import EntryFilterForm, NatureForm, YearForm
from nongcai.interfaces.web.assessments.gates import unit_lineage_or_404
from nongcai.interfaces.web.http import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse
    from django.utils.functional import _StrPromise

    from nongcai.domain.assessments.queries import UnitCard
    from nongcai.domain.ledger.models import Entry
    from nongcai.domain.organisations.models import Listing
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
    """A rule of the year, and whether the unit keeps it; None where its figures do not tell.

    It `is_unsure` where the directory does not say whether the rule concerns such a unit.
    """

    rule: BoundRule
    is_kept: bool | None
    is_unsure: bool = False


@require_safe
def unit_show(request: WebRequest, unit_id: int) -> HttpResponse:
    lineage = unit_lineage_or_404(request, unit_id)
    node = lineage[-1]
    form = YearForm(request.GET, **choosing.years_of(node, request.GET))
    year = form.chosen_year
    card = assessments.unit_card(node, year)
    listing = organisations.listing_of(node.id, year)
    context = {
        "lineage": lineage,
        "form": form,
        "card": card,
        "listing": listing,
        "nature_form": _nature_form(request, listing),
        "channels": [(words.CHANNELS[code], amount) for code, amount in zip(card.channels, card.amounts, strict=True)],
        "rules": rule_rows(programmes.rules_for(node.region_code, year), card, listing.nature if listing else ""),
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


def rule_rows(rules: Iterable[BoundRule], card: UnitCard, nature: str) -> list[RuleRow]:
    """Say of each rule on the canteen's ratio whether the unit keeps it; those of firms (国有企业) bind no other."""
    ratio, is_firm = card.own.ratio, organisations.is_enterprise(nature)
    found = []
    for rule in rules:
        of_firms = programmes.tell_firms_apart([rule])
        if of_firms and is_firm is False:
            continue
        is_unsure = of_firms and is_firm is None
        told = ratio is not None and rule.base == "canteen_total" and not is_unsure
        found.append(RuleRow(rule, rule.is_met_by(ratio) if told and ratio is not None else None, is_unsure))
    return found


def _nature_form(request: WebRequest, listing: Listing | None) -> NatureForm | None:
    if listing is None or not permissions.is_finance(request.actor):
        return None
    return NatureForm(initial={"nature": listing.nature, "year": listing.year})


def _order_no(source: str) -> str:
    if not source.startswith("order:"):
        return ""
    return source.removeprefix("order:").removesuffix(":undone").rpartition(":")[0]
