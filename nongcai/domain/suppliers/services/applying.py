"""What a supplier does by itself: it comes, fills in, submits, and may take it back (主体自愿申请)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.roles import OrganisationKind, Role
from nongcai.domain.organisations.services import ToldBody, ToldStaff
from nongcai.domain.suppliers import permissions, queries, rules
from nongcai.domain.suppliers.errors import RegisteredAlreadyError
from nongcai.domain.suppliers.models import Application, Dossier, Supplier
from nongcai.domain.suppliers.services.stepping import COME, locked, require_step, require_version, take, tell_county
from nongcai.domain.suppliers.states import STANDING_PAPERS, ApplicationAction, PaperKind, SupplierKind
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.rules import ToldDossier


@dataclass(frozen=True)
class Registration:
    """How somebody comes: as whom it signs in, and which body it is."""

    username: str
    label: str
    phone: str
    kind: SupplierKind
    name: str
    credit_code: str
    county_code: str
    is_demo: bool = False


@transaction.atomic
def register(*, told: Registration, password: str, at: datetime) -> Supplier:
    """Open an account for a supplier that comes by itself, with an empty application.

    :raises CreditCodeError: when the code's check character does not fit.
    :raises NotOfTheCountiesError: when it is registered outside the 832 counties (财办库〔2022〕273号).
    :raises CountyEndedError: when the county had ended by that day.
    :raises RegisteredAlreadyError: when somebody came with this code.
    :raises UsernameTakenError: when somebody has this log-in name.
    """
    code = rules.compact_code(told.credit_code)
    county = queries.county_of(told.county_code, day_of(at))
    # A row that does not exist yet cannot be locked: whoever comes with the same code meanwhile is waited for.
    records.lock_keys([f"supplier:{code}"])
    there = Supplier.objects.filter(credit_code=code).first()
    if there is not None:
        raise RegisteredAlreadyError(code=code, name=there.name)
    membership = organisation_services.register_supplier(
        actor=organisations.applicant(),
        body=ToldBody(OrganisationKind.SUPPLIER, told.name, county.current_code, code),
        told=ToldStaff(told.username, told.label, Role.SUPPLIER, told.phone, told.is_demo),
        password=password,
        at=at,
    )
    supplier = Supplier(
        organisation_id=membership.organisation_id,
        kind=told.kind,
        name=told.name,
        credit_code=code,
        county=county,
        registered_at=at,
    )
    records.save(supplier)
    records.save(Application(supplier=supplier, opened_at=at, changed_at=at))
    return supplier


@transaction.atomic
def apply_anew(*, actor: Actor, at: datetime) -> Application:
    """Open another application: what was admitted stands until the new one is.

    :raises NotAllowedError: when the actor works for no supplier.
    :raises InvalidError: when one is open.
    """
    supplier = queries.supplier_of(actor)
    if supplier is None:
        raise NotAllowedError
    application = Application(supplier=supplier, opened_at=at, changed_at=at)
    records.save(application)
    return application


@transaction.atomic
def fill_in(*, actor: Actor, application_id: int, told: ToldDossier, at: datetime) -> Dossier:
    """Keep what an applicant says so far; it is looked at when it is submitted.

    :raises StepNotPermittedError: when the application is with others.
    :raises CountyEndedError: when the county had ended by that day.
    :raises NotOfTheCountiesError: when it is none of the 832.
    """
    permissions.require_seller(actor)
    application = locked(actor, application_id)
    require_step(application, ApplicationAction.SUBMIT, actor)
    rules.require_agency(told)
    draft = Dossier.objects.filter(application=application, version=0).first()
    draft = draft or Dossier(application=application, version=0)
    for name in queries.FACTS:
        if name != "county":
            setattr(draft, name, getattr(told, name))
    draft.county = queries.county_of(told.county_code, day_of(at))
    records.save(draft, *queries.FACTS)
    return draft


@transaction.atomic
def submit(*, actor: Actor, application_id: int, version: int, at: datetime) -> Application:
    """Hand in what was filled in, as a version that is never edited.

    :raises NotFoundError: when nothing was filled in.
    :raises ChangedMeanwhileError: when a later version was handed in.
    :raises PapersMissingError: when papers are missing that everybody of its kind shows.
    """
    application = locked(actor, application_id)
    require_version(application, version)
    require_step(application, ApplicationAction.SUBMIT, actor)
    draft = Dossier.objects.filter(application=application, version=0).select_related("county").first()
    if draft is None:
        raise NotFoundError(what="申请资料")
    held = [row.term for row in queries.papers_of(application.supplier_id).filter(state__in=STANDING_PAPERS)]
    names = {kind.value: str(kind.label) for kind in PaperKind}
    rules.require_papers(draft.kind, held, names, on=day_of(at))
    application.version += 1
    records.save(
        Dossier(
            application=application,
            version=application.version,
            **{name: getattr(draft, name) for name in queries.FACTS},
        )
    )
    application.publicity_from = application.publicity_to = None
    take(application, ApplicationAction.SUBMIT, actor=actor, at=at)
    tell_county(application.supplier, COME.format(name=draft.name), at=at)
    return application


@transaction.atomic
def withdraw(*, actor: Actor, application_id: int, version: int, at: datetime) -> Application:
    """Take an application back before the county has passed it."""
    application = locked(actor, application_id)
    require_version(application, version)
    require_step(application, ApplicationAction.WITHDRAW, actor)
    take(application, ApplicationAction.WITHDRAW, actor=actor, at=at)
    return application
