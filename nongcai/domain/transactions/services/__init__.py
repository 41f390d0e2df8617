"""Recording orders, and having what counts counted."""

from nongcai.domain.transactions.services.owning import OwnOrder, count_own
from nongcai.domain.transactions.services.recording import FIELDS, Recorded, attribute, lock_orders, record_from

__all__ = ["FIELDS", "OwnOrder", "Recorded", "attribute", "count_own", "lock_orders", "record_from"]
