"""Keeping the scan of a paper or letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.documents import services as documents
from nongcai.domain.suppliers.errors import FileUnreadableError
from nongcai.foundation import scans

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class Scan:
    """A file as it was uploaded."""

    name: str
    data: bytes


def keep_scan(actor: Actor, owner: str, scan: Scan, at: datetime) -> Document:
    """Keep a scan whose content can be read, whatever its name says.

    :raises FileUnreadableError: when it is too large, or neither PDF, JPEG, PNG nor OFD.
    """
    media_type = scans.scan_type(scan.data)
    if not media_type or len(scan.data) > scans.LARGEST:
        raise FileUnreadableError(name=scan.name, limit=scans.LARGEST // scans.MB)
    return documents.store(
        owner=owner, name=scan.name, media_type=media_type, chunks=[scan.data], at=at, user_id=actor.user_id
    )
