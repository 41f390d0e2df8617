"""Finding alarms about prices, rules, and proofs of a lower price elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from nongcai.domain.catalogue.models import AlarmStep, Offer, PriceAlarm, PriceElsewhere, PriceRule, ShelfRow
from nongcai.domain.catalogue.queries.products import products_visible_to
from nongcai.domain.catalogue.queries.showing import shown
from nongcai.domain.catalogue.states import LIVE_ALARMS, WAITING_ALARMS, AlarmAction, AlarmState
from nongcai.domain.documents import queries as documents
from nongcai.domain.suppliers import permissions as suppliers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor


def alarms_visible_to(actor: Actor, *, state: str = "") -> QuerySet[PriceAlarm]:
    """Select the alarms about products within sight; what waits for somebody first, then the newest."""
    seen = products_visible_to(actor).order_by().values("pk")
    rows = PriceAlarm.objects.filter(offer__product__in=seen)
    if state:
        rows = rows.filter(state=state)
    places = [When(state=state, then=Value(place)) for place, state in enumerate(WAITING_ALARMS)]
    urgency = Case(*places, default=Value(len(places)), output_field=IntegerField())
    due = Case(When(state__in=WAITING_ALARMS, then="reply_due"))
    return rows.select_related("offer__product__supplier").order_by(urgency, due, "-pk")


def alarms_waiting_for(actor: Actor, on: date) -> QuerySet[PriceAlarm]:
    """Select what a supplier may explain; for the platform what was explained, or was not in its days."""
    rows = alarms_visible_to(actor)
    if suppliers.sells(actor):
        return rows.filter(state=AlarmState.OPEN)
    if suppliers.admits(actor):
        return rows.filter(Q(state=AlarmState.REPLIED) | Q(state=AlarmState.OPEN, reply_due__lt=on))
    return rows.none()


def live_alarm(offer: Offer) -> PriceAlarm | None:
    """Return the alarm about an offer that has not ended."""
    return PriceAlarm.objects.filter(offer=offer, state__in=LIVE_ALARMS).first()


def steps_of_alarm(alarm: PriceAlarm) -> list[tuple[AlarmStep, list[Document]]]:
    """Return what was done with an alarm, in its order, each with the files that were shown."""
    steps = list(AlarmStep.objects.filter(alarm=alarm).order_by("pk"))
    files = files_of([step.owner for step in steps])
    return [(step, files.get(step.owner, [])) for step in steps]


def files_of(owners: Iterable[str]) -> dict[str, list[Document]]:
    """Map owners to their files that are there."""
    found: dict[str, list[Document]] = {}
    for file in documents.documents_of_any(owners).filter(deleted_at=None):
        found.setdefault(file.owner, []).append(file)
    return found


def reply_files(step_ids: Iterable[int]) -> dict[int, list[Document]]:
    """Map replies to the files that were shown with them; no statement where there is none."""
    owners = {AlarmStep(pk=key).owner: key for key in step_ids}
    return {owners[owner]: files for owner, files in files_of(owners).items()} if owners else {}


def public_reply(step_id: int) -> AlarmStep | None:
    """Return what a supplier said in public."""
    return AlarmStep.objects.filter(pk=step_id, action=AlarmAction.REPLY).first()


def elsewhere_visible_to(actor: Actor) -> QuerySet[PriceElsewhere]:
    """Select the proofs about products within sight, and those that one filed oneself."""
    if suppliers.has_to_do(actor):
        seen = products_visible_to(actor).order_by().values("pk")
        return PriceElsewhere.objects.filter(offer__product__in=seen)
    return PriceElsewhere.objects.filter(user=actor.user_id or 0)


def shown_offer(offer_id: int, on: date) -> Offer | None:
    """Return an offer that shows on a day."""
    row: ShelfRow | None = shown(on).filter(pk=offer_id).select_related("offer__product__supplier").first()
    return row.offer if row is not None else None


def price_rules() -> QuerySet[PriceRule]:
    """Select the rules, those in force longest first, the latest first."""
    return PriceRule.objects.select_related("category").order_by("basis", "-since", "-pk")
