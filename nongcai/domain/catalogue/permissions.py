"""Who may do what with products, offers and categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.catalogue.states import (
    ALARM_MACHINE,
    ENDED,
    PRODUCT_MACHINE,
    ZONE_ENTRY_MACHINE,
    ZONE_MACHINE,
    ProductAction,
)
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import ROLES_OF_UNITS, Power, Role
from nongcai.domain.suppliers import permissions as suppliers
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import PriceAlarm, Product, Zone, ZoneEntry
    from nongcai.domain.organisations.actors import Actor


def keeps_categories(actor: Actor) -> bool:
    """Say whether the actor keeps the tree of categories."""
    return suppliers.admits(actor)


def require_keeper(actor: Actor) -> None:
    """Let those pass who keep the tree of categories.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not keeps_categories(actor):
        raise NotAllowedError


def acts_on(product: Product, actor: Actor) -> list[str]:
    """Return what the actor's role may do with a product as it stands, in the order of the table."""
    return PRODUCT_MACHINE.actions(product.state, Role(actor.role))


def may_describe(product: Product, actor: Actor) -> bool:
    """Say whether the actor may write what is regulated: as it is being filled in, or to have it looked at again."""
    acts = acts_on(product, actor)
    return ProductAction.SUBMIT in acts or ProductAction.CHANGE in acts


def may_offer(product: Product, actor: Actor) -> bool:
    """Say whether the actor may say how a product is sold."""
    return suppliers.sells(actor) and product.state not in ENDED


def may_curate(zone: Zone, actor: Actor) -> bool:
    """Say whether the actor decides on what stands in a zone: whoever was named, else all of the platform."""
    if not suppliers.admits(actor):
        return False
    named = {row.user_id for row in zone.curators.all()}
    return not named or actor.user_id in named


def acts_on_zone(zone: Zone, actor: Actor) -> list[str]:
    """Return which steps of a zone the actor's role takes from where it is."""
    return ZONE_MACHINE.actions(zone.state, Role(actor.role))


def acts_on_entry(entry: ZoneEntry, actor: Actor) -> list[str]:
    """Return what the actor's role may do with an application to a zone as it stands."""
    return ZONE_ENTRY_MACHINE.actions(entry.state, Role(actor.role))


def buys_for(actor: Actor) -> int | None:
    """Return the unit for which the actor files, or by a trading account buys; None for everybody else."""
    if Role(actor.role) in ROLES_OF_UNITS:
        return actor.organisation_id
    return actor.buys_for_id if may(actor, Power.BUY) else None


def acts_on_alarm(alarm: PriceAlarm, actor: Actor) -> list[str]:
    """Return what the actor's role may do with an alarm as it stands; what happens by itself is nobody's."""
    steps = ALARM_MACHINE.transitions
    return [one.action for one in steps if alarm.state in one.sources and one.role == actor.role]


def may_prove(actor: Actor) -> bool:
    """Say whether the actor may show that a supplier asks less elsewhere: who buys, and the platform."""
    return may(actor, Power.BUY) or may(actor, Power.FILE) or suppliers.admits(actor)


def require_prover(actor: Actor) -> None:
    """Let those pass who may show that a supplier asks less elsewhere.

    :raises NotAllowedError: when the actor is anybody else.
    """
    if not may_prove(actor):
        raise NotAllowedError
