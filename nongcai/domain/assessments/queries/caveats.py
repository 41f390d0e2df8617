"""What every figure must be read with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.imports import queries as imports
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from nongcai.domain.organisations.queries import Node


@dataclass(frozen=True)
class Waiting:
    """Completed orders that count to nobody yet, because nobody has said whose they are."""

    orders: int = 0
    amount: Decimal = ZERO


def waiting(node: Node) -> Waiting:
    """Sum the completed orders of unknown units that bureaus at or below a node imported."""
    return Waiting(*imports.waiting_amount(node.path))
