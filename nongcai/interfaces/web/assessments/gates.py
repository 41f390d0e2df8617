"""What may be opened: places within the actor's subtree; anything else is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from nongcai.domain.organisations import queries as organisations

if TYPE_CHECKING:
    from nongcai.domain.organisations.queries import Node
    from nongcai.interfaces.web.http import WebRequest


def lineage_or_404(request: WebRequest, node_id: int) -> list[Node]:
    """Return the places from the actor's own down to a node, which is the last."""
    lineage = organisations.lineage_visible_to(request.actor, node_id)
    if not lineage:
        raise Http404
    return lineage


def unit_lineage_or_404(request: WebRequest, unit_id: int) -> list[Node]:
    """Return the places from the actor's own down to a budget unit."""
    lineage = lineage_or_404(request, unit_id)
    if lineage[-1].is_finance:
        raise Http404
    return lineage
