"""What templates of the hall ask about their reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _

from nongcai.domain.catalogue import permissions
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power

if TYPE_CHECKING:
    from collections.abc import Iterable

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


@register.filter
def weekdays(days: Iterable[int]) -> str:
    """Name days of the week, 1 to 7."""
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return "、".join(names[day - 1] for day in days)
