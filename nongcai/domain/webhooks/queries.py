"""An office's subscriptions, and what was sent to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from nongcai.domain.webhooks.models import Delivery, Subscription
from nongcai.domain.webhooks.states import SUBSCRIPTION_MACHINE, DeliveryState, SubscriptionState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor

_UNDER_WAY = (DeliveryState.WAITING, DeliveryState.SENDING)


def subscriptions_visible_to(actor: Actor) -> QuerySet[Subscription]:
    """Select the subscriptions of the actor's own office, with how much waits and how much failed."""
    return (
        Subscription.objects.filter(node_id=actor.organisation_id)
        .annotate(
            waiting=Count("deliveries", filter=Q(deliveries__state__in=_UNDER_WAY)),
            delivered=Count("deliveries", filter=Q(deliveries__state=DeliveryState.DELIVERED)),
            failed=Count("deliveries", filter=Q(deliveries__state=DeliveryState.FAILED)),
        )
        .order_by("state", "pk")
    )


def deliveries_of(subscription: Subscription, state: str = "") -> QuerySet[Delivery]:
    """Select what a subscription was told, the latest first."""
    rows = Delivery.objects.filter(subscription=subscription).order_by("-made_at", "-pk")
    return rows.filter(state=state) if state else rows


def possible_acts(subscription: Subscription, actor: Actor) -> list[str]:
    """Return the acts that the actor may do to a subscription as it stands."""
    return SUBSCRIPTION_MACHINE.actions(subscription.state, actor.role)


def listening(node_ids: Iterable[int]) -> list[Subscription]:
    """Return the subscriptions of these offices that have not ended; what comes while one is paused waits."""
    rows = Subscription.objects.filter(node_id__in=list(node_ids)).exclude(state=SubscriptionState.ENDED)
    return list(rows.order_by("pk"))


def lock(actor: Actor, subscription_id: int) -> Subscription | None:
    """Lock a subscription of the actor's office; None where it has no such."""
    rows = Subscription.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(pk=subscription_id, node_id=actor.organisation_id).first()


def active_with_something_due(at: datetime) -> list[int]:
    """Return the active subscriptions for which something is due."""
    due = Q(deliveries__state__in=_UNDER_WAY, deliveries__due_at__lte=at)
    rows = Subscription.objects.filter(due, state=SubscriptionState.ACTIVE)
    return sorted(set(rows.values_list("pk", flat=True)))


def lock_due(subscription_id: int, at: datetime, most: int) -> list[Delivery]:
    """Lock what is due for a subscription, the first due first; what another worker holds is left to it."""
    rows = Delivery.objects.filter(subscription_id=subscription_id, state__in=_UNDER_WAY, due_at__lte=at)
    locked = rows.select_for_update(of=("self",), skip_locked=True, no_key=True)
    return list(locked.select_related("subscription").order_by("due_at", "pk")[:most])
