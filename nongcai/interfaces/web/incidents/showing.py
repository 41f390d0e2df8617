"""What the page of an incident shows: where it stands, what was said with which files, what the reader may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from nongcai.domain.documents import queries as documents
from nongcai.domain.support import permissions, queries
from nongcai.domain.support.states import IncidentAction, IncidentState, Side
from nongcai.interfaces.web.incidents.forms import StepForm

if TYPE_CHECKING:
    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.support.models import Incident, IncidentStep

# What needs no card of its own: it ends or only adds.
ASIDE = (IncidentAction.ADD, IncidentAction.WITHDRAW)


@dataclass(frozen=True)
class Said:
    """A step with its files."""

    step: IncidentStep
    files: list[Document]


@dataclass(frozen=True)
class Offered:
    """What the reader may do, and its form."""

    action: IncidentAction
    form: StepForm

    @property
    def is_aside(self) -> bool:
        """It is not what the incident waits for."""
        return self.action in ASIDE


def show(actor: Actor, incident: Incident, typed: StepForm | None = None) -> dict[str, Any]:
    """Return what stands about an incident; `typed` is a form that was refused."""
    now = timezone.now()
    acts = [IncidentAction(act) for act in permissions.acts_on(actor, incident, now)]
    offered = [Offered(act, typed if typed and typed.action == act else StepForm(act)) for act in acts]
    return {
        "incident": incident,
        "steps": said(incident),
        "holder": holder(incident),
        "is_late": incident.due_on is not None and incident.due_on < timezone.localdate(now),
        "waits": bool(incident.is_open and incident.holder == permissions.side_of(actor)),
        "acts": sorted(offered, key=lambda one: one.is_aside),
        "wants_another": incident.state == IncidentState.APPEALED and permissions.has_decided(actor, incident),
        "may_appeal": permissions.may_be_appealed(incident, now),
        "is_own_side": permissions.side_of(actor) in {Side.BUYER, Side.SELLER},
    }


def said(incident: Incident) -> list[Said]:
    """Return what was said and decided, each with its files."""
    steps = list(queries.incident_steps(incident))
    files: dict[str, list[Document]] = {}
    for file in documents.documents_of_any([one.owner for one in steps]).filter(deleted_at=None):
        files.setdefault(file.owner, []).append(file)
    return [Said(one, files.get(one.owner, [])) for one in steps]


def holder(incident: Incident) -> str:
    """Say who has an incident; nothing where nobody has."""
    names = {Side.BUYER: incident.buyer_name, Side.SELLER: incident.seller_name, Side.PLATFORM: ""}
    side = Side(incident.holder)
    return f"{side.label} {names[side]}".strip() if side in names else ""
