"""From what was said to the rows that keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.shares import rules
from nongcai.domain.shares.models import SAID, CanteenRow, FilingVersion
from nongcai.domain.shares.states import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.models import ShareFiling
    from nongcai.domain.shares.queries import Judgement, SaidFiling


def compose(filing: ShareFiling, said: SaidFiling, *, actor: Actor, host_name: str) -> None:
    """Let a filing say what was said, and who said it; `host_name` is the name of `said.host_id`."""
    named = said.host_name or host_name
    told = {name: getattr(said, name) for name in SAID if hasattr(said, name)}
    told |= {
        "canteen": rules.canteen_kind(said.canteens, is_member=said.is_member),
        "canteen_total": said.total,
        "reserved": said.set_aside,
        "host_name": named,
        "remark": rules.remark(said.canteens, host_name=named),
        "filed_by_id": actor.user_id,
        "filed_by_label": actor.label,
        "filed_by_office": "" if actor.organisation_id == filing.organisation_id else actor.organisation_name,
    }
    for name, value in told.items():
        setattr(filing, name, value)


def flags_of(filing: ShareFiling, judged: Judgement, *, is_late: bool, needs_scan: bool) -> list[str]:
    """Return what a reviewer should look at first."""
    found = {
        Flag.LATE: is_late,
        Flag.CHANGED: filing.version > 1,
        Flag.BELOW_RULE: bool([one for one in judged.below if one.nearest.rule.strength == "principle"]),
        Flag.IMPLAUSIBLE: bool(judged.hints),
        Flag.EXEMPT: judged.lowered_to is not None,
        Flag.NO_SCAN: needs_scan,
    }
    return [flag.value for flag, holds in found.items() if holds]


def version_of(filing: ShareFiling, *, at: datetime) -> FilingVersion:
    """Return the version that keeps what a filing says now."""
    values = {name: getattr(filing, name) for name in SAID}
    return FilingVersion(filing=filing, number=filing.version, state=filing.state, known_at=at, **values)


def canteens_of(version: FilingVersion, said: SaidFiling) -> Iterator[CanteenRow]:
    """Return the canteens of a version."""
    for seq, one in enumerate(said.canteens, start=1):
        yield CanteenRow(
            version=version,
            seq=seq,
            kind=one.kind,
            name=one.name,
            contractor_id=one.contractor_id,
            contractor_name=one.contractor_name,
            account_due_on=one.account_due_on,
            diners=one.diners,
            total=one.total,
            total_source=one.total_source,
        )
