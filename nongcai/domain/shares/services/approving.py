"""The approver of a unit (单位审核人) lets out what was prepared there; by that the unit has filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import permissions, queries
from nongcai.domain.shares.errors import FilingChangedError, UnknownFilingError
from nongcai.domain.shares.models import FilingVersion
from nongcai.domain.shares.services import telling_people
from nongcai.domain.shares.services.composing import flags_of
from nongcai.domain.shares.services.filing import hold, programme_of, refuse, require_agreeing, require_window
from nongcai.domain.shares.services.stepping import record, step_of
from nongcai.domain.shares.states import FilingAction
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.models import ShareFiling


@transaction.atomic
def approve(*, actor: Actor, filings: Sequence[tuple[int, int]], at: datetime) -> ShareFiling:
    """Let a prepared form out as it was seen: (filing id, version). In time is who approves in time.

    Whatever would stand in the way of filing it now, does.

    :raises UnknownFilingError: when it lies outside the actor's sight.
    :raises NotHolderError: when it waits for somebody else.
    :raises NotAllowedError: when the actor is not the unit's approver.
    :raises SamePersonError: when the actor prepared it.
    :raises StepNotPermittedError: when it does not wait for the approver.
    :raises FilingChangedError: when it was prepared again since the actor saw it.
    :raises WindowClosedError: after the last day, without an extension.
    :raises RuleMissedError: when a rule that shall be kept is missed.
    """
    ((filing_id, version),) = filings
    filing = _locked(actor, filing_id, version)
    chain = queries.chain_of(filing.organisation_id, filing.year)
    action = FilingAction.APPROVE_UP if chain.goes_up_at_once else FilingAction.APPROVE
    target = step_of(filing, action)
    refuse(permissions.refusal_of(actor, filing, action, chain))
    listing = organisations.listing_of(filing.organisation_id, filing.year)
    programme = programme_of(listing, filing.organisation_id, filing.year)
    is_late = require_window(programme, filing.organisation_id, at)
    said = queries.said_of(FilingVersion.objects.get(filing=filing, number=filing.version))
    require_agreeing(said, filing.organisation_id, filing.year)
    judged = queries.judgement(chain, filing.year, said)
    refuse(queries.rule_refusal(judged))

    filing.state, filing.holder_id, filing.held_since = target, chain.after_filing, at
    filing.filed_at, filing.approved_by_id = at, actor.user_id
    filing.flags = flags_of(filing, judged, is_late=is_late, needs_scan=programme.needs_scan)
    records.save(filing, "state", "holder", "held_since", "filed_at", "approved_by", "flags")
    record(actor, filing, action, at=at)
    telling_people.tell_filed([filing], at=at)
    telling_people.tell_approved(filing, chain.filer, actor.label, at=at)
    return filing


def _locked(actor: Actor, filing_id: int, version: int) -> ShareFiling:
    """Lock first what is locked before a filing elsewhere, too: the tree, the listings of the unit and its host."""
    seen = queries.filings_visible_to(actor).filter(pk=filing_id).first()
    if seen is None:
        raise UnknownFilingError(what=filing_id)
    hold(seen.organisation_id, seen.host_id, seen.year)
    organisations.lock_listing(seen.organisation_id, seen.year)
    filing = queries.lock_filing(actor, filing_id)
    if filing.version != version or filing.host_id != seen.host_id:
        raise FilingChangedError(version=filing.version)
    return filing
