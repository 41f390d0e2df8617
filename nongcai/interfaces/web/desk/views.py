"""The start page and the messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.notifications import queries as notifications
from nongcai.domain.notifications import services as notification_services
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import ROLES_OF_FINANCE, Power
from nongcai.interfaces.web.desk.cards import cards_of
from nongcai.interfaces.web.http import go_to, page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.organisations.actors import Actor
    from nongcai.interfaces.web.http import WebRequest


@require_safe
def desk_show(request: WebRequest) -> HttpResponse:
    today = timezone.localdate()
    cards = cards_of(request.actor, today)
    context = {
        "powers": [power.label for power in Power if _is_told(request.actor, power)],
        "buying": organisations.buying_of(request.actor, today) if request.actor.buys_for_id else None,
        "waiting": [card for card in cards if card.waits],
        "figures": [card for card in cards if not card.waits],
    }
    return page(request, "desk/desk_show.html", context)


def _is_told(actor: Actor, power: Power) -> bool:
    """Say whether the desk names a power: imports, letters and notices are the bureaus' business only."""
    return permissions.may(actor, power) and (power != Power.CHANGE or actor.role in ROLES_OF_FINANCE)


@require_safe
def message_list(request: WebRequest) -> HttpResponse:
    messages = Paginator(notifications.messages_to(request.actor.user_id or 0), 30)
    return page(request, "desk/message_list.html", {"page": messages.get_page(request.GET.get("page"))})


@require_POST
def message_read(request: WebRequest) -> HttpResponse:
    notification_services.mark_read(user_id=request.actor.user_id or 0, at=timezone.now())
    return go_to(request, "desk:message_list")
