"""Opening what is scarce, and holding, taking and giving back of it."""

from nongcai.domain.holds.services.holding import adjust, commit, expire, hold, release, take_back
from nongcai.domain.holds.services.opening import (
    locked,
    new_key,
    open_resource,
    open_resources,
    set_quantities,
    set_quantity,
)

__all__ = [
    "adjust",
    "commit",
    "expire",
    "hold",
    "locked",
    "new_key",
    "open_resource",
    "open_resources",
    "release",
    "set_quantities",
    "set_quantity",
    "take_back",
]
