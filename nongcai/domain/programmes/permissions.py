"""Who writes rules for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class Layer:
    """A layer of rules: a region, or one department in it."""

    region_code: str
    organisation_id: int | None


def layer_of(actor: Actor) -> Layer | None:
    """Return the layer that an actor writes: finance its region's, a supervising unit its own; None for the others."""
    if not may(actor, Power.RULE):
        return None
    own = organisations.node(actor.organisation_id)
    return Layer(own.region_code, None if own.is_finance else own.id)


def require_layer(actor: Actor) -> Layer:
    """Return the layer that an actor writes.

    :raises NotAllowedError: when the actor writes none.
    """
    layer = layer_of(actor)
    if layer is None:
        raise NotAllowedError
    return layer


def require_region(actor: Actor) -> str:
    """Return the region whose programme an actor writes.

    :raises NotAllowedError: when the actor is not finance.
    """
    layer = require_layer(actor)
    if layer.organisation_id is not None:
        raise NotAllowedError
    return layer.region_code
