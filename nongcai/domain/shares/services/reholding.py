"""After a change of the tree, open filings wait for whoever stands there now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.shares import queries
from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.shares.services.stepping import step_row
from nongcai.domain.shares.states import FILING_MACHINE, OPEN_TO_UNIT, FilingAction, FilingState
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.queries import Chain


@dataclass(frozen=True)
class Rehold:
    """Whom a filing waited for, and whom it waits for now."""

    filing_id: int
    unit_id: int
    before: int | None
    after: int | None
    was_passed_on: bool = False


@transaction.atomic
def rehold(*, actor: Actor, unit_ids: Collection[int], at: datetime) -> list[Rehold]:
    """Set the holders of these units' open filings by today's tree; return those that changed.

    What waits for a supervising unit that is no longer there is passed on to finance, which may send it back.
    """
    rows = _locked(unit_ids)
    chains = queries.chains_of(rows)
    changed, passed, told = [], [], []
    for row in rows:
        chain, before = chains[row.organisation_id], row.holder_id
        if chain.goes_up_at_once and FILING_MACHINE.step(FilingAction.PASS_ON, row.state):
            row.state, row.endorsed_at = FilingState.ENDORSED, at
            passed.append(row)
        row.holder_id = _holder(row, chain)
        if row.holder_id != before or row in passed:
            changed.append(row)
            told.append(Rehold(row.pk, row.organisation_id, before, row.holder_id, row in passed))
    records.update_many(changed, "state", "holder", "endorsed_at")
    records.insert_many([step_row(actor, row, FilingAction.PASS_ON, at=at) for row in passed])
    return told


def _locked(unit_ids: Collection[int]) -> list[ShareFiling]:
    rows = ShareFiling.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(organisation_id__in=list(unit_ids), holder__isnull=False).order_by("pk"))


def _holder(row: ShareFiling, chain: Chain) -> int:
    if row.state in OPEN_TO_UNIT:
        return chain.filer
    waits_for = {
        FilingState.PREPARED: chain.filer,
        FilingState.FILED: chain.after_filing,
        FilingState.REVIEWED: chain.supervisor or chain.finance,
        FilingState.ENDORSED: chain.finance,
    }
    return waits_for[FilingState(row.state)]
