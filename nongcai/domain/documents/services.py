"""Keeping and deleting files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.documents import queries
from nongcai.domain.documents.models import Document
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


@transaction.atomic
def store(
    *,
    owner: str,
    name: str,
    media_type: str,
    chunks: Iterable[bytes],
    at: datetime,
    user_id: int | None = None,
    expires_at: datetime | None = None,
) -> Document:
    """Keep a file: its bytes on disk first, then the row that makes it exist."""
    document = Document(
        owner=owner,
        name=name[-200:],
        media_type=media_type[:100],
        stored_at=at,
        stored_by_id=user_id,
        expires_at=expires_at,
    )
    digest = hashlib.sha256()
    document.path.parent.mkdir(parents=True, exist_ok=True)
    with document.path.open("wb") as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
        document.size = file.tell()
    document.sha256 = digest.hexdigest()
    records.save(document)
    return document


@dataclass(frozen=True)
class ToldFile:
    """A small file that is whole in memory."""

    owner: str
    name: str
    media_type: str
    data: bytes


@transaction.atomic
def store_many(*, files: Sequence[ToldFile], at: datetime, user_id: int | None = None) -> list[Document]:
    """Keep many small files: their bytes on disk first, then the rows that make them exist."""
    rows = [
        Document(
            owner=file.owner,
            name=file.name[-200:],
            media_type=file.media_type[:100],
            size=len(file.data),
            sha256=digest_of(file.data),
            stored_at=at,
            stored_by_id=user_id,
        )
        for file in files
    ]
    for row, file in zip(rows, files, strict=True):
        row.path.parent.mkdir(parents=True, exist_ok=True)
        row.path.write_bytes(file.data)
    return records.insert_many(rows)


@transaction.atomic
def expire(*, owners: Iterable[str], at: datetime) -> int:
    """Let the files of these owners be deleted at the next clearing; return how many."""
    return records.change(queries.documents_of_any(owners).filter(deleted_at=None), expires_at=at)


def digest_of(data: bytes) -> str:
    """Return the hash by which files are told apart."""
    return hashlib.sha256(data).hexdigest()


@transaction.atomic
def delete_expired(*, at: datetime) -> int:
    """Delete the bytes of files whose day has passed; their rows stay as proof that they were there."""
    count = 0
    for document in queries.expired(at).select_for_update(no_key=True):
        document.path.unlink(missing_ok=True)
        document.deleted_at = at
        records.save(document, "deleted_at")
        count += 1
    return count
