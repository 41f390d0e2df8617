"""What the page of a zone shows, to a supplier and to the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator

from nongcai.domain.catalogue import permissions
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.states import ADMITTED_ENTRIES, WAITING_ENTRIES, EntryAction
from nongcai.domain.suppliers import permissions as suppliers
from nongcai.interfaces.web.zones.forms import ApplyForm, BannerForm, CuratorForm, DecideForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from nongcai.domain.catalogue.models import Zone
    from nongcai.domain.organisations.actors import Actor

# So many are shown at once; a curator comes to the next ones when these are done.
MOST = 200


def show(
    actor: Actor, zone: Zone, on: date, *, place: str = "1", typed: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return what stands about a zone, and what the reader may do."""
    sells = suppliers.sells(actor)
    context: dict[str, Any] = {
        "zone": zone,
        "rules": list(catalogue.rules_told(zone).values()),
        "is_open": zone.is_open(on),
        "takes_entries": zone.takes_entries(on),
        "sells": sells,
    }
    context |= _own(actor, zone) if sells else _kept(actor, zone, on, place)
    return context | dict(typed or {})


def _own(actor: Actor, zone: Zone) -> dict[str, Any]:
    rows = list(catalogue.entries_visible_to(actor).filter(zone=zone)[:MOST])
    steps, own = catalogue.entry_steps_of(rows), list(catalogue.candidates(actor, zone))
    return {
        "entries": [
            (row, steps.get(row.pk, [None])[0], EntryAction.WITHDRAW in permissions.acts_on_entry(row, actor))
            for row in rows
        ],
        "can_apply": bool(own),
        "apply_form": ApplyForm(own),
    }


def _kept(actor: Actor, zone: Zone, on: date, place: str) -> dict[str, Any]:
    entries = catalogue.entries_visible_to(actor).filter(zone=zone)
    waiting = list(entries.filter(state__in=WAITING_ENTRIES).order_by("changed_at", "pk")[:MOST])
    others = list(entries.exclude(state__in=(*WAITING_ENTRIES, *ADMITTED_ENTRIES))[:MOST])
    steps, people = catalogue.entry_steps_of(others), catalogue.platform_people(on)
    named = catalogue.curators_of(zone)
    return {
        "acts": permissions.acts_on_zone(zone, actor),
        "curates": permissions.may_curate(zone, actor),
        "waiting": waiting,
        "standing": Paginator(catalogue.standing_in(zone), MOST).get_page(place),
        "showing": catalogue.showing_in(zone, on),
        "others": [(row, steps.get(row.pk, [None])[0]) for row in others],
        "is_named": bool(named),
        "curators": [label for key, label in people if key in named],
        "decide_form": DecideForm(),
        "banner_form": BannerForm(),
        "curator_form": CuratorForm(people, initial={"user_ids": named}),
    }
