"""Finding files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.documents.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet


def documents_of(owner: str) -> QuerySet[Document]:
    """Select what belongs to an owner, in the order in which it came."""
    return Document.objects.filter(owner=owner).order_by("stored_at", "id")


def documents_of_any(owners: Iterable[str]) -> QuerySet[Document]:
    """Select what belongs to any of these owners, in the order in which it came."""
    return Document.objects.filter(owner__in=list(owners)).order_by("stored_at", "id")


def documents_under(prefix: str) -> QuerySet[Document]:
    """Select what belongs to owners that begin so, the latest first."""
    return Document.objects.filter(owner__startswith=prefix).order_by("-stored_at", "-id")


def owners_among(owners: Iterable[str]) -> set[str]:
    """Return those of the owners to whom a file belongs that was not deleted."""
    rows = Document.objects.filter(owner__in=list(owners), deleted_at=None)
    return set(rows.order_by().values_list("owner", flat=True).distinct())


def expired(at: datetime) -> QuerySet[Document]:
    """Select files whose day of deletion has passed."""
    return Document.objects.filter(expires_at__lte=at, deleted_at=None)
