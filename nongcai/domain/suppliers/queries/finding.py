"""Finding suppliers and their applications within somebody's sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from nongcai.domain.documents import queries as documents
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.regions import queries as regions
from nongcai.domain.suppliers import permissions
from nongcai.domain.suppliers.errors import CountyEndedError, NotOfTheCountiesError
from nongcai.domain.suppliers.models import (
    Application,
    ApplicationStep,
    CreditCheck,
    Dossier,
    Measure,
    Objection,
    Paper,
    Supplier,
)
from nongcai.domain.suppliers.states import (
    AT_COUNTY,
    ENDED,
    FUNCTIONS,
    OPEN_TO_SUPPLIER,
    STANDING_PAPERS,
    ApplicationAction,
    ApplicationState,
    PaperState,
)

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.regions.models import County

# What a repair is compared by, in the order of the form.
FACTS = (
    "kind",
    "name",
    "county",
    "address",
    "contact_post",
    "contact_phone",
    "goods",
    "capacity",
    "households",
    "linkage_form",
    "linkage_amount",
    "linkage_words",
    "producer_name",
    "producer_code",
    "agency_from",
    "agency_to",
)


@dataclass(frozen=True)
class Change:
    """A field that a repair changed, or a paper that came or went."""

    label: str
    before: str
    after: str


def county_of(code: str, on: date) -> County:
    """Return the one of the 832 counties that a division was on a day.

    :raises NotOfTheCountiesError: when it is none of them.
    :raises CountyEndedError: when the division had ended by then.
    :raises UnknownRegionError: when nothing has this code.
    """
    division = regions.region(code)
    if division.valid_to is not None and division.valid_to <= on:
        heir = regions.region(division.successor_code).name if division.successor_code else ""
        raise CountyEndedError(name=division.name, day=division.valid_to, heir=heir)
    found = regions.counties([code]).get(code)
    if found is None:
        raise NotOfTheCountiesError(name=division.name)
    return found


def suppliers_visible_to(actor: Actor, *, text: str = "", state: str = "") -> QuerySet[Supplier]:
    """Select the own supplier, those of the own county, or, for the platform, all; by a word, by a state."""
    rows = Supplier.objects.filter(_within(actor)).select_related("county", "admission")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(credit_code=text.strip().upper()))
    if state:
        rows = rows.filter(pk__in=Application.objects.filter(state=state).values("supplier_id"))
    return rows.order_by("county_id", "name", "pk")


def supplier_of(actor: Actor) -> Supplier | None:
    """Return the supplier for which the actor works."""
    rows = Supplier.objects.filter(organisation_id=actor.organisation_id).select_related("county", "admission")
    return rows.first() if permissions.sells(actor) else None


def supplier_with(supplier_id: int) -> Supplier:
    """Return a supplier by its key, for rooms that remember it."""
    return Supplier.objects.select_related("county").get(pk=supplier_id)


def applications_visible_to(actor: Actor) -> QuerySet[Application]:
    """Select the applications of those whom the actor sees; drafts are the applicant's own."""
    rows = Application.objects.filter(_within(actor, "supplier__")).select_related("supplier__county")
    if not permissions.sells(actor):
        rows = rows.exclude(version=0)
    return rows.order_by("changed_at", "pk")


def waiting_for(actor: Actor, state: str = "") -> QuerySet[Application]:
    """Select what waits for the actor's office, the longest first; of a county what it has not yet passed."""
    states = AT_COUNTY if permissions.vets(actor) else (ApplicationState.RECOMMENDED,)
    rows = applications_visible_to(actor).filter(state__in=states)
    if state:
        rows = rows.filter(state=state)
    return rows


def dossier_of(application: Application, version: int | None = None) -> Dossier | None:
    """Return what was said in a version: of one that is being written the draft, else the last submitted."""
    wanted = application.version if version is None else version
    rows = Dossier.objects.filter(application=application).select_related("county")
    return rows.filter(version=wanted).first() or rows.filter(version=0).first()


def changes_since(application: Application) -> list[Change]:
    """Return what the last version changed against the one before, with the papers that came since."""
    if application.version <= 1:
        return []
    old, new = (dossier_of(application, application.version - back) for back in (1, 0))
    if old is None or new is None:
        return []
    return [*_fields(old, new), *_papers(application)]


def papers_of(supplier_id: int) -> QuerySet[Paper]:
    """Select the papers of a supplier that were not replaced, by kind."""
    rows = Paper.objects.filter(supplier_id=supplier_id).exclude(state=PaperState.REPLACED)
    return rows.order_by("kind", "pk")


def scans_of(owners: list[str]) -> dict[str, Document]:
    """Map owners to the last file that each has."""
    return {row.owner: row for row in documents.documents_of_any(owners) if row.deleted_at is None}


