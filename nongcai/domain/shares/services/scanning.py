"""The signed and sealed form comes back as a scan of the version that was printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.documents import services as documents
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import permissions, queries, rules
from nongcai.domain.shares.errors import (
    FilingChangedError,
    NotListedError,
    ScanKindError,
    ScanTooLargeError,
    ScanTooLateError,
    TooManyScansError,
)
from nongcai.domain.shares.states import CLIMBING, Flag
from nongcai.foundation import records, scans

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ProofFile:
    """A file that proves who manages a canteen."""

    name: str
    data: bytes


@transaction.atomic
def attach_scan(*, actor: Actor, filing_id: int, version: int, name: str, data: bytes, at: datetime) -> Document:
    """Keep a scan with the version that it was printed of; a later version asks for a scan of its own.

    :raises UnknownFilingError: when the filing lies outside the actor's sight.
    :raises NotAllowedError: when the actor does not file for this unit.
    :raises FilingChangedError: when there is a later version.
    :raises ScanTooLateError: when nobody is to decide on this version any more.
    :raises ScanTooLargeError: when the file is too large.
    :raises ScanKindError: when its content is no PDF, JPEG, PNG or OFD.
    :raises TooManyScansError: when the version has as many as are kept.
    """
    filing = queries.lock_filing(actor, filing_id)
    permissions.require_filer(actor, filing.organisation_id)
    if version != filing.version:
        raise FilingChangedError(version=filing.version)
    if filing.state not in CLIMBING:
        raise ScanTooLateError(state=filing.get_state_display())
    media_type = _type_of(name, data)
    if queries.scans_of(filing).count() >= rules.MOST_SCANS:
        raise TooManyScansError(limit=rules.MOST_SCANS)
    document = documents.store(
        owner=queries.scan_owner(filing.pk, version),
        name=name,
        media_type=media_type,
        chunks=[data],
        at=at,
        user_id=actor.user_id,
    )
    filing.flags = [flag for flag in filing.flags if flag != Flag.NO_SCAN]
    records.save(filing, "flags")
    return document


def _type_of(name: str, data: bytes) -> str:
    if len(data) > scans.LARGEST:
        raise ScanTooLargeError(name=name, limit=scans.LARGEST // scans.MB)
    media_type = scans.scan_type(data)
    if not media_type:
        raise ScanKindError(name=name)
    return media_type


@transaction.atomic
def attach_proof(*, actor: Actor, unit_id: int, year: int, file: ProofFile, at: datetime) -> Document:
    """Keep what proves that a body outside the tree manages a unit's canteen (共用食堂证明材料).

    :raises NotAllowedError: when the actor does not file for this unit.
    :raises NotListedError: when the unit owes no filing this year.
    :raises ScanTooLargeError: when the file is too large.
    :raises ScanKindError: when its content is no PDF, JPEG, PNG or OFD.
    :raises TooManyScansError: when the unit has as many as are kept.
    """
    listing = organisations.lock_listing(unit_id, year)
    permissions.require_filer(actor, unit_id)
    if listing is None:
        raise NotListedError(name=organisations.node(unit_id).name, year=year)
    media_type = _type_of(file.name, file.data)
    if queries.proofs_of(unit_id, year).count() >= rules.MOST_SCANS:
        raise TooManyScansError(limit=rules.MOST_SCANS)
    return documents.store(
        owner=queries.proof_owner(unit_id, year),
        name=file.name,
        media_type=media_type,
        chunks=[file.data],
        at=at,
        user_id=actor.user_id,
    )
