"""Numbers of a workbook that have bounds of their own. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from nongcai.domain.catalogue.errors import BoundsError
from nongcai.domain.catalogue.rules.searching import squeezed

# As the forms have them.
BOUNDS: dict[str, tuple[int, int]] = {
    "shelf_life_days": (1, 3650),
    "pieces": (1, 100_000),
    "gross_kilograms": (0, 100_000),
    "quantity": (0, 99_999_999),
    "minimum": (1, 100_000),
    "lead_days": (0, 90),
    "season_from": (1, 12),
    "season_to": (1, 12),
}


def require_bounds(name: str, value: int | Decimal | None) -> None:
    """Want a number within its bounds; an empty cell is within.

    :raises BoundsError: naming the field.
    """
    low, high = BOUNDS[name]
    if value is not None and not low <= value <= high:
        told = {"low": low, "high": high}
        raise BoundsError(**told, fields={name: [BoundsError.message.format(**told)]})


def key_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return by what a supplier's product is told from its others: name, origin, producer, content.

    A workbook has names on one line, a page as they were typed: both are compared folded.
    """
    net = Decimal(values["net_quantity"]).normalize()
    return (squeezed(values["name"]), values["county"], squeezed(values["producer"]), f"{net:f}", values["net_unit"])
