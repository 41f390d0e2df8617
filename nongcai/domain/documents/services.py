"""Keeping and deleting files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.documents import queries
from nongcai.domain.documents.models import Document
from nongcai.foundation import files, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
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
    """Keep a file: its bytes first, then the row that makes it exist."""
    document = Document(
        owner=owner,
        name=name[-200:],
        media_type=media_type[:100],
        stored_at=at,
        stored_by_id=user_id,
        expires_at=expires_at,
    )
    counted = _Counted(chunks)
    files.keep(str(document.id), counted)
    document.size, document.sha256 = counted.size, counted.digest.hexdigest()
    records.save(document)
    return document


class _Counted:
    """Chunks that are counted while they pass."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks, self.size, self.digest = chunks, 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            self.size += len(chunk)
            self.digest.update(chunk)
            yield chunk


@dataclass(frozen=True)
class ToldFile:
    """A small file that is whole in memory."""

    owner: str
    name: str
    media_type: str
    data: bytes


@transaction.atomic
def store_many(*, told: Sequence[ToldFile], at: datetime, user_id: int | None = None) -> list[Document]:
    """Keep many small files: their bytes first, then the rows that make them exist."""
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
        for file in told
    ]
    for row, file in zip(rows, told, strict=True):
        files.keep(str(row.id), [file.data])
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
        files.forget(str(document.id))
        document.deleted_at = at
        records.save(document, "deleted_at")
        count += 1
    return count
