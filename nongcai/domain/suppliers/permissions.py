"""Who may do what with a supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power, Role
from nongcai.domain.suppliers.states import (
    APPLICATION_MACHINE,
    ENDED,
    MEASURE_MACHINE,
    OPEN_TO_OBJECTIONS,
    ApplicationAction,
)
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Application, Measure


def sells(actor: Actor) -> bool:
    """Say whether the actor works for a supplier."""
    return may(actor, Power.SELL)


def vets(actor: Actor) -> bool:
    """Say whether the actor works for a county that recommends."""
    return may(actor, Power.VET)


def admits(actor: Actor) -> bool:
    """Say whether the actor works for the platform."""
    return may(actor, Power.ADMIT)


def has_to_do(actor: Actor) -> bool:
    """Say whether suppliers are any of the actor's business."""
    return sells(actor) or vets(actor) or admits(actor)


def require_seller(actor: Actor) -> None:
    """Let a supplier's people pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not sells(actor):
        raise NotAllowedError


def require_admitter(actor: Actor) -> None:
    """Let the platform's people pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not admits(actor):
        raise NotAllowedError


def require_reviewer(actor: Actor) -> None:
    """Let the people of counties and of the platform pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not (vets(actor) or admits(actor)):
        raise NotAllowedError


def acts_on(application: Application, actor: Actor) -> list[str]:
    """Return what the actor's role may do with an application as it stands, in the order of the table."""
    return APPLICATION_MACHINE.actions(application.state, Role(actor.role))


def acts_on_measure(measure: Measure, actor: Actor) -> list[str]:
    """Return what the actor's role may do with a measure as it stands."""
    return MEASURE_MACHINE.actions(measure.state, Role(actor.role))


def may_apply_anew(actor: Actor, application: Application | None) -> bool:
    """Say whether the actor may open another application after this one, which has ended."""
    return sells(actor) and (application is None or application.state in ENDED)


def ready_to_recommend(actor: Actor, applications: Iterable[Application]) -> set[int]:
    """Return which of these the actor may recommend, as far as the table of steps says."""
    return {one.pk for one in applications if ApplicationAction.RECOMMEND in acts_on(one, actor)}


def may_object(application: Application, actor: Actor) -> bool:
    """Say whether the actor may write down an objection against an applicant."""
    return (vets(actor) or admits(actor)) and application.state in OPEN_TO_OBJECTIONS
