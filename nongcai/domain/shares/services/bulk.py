"""An office fills in the filings of many units by a table, as drafts or filed at once (主管单位代填)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.shares import queries
from nongcai.domain.shares.models import SAID, FilingDraft, ShareFiling
from nongcai.domain.shares.services import telling_people
from nongcai.domain.shares.services.composing import canteens_of, compose, flags_of, version_of
from nongcai.domain.shares.services.settling import settle
from nongcai.domain.shares.services.stepping import last_versions, step_row
from nongcai.domain.shares.states import FILLABLE, FilingAction, FilingState, RowOutcome
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.queries import Chain, JudgedRow, SaidRow

_WRITTEN = (*SAID, "state", "holder", "held_since", "filed_at", "endorsed_at", "approved_by", "version")


@transaction.atomic
def fill_drafts(*, actor: Actor, year: int, rows: Sequence[SaidRow], at: datetime) -> list[JudgedRow]:
    """Leave a draft for each unit whose row is in order; return what became of every row.

    :raises NotAllowedError: when the actor's office files for nobody.
    """
    found = _judged(actor, year, rows, at)
    good = {row.unit_id: row for row in found if row.outcome in FILLABLE and row.unit_id is not None}
    drafts = FilingDraft.objects.select_for_update(no_key=True).filter(organisation_id__in=list(good), year=year)
    standing = {draft.organisation_id: draft for draft in drafts.order_by("pk")}
    new = []
    for unit, row in good.items():
        draft = standing.get(unit) or FilingDraft(organisation_id=unit, year=year)
        draft.content, draft.saved_by_id, draft.saved_at = queries.draft_content(row), actor.user_id, at
        if unit not in standing:
            new.append(draft)
    records.insert_many(new)
    records.update_many(list(standing.values()), "content", "saved_by", "saved_at")
    return found


@transaction.atomic
def file_many(*, actor: Actor, year: int, rows: Sequence[SaidRow], at: datetime) -> list[JudgedRow]:
    """File for each unit whose row is in order; another person lets these filings pass. Return what became of each row.

    :raises NotAllowedError: when the actor's office files for nobody.
    """
    found = _judged(actor, year, rows, at)
    # A draft that says the same was not filed yet.
    good = [row for row in found if row.outcome in FILLABLE or (row.outcome == RowOutcome.SAME and row.judged)]
    chains = queries.chains_for([row.unit_id for row in good if row.unit_id is not None], year)
    hosts = organisations.names_of({row.said.host_id for row in good if row.said.host_id})
    last = last_versions(row.filing.pk for row in good if row.filing)
    filings = []
    for row in good:
        assert row.unit_id is not None
        filing = row.filing or ShareFiling(organisation_id=row.unit_id, year=year)
        compose(filing, row.said, actor=actor, host_name=hosts.get(row.said.host_id or 0, ""))
        filing.version = last.get(filing.pk, 0) + 1
        _let_climb(filing, row, chains[filing.organisation_id], at)
        filings.append(filing)
    new = [filing for filing in filings if filing.pk is None]
    old = [filing for filing in filings if filing.pk is not None]
    records.insert_many(new)
    records.update_many(old, *_WRITTEN)
    _write_flags(old)
    versions = records.insert_many([version_of(filing, at=at) for filing in filings])
    pairs = zip(versions, good, strict=True)
    records.insert_many([canteen for version, row in pairs for canteen in canteens_of(version, row.said)])
    records.insert_many([step_row(actor, one, _action(chains[one.organisation_id]), at=at) for one in filings])
    settle(actor, filings, at=at)
    records.remove(FilingDraft.objects.filter(organisation_id__in=[one.organisation_id for one in filings], year=year))
    telling_people.tell_filed(filings, at=at)
    done = {row.unit_id for row in good}
    return [replace(row, outcome=RowOutcome.NEW) if row.unit_id in done else row for row in found]


def _judged(actor: Actor, year: int, rows: Sequence[SaidRow], at: datetime) -> list[JudgedRow]:
    organisation_services.hold_tree()
    codes = {row.unit_code for row in rows}
    listed = organisations.units_by_code(codes, year, actor.path).values_list("organisation_id", flat=True)
    # A host becomes no member, and a member no host, meanwhile.
    hosts = queries.Named({row.host for row in rows if row.host}, actor.path).units
    organisations.lock_listings({*listed, *hosts}, year)
    return queries.judge_rows(actor, year, rows, at)


def _let_climb(filing: ShareFiling, row: JudgedRow, chain: Chain, at: datetime) -> None:
    filing.state = FilingState.ENDORSED if chain.goes_up_at_once else FilingState.FILED
    filing.holder_id, filing.held_since = chain.after_filing, at
    filing.filed_at, filing.endorsed_at, filing.approved_by_id = at, None, None
    assert row.judged is not None
    filing.flags = flags_of(filing, row.judged, is_late=row.is_late, needs_scan=row.needs_scan)


def _action(chain: Chain) -> FilingAction:
    return FilingAction.FILE_UP if chain.goes_up_at_once else FilingAction.FILE


def _write_flags(filings: Sequence[ShareFiling]) -> None:
    alike: dict[tuple[str, ...], list[int]] = {}
    for one in filings:
        alike.setdefault(tuple(one.flags), []).append(one.pk)
    for flags, ids in alike.items():
        records.change(ShareFiling.objects.filter(pk__in=ids), flags=list(flags))
