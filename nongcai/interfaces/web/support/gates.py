"""Who reads as whom, and which question a page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from nongcai.domain.support import permissions, queries

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.support.models import Question
    from nongcai.interfaces.web.http import WebRequest


def reader_of(request: WebRequest) -> Actor | None:
    """Return who reads, where somebody has signed in."""
    found: Actor | None = getattr(request, "actor", None)
    return found


def require_platform(request: WebRequest) -> None:
    """Let the platform's people pass."""
    if not permissions.watches(request.actor):
        raise Http404


def question_or_404(request: WebRequest, question_id: int) -> Question:
    """Return a question within the reader's sight."""
    found: Question = get_object_or_404(queries.questions_visible_to(request.actor), pk=question_id)
    return found
