"""A region's year: its programme, its windows, and the rules of all layers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeVar

from django.http import Http404
from ninja import Path, Router, Schema

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.errors import UnknownNodeError
from nongcai.domain.programmes import permissions
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.errors import NoCountingRuleError, NoPaymentRuleError, NoProgrammeError
from nongcai.domain.regions import queries as regions
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model, QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.programmes.models import CountingRule, PaymentRule, Programme
    from nongcai.domain.programmes.permissions import Layer
    from nongcai.domain.programmes.queries import BoundRule

T = TypeVar("T", bound="Model")

router = Router(tags=["programmes"])

Year = Annotated[int, Path(ge=2019, le=2099)]


class WindowOut(Schema):
    """The last day of a step: as written, and moved to a workday where the programme says so."""

    step: str
    written: date | None
    due_on: date | None


class ProgrammeOut(Schema):
    """A year's words and windows in a region; a draft binds nobody."""

    region_code: str
    year: int
    title: str
    zone_name: str
    leading_count: int
    mode: str
    files_from: date | None
    finish_by: date | None
    moves_to_workday: bool
    has_second_review: bool
    needs_scan: bool
    document: str
    is_draft: bool
    windows: list[WindowOut]


class HigherOut(Schema):
    """A higher layer's rule than which one is looser (与上位规定不一致)."""

    id: int
    layer_name: str
    document: str
    paragraph: str


class ProgrammeRuleOut(Schema):
    """One sentence of a document, with the layer that set it."""

    id: int
    layer_code: str
    layer_name: str
    first_year: int
    last_year: int | None
    subject: str
    group: int
    base: str
    operator: str
    value: str | None
    measure: str
    strength: str
    applies_to: str
    condition: str
    document: str
    paragraph: str
    text: str
    shown: str
    looser_than: HigherOut | None


class CountingRuleOut(Schema):
    """What an order needs to count, and whether it counts in the year of its completion or of its ordering."""

    id: int
    region_code: str
    first_year: int
    last_year: int | None
    year_by: str
    needs: list[str]
    accepts_after_days: int | None
    document: str
    paragraph: str
    text: str
    is_draft: bool


class PaymentRuleOut(Schema):
    """Within how many days is paid. Days are calendar days, but for `check_days` and `refund_days`: workdays."""

    id: int
    region_code: str
    first_year: int
    last_year: int | None
    goods_first_days: int
    longest_days: int
    pay_first_days: int
    extension_days: int
    inspection_days: int
    check_days: int
    refund_days: int
    lapses_after_days: int
    document: str
    paragraph: str
    text: str
    is_draft: bool


class ProgrammeYearOut(Schema):
    """What binds a region in a year; drafts are of the caller's own layer."""

    programme: ProgrammeOut | None
    counting: CountingRuleOut | None
    counting_drafts: list[CountingRuleOut]
    payment: PaymentRuleOut | None
    payment_drafts: list[PaymentRuleOut]
    rules: list[ProgrammeRuleOut]
    drafts: list[ProgrammeRuleOut]


_DUE = {"file": "files_due", "endorse": "endorse_due", "confirm": "confirm_due", "report": "report_due"}


@router.get(
    "/programmes/{region}/{year}",
    response={200: ProgrammeYearOut, **REFUSALS},
    operation_id="programme",
    summary="A region's programme of a year, its windows, and the rules of all layers",
)
def programme(request: ApiRequest, region: str, year: Year) -> dict[str, object]:
    own = organisations.node(request.actor.organisation_id)
    _require_sight(request.actor, own.region_code, region)
    layer = permissions.layer_of(request.actor) if region == own.region_code else None
    drafts: set[int] = set()
    if layer is not None:
        rows = programmes.drafts_of(layer.region_code, year, organisation_id=layer.organisation_id)
        drafts = set(rows.values_list("pk", flat=True))
    path = own.path if region == own.region_code else ""
    bound = programmes.rules_for(region, year, path=path, drafts=drafts)
    higher = programmes.loosened(bound)
    return {
        "programme": _governing(region, year),
        "counting": _counting(region, year),
        "counting_drafts": [counting_rule_out(rule) for rule in _drafts(programmes.counting_drafts, layer, year)],
        "payment": _payment(region, year),
        "payment_drafts": [payment_rule_out(rule) for rule in _drafts(programmes.payment_drafts, layer, year)],
        "rules": rules_out((rule for rule in bound if rule.id not in drafts), higher),
        "drafts": rules_out((rule for rule in bound if rule.id in drafts), higher),
    }


def programme_out(found: Programme) -> dict[str, object]:
    """Shape a programme."""
    own = {"is_draft", "windows", "region_code"}
    windows = programmes.windows_of(found)
    return {name: getattr(found, name) for name in ProgrammeOut.model_fields if name not in own} | {
        "region_code": found.region_id,
        "is_draft": found.published_at is None,
        "windows": [
            {"step": step, "written": getattr(found, name), "due_on": windows[step].due_on}
            for step, name in _DUE.items()
        ],
    }


def rules_out(rules: Iterable[BoundRule], higher: dict[int, BoundRule]) -> list[dict[str, object]]:
    """Shape rules, each with the higher one than which it is looser."""
    return [_rule_out(rule, higher.get(rule.id)) for rule in rules]


def counting_rule_out(rule: CountingRule) -> dict[str, object]:
    """Shape a counting rule."""
    return _standing_out(rule, CountingRuleOut)


def payment_rule_out(rule: PaymentRule) -> dict[str, object]:
    """Shape a payment rule."""
    return _standing_out(rule, PaymentRuleOut)


def _standing_out(rule: CountingRule | PaymentRule, shape: type[Schema]) -> dict[str, object]:
    told = {"id": rule.pk, "region_code": rule.region_id, "is_draft": rule.published_at is None}
    return told | {name: getattr(rule, name) for name in shape.model_fields if name not in told}


def _counting(region: str, year: int) -> dict[str, object] | None:
    try:
        return counting_rule_out(programmes.counting_for(region, year))
    except NoCountingRuleError:
        return None


def _payment(region: str, year: int) -> dict[str, object] | None:
    try:
        return payment_rule_out(programmes.payment_for(region, year))
    except NoPaymentRuleError:
        return None


def _drafts(drafts: Callable[[str, int], QuerySet[T]], layer: Layer | None, year: int) -> Iterable[T]:
    return drafts(layer.region_code, year) if layer is not None and layer.organisation_id is None else ()


def _governing(region: str, year: int) -> dict[str, object] | None:
    try:
        return programme_out(programmes.programme_for(region, year))
    except NoProgrammeError:
        return None


def _require_sight(actor: Actor, own: str, region: str) -> None:
    """Let pass one's own region, those above it whose rules bind, and those whose finance stands within sight."""
    if region in {one.code for one in regions.chain(own)}:
        return
    try:
        within = organisations.finance_node(region).path.startswith(actor.path)
    except UnknownNodeError:
        within = False
    if not within:
        raise Http404


def _rule_out(rule: BoundRule, higher: BoundRule | None) -> dict[str, object]:
    values = {name: getattr(rule, name) for name in ProgrammeRuleOut.model_fields if name != "looser_than"}
    looser = {name: getattr(higher, name) for name in HigherOut.model_fields} if higher else None
    return values | {"value": None if rule.value is None else str(rule.value), "looser_than": looser}
