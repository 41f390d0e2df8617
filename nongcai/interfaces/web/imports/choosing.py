"""What the list of open matters shows and what was picked in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nongcai.domain.imports import queries as imports
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nongcai.domain.imports.models import ReconciliationItem
    from nongcai.interfaces.web.http import WebRequest

ITEMS = 20
FOUND = 8
LATER, NO_UNIT = "", "none"
_WITHOUT_UNIT = {
    "buyer": gettext_lazy("不属于本地区，不计入（须填认定理由）"),
    "recoded": gettext_lazy("是另一个单位，新列入名录"),
    "credit_code": gettext_lazy("已核实，知悉即可"),
}
_PICK = re.compile(r"item-(\d+)")
_SEARCH = re.compile(r"q-(\d+)")


@dataclass(frozen=True)
class Choice:
    """One way to settle a matter."""

    value: str
    label: str
    note: str = ""
    is_certain: bool = False


@dataclass(frozen=True)
class OpenMatter:
    """A matter with its choices and the one that is picked."""

    item: ReconciliationItem
    choices: list[Choice]
    picked: str
    q: str = ""
    has_none: bool = False
    needs_unit: bool = True


@dataclass(frozen=True)
class Picks:
    """What stands picked and searched for on the page, by item."""

    values: Mapping[int, str] = field(default_factory=dict)
    searches: Mapping[int, str] = field(default_factory=dict)
    kind: str = ""
    number: str = ""
    reason: str = ""

    @classmethod
    def of(cls, posted: Mapping[str, str]) -> Picks:
        """Read a submitted page."""
        values = {int(found[1]): posted[name] for name in posted if (found := _PICK.fullmatch(name))}
        searches = {int(found[1]): posted[name].strip() for name in posted if (found := _SEARCH.fullmatch(name))}
        searches = {item: text for item, text in searches.items() if text}
        return cls(values, searches, posted.get("kind", ""), posted.get("page", ""), posted.get("reason", "")[:200])

    def only(self, item: str | None) -> dict[int, int | None]:
        """Return the units that were chosen, for one item or for all; None stands for no unit."""
        chosen = {item: value for item, value in self.values.items() if value == NO_UNIT or value.isdecimal()}
        if item and item.isdecimal():
            chosen = {key: value for key, value in chosen.items() if key == int(item)}
        return {key: None if value == NO_UNIT else int(value) for key, value in chosen.items()}

    @property
    def address(self) -> str:
        """The list as it was looked at."""
        query = urlencode({name: value for name, value in (("kind", self.kind), ("page", self.number)) if value})
        return reverse("imports:reconciliation_list") + (f"?{query}" if query else "")


def list_page(request: WebRequest, picks: Picks) -> dict[str, Any]:
    """Gather the open matters of one kind, or of all, with suggestions and what was found."""
    waiting = imports.items_visible_to(request.actor)
    kind = picks.kind or request.GET.get("kind", "")
    kinds = imports.kinds_of(waiting)
    chosen = waiting.filter(kind=kind) if kind else waiting
    page = Paginator(chosen, ITEMS).get_page(picks.number or request.GET.get("page"))
    suggested = imports.suggestions(page.object_list, request.actor.path)
    may_act = permissions.is_finance(request.actor)
    return {
        "page": page,
        "matters": [_matter(request, item, suggested[item.pk], picks) for item in page.object_list],
        "stake": imports.at_stake(chosen),
        "tabs": tabs(kinds, current=kind or "all"),
        "kind": kind,
        "may_act": may_act,
        "reason": picks.reason,
    }


def _matter(
    request: WebRequest, item: ReconciliationItem, suggested: list[imports.Suggestion], picks: Picks
) -> OpenMatter:
    needs_unit = item.kind != "credit_code"
    q = picks.searches.get(item.pk, "")
    choices, found = units_for(request, suggested if needs_unit else [], q)
    if item.kind in _WITHOUT_UNIT:
        choices = [*choices, Choice(NO_UNIT, str(_WITHOUT_UNIT[item.kind]))]
    picked = picks.values.get(item.pk, _proposed(choices) if "pick" in request.GET else LATER)
    if picked not in {choice.value for choice in choices}:
        picked = LATER
    return OpenMatter(item, choices, picked, q, has_none=bool(q) and not found, needs_unit=needs_unit)


def units_for(request: WebRequest, suggested: list[imports.Suggestion], q: str) -> tuple[list[Choice], list[Choice]]:
    """Return the units to choose from, and which of them were found by the words typed."""
    choices = [Choice(str(one.unit_id), one.name, one.ground, one.is_certain) for one in suggested]
    found = _found(request, q, {choice.value for choice in choices}) if q else []
    return [*choices, *found], found


def _proposed(choices: list[Choice]) -> str:
    certain = [choice.value for choice in choices if choice.is_certain]
    return certain[0] if len(certain) == 1 else LATER


def _found(request: WebRequest, q: str, known: set[str]) -> list[Choice]:
    units = organisations.visible_to(request.actor).filter(kind="unit", name__icontains=q).order_by("name")[:FOUND]
    return [Choice(str(unit.pk), unit.name, unit.unit_code) for unit in units if str(unit.pk) not in known]


def tabs(kinds: list[tuple[str, str, int]], *, current: str) -> list[dict[str, Any]]:
    """Return what waits, in all and by kind, and what was settled."""
    address = reverse("imports:reconciliation_list")
    rows = [
        ("all", _("全部"), address),
        *((kind, f"{label}（{count}）", f"{address}?kind={kind}") for kind, label, count in kinds),
        ("settled", _("已处理"), reverse("imports:reconciliation_settled")),
    ]
    return [{"label": label, "url": url, "current": name == current} for name, label, url in rows]
