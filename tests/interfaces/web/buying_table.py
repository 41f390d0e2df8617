"""The rows of demands and lists in the access tables: what each page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import buying
from tests.interfaces.web.market_table import sold_today
from tests.market import all_the_way, on_stage
from tests.shelf import sell_for_good

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast


def demand(cast: Cast) -> dict[str, object]:
    """What the school will need; the supplier may sell."""
    sell_for_good(all_the_way(on_stage(cast)))
    return {"demand_id": buying.published(cast, phone="0371-60000000").pk}


def listed(cast: Cast) -> dict[str, object]:
    """A list of the school."""
    return {"list_id": buying.begun(cast).pk}


def line(cast: Cast) -> dict[str, object]:
    """Goods on a list of the school."""
    return {"line_id": buying.put(cast, buying.begun(cast), sold_today(cast)).pk}


ARGUMENTS_OF_BUYING: dict[str, Callable[[Cast], dict[str, object]]] = {
    **{f"demands:demand_{act}": demand for act in ("show", "close", "answer", "retract")},
    "demands:number_look": demand,
    **{f"reorders:list_{act}": listed for act in ("show", "rename", "copy", "remove")},
    **{f"reorders:line_{act}": line for act in ("change", "remove")},
}
