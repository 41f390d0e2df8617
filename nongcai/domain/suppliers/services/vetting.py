"""What a county does: two functions pass an application, it may be publicised, objections are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations.roles import Role
from nongcai.domain.suppliers import permissions, queries, rules
from nongcai.domain.suppliers.errors import (
    DayNotYetError,
    OtherPersonError,
    PublicityTooShortError,
    StepNotPermittedError,
    WordsMissingError,
)
from nongcai.domain.suppliers.models import CreditCheck, Objection
from nongcai.domain.suppliers.services.stepping import locked, require_step, require_version, take
from nongcai.domain.suppliers.states import FUNCTIONS, OPEN_TO_OBJECTIONS, ApplicationAction
from nongcai.foundation import records
from nongcai.foundation.errors import ConflictError, NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Application

_ACT = {role: act for act, role in FUNCTIONS.items()}


@transaction.atomic
def pass_on(*, actor: Actor, application_id: int, version: int, words: str, at: datetime) -> Application:
    """Pass an application for the actor's function of the county (经营质量审核 or 联农带农审核).

    :raises OtherPersonError: when the same person passed it for the other function.
    :raises StepNotPermittedError: when it does not wait for this function.
    """
    application = locked(actor, application_id)
    require_version(application, version)
    action = _ACT.get(Role(actor.role), ApplicationAction.PASS_QUALITY)
    require_step(application, action, actor)
    others = [step for step in queries.signed_by(application).values() if step.user_id == actor.user_id]
    if others:
        raise OtherPersonError(name=actor.label)
    take(application, action, actor=actor, at=at, words=words)
    return application


@transaction.atomic
def publicise(
    *, actor: Actor, application_id: int, version: int, since: date, until: date, at: datetime
) -> Application:
    """Publicise an application that both functions have passed (公示), for at least five days.

    :raises PublicityTooShortError: when it begins in the past or is shorter.
    """
    application = locked(actor, application_id)
    require_version(application, version)
    require_step(application, ApplicationAction.PUBLICISE, actor)
    if since < day_of(at) or (until - since).days + 1 < rules.PUBLICITY_DAYS:
        raise PublicityTooShortError(days=rules.PUBLICITY_DAYS)
    application.publicity_from, application.publicity_to = since, until
    take(application, ApplicationAction.PUBLICISE, actor=actor, at=at)
    return application


@transaction.atomic
def enter_objection(
    *, actor: Actor, application_id: int, source: str, words: str, received_on: date, at: datetime
) -> Objection:
    """Write down what somebody says against an applicant that is being publicised.

    :raises StepNotPermittedError: when it is not publicised.
    """
    permissions.require_reviewer(actor)
    application = locked(actor, application_id)
    if application.state not in OPEN_TO_OBJECTIONS:
        raise StepNotPermittedError(state=application.get_state_display(), action="登记异议")
    if received_on > day_of(at):
        raise DayNotYetError(what="收到日期", day=received_on)
    row = Objection(
        application=application, source=source, words=words, received_on=received_on, entered_by=actor.label
    )
    records.save(row)
    return row


@transaction.atomic
def answer_objection(*, actor: Actor, objection_id: int, is_upheld: bool, answer: str, at: datetime) -> Objection:
    """Say what came of an objection.

    :raises WordsMissingError: without words.
    :raises ConflictError: when it was answered.
    """
    permissions.require_reviewer(actor)
    row = Objection.objects.filter(pk=objection_id).first()
    if row is None:
        raise NotFoundError(what=objection_id)
    locked(actor, row.application_id)
    row.refresh_from_db()
    if row.answered_at is not None:
        raise ConflictError
    if not answer.strip():
        raise WordsMissingError(what="处理结果")
    row.is_upheld, row.answer, row.answered_by, row.answered_at = is_upheld, answer, actor.label, at
    records.save(row, "is_upheld", "answer", "answered_by", "answered_at")
    return row


@transaction.atomic
def check_credit(
    *, actor: Actor, supplier_id: int, checked_on: date, source: str, is_listed: bool, at: datetime
) -> CreditCheck:
    """Write down what the lists of the dishonest (严重违法失信名单) said on a day.

    :raises DayNotYetError: when that day has not come.
    """
    permissions.require_reviewer(actor)
    supplier = queries.suppliers_visible_to(actor).filter(pk=supplier_id).first()
    if supplier is None:
        raise NotFoundError(what=supplier_id)
    if checked_on > day_of(at):
        raise DayNotYetError(what="查询日期", day=checked_on)
    row = CreditCheck(
        supplier=supplier,
        checked_on=checked_on,
        source=source,
        is_listed=is_listed,
        by_label=actor.label,
        by_office=actor.organisation_name,
        at=at,
    )
    records.save(row)
    return row
