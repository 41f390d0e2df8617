"""The cast as the tables of access want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.interfaces.web.arguments import buyer
from tests.worlds import world

if TYPE_CHECKING:
    from tests.cast import Cast


@world
def hired(cast: Cast) -> Cast:
    """Those who buy, help and review are there."""
    buyer(cast)
    return cast
