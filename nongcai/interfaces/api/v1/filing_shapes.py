"""How filings are told and answered. Amounts in yuan; those that are answered are texts with two decimals."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from ninja import Field, Schema

from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.queries import SaidCanteen, SaidFiling
from nongcai.domain.shares.services import Decision
from nongcai.interfaces.api.v1.shapes import Percent, Yuan, yuan

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.domain.shares.models import FilingStep, FilingVersion, ShareFiling
    from nongcai.domain.shares.queries import Chain, Difference, DueRow, Judgement, WaitingRow
    from nongcai.domain.shares.services import Outcome

Amount = Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2)]
Heads = Annotated[int, Field(ge=0, le=1_000_000)]
Action = Literal["review", "endorse", "confirm", "send_back"]
Mended = Literal["canteen", "canteen_total", "reserved", "union_planned", "host", "contact_name"]
Cause = Literal[
    "", "total_implausible", "ratio_low", "below_last_year", "canteen_wrong", "union_wrong", "papers_missing", "other"
]


class CanteenIn(Schema):
    """One of the unit's canteens; an outsourced one names its contractor, or the day on which it can trade."""

    kind: Literal["own", "outsourced", "shared"]
    name: str = Field("", max_length=60)
    total: Amount
    total_source: Literal["accounts", "contract", "estimate"]
    diners: Heads | None = None
    contractor_id: int | None = None
    contractor_name: str = Field("", max_length=128)
    account_due_on: date | None = None


class FilingIn(Schema):
    """What a unit files: `reserved` or `ratio`, both only if they agree. No canteen is a filing, too (零填报).

    `host` is the unit code or full name of the unit whose canteen is shared, `host_name` a body outside the tree.
    `seen_version` is the version that the caller changes, 0 for the first.
    """

    canteens: list[CanteenIn] = Field([], max_length=30)
    reserved: Amount | None = None
    ratio: Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)] | None = None
    host: str = Field("", max_length=128)
    host_name: str = Field("", max_length=128)
    farm_total: Amount | None = None
    has_union_funds: bool = False
    union_members: Heads | None = None
    union_planned: Amount | None = None
    welfare_total: Amount | None = None
    union_funds: Amount | None = None
    gift_total: Amount | None = None
    contact_name: str = Field("", max_length=40)
    contact_phone: str = Field("", max_length=30)
    note: str = Field("", max_length=300)
    seen_version: int = Field(0, ge=0)

    def said(self, chain: Callable[[], Chain]) -> SaidFiling:
        """Return the filing as it was told; only a shared canteen's manager is looked for on the chain.

        :raises InvalidError: when the managing unit is not to be found.
        """
        told = self.dict(exclude={"canteens", "host", "seen_version"})
        host_id = shares.host_named(chain(), self.host) if self.host else None
        return SaidFiling(canteens=tuple(SaidCanteen(**one.dict()) for one in self.canteens), host_id=host_id, **told)


class DraftIn(Schema):
    """A half-filled form as it was typed, field by field."""

    form: dict[str, str] = {}
    canteens: list[dict[str, str]] = Field([], max_length=30)


class DraftOut(Schema):
    """When a draft was kept."""

    saved_at: datetime


class FilingSeenIn(Schema):
    """A filing as the caller saw it."""

    id: int
    version: int = Field(ge=1)


class ReasonedIn(Schema):
    """What is decided; a return has a reason, words, and may name what is to be mended."""

    action: Action
    reason: Cause = ""
    words: str = Field("", max_length=500)
    fields_named: list[Mended] = []

    def on(self, filings: list[tuple[int, int]]) -> Decision:
        """Return the decision on filings as they were seen."""
        return Decision(self.action, filings, self.words, self.reason, list(self.fields_named))


class FilingDecisionIn(ReasonedIn):
    """A decision on one filing."""

    action: Literal["approve", "review", "endorse", "confirm", "send_back"]  # type: ignore[assignment]
    version: int = Field(ge=1)


class DecisionsIn(ReasonedIn):
    """A decision on many filings, at most 5 000."""

    filings: list[FilingSeenIn] = Field(min_length=1, max_length=shares.MOST_AT_ONCE)


class FilingOutcomeOut(Schema):
    """What became of one filing; `code` and `message` say why it was not done."""

    id: int
    name: str
    done: bool
    code: str
    message: str


class FilingOut(Schema):
    """A filing as it stands. `counted_reserved` is what counts now, `reserved_initially` what was first confirmed."""

    id: int
    unit_id: int
    unit_name: str
    year: int
    state: str
    version: int
    canteen: str
    canteen_total: Yuan
    reserved: Yuan
    ratio: Percent | None
    reserved_initially: Yuan | None
    counted_reserved: Yuan | None
    holder_id: int | None
    holder_name: str
    held_since: datetime | None
    flags: list[str]
    remark: str
    filed_at: datetime
    endorsed_at: datetime | None
    confirmed_at: datetime | None


class FilingDueOut(Schema):
    """A unit that owes a filing; `filing` is null where nothing is filed yet (未填报)."""

    unit_id: int
    code: str
    name: str
    region_code: str
    filing: FilingOut | None


class FilingWaitingOut(Schema):
    """A filing that waits for the caller's office, with the unit's year before.

    `unanswered` counts the members of its shared canteen that did not acknowledge.
    """

    filing: FilingOut
    total_last_year: Yuan | None
    reserved_last_year: Yuan | None
    purchased_last_year: Yuan | None
    unanswered: int


