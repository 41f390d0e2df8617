"""Finding files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.documents.models import Document

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def documents_of(owner: str) -> QuerySet[Document]:
    """Select what belongs to an owner, in the order in which it came."""
    return Document.objects.filter(owner=owner).order_by("stored_at", "id")


def expired(at: datetime) -> QuerySet[Document]:
    """Select files whose day of deletion has passed."""
    return Document.objects.filter(expires_at__lte=at, deleted_at=None)
