"""What the page of a year's rules shows, and what its reader may do there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.permissions import is_bureaus
from nongcai.domain.programmes import permissions
from nongcai.domain.programmes import queries as programmes
from nongcai.foundation.errors import NotFoundError
from nongcai.interfaces.web.programmes.forms import EndForm

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node
    from nongcai.domain.programmes.models import CountingRule, PaymentRule, Programme
    from nongcai.domain.programmes.permissions import Layer
    from nongcai.domain.programmes.queries import BoundRule

T = TypeVar("T")

AMENDMENTS = 30
_STEPS = (
    ("file", "files_due", _("填报截止")),
    ("endorse", "endorse_due", _("主管单位确认截止")),
    ("confirm", "confirm_due", _("财政部门确认截止")),
    ("report", "report_due", _("汇总上报截止")),
)


@dataclass(frozen=True)
class DueRow:
    """The last day of a step: as written, and as it counts."""

    label: str
    written: date | None
    due_on: date | None

    @property
    def moved(self) -> bool:
        """Say whether it fell on a day off."""
        return self.written != self.due_on


@dataclass(frozen=True)
class ShownProgramme:
    """A programme with the last days of its steps."""

    programme: Programme
    due: list[DueRow]

    @property
    def stale(self) -> str:
        """The earlier years that it still names."""
        return _years(programmes.earlier_years(self.programme.year, self.programme.title, self.programme.document))


@dataclass(frozen=True)
class RuleRow:
    """A rule, the higher one than which it is looser, and the form that ends it if the reader may."""

    rule: BoundRule
    higher: BoundRule | None
    end_form: EndForm | None = None

    @property
    def stale(self) -> str:
        """The earlier years that it still names."""
        rule = self.rule
        return _years(programmes.earlier_years(rule.first_year, rule.text, rule.condition, rule.document))


def context_of(actor: Actor, own: Node, year: int, this_year: int) -> dict[str, Any]:
    """Return what the page of a year shows."""
    layer = permissions.layer_of(actor)
    written = {one.year: one for one in programmes.programmes_of(own.region_code)}
    return {
        "year": year,
        "own": own,
        "governing": _shown(_or_none(programmes.programme_for, own.region_code, year)),
        **_standing(own, year, layer),
        "preferences": programmes.preferences_for(own.region_code, year),
        "amendments": _amendments(actor, own, year),
        "layer": layer,
        **_rules(own, year, layer),
        **_writing(layer, written, year, this_year),
    }


def _standing(own: Node, year: int, layer: Layer | None) -> dict[str, Any]:
    counting = _or_none(programmes.counting_for, own.region_code, year)
    payment = _or_none(programmes.payment_for, own.region_code, year)
    if layer is None or layer.organisation_id is not None:
        return {"counting": counting, "payment": payment}

    def end_form(found: CountingRule | PaymentRule | None, kind: str) -> EndForm | None:
        is_own = found is not None and found.region_id == layer.region_code
        return EndForm(rule_id=found.pk, year=year, kind=kind) if found and is_own else None

    return {
        "counting": counting,
        "counting_end": end_form(counting, "_counting"),
        "counting_drafts": programmes.counting_drafts(layer.region_code, year),
        "payment": payment,
        "payment_end": end_form(payment, "_payment"),
        "payment_drafts": programmes.payment_drafts(layer.region_code, year),
        "writes_standing": True,
    }


def _rules(own: Node, year: int, layer: Layer | None) -> dict[str, Any]:
    ours = {}
    if layer is not None:
        rows = programmes.own_rules(layer.region_code, year, organisation_id=layer.organisation_id)
        ours = dict(rows.values_list("pk", "published_at"))
    drafts = [pk for pk, published_at in ours.items() if published_at is None]
    bound = programmes.rules_for(own.region_code, year, path=own.path, drafts=drafts)
    higher = programmes.loosened(bound)

    def row(rule: BoundRule) -> RuleRow:
        return RuleRow(rule, higher.get(rule.id), EndForm(rule_id=rule.id, year=year) if rule.id in ours else None)

    binding = [rule for rule in bound if rule.id not in drafts]
    layers = groupby(binding, key=lambda rule: rule.layer_name)
    return {
        "layers": [(name, [row(rule) for rule in rules]) for name, rules in layers],
        "drafts": [row(rule) for rule in bound if rule.id in drafts],
    }


def _writing(layer: Layer | None, written: dict[int, Programme], year: int, this_year: int) -> dict[str, Any]:
    if layer is None or layer.organisation_id is not None:
        return {}
    standing = written.get(year)
    return {
        "writes_region": True,
        "written": standing,
        "unlike": _unlike(standing),
        "draft": _shown(standing) if standing and standing.published_at is None else None,
        "may_copy_on": standing is not None and year + 1 not in written,
        "may_copy_here": standing is None and year - 1 in written,
        "previous_year": year - 1,
        "calendars_missing": programmes.calendars_missing({this_year + 1, max(year, this_year)}),
    }


def _unlike(standing: Programme | None) -> Programme | None:
    """Return the programme of the layer above where it is run in another mode."""
    above = programmes.programme_above(standing.region_id, standing.year) if standing else None
    return above if above and standing and above.mode != standing.mode else None


def _years(years: list[int]) -> str:
    return "、".join(str(year) for year in years)


def _amendments(actor: Actor, own: Node, year: int) -> list[Any]:
    # They name units, so they are the bureau's to read.
    if not is_bureaus(actor):
        return []
    return list(programmes.amendments_of(own.region_code, year)[:AMENDMENTS])


def _shown(programme: Programme | None) -> ShownProgramme | None:
    if programme is None:
        return None
    windows = programmes.windows_of(programme)
    return ShownProgramme(
        programme,
        [DueRow(str(label), getattr(programme, name), windows[step].due_on) for step, name, label in _STEPS],
    )


def _or_none(asked: Callable[[str, int], T], region_code: str, year: int) -> T | None:
    # A year without a programme is an ordinary thing to look at.
    try:
        return asked(region_code, year)
    except NotFoundError:
        return None