class ProgressOut(Schema):
    """How far the season is, in numbers of units."""

    year: int
    due: int
    filed: int
    passed: int
    missing: int
    filing_rate: Percent | None
    passing_rate: Percent | None
    states: dict[str, int]


class VerdictOut(Schema):
    """A rule, and whether it is kept, missed or unknown; `bound` is what it asks, `measured` what stands.

    It `is_unsure` where nobody can tell whether it concerns the unit: the directory does not say what the unit is.
    """

    rule: str
    strength: str
    layer: str
    document: str
    paragraph: str
    outcome: str
    is_unsure: bool
    bound: Yuan | None
    measured: Yuan | None


class HintOut(Schema):
    """Something to look at twice; it informs and never refuses."""

    code: str
    facts: dict[str, str]


class TrialOut(Schema):
    """What the rules say before anything is filed (试算)."""

    canteen_total: Yuan
    reserved: Yuan
    verdicts: list[VerdictOut]
    hints: list[HintOut]
    lowered_to: Percent | None


class FilingChangeOut(Schema):
    """What a version says otherwise than the one before; `place` counts canteens from 1."""

    name: str
    place: int
    old: str | None
    new: str | None


class VersionOut(Schema):
    """A version and its changes."""

    number: int
    known_at: datetime
    filed_by: str
    changes: list[FilingChangeOut]


class FilingStepOut(Schema):
    """Who did what, when, and why."""

    action: str
    state: str
    version: int
    organisation_name: str
    label: str
    at: datetime
    reason: str
    words: str
    fields_named: list[str]


class FilingDetailOut(Schema):
    """A unit's year: its season, its filing, what rules say to it, its versions and steps, what the caller may do."""

    unit_id: int
    year: int
    phase: str
    due_on: date | None
    filing: FilingOut | None
    canteens: list[CanteenIn]
    verdicts: list[VerdictOut]
    hints: list[HintOut]
    versions: list[VersionOut]
    steps: list[FilingStepOut]
    acts: list[str]
    decisions: list[str]


def filing_out(row: ShareFiling) -> dict[str, object]:
    """Shape a filing; its unit and holder were fetched with it."""
    told = {"unit_id", "unit_name", "holder_name", "canteen_total", "reserved", "ratio"}
    amounts = ("canteen_total", "reserved", "ratio", "reserved_initially", "counted_reserved")
    values = {name: getattr(row, name) for name in FilingOut.model_fields if name not in told}
    return values | {
        "unit_id": row.organisation_id,
        "unit_name": row.organisation.name,
        "holder_name": row.holder.name if row.holder else "",
        **{name: yuan(getattr(row, name)) for name in amounts},
    }


def due_out(row: DueRow) -> dict[str, object]:
    """Shape a unit that owes a filing."""
    return {
        "unit_id": row.listing.organisation_id,
        "code": row.listing.code,
        "name": row.listing.name,
        "region_code": row.listing.region_id,
        "filing": filing_out(row.filing) if row.filing else None,
    }


def waiting_out(row: WaitingRow) -> dict[str, object]:
    """Shape a filing that waits."""
    names = ("total_last_year", "reserved_last_year", "purchased_last_year")
    figures = {name: yuan(getattr(row, name)) for name in names}
    return {"filing": filing_out(row.filing), "unanswered": row.unanswered, **figures}


def verdicts_out(judged: Judgement) -> list[dict[str, object]]:
    """Shape what the rules say."""
    return [
        {
            "rule": one.rule.shown,
            "strength": one.rule.strength,
            "layer": one.rule.layer_name,
            "document": one.rule.document,
            "paragraph": one.rule.paragraph,
            "outcome": one.outcome,
            "is_unsure": one.is_unsure,
            "bound": yuan(one.bound),
            "measured": yuan(one.measured),
        }
        for demand in judged.demands
        for one in demand.verdicts
    ]


def hints_out(judged: Judgement) -> list[dict[str, object]]:
    """Shape what should be looked at twice."""
    return [{"code": one.code, "facts": {name: str(fact) for name, fact in one.facts.items()}} for one in judged.hints]


def canteen_out(one: SaidCanteen) -> dict[str, Any]:
    """Shape a canteen."""
    return {name: getattr(one, name) for name in CanteenIn.model_fields}


def version_out(version: FilingVersion, changes: list[Difference]) -> dict[str, object]:
    """Shape a version."""
    return {
        "number": version.number,
        "known_at": version.known_at,
        "filed_by": version.filed_by_label,
        "changes": [_change_out(one) for one in changes if one.name != "contact_phone"],
    }


def step_out(step: FilingStep) -> dict[str, object]:
    """Shape a step."""
    values = {name: getattr(step, name) for name in FilingStepOut.model_fields if name != "fields_named"}
    return values | {"fields_named": step.fields}


def outcome_out(one: Outcome, message: str) -> dict[str, object]:
    """Shape what became of one filing."""
    code = one.refusal.code if one.refusal else ""
    return {"id": one.filing_id, "name": one.name, "done": one.refusal is None, "code": code, "message": message}


def _change_out(one: Difference) -> dict[str, object]:
    return {"name": one.name, "place": one.place, "old": _told(one.old), "new": _told(one.new)}


def _told(found: object) -> str | None:
    if isinstance(found, SaidCanteen):
        return f"{found.name or found.kind} {yuan(found.total)}"
    return None if found is None else str(found)
