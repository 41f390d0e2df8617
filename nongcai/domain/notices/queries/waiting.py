"""What waits for whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nongcai.domain.notices import permissions
from nongcai.domain.notices.queries.finding import notices_visible_to
from nongcai.domain.notices.states import DEEDS, NEXT, NoticeState

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor


def waiting_for(actor: Actor) -> dict[str, int]:
    """Count the notices that this person has next, by what is to be done."""
    rows = notices_visible_to(actor).filter(node_id=actor.organisation_id, state__in=list(NEXT))
    waiting = (one for one in rows.prefetch_related("steps") if permissions.has_it_next(actor, one))
    found = Counter(
        "draft" if one.state == NoticeState.DRAFTING and one.passed_check_at is None else NEXT[NoticeState(one.state)]
        for one in waiting
    )
    return {str(DEEDS[action]): found[action] for action in ("draft", *NEXT.values()) if found[action]}
