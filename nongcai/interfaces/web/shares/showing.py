"""What the page of one filing shows: where it stands, what it says, what changed, what may be done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.rules import masked_number
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares import permissions
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.states import CLIMBING, FilingAction, FilingState
from nongcai.foundation.money import percent
from nongcai.interfaces.web.refusals import message_of
from nongcai.interfaces.web.shares import words
from nongcai.interfaces.web.shares.deciding_forms import ReturnForm
from nongcai.interfaces.web.shares.scan_forms import ScanForm
from nongcai.interfaces.web.shares.sharing_forms import AcknowledgeForm, MembersForm, ObjectionForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.programmes.queries import BoundRule
    from nongcai.domain.programmes.rules import Verdict
    from nongcai.domain.shares.models import FilingStep, FilingVersion, ShareFiling
    from nongcai.domain.shares.queries import Chain, Judgement
    from nongcai.domain.shares.rules import SaidCanteen
    from nongcai.interfaces.web.shares.gates import UnitYear

# How many desks a filing has passed, those of its own unit among them.
_PASSED = {
    FilingState.PREPARED: 1,
    FilingState.FILED: 2,
    FilingState.REVIEWED: 3,
    FilingState.ENDORSED: 4,
    FilingState.CONFIRMED: 5,
    FilingState.RETURNED: 0,
    FilingState.WITHDRAWN: 0,
}


# By what a unit's people begin or change a filing.
_WRITING = {FilingAction.PREPARE, FilingAction.FILE, FilingAction.FILE_UP}
# Who may have members: only those with a canteen.
_HOSTING = ("own", "outsourced")


@dataclass(frozen=True)
class RuleRow:
    """A rule with what it asks of this unit; without a verdict nothing was judged yet."""

    rule: BoundRule
    verdict: Verdict[BoundRule] | None = None
    is_alternative: bool = False

    @property
    def outcome(self) -> str:
        """Whether it is kept, in words."""
        if self.verdict is None:
            return ""
        return str(words.UNSURE if self.verdict.is_unsure else words.OUTCOMES[self.verdict.outcome][0])

    @property
    def tone(self) -> str:
        """Only what shall be kept may turn red."""
        if self.verdict is None:
            return ""
        tone = words.OUTCOMES[self.verdict.outcome][1]
        return "bad" if tone == "warn" and self.rule.may_refuse else tone


@dataclass(frozen=True)
class RuleGroup:
    """Rules that ask for the same, one below the other; each cites its document."""

    rows: list[RuleRow]

    @property
    def first(self) -> RuleRow:
        """The one of the highest layer."""
        return self.rows[0]


@dataclass(frozen=True)
class ChangeRow:
    """What a version says otherwise than the one before."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class VersionRow:
    """A version with its changes; the first has none."""

    version: FilingVersion
    changes: list[ChangeRow]


@dataclass(frozen=True)
class StepRow:
    """A step with the names of what was to be mended."""

    step: FilingStep
    mended: str


@dataclass(frozen=True)
class Stage:
    """An office on a filing's way."""

    label: str
    state: str
    note: str


@dataclass(frozen=True)
class Button:
    """A decision that may be taken now."""

    action: str
    label: str


def show(actor: Actor, found: UnitYear) -> dict[str, Any]:
    """Return what the page of a unit's year shows."""
    season = shares.season_of(found.node.id, found.year)
    phase = season.phase(timezone.now())
    may_file = permissions.may_file(actor, found.node.id)
    context: dict[str, Any] = {
        "lineage": found.lineage,
        "node": found.node,
        "year": found.year,
        "filing": found.filing,
        "listing": organisations.listing_of(found.node.id, found.year),
        "window": words.window(season, phase),
        "phase": phase,
        "may_file": may_file and season.takes_filings(timezone.now()),
        "is_own": may_file or permissions.approves(actor, found.node.id),
        "targets": list(programmes.target_history([found.node.id], found.year)),
    }
    context |= _of_sharing(found, may_file=context["may_file"])
    return context | (_of_filing(actor, found, found.filing) if found.filing else {})


