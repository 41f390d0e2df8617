"""The scans of signed forms, each of the version that was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.documents import queries as documents
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares.errors import UnknownScanError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.documents.models import Document
    from nongcai.domain.shares.models import ShareFiling
    from nongcai.domain.shares.queries.chains import Chain


def scan_owner(filing_id: int, version: int) -> str:
    """Return under what a version's scans are kept."""
    return f"filing-scan:{filing_id}:{version}"


def scans_of(filing: ShareFiling, version: int | None = None) -> QuerySet[Document]:
    """Select the scans of a version of a filing, the present one where none is named, in the order they came."""
    return documents.documents_of(scan_owner(filing.pk, filing.version if version is None else version))


def scans_of_versions(filing: ShareFiling) -> list[tuple[int, list[Document]]]:
    """Return the scans of each version of a filing, the latest version first, in one statement."""
    owners = _owners(filing)
    found: dict[int, list[Document]] = {version: [] for version in owners.values()}
    for document in documents.documents_of_any(owners):
        found[owners[document.owner]].append(document)
    return list(found.items())


def scan_of(filing: ShareFiling, document_id: UUID) -> Document:
    """Return a scan of any version of a filing.

    :raises UnknownScanError: when there is none.
    """
    found = documents.documents_of_any(_owners(filing)).filter(pk=document_id).first()
    if found is None:
        raise UnknownScanError(what=document_id)
    return found


def lacking_scans(rows: Iterable[ShareFiling], chains: Mapping[int, Chain]) -> set[int]:
    """Return those filings whose programme wants a scan of the present version that did not come."""
    found = list(rows)
    places = {(chains[row.organisation_id].region_code, row.year) for row in found}
    wanting = {place for place in places if programmes.needs_scan(*place)}
    asked = [row for row in found if (chains[row.organisation_id].region_code, row.year) in wanting]
    if not asked:
        return set()
    kept = documents.owners_among(scan_owner(row.pk, row.version) for row in asked)
    return {row.pk for row in asked if scan_owner(row.pk, row.version) not in kept}


def _owners(filing: ShareFiling) -> dict[str, int]:
    return {scan_owner(filing.pk, version): version for version in range(filing.version, 0, -1)}
