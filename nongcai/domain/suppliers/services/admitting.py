"""The county recommends with a sealed letter, the platform admits; each may send back, the county may recall."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from nongcai.domain.suppliers import queries, rules
from nongcai.domain.suppliers.errors import (
    CreditCheckMissingError,
    DayNotYetError,
    LetterMissingError,
    ListedDishonestError,
    NoneChosenError,
    ObjectionOpenError,
    OneOfManyError,
    ReasonMissingError,
    WordsMissingError,
)
from nongcai.domain.suppliers.models import Objection, Paper, Supplier
from nongcai.domain.suppliers.services.keeping import keep_scan
from nongcai.domain.suppliers.services.spanning import respan
from nongcai.domain.suppliers.services.stepping import (
    COME,
    COME_MANY,
    RECALLED_AT_COUNTY,
    locked,
    require_step,
    require_version,
    take,
    tell_platform,
)
from nongcai.domain.suppliers.states import STANDING_PAPERS, ApplicationAction, PaperKind, PaperState, Reason
from nongcai.foundation import records
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Application
    from nongcai.domain.suppliers.services.keeping import Scan

# Each of a list keeps the letter.
MOST_IN_A_LETTER = 30


@transaction.atomic
def recommend(*, actor: Actor, application_id: int, version: int, letter: Scan | None, at: datetime) -> Application:
    """Recommend an applicant to the platform with the sealed letter (推荐函).

    :raises LetterMissingError: without the letter.
    :raises DayNotYetError: while it is publicised.
    :raises ObjectionOpenError: while an objection has no answer.
    :raises CreditCheckMissingError: when nobody looked at the lists of the dishonest of late.
    :raises ListedDishonestError: when it stands on one.
    """
    application = locked(actor, application_id)
    _recommend(application, version, letter, actor=actor, at=at)
    tell_platform(COME.format(name=application.supplier.name), at=at)
    return application


@transaction.atomic
def recommend_many(*, actor: Actor, versions: Mapping[int, int], letter: Scan | None, at: datetime) -> int:
    """Recommend a list of applicants with one sealed letter (分批推荐): all of them, or none; return how many.

    `versions` maps applications to the versions that were seen.

    :raises NoneChosenError: without any, or with more than one letter names.
    :raises OneOfManyError: naming the first that may not be recommended, and why.
    """
    if not 0 < len(versions) <= MOST_IN_A_LETTER:
        raise NoneChosenError(most=MOST_IN_A_LETTER)
    for key in sorted(versions):
        application = locked(actor, key)
        try:
            _recommend(application, versions[key], letter, actor=actor, at=at)
        except (ConflictError, InvalidError) as refusal:
            why = _(type(refusal).message).format(**refusal.facts)
            raise OneOfManyError(name=application.supplier.name, why=why) from refusal
    tell_platform(COME_MANY.format(count=len(versions), office=actor.organisation_name), at=at)
    return len(versions)


def _recommend(application: Application, version: int, letter: Scan | None, *, actor: Actor, at: datetime) -> None:
    require_version(application, version)
    require_step(application, ApplicationAction.RECOMMEND, actor)
    _require_publicity_over(application, day_of(at))
    _require_clean(application, "推荐", day_of(at))
    if letter is None:
        raise LetterMissingError
    keep_scan(actor, f"supplier-letter:{application.pk}:{version}", letter, at)
    take(application, ApplicationAction.RECOMMEND, actor=actor, at=at)


@transaction.atomic
def admit(*, actor: Actor, application_id: int, version: int, words: str, at: datetime) -> Application:
    """Admit an applicant: its papers count as looked at, its facts as the supplier's.

    :raises PapersMissingError: when a paper ran out meanwhile.
    :raises CreditCheckMissingError: when nobody looked at the lists of the dishonest of late.
    :raises ListedDishonestError: when it stands on one.
    """
    application = locked(actor, application_id)
    require_version(application, version)
    require_step(application, ApplicationAction.ADMIT, actor)
    _require_clean(application, "审核通过", day_of(at))
    dossier = queries.dossier_of(application)
    if dossier is None:
        raise ConflictError
    papers = Paper.objects.filter(supplier_id=application.supplier_id, state__in=STANDING_PAPERS)
    names = {kind.value: str(kind.label) for kind in PaperKind}
    rules.require_papers(dossier.kind, [row.term for row in papers], names, on=day_of(at))
    shown = papers.filter(state=PaperState.SHOWN)
    replaced = Paper.objects.filter(pk__in=shown.exclude(replaces=None).values("replaces_id"))
    records.change(replaced, state=PaperState.REPLACED)
    records.change(shown, state=PaperState.ACCEPTED, decided_at=at, decided_by=actor.label)
    take(application, ApplicationAction.ADMIT, actor=actor, at=at, words=words)
    supplier = Supplier.objects.select_for_update(no_key=True).get(pk=application.supplier_id)
    supplier.admission, supplier.kind, supplier.name = application, dossier.kind, dossier.name
    supplier.county = dossier.county
    records.save(supplier, "admission", "kind", "name", "county")
    respan(supplier.pk)
    return application


@transaction.atomic
def send_back(*, actor: Actor, application_id: int, version: int, reason: str, words: str, at: datetime) -> Application:
    """Send an application back to the applicant, with a reason and words.

    :raises ReasonMissingError: without either.
    """
    application = locked(actor, application_id)
    require_version(application, version)
    require_step(application, ApplicationAction.SEND_BACK, actor)
    if reason not in Reason.values or not words.strip():
        raise ReasonMissingError
    take(application, ApplicationAction.SEND_BACK, actor=actor, at=at, reason=reason, words=words)
    return application


@transaction.atomic
def recall(*, actor: Actor, application_id: int, words: str, at: datetime) -> Application:
    """Recall a recommendation (撤销推荐): who was admitted by it is admitted no longer.

    :raises WordsMissingError: without the cause.
    """
    application = locked(actor, application_id)
    require_step(application, ApplicationAction.RECALL, actor)
    if not words.strip():
        raise WordsMissingError(what="撤销推荐的事由和依据")
    take(application, ApplicationAction.RECALL, actor=actor, at=at, words=words)
    if records.change(Supplier.objects.filter(admission=application), admission=None):
        respan(application.supplier_id)
    tell_platform(RECALLED_AT_COUNTY.format(name=application.supplier.name), at=at)
    return application


def _require_publicity_over(application: Application, on: date) -> None:
    if application.publicity_to is not None and on <= application.publicity_to:
        raise DayNotYetError(what="公示", day=application.publicity_to)
    unanswered = Objection.objects.filter(application=application, answered_at=None).count()
    if unanswered:
        raise ObjectionOpenError(count=unanswered)


def _require_clean(application: Application, act: str, on: date) -> None:
    check = queries.last_check(application.supplier_id)
    if check is None or check.checked_on < on - timedelta(days=rules.CREDIT_CHECK_DAYS):
        raise CreditCheckMissingError(days=rules.CREDIT_CHECK_DAYS)
    if check.is_listed:
        raise ListedDishonestError(action=act)
