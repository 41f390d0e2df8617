"""How a view gets a notice and its content: through what the actor may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from nongcai.domain.notices import permissions
from nongcai.domain.notices import queries as notices
from nongcai.interfaces.papers import composing

if TYPE_CHECKING:
    from nongcai.domain.notices.models import Notice
    from nongcai.domain.organisations.actors import Actor
    from nongcai.interfaces.papers.contents import NoticeContent
    from nongcai.interfaces.web.http import WebRequest


def notice_or_404(request: WebRequest, notice_id: int) -> Notice:
    """Return a notice within sight."""
    return get_object_or_404(notices.notices_visible_to(request.actor), pk=notice_id)


def content_for(actor: Actor, notice: Notice, addressee: int | None = None) -> NoticeContent:
    """Return what the reader may have of a notice: outside the office neither internal attachments nor any row."""
    if permissions.reads_inside(actor, notice):
        return composing.content_of(notice, addressee=addressee)
    return composing.public_content_of(notice)