def _of_sharing(found: UnitYear, *, may_file: bool) -> dict[str, Any]:
    """Return with whom the unit shares a canteen, what it may do about it, and the forms for that."""
    sharing, filing = shares.memberships(found.node.id, found.year), found.filing
    begun = {"host": sharing.host.host_id if sharing.host else None, "seen_version": found.version}
    contact = {name: getattr(filing, name) for name in ("contact_name", "contact_phone")} if filing else {}
    return {
        "sharing": sharing,
        "may_answer": may_file and sharing.asked is not None and (filing is None or filing.is_open_to_unit),
        "may_name": may_file and sharing.host is None and (filing is None or filing.canteen in _HOSTING),
        "members_form": MembersForm(),
        "acknowledge_form": AcknowledgeForm(initial=begun | contact),
        "objection_form": ObjectionForm(initial=begun),
        "scan_form": ScanForm(initial={"version": found.version}),
        "return_form": ReturnForm(),
        "proofs": shares.proofs_of(found.node.id, found.year) if filing and _is_outside(filing) else (),
    }


def _is_outside(filing: ShareFiling) -> bool:
    """Say whether a body outside the tree manages the canteen."""
    return bool(filing.host_name) and filing.host_id is None


def paper(found: UnitYear, filing: ShareFiling) -> dict[str, Any]:
    """Return what the sheet for signature and seal says."""
    versions = list(shares.versions_of(filing))
    current = _current(versions, filing)
    return {
        "lineage": found.lineage,
        "node": found.node,
        "year": found.year,
        "filing": filing,
        "listing": organisations.listing_of(found.node.id, found.year),
        "canteens": canteen_rows(shares.said_of(current).canteens) if current else [],
        "members": shares.memberships(found.node.id, found.year).members,
        "ratio": filing.ratio,
        "printed_at": timezone.now(),
    }


def rule_rows(rules: Iterable[BoundRule], judged: Judgement | None = None) -> list[RuleRow]:
    """Put the verdict to each rule that has a number and bears on this unit; without one, list them all."""
    if judged is None:
        return [RuleRow(rule) for rule in rules if rule.value is not None]
    return [
        RuleRow(verdict.rule, verdict, place > 0)
        for demand in judged.demands
        for place, verdict in enumerate(demand.verdicts)
    ]


def rule_groups(rows: Iterable[RuleRow]) -> list[RuleGroup]:
    """Put rules together that layers repeat, so that a reader meets each demand once, with all its documents."""
    groups: dict[Any, list[RuleRow]] = {}
    found = list(rows)
    choices = Counter(_choice(row) for row in found)
    for row in found:
        verdict = (row.outcome, row.verdict.bound, row.verdict.measured) if row.verdict else ()
        # One of several that may be kept instead of each other stays beside them.
        beside = row.rule.id if choices[_choice(row)] > 1 else None
        groups.setdefault((row.rule.shown, row.rule.strength, beside, verdict), []).append(row)
    return [RuleGroup(found) for found in groups.values()]


def _choice(row: RuleRow) -> tuple[str, str, str, int, str]:
    return (row.rule.layer_code, row.rule.document, row.rule.subject, row.rule.group, row.rule.strength)


def canteen_rows(canteens: Iterable[SaidCanteen]) -> list[dict[str, Any]]:
    """Return the rows of the table of canteens."""
    return [
        {
            "name": one.name or _("食堂%d") % place,
            "kind": words.KINDS.get(one.kind, one.kind),
            "contractor": _contractor(one),
            "diners": one.diners,
            "total": one.total,
            "source": words.SOURCES.get(one.total_source, one.total_source),
        }
        for place, one in enumerate(canteens, start=1)
    ]


def step_rows(steps: Iterable[FilingStep]) -> list[StepRow]:
    """Name what was to be mended."""
    return [StepRow(step, "、".join(str(words.MENDED.get(name, name)) for name in step.fields)) for step in steps]


def _of_filing(actor: Actor, found: UnitYear, filing: ShareFiling) -> dict[str, Any]:
    chain = shares.chain_of(found.node.id, found.year)
    versions = list(shares.versions_of(filing))
    current = _current(versions, filing)
    said = shares.said_of(current) if current else None
    judged = shares.judgement(chain, found.year, said) if said else None
    acts = permissions.possible_acts(actor, filing)
    decisions = permissions.possible_decisions(actor, filing, chain)
    steps = step_rows(shares.steps_of(filing))
    sees_phone = bool(acts) or filing.holder_id == actor.organisation_id
    return {
        "scans": shares.scans_of(filing),
        "lacks_scan": bool(shares.lacking_scans([filing], {chain.unit: chain})),
        "may_scan": _takes_scans(actor, filing),
        "stages": list(_stages(filing, chain)),
        "canteens": canteen_rows(said.canteens) if said else [],
        "canteen_words": words.value("canteen", filing.canteen),
        "ratio": filing.ratio,
        "counted_ratio": _counted_ratio(filing),
        "rules": rule_rows((), judged) if judged else [],
        "judged": judged,
        "hints": [words.hint(one) for one in judged.hints] if judged else [],
        "versions": _version_rows(versions, sees_phone=sees_phone),
        "steps": steps,
        "returned": next((row for row in steps if row.step.action == FilingAction.SEND_BACK), None),
        "phone": filing.contact_phone if sees_phone else masked_number(filing.contact_phone),
        "may_withdraw": FilingAction.WITHDRAW in acts,
        "may_keep": FilingAction.KEEP in acts,
        "may_change": bool(_WRITING & set(acts)),
        "blocked": _blocked(actor, filing, chain),
        "buttons": [Button(action, words.button(action, filing.state)) for action in decisions],
    }


