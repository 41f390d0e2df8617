"""What the page of a zone shows, to a supplier and to the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongcai.domain.catalogue import permissions
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.states import ADMITTED_ENTRIES, WAITING_ENTRIES, EntryAction
from nongcai.domain.suppliers import permissions as suppliers
from nongcai.interfaces.web.zones.forms import ApplyForm, BannerForm, CuratorForm, DecideForm

if TYPE_CHECKING:
    from datetime import date

    from nongcai.domain.catalogue.models import Zone
    from nongcai.domain.organisations.actors import Actor

# So many are shown at once; a curator comes to the next ones when these are done.
MOST = 200


def show(actor: Actor, zone: Zone, on: date, **typed: Any) -> dict[str, Any]:
    """Return what stands about a zone, and what the reader may do."""
    sells = suppliers.sells(actor)
    context: dict[str, Any] = {
        "zone": zone,
        "rules": list(catalogue.rules_told(zone).values()),
        "is_open": zone.is_open(on),
        "takes_entries": zone.takes_entries(on),
        "sells": sells,
    }
    context |= _own(actor, zone) if sells else _kept(actor, zone, on)
    return context | typed


def _own(actor: Actor, zone: Zone) -> dict[str, Any]:
    rows = list(catalogue.entries_visible_to(actor).filter(zone=zone)[:MOST])
    steps = catalogue.entry_steps_of(rows)
    return {
        "entries": [
            (row, steps.get(row.pk, [None])[0], EntryAction.WITHDRAW in permissions.acts_on_entry(row, actor))
            for row in rows
        ],
        "apply_form": ApplyForm(catalogue.candidates(actor, zone)),
    }


def _kept(actor: Actor, zone: Zone, on: date) -> dict[str, Any]:
    entries = catalogue.entries_visible_to(actor).filter(zone=zone)
    waiting = list(entries.filter(state__in=WAITING_ENTRIES).order_by("changed_at", "pk")[:MOST])
    others = list(entries.exclude(state__in=(*WAITING_ENTRIES, *ADMITTED_ENTRIES))[:MOST])
    steps, people = catalogue.entry_steps_of(others), catalogue.platform_people(on)
    named = catalogue.curators_of(zone)
    return {
        "acts": permissions.acts_on_zone(zone, actor),
        "curates": permissions.may_curate(zone, actor),
        "waiting": waiting,
        "standing": list(catalogue.standing_in(zone)[:MOST]),
        "showing": catalogue.showing_in(zone, on),
        "others": [(row, steps.get(row.pk, [None])[0]) for row in others],
        "curators": [label for key, label in people if key in named],
        "decide_form": DecideForm(),
        "banner_form": BannerForm(),
        "curator_form": CuratorForm(people, initial={"user_ids": named}),
    }
