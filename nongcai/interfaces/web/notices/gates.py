"""How a view gets a notice: through what the actor may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from nongcai.domain.notices import queries as notices

if TYPE_CHECKING:
    from nongcai.domain.notices.models import Notice
    from nongcai.interfaces.web.http import WebRequest


def notice_or_404(request: WebRequest, notice_id: int) -> Notice:
    """Return a notice within sight."""
    return get_object_or_404(notices.notices_visible_to(request.actor), pk=notice_id)
