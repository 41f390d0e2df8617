"""Who amended what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.programmes.models import Amendment
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor


def record(actor: Actor, deed: str, region_code: str, year: int, words: str, *, at: datetime) -> None:
    """Write down an act on a layer's rules."""
    amendment = Amendment(
        region_id=region_code, year=year, deed=deed, words=words[:400], user_id=actor.user_id, label=actor.label, at=at
    )
    records.save(amendment)
