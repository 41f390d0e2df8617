"""Who may do what with money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power, Role
from nongcai.domain.payments.states import CLAIM_MACHINE, ISSUE_MACHINE, Holder, IssueAction, IssueKind
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.models import Due, PaymentClaim, TransferIssue


def sells(actor: Actor) -> bool:
    """Say whether the actor works for a supplier."""
    return may(actor, Power.SELL)


def settles(actor: Actor) -> bool:
    """Say whether the actor pays for what a body buys."""
    return may(actor, Power.SETTLE)


def accepts(actor: Actor) -> bool:
    """Say whether the actor looks at goods and invoices for what a body buys."""
    return may(actor, Power.ACCEPT)


def watches(actor: Actor) -> bool:
    """Say whether the actor works for the platform."""
    return may(actor, Power.ADMIT)


def has_to_do(actor: Actor) -> bool:
    """Say whether money is any of the actor's business; whoever buys reads on, also where another post pays."""
    return sells(actor) or settles(actor) or accepts(actor) or watches(actor) or may(actor, Power.BUY)


def require_seller(actor: Actor) -> None:
    """Let a supplier's people pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not sells(actor):
        raise NotAllowedError


def require_settler(actor: Actor) -> None:
    """Let whoever pays for a buyer pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not settles(actor):
        raise NotAllowedError


def require_acceptor(actor: Actor) -> None:
    """Let whoever looks at goods and invoices for a buyer pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not accepts(actor):
        raise NotAllowedError


def require_watcher(actor: Actor) -> None:
    """Let the platform's people pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not watches(actor):
        raise NotAllowedError


def desk_of(actor: Actor) -> str:
    """Return as whom the table of exceptions knows the actor; "" for whoever has nothing to do with them."""
    if sells(actor):
        return Role.SUPPLIER
    if watches(actor):
        return Role.PLATFORM
    return Role.BUYER if settles(actor) else ""


def holder_of(actor: Actor) -> str:
    """Return as which holder of exceptions the actor stands; "" for none."""
    holders = {Role.SUPPLIER: Holder.SUPPLIER, Role.PLATFORM: Holder.PLATFORM, Role.BUYER: Holder.BUYER}
    return {role.value: holder.value for role, holder in holders.items()}.get(desk_of(actor), "")


def acts_on(issue: TransferIssue, actor: Actor) -> list[str]:
    """Return what the actor may do with an exception as it stands, in the order of the table."""
    desk = desk_of(actor)
    acts = ISSUE_MACHINE.actions(issue.state, desk) if desk else []
    is_instalment = issue.kind == IssueKind.PARTIAL
    kept = [act for act in acts if act != IssueAction.KEEP or is_instalment]
    return [act for act in kept if not is_left_to_platform(act, issue, actor)]


def acts_of(actor: Actor) -> set[str]:
    """Return what the actor's desk may do with exceptions at all."""
    desk = desk_of(actor)
    return {one.action for one in ISSUE_MACHINE.transitions if one.role == desk}


def is_left_to_platform(action: str, issue: TransferIssue, actor: Actor) -> bool:
    """Say whether only the platform takes this step: money outside the settlement account is looked at first."""
    is_outside = issue.kind == IssueKind.WRONG_ACCOUNT
    return action == IssueAction.ASSIGN and is_outside and desk_of(actor) != Role.PLATFORM


def has_to_do_with_claims(actor: Actor) -> bool:
    """Say whether what buyers have paid is any of the actor's business."""
    return sells(actor) or settles(actor) or watches(actor) or may(actor, Power.BUY)


def acts_on_claim(claim: PaymentClaim, actor: Actor) -> list[str]:
    """Return what the actor may do with a claim as it stands."""
    acts = acts_of_claims(actor)
    return [act for act in CLAIM_MACHINE.actions(claim.state, desk_of(actor)) if act in acts]


def acts_of_claims(actor: Actor) -> set[str]:
    """Return what the actor's desk may do with claims at all."""
    desk = desk_of(actor)
    return {one.action for one in CLAIM_MACHINE.transitions if desk and one.role == desk}


def pays_for(actor: Actor, buyer_id: int) -> bool:
    """Say whether the actor pays for a buyer."""
    return settles(actor) and buyer_id == actor.organisation_id


def pays(actor: Actor, order: Order) -> bool:
    """Say whether the actor pays an order of a person: whoever placed it, or whoever pays for its buyer."""
    is_own = may(actor, Power.BUY) and actor.user_id == order.user_id
    return actor.organisation_id == order.buyer_id and (is_own or settles(actor))


def require_payer(actor: Actor, order: Order) -> None:
    """Let whoever pays an order of a person pass.

    :raises NotAllowedError: when the actor is anybody else.
    """
    if not pays(actor, order):
        raise NotAllowedError


def may_put_off(due: Due, actor: Actor) -> bool:
    """Say whether the actor pays for the buyer of an order."""
    return settles(actor) and due.buyer_id == actor.organisation_id