def last_check(supplier_id: int) -> CreditCheck | None:
    """Return the last look at the lists of the dishonest."""
    return CreditCheck.objects.filter(supplier_id=supplier_id).order_by("-checked_on", "-pk").first()


def open_application(supplier: Supplier) -> Application | None:
    """Return the application of a supplier that has not ended."""
    return Application.objects.filter(supplier=supplier).exclude(state__in=ENDED).order_by("-pk").first()


def latest_application(actor: Actor, supplier: Supplier) -> Application | None:
    """Return the last application of a supplier that the actor sees."""
    return applications_visible_to(actor).filter(supplier=supplier).order_by("-pk").first()


def draft_of(application: Application) -> Dossier | None:
    """Return what the applicant is writing; before it begins anew, nothing."""
    return Dossier.objects.filter(application=application, version=0).select_related("county").first()


def steps_of(application: Application) -> QuerySet[ApplicationStep]:
    """Select what was done with an application, the last first."""
    return ApplicationStep.objects.filter(application=application).order_by("-pk")


def returned_by(application: Application) -> ApplicationStep | None:
    """Return the step by which an application came back to its applicant; None when it is elsewhere."""
    if application.state not in OPEN_TO_SUPPLIER:
        return None
    last = steps_of(application).first()
    return last if last is not None and last.reason else None


def letter_of(application: Application) -> Document | None:
    """Return the sealed letter of the version that was recommended last."""
    return documents.documents_of(f"supplier-letter:{application.pk}:{application.version}").last()


def objections_visible_to(actor: Actor) -> QuerySet[Objection]:
    """Select the objections against those whom the actor sees."""
    seen = applications_visible_to(actor).values("pk")
    return Objection.objects.filter(application_id__in=seen.order_by()).select_related("application__supplier")


def papers_visible_to(actor: Actor) -> QuerySet[Paper]:
    """Select papers: a supplier's own; of others who were admitted, what waits, then what ends, the first to end first.

    An applicant's papers are looked at with its application.
    """
    rows = papers_of_any(actor).exclude(state=PaperState.REPLACED)
    if permissions.sells(actor):
        return rows.order_by("kind", "pk")
    rows = rows.filter(Q(state=PaperState.SHOWN) | Q(until__isnull=False), state__in=STANDING_PAPERS)
    rows = rows.filter(supplier__admission__isnull=False)
    return rows.order_by(Case(When(state=PaperState.SHOWN, then=0), default=1), "until", "pk")


def papers_of_any(actor: Actor) -> QuerySet[Paper]:
    """Select the papers of those whom the actor sees."""
    return Paper.objects.filter(_within(actor, "supplier__")).select_related("supplier__county")


def measures_visible_to(actor: Actor) -> QuerySet[Measure]:
    """Select the measures against those whom the actor sees, the newest first."""
    return Measure.objects.filter(_within(actor, "supplier__")).select_related("supplier__county").order_by("-pk")


def signed_by(application: Application) -> dict[str, ApplicationStep]:
    """Map each function of the county to the step by which it passed the last version."""
    acts = {act.value: role for act, role in FUNCTIONS.items()}
    rows = ApplicationStep.objects.filter(application=application, version=application.version, action__in=acts)
    return {acts[row.action].value: row for row in rows.order_by("pk")}


def _within(actor: Actor, prefix: str = "") -> Q:
    if permissions.admits(actor):
        return Q()
    if permissions.vets(actor):
        code = organisations.regions_of([actor.organisation_id])[actor.organisation_id]
        return Q(**{f"{prefix}county__in": [one.pk for one in regions.counties([code]).values()]})
    if permissions.sells(actor):
        return Q(**{f"{prefix}organisation_id": actor.organisation_id})
    return Q(pk__in=[])


def _fields(old: Dossier, new: Dossier) -> list[Change]:
    found = []
    for name in FACTS:
        before, after = _said(old, name), _said(new, name)
        if before != after:
            found.append(Change(str(Dossier._meta.get_field(name).verbose_name), before, after))  # type: ignore[union-attr]  # own columns have names
    return found


def _said(dossier: Dossier, name: str) -> str:
    told = getattr(dossier, f"get_{name}_display", None)
    value = told() if told else getattr(dossier, name)
    return "" if value is None else str(value)


def _papers(application: Application) -> list[Change]:
    submitted = ApplicationStep.objects.filter(application=application, action=ApplicationAction.SUBMIT)
    before = submitted.filter(version=application.version - 1).order_by("pk").first()
    if before is None:
        return []
    rows = Paper.objects.filter(supplier_id=application.supplier_id, shown_at__gt=before.at).select_related("replaces")
    return [Change(str(row.get_kind_display()), _paper(row.replaces), _paper(row)) for row in rows.order_by("pk")]


def _paper(row: Paper | None) -> str:
    if row is None:
        return ""
    until = row.until.isoformat() if row.until else _("长期")
    return f"{row.number} {until}".strip()
