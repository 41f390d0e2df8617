"""Where confirmed filings are sent: subscriptions, what was sent, and sending it again."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.organisations import permissions
from nongcai.domain.webhooks import queries as webhooks
from nongcai.domain.webhooks import services
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged

if TYPE_CHECKING:
    from nongcai.domain.webhooks.models import Subscription

router = Router(tags=["webhooks"])
ONE = "/webhooks/{subscription_id}"


class SubscriptionIn(Schema):
    """A receiver: its name, and an address at an origin that the operator listed."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    address: Annotated[str, Field(min_length=1, max_length=300)]


class SubscriptionOut(Schema):
    """A receiver, and how many messages wait, were taken, and were given up."""

    id: int
    name: str
    address: str
    state: str
    made_at: datetime
    waiting: int
    delivered: int
    failed: int


class SecretOut(Schema):
    """The secret of a receiver's signatures; it is told once."""

    id: int
    secret: str


class SubscriptionStepIn(Schema):
    """What to do with a subscription."""

    action: Literal["pause", "resume", "end"]


class DeliveryOut(Schema):
    """A message; `status` is the receiver's answer, 0 where there was none."""

    id: int
    message_id: str
    filing_id: int
    version: int
    state: str
    attempts: int
    status: int | None
    told: str
    made_at: datetime
    settled_at: datetime | None


class ReplayIn(Schema):
    """Which filings: confirmed from a day to another, both included."""

    since: date
    until: date


class ReplayOut(Schema):
    """How many messages are to be sent."""

    count: int


@router.get(
    "/webhooks",
    response={200: Page[SubscriptionOut], **REFUSALS},
    operation_id="list_webhooks",
    summary="The office's subscriptions",
)
def list_webhooks(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_bureau(request)
    return paged(webhooks.subscriptions_visible_to(request.actor), page, page_size, lambda row: row)


@router.post(
    "/webhooks",
    response={200: SecretOut, **ACT_REFUSALS},
    operation_id="subscribe_webhook",
    summary="Have confirmed filings sent to an address from now on",
)
def subscribe(request: ApiRequest, told: SubscriptionIn) -> dict[str, object]:
    made = services.subscribe(actor=request.actor, name=told.name, address=told.address, at=timezone.now())
    return {"id": made.subscription.pk, "secret": made.secret}


@router.get(
    f"{ONE}/deliveries",
    response={200: Page[DeliveryOut], **REFUSALS},
    operation_id="list_webhook_deliveries",
    summary="What was sent, the latest first",
)
def list_deliveries(
    request: ApiRequest,
    subscription_id: int,
    state: Literal["", "waiting", "sending", "delivered", "failed"] = "",
    page: PageNumber = 1,
    page_size: PageSize = 50,
) -> dict[str, object]:
    return paged(webhooks.deliveries_of(_one_or_404(request, subscription_id), state), page, page_size, lambda row: row)


@router.post(
    f"{ONE}/step",
    response={200: SubscriptionOut, **ACT_REFUSALS},
    operation_id="step_webhook",
    summary="Pause a subscription, resume or end it",
)
def step(request: ApiRequest, subscription_id: int, told: SubscriptionStepIn) -> Subscription:
    services.step(actor=request.actor, subscription_id=subscription_id, action=told.action)
    return _one_or_404(request, subscription_id)


@router.post(
    f"{ONE}/secret",
    response={200: SecretOut, **ACT_REFUSALS},
    operation_id="renew_webhook_secret",
    summary="Change the secret; the former signs nothing from now on",
)
def renew_secret(request: ApiRequest, subscription_id: int) -> dict[str, object]:
    made = services.tell_new_secret(actor=request.actor, subscription_id=subscription_id)
    return {"id": made.subscription.pk, "secret": made.secret}


@router.post(
    f"{ONE}/replay",
    response={200: ReplayOut, **ACT_REFUSALS},
    operation_id="replay_webhook",
    summary="Send again what was confirmed on some days, told before or not",
)
def replay(request: ApiRequest, subscription_id: int, told: ReplayIn) -> dict[str, int]:
    count = services.replay(
        actor=request.actor,
        subscription_id=subscription_id,
        since=told.since,
        until=told.until,
        at=timezone.now(),
    )
    return {"count": count}


@router.post(
    f"{ONE}/deliveries/{{delivery_id}}/replay",
    response={200: ReplayOut, **ACT_REFUSALS},
    operation_id="replay_webhook_delivery",
    summary="Send one message again",
)
def replay_one(request: ApiRequest, subscription_id: int, delivery_id: int) -> dict[str, int]:
    count = services.replay_one(
        actor=request.actor, subscription_id=subscription_id, delivery_id=delivery_id, at=timezone.now()
    )
    return {"count": count}


def _one_or_404(request: ApiRequest, subscription_id: int) -> Subscription:
    _require_bureau(request)
    row: Subscription = get_object_or_404(webhooks.subscriptions_visible_to(request.actor), pk=subscription_id)
    return row


def _require_bureau(request: ApiRequest) -> None:
    if not (permissions.is_finance(request.actor) or request.actor.reads_only):
        raise Http404
