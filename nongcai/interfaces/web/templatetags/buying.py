"""What templates of the hall ask about their reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from nongcai.domain.catalogue import permissions
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor

register = template.Library()


@register.filter
def buys(actor: Actor | None) -> bool:
    """Say whether the reader files or buys for a unit."""
    return actor is not None and permissions.buys_for(actor) is not None


@register.filter
def orders(actor: Actor | None) -> bool:
    """Say whether the reader orders for a body that buys."""
    return actor is not None and may(actor, Power.BUY)
