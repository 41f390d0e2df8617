"""What an officer does for the sign-in of somebody below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from nongcai.domain.accounts import services as accounts
from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.errors import SignerFactorsError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def reset_factors_of_post(*, actor: Actor, user: User, words: str, at: datetime) -> None:
    """Take away the lost second factors of somebody whose posts all stand below the actor, and tell the person.

    :raises SignerFactorsError: when the person signs documents, whose account only the operator makes easier to enter.
    """
    permissions.require_assigner(actor, queries.paths_of_account(user.pk, day_of(at)))
    if queries.signs_anywhere(user.pk) and not permissions.is_operator(actor):
        raise SignerFactorsError(username=user.username)
    accounts.reset_factors(actor=actor, username=user.username, words=words, at=at)
    text = _("您的两步验证已由{who}重置，原因：{words}。如非本人要求，请立即联系该部门。")
    who = f"{actor.organisation_name}{actor.label}"
    notifications.tell(user_id=user.pk, text=text.format(who=who, words=words), at=at, path="/security/")
