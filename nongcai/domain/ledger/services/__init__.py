"""Acts on what counts."""

from nongcai.domain.ledger.services.booking import NewEntry, close, count, count_from
from nongcai.domain.ledger.services.rebuilding import rebuild_summaries

__all__ = ["NewEntry", "close", "count", "count_from", "rebuild_summaries"]
