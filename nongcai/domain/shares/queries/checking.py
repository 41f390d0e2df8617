"""What stands in the way of a filing: the window, contradictions, other units, the rules. One unit or many alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares.errors import (
    FigureMissingError,
    HasMembersError,
    HostIsMemberError,
    HostIsSelfError,
    HostWithoutCanteenError,
    MembersNeedCanteenError,
    ProofMissingError,
    RuleMissedError,
    UndecidedMemberError,
    WindowClosedError,
    WindowNotOpenError,
)
from nongcai.foundation.money import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from nongcai.domain.programmes.models import Programme
    from nongcai.domain.programmes.queries import Window
    from nongcai.domain.shares.queries.judging import Judgement, SaidFiling
    from nongcai.foundation.errors import DomainError


@dataclass(frozen=True)
class Sharing:
    """Who eats where this year: members by id with their names, and those whose canteen others share.

    `asked` maps units that were named and did not answer to the host and its name, `naming` holds the hosts that named
    members themselves, `without` maps hosts that filed that they have no canteen to their names, `proven` holds the
    units that proved that an outside body manages their canteen.
    """

    members: Mapping[int, str]
    hosts: Collection[int]
    asked: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    naming: Collection[int] = ()
    without: Mapping[int, str] = field(default_factory=dict)
    proven: Collection[int] = ()


def window_refusal(programme: Programme, usual: Window, granted: date | None, at: datetime) -> DomainError | None:
    """Return why a unit may not file at a moment; `granted` is the later day that it was given."""
    if not usual.has_opened(at):
        return WindowNotOpenError(year=programme.year, day=programme.files_from)
    if not usual.is_over(at):
        return None
    if granted is None or programmes.window_of(programme, "file", extended_to=granted).is_over(at):
        return WindowClosedError(year=programme.year, day=granted or usual.due_on)
    return None


def sharing_refusal(said: SaidFiling, unit_id: int, sharing: Sharing) -> DomainError | None:
    """Return why a unit may not say where it eats: it was asked by another, is to feed others, or leads in a circle."""
    host_id, host_name = sharing.asked.get(unit_id, (said.host_id, ""))
    if host_id != said.host_id:
        return UndecidedMemberError(host=host_name)
    if said.is_member:
        return _member_refusal(said, unit_id, sharing)
    return MembersNeedCanteenError() if unit_id in sharing.naming and not said.canteens else None


def _member_refusal(said: SaidFiling, unit_id: int, sharing: Sharing) -> DomainError | None:
    if said.host_id == unit_id:
        return HostIsSelfError()
    if said.host_id is not None and said.host_id in sharing.members:
        return HostIsMemberError(name=sharing.members[said.host_id])
    if said.host_id is not None and said.host_id in sharing.without:
        return HostWithoutCanteenError(name=sharing.without[said.host_id])
    if unit_id in sharing.hosts:
        return HasMembersError()
    if said.host_name and unit_id not in sharing.proven:
        told = str(ProofMissingError.message).format(name=said.host_name)
        return ProofMissingError(name=said.host_name, fields={"proof": [told]})
    return None


def rule_refusal(judged: Judgement) -> DomainError | None:
    """Return the refusal of a rule that shall be kept; it names document, paragraph and amounts."""
    demand = judged.refusing
    if demand is None:
        return None
    verdict = demand.nearest
    rule = verdict.rule
    facts: dict[str, Any] = {
        "layer": rule.layer_name,
        "rule": rule.shown,
        "document": f"{rule.document}{rule.paragraph}",
    }
    if verdict.bound is None or verdict.measured is None:
        return FigureMissingError(figure=rule.base_label, **facts)
    return RuleMissedError(asked=shown(verdict.bound), had=shown(verdict.measured), gap=shown(verdict.gap), **facts)
