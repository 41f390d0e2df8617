"""What waits for whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nongcai.domain.notices import permissions
from nongcai.domain.notices.models import Notice
from nongcai.domain.notices.states import DEEDS, DRAFT, NEXT

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor


def waiting_for(actor: Actor) -> dict[str, int]:
    """Count the notices that this person has next, by what is to be done."""
    # Nobody acts past the department that issues: its own notices are all that may wait.
    rows = Notice.objects.filter(node_id=actor.organisation_id, state__in=list(NEXT))
    waiting = [one for one in rows.prefetch_related("steps") if permissions.has_it_next(actor, one)]
    found = Counter(map(permissions.next_deed, waiting))
    return {str(DEEDS[deed]): found[deed] for deed in (DRAFT, *NEXT.values()) if found[deed]}
