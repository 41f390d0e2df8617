"""Taking one step with an application, and telling those whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.domain.suppliers import permissions, queries
from nongcai.domain.suppliers.errors import ChangedMeanwhileError, StepNotPermittedError
from nongcai.domain.suppliers.models import Application, ApplicationStep
from nongcai.domain.suppliers.states import APPLICATION_MACHINE, ApplicationAction, ApplicationState
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Supplier

RETURNED = N_("入驻申请已退回修改，请按意见修改后重新提交。")
ADMITTED = N_("入驻申请已通过平台审核，可以发布商品。")
RECALLED = N_("县级部门已撤销对本供应商的推荐，商品不再展示。")
RECOMMENDED = N_("入驻申请已由县级部门推荐，等待平台审核。")
COME = N_("“{name}”的入驻申请等待审核。")
COME_MANY = N_("{office}推荐的{count}家供应商等待审核。")
RECALLED_AT_COUNTY = N_("县级部门已撤销对“{name}”的推荐。")
_SAID = {
    ApplicationAction.SEND_BACK: RETURNED,
    ApplicationAction.ADMIT: ADMITTED,
    ApplicationAction.RECALL: RECALLED,
    ApplicationAction.RECOMMEND: RECOMMENDED,
}
OWN = "/suppliers/own/"


def locked(actor: Actor, application_id: int) -> Application:
    """Return an application within sight, locked until the end of the transaction.

    :raises NotFoundError: when it lies outside.
    """
    rows = queries.applications_visible_to(actor).select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=application_id).first()
    if found is None:
        raise NotFoundError(what=application_id)
    return found


def require_version(application: Application, version: int) -> None:
    """Want the version that was seen to be the one that is there.

    :raises ChangedMeanwhileError: when there is a later one.
    """
    if application.version != version:
        raise ChangedMeanwhileError(version=application.version)


def require_step(application: Application, action: ApplicationAction, actor: Actor) -> None:
    """Want the table to have a step that the actor's role takes.

    :raises NotAllowedError: when another role takes it.
    :raises StepNotPermittedError: when it is not taken from here.
    """
    if action in permissions.acts_on(application, actor):
        return
    if not any(one.action == action and one.role == actor.role for one in APPLICATION_MACHINE.transitions):
        raise NotAllowedError
    raise StepNotPermittedError(state=application.get_state_display(), action=action.label)


def take(
    application: Application,
    action: ApplicationAction,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    words: str = "",
) -> None:
    """Take a step that the table has, write it down, and tell those whom it concerns.

    :raises StepNotPermittedError: when the table has no such step from here.
    """
    step = APPLICATION_MACHINE.step(action, application.state)
    if step is None:
        raise StepNotPermittedError(state=application.get_state_display(), action=action.label)
    application.state, application.changed_at = ApplicationState(step.target), at
    records.save(application, "state", "changed_at", "version", "publicity_from", "publicity_to")
    records.save(
        ApplicationStep(
            application=application,
            version=application.version,
            action=action,
            state=application.state,
            user_id=actor.user_id,
            by_label=actor.label,
            by_office=actor.organisation_name,
            reason=reason,
            words=words,
            at=at,
        )
    )
    if action in _SAID:
        tell_supplier(application.supplier, _SAID[action], at=at)


def tell_supplier(supplier: Supplier, text: str, *, at: datetime, page: str = OWN) -> None:
    """Leave a message to those who work for a supplier."""
    tell_suppliers([(supplier.organisation_id, text, page)], at=at)


def tell_suppliers(told: Sequence[tuple[int, str, str]], *, at: datetime) -> None:
    """Leave messages to those who work for suppliers: (organisation of a supplier, text, page) each, a page at once."""
    people: dict[int, list[int]] = {}
    for office, user_id in organisations.members_of([one[0] for one in told], [Role.SUPPLIER], day_of(at)):
        people.setdefault(office, []).append(user_id)
    by_page: dict[str, list[tuple[int, str]]] = {}
    for office, text, page in told:
        by_page.setdefault(page, []).extend((user_id, text) for user_id in people.get(office, ()))
    for page, messages in by_page.items():
        notifications.tell_many(told=messages, at=at, path=page)


def tell_county(supplier: Supplier, text: str, *, at: datetime, page: str = "/suppliers/inbox/") -> None:
    """Leave a message to those of the supplier's county who vet."""
    codes = {supplier.county.code, supplier.county.current_code}
    _tell(organisations.county_offices(codes), [Role.QUALITY, Role.LINKAGE], text, page, at)


def tell_platform(text: str, *, at: datetime, page: str = "/suppliers/inbox/") -> None:
    """Leave a message to those of the platform who admit."""
    _tell(organisations.platforms(), [Role.PLATFORM], text, page, at)


def _tell(offices: Iterable[int], roles: list[Role], text: str, page: str, at: datetime) -> None:
    people = organisations.members_of(offices, roles, day_of(at))
    notifications.tell_many(told=[(user_id, text) for _office, user_id in people], at=at, path=page)
