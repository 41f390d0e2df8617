"""What the page of a supplier shows, to itself, to its county, to the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongcai.domain.suppliers import permissions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers.states import ApplicationAction, MeasureKind
from nongcai.interfaces.web.suppliers.forms import (
    AnswerForm,
    CauseForm,
    CheckForm,
    LetterForm,
    ObjectionForm,
    PublicityForm,
    ReturnForm,
    VersionForm,
    WordsForm,
)
from nongcai.interfaces.web.suppliers.measure_forms import NoticeForm

if TYPE_CHECKING:
    from datetime import date

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Application, Supplier

RECENT = 10


def show(actor: Actor, supplier: Supplier, on: date, **typed: Any) -> dict[str, Any]:
    """Return what stands about a supplier: application, dossier, papers with their scans, steps, standing."""
    application = suppliers.latest_application(actor, supplier)
    papers = list(suppliers.papers_of(supplier.pk))
    scans = suppliers.scans_of([one.owner for one in papers])
    context = {
        "supplier": supplier,
        "standing": suppliers.standing_of(supplier, on),
        "papers": [(one, scans.get(one.owner), one.warning(on)) for one in papers],
        "measures": suppliers.measures_visible_to(actor).filter(supplier=supplier)[:RECENT],
        "check": suppliers.last_check(supplier.pk),
        "application": application,
        "sells": permissions.sells(actor),
        "may_renew": permissions.may_apply_anew(actor, application),
    }
    return context | (_of(application, actor) if application else {}) | _forms(application, actor, on) | typed


def _of(application: Application, actor: Actor) -> dict[str, Any]:
    acts = permissions.acts_on(application, actor)
    # Whoever may submit sees what it is writing.
    writes = ApplicationAction.SUBMIT in acts
    return {
        "dossier": suppliers.draft_of(application) if writes else suppliers.dossier_of(application),
        "changes": suppliers.changes_since(application),
        "steps": suppliers.steps_of(application),
        "signed": suppliers.signed_by(application),
        "objections": [
            (one, AnswerForm(auto_id=f"id_answer{one.pk}_%s")) for one in application.objections.order_by("pk")
        ],
        "letter": suppliers.letter_of(application),
        "acts": acts,
        "returned": suppliers.returned_by(application),
        "may_object": permissions.may_object(application, actor),
    }


def _forms(application: Application | None, actor: Actor, on: date) -> dict[str, Any]:
    version = {"version": application.version if application else 0}
    return {
        "version_form": VersionForm(initial=version),
        "pass_form": WordsForm(initial=version),
        "return_form": ReturnForm(initial=version),
        "publicity_form": PublicityForm(initial=version),
        "letter_form": LetterForm(initial=version),
        "recall_form": CauseForm(),
        "objection_form": ObjectionForm(initial={"received_on": on}),
        "check_form": CheckForm(initial={"checked_on": on}),
        "notice_form": NoticeForm(),
        "may_check": permissions.vets(actor) or permissions.admits(actor),
        "may_notify": permissions.admits(actor),
        "measure_kinds": MeasureKind.choices,
    }