def _takes_scans(actor: Actor, filing: ShareFiling) -> bool:
    """Say whether the scan is asked of this reader: of whoever filed, not of the office that decides."""
    is_filer = permissions.may_file(actor, filing.organisation_id) and permissions.may_take_back(actor, filing)
    return is_filer and filing.state in CLIMBING


def _current(versions: list[FilingVersion], filing: ShareFiling) -> FilingVersion | None:
    return next((one for one in versions if one.number == filing.version), None)


def _counted_ratio(filing: ShareFiling) -> Decimal | None:
    if filing.counted_reserved is None or filing.counted_total is None:
        return None
    return percent(filing.counted_reserved, filing.counted_total)


def _blocked(actor: Actor, filing: ShareFiling, chain: Chain) -> str:
    """Say why the one before whom a filing lies may not let it pass: who filed does not review."""
    is_within = permissions.approves(actor, filing.organisation_id)
    action = FilingAction.APPROVE if is_within else shares.passing_action(actor)
    if action is None or filing.holder_id != actor.organisation_id or filing.is_open_to_unit:
        return ""
    refusal = permissions.refusal_of(actor, filing, action, chain)
    return message_of(refusal) if refusal else ""


def _stages(filing: ShareFiling, chain: Chain) -> Iterator[Stage]:
    passed = _PASSED[FilingState(filing.state)]
    is_approved = filing.approved_by_id is not None
    offices: list[tuple[int, str, datetime | None]] = [(1, _("单位填报"), None if is_approved else filing.filed_at)]
    if is_approved or filing.is_within_unit:
        offices.append((2, _("单位审核"), filing.filed_at))
    if chain.second:
        offices.append((3, _("二级单位审核"), None))
    if chain.supervisor:
        offices.append((4, _("主管部门确认"), filing.endorsed_at))
    offices.append((5, _("财政部门确认"), filing.confirmed_at))
    current = next((place for place, _label, _at in offices if place > passed), None)
    for place, label, at in offices:
        state = "done" if place <= passed else "current" if place == current else "waiting"
        note = timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at and state == "done" else ""
        yield Stage(label, state, note)


def _version_rows(versions: list[FilingVersion], *, sees_phone: bool) -> list[VersionRow]:
    found = [VersionRow(newer, _changes(older, newer, sees_phone=sees_phone)) for newer, older in pairwise(versions)]
    return [*found, *(VersionRow(first, []) for first in versions[-1:])]


def _changes(older: FilingVersion, newer: FilingVersion, *, sees_phone: bool) -> list[ChangeRow]:
    found = []
    for one in shares.differences(older, newer):
        old, new = _said(one.name, one.old), _said(one.name, one.new)
        if one.name == "contact_phone" and not sees_phone:
            old, new = masked_number(str(one.old or "")), masked_number(str(one.new or ""))
        found.append(ChangeRow(str(words.label(one.name, one.place)), old, new))
    return found


def _said(name: str, found: Any) -> str:
    if name != "canteen_row":
        return words.value(name, found)
    if found is None:
        return "—"
    (row,) = canteen_rows([found])
    diners = _("，就餐%d人") % row["diners"] if row["diners"] else ""
    total = words.value("total", row["total"])
    name = found.name or str(row["kind"])
    contractor = _("，承包方：%s") % row["contractor"] if row["contractor"] else ""
    return _("%(name)s（%(kind)s%(diners)s%(contractor)s）%(total)s元，%(source)s") % {
        **row,
        "contractor": contractor,
        "name": name,
        "diners": diners,
        "total": total,
    }


def _contractor(one: SaidCanteen) -> str:
    if not one.contractor_name:
        return ""
    if one.account_due_on is None:
        return one.contractor_name
    return _("%(name)s（账号拟于%(day)s开通）") % {"name": one.contractor_name, "day": words.day(one.account_due_on)}
