"""Who may do what to a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from nongcai.domain.notices.errors import SamePersonError
from nongcai.domain.notices.states import BY_ANOTHER, NOTICE_MACHINE, WRITING, NoticeAction
from nongcai.domain.organisations import permissions as organisations
from nongcai.domain.organisations import queries as tree
from nongcai.domain.organisations.roles import Role
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.notices.models import Notice
    from nongcai.domain.organisations.actors import Actor


def issues(actor: Actor, notice: Notice) -> bool:
    """Say whether the actor works in the finance department that issues this notice; nobody acts past it (越级)."""
    return organisations.is_finance(actor) and actor.organisation_id == notice.node_id


def reads_inside(actor: Actor, notice: Notice) -> bool:
    """Say whether the actor may read what stays in the office: internal attachments, findings, who did what."""
    if issues(actor, notice):
        return True
    above = actor.role in {Role.FINANCE, Role.AUDITOR}
    return above and tree.visible_to(actor).filter(pk=notice.node_id).exists()


def require_issuer(actor: Actor, notice: Notice) -> None:
    """Let only the issuing department pass.

    :raises NotAllowedError: when the actor works elsewhere or changes nothing.
    """
    if not issues(actor, notice):
        raise NotAllowedError


def drafted(actor: Actor, notice: Notice) -> bool:
    """Say whether the actor drafted the notice, or had a hand in it since it was last sent back."""
    if actor.user_id == notice.created_by_id:
        return True
    steps = notice.steps.all()
    returned = steps.filter(action=NoticeAction.SEND_BACK).order_by("-id").values("id")[:1]
    since = Coalesce(Subquery(returned), 0)
    return actor.user_id in steps.filter(action__in=WRITING, id__gt=since).values_list("user_id", flat=True)


def require_another(actor: Actor, notice: Notice, action: str) -> None:
    """Keep those who wrote the text, the drafter first, from checking it.

    :raises SamePersonError: when the actor drafted it.
    """
    if action in BY_ANOTHER and drafted(actor, notice):
        raise SamePersonError(action=NoticeAction(action).label)


def possible_actions(actor: Actor, notice: Notice) -> list[str]:
    """Return what the actor may do now, in the order of the table of steps."""
    if not issues(actor, notice):
        return []
    return [
        action
        for action in NOTICE_MACHINE.actions(notice.state, actor.role)
        if not (action in BY_ANOTHER and drafted(actor, notice))
    ]


def waits_for_another(actor: Actor, notice: Notice) -> bool:
    """Say whether the next step is one that the actor, who drafted the notice, must leave to somebody else."""
    return drafted(actor, notice) and any(
        action in BY_ANOTHER for action in NOTICE_MACHINE.actions(notice.state, actor.role)
    )
