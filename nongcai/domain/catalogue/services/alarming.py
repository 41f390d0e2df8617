"""Prices above a limit: the supplier is asked, replies in public, and the platform decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import AlarmStepError, AlarmWaitsError, AlarmWordsError, TooManyFilesError
from nongcai.domain.catalogue.models import AlarmStep, LikePrice, PriceAlarm, Product, ShelfRow
from nongcai.domain.catalogue.queries.comparing import LIKE_COLUMNS
from nongcai.domain.catalogue.rules import comparing, describing
from nongcai.domain.catalogue.services.shelving import put_up
from nongcai.domain.catalogue.services.wording import grounds_of
from nongcai.domain.catalogue.states import (
    ALARM_MACHINE,
    ENDED,
    LIVE_ALARMS,
    WITHHOLDING,
    AlarmAction,
    AlarmState,
)
from nongcai.domain.suppliers.services import Scan, keep_scan, tell_platform, tell_supplier, tell_suppliers
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.money import shown
from nongcai.foundation.texts import N_
from nongcai.foundation.years import chinese_day, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from nongcai.domain.catalogue.queries import Above
    from nongcai.domain.organisations.actors import Actor

PAGE = "/prices/alarms/"
FILES = 5
# So many offers are looked over by one statement, and so many of those that want an act taken on in one transaction.
_LOOKED_OVER, _AT_ONCE = 20_000, 200
_SYSTEM = "系统"
OPENED = N_("商品“{name}”的价格高出提醒限价，请在{day}前降价或者公开说明。")
OPENED_MANY = N_("有{count}项商品的价格高出提醒限价，请在{day}前降价或者公开说明。")
REPLIED = N_("“{supplier}”对商品“{name}”的价格作了公开说明。")
KEPT = N_("平台认可商品“{name}”的价格：{words}")
WITHHELD = N_("商品“{name}”的“{specification}”已暂停展示，价格降到{ceiling}元/{measured}以内后自动恢复：{words}")


@dataclass(frozen=True)
class Verdict:
    """What the platform decides: that a price may stand, or that the offer is withheld until it falls."""

    action: AlarmAction
    words: str


def reckon_like_prices(*, at: datetime) -> int:
    """Reckon anew what like offers cost that show today; return of how many kinds there is enough to say."""
    with transaction.atomic():
        records.lock_keys(["catalogue:like-prices"])
        records.remove(LikePrice.objects.all())
        return records.insert_select(LikePrice._meta.db_table, LIKE_COLUMNS, queries.like_prices(at, day_of(at)))


def watch_all_prices(*, at: datetime) -> int:
    """Look at the prices of all that is up; return about how many suppliers were newly asked."""
    ended = {key for rows in (_lowered(), _unsold()) for key in rows.values_list("offer_id", flat=True)}
    asked = _watch(sorted(ended), at)
    for span in queries.spans_of_shelf(_LOOKED_OVER):
        asked += _watch([one.offer_id for one in queries.above_limits_within(day_of(at), *span)], at)
    return asked


def _watch(offer_ids: Sequence[int], at: datetime) -> int:
    parts = (offer_ids[start : start + _AT_ONCE] for start in range(0, len(offer_ids), _AT_ONCE))
    return sum(watch_prices(part, at=at) for part in parts)


@transaction.atomic
def watch_prices(offer_ids: Iterable[int], *, at: datetime) -> int:
    """Ask about the prices of these offers that are above a limit; end what is so no more; return how many were asked.

    To be called after their prices changed and were put up. Two who look at one offer wait for each other.
    """
    ids = sorted(set(offer_ids))
    lock_products(ids)
    _end_unsold(ids, at)
    _end_lowered(ids, at)
    found = queries.above_limits(day_of(at), ids)
    alarms = records.insert_many([_alarm(one, at) for one in found])
    records.insert_many([_step(alarm, AlarmAction.OPEN, None, alarm.grounds, at) for alarm in alarms])
    _tell_opened([alarm.pk for alarm in alarms], at)
    return len(alarms)


@transaction.atomic
def reply_to_alarm(*, actor: Actor, alarm_id: int, words: str, scans: Sequence[Scan], at: datetime) -> PriceAlarm:
    """Say in public why a price is what it is, with what proves it; once, before the platform decides.

    :raises AlarmWordsError: without words.
    :raises TooManyFilesError: with more files than somebody reads.
    :raises FileUnreadableError: when one is neither PDF, JPEG, PNG nor OFD.
    """
    alarm = _locked(actor, alarm_id, AlarmAction.REPLY)
    if len(scans) > FILES:
        raise TooManyFilesError(limit=FILES)
    step = _take(alarm, AlarmAction.REPLY, actor, _worded(words, "价格说明"), at)
    for scan in scans:
        keep_scan(actor, step.owner, scan, at)
    product = alarm.offer.product
    tell_platform(REPLIED.format(supplier=product.supplier.name, name=product.name), at=at, page=_page(alarm))
    return alarm


@transaction.atomic
def decide_alarm(*, actor: Actor, alarm_id: int, verdict: Verdict, at: datetime) -> PriceAlarm:
    """Agree to a price, or withhold its offer until it falls; with a reason that everybody reads.

    :raises AlarmWordsError: without a reason.
    :raises AlarmWaitsError: when the supplier may still reply.
    """
    alarm = _locked(actor, alarm_id, verdict.action)
    waits = ALARM_MACHINE.step(AlarmAction.REPLY, alarm.state) is not None and day_of(at) <= alarm.reply_due
    if verdict.action == AlarmAction.WITHHOLD and waits:
        raise AlarmWaitsError(day=chinese_day(alarm.reply_due))
    was_withheld = alarm.state in WITHHOLDING
    words = _worded(verdict.words, "决定的理由")
    _take(alarm, verdict.action, actor, words, at)
    product = alarm.offer.product
    if was_withheld or alarm.state in WITHHOLDING:
        put_up([product.pk], at=at)
    facts = {"ceiling": shown(alarm.ceiling), "measured": alarm.get_measured_display(), "words": words}
    text = (WITHHELD if alarm.state in WITHHOLDING else KEPT).format(
        name=product.name, specification=alarm.offer.specification, **facts
    )
    tell_supplier(product.supplier, text, at=at, page=_page(alarm))
    return alarm


def lock_products(offer_ids: Sequence[int]) -> None:
    """Hold the products of these offers until the end of the transaction."""
    seen = ShelfRow.objects.filter(pk__in=offer_ids).values("product_id")
    list(Product.objects.select_for_update(no_key=True).filter(pk__in=seen).order_by("pk").values_list("pk"))


def _lowered() -> QuerySet[PriceAlarm]:
    """Select the live alarms whose offer does not cost more than the ceiling any more."""
    shelf = {"offer__shelf__measured": F("measured"), "offer__shelf__unit_price__lte": F("ceiling")}
    return PriceAlarm.objects.filter(state__in=LIVE_ALARMS, **shelf)


def _end_lowered(offer_ids: Sequence[int], at: datetime) -> None:
    lowered = list(_lowered().filter(offer__in=offer_ids).select_related("offer").order_by("pk"))
    withheld = [row.offer.product_id for row in lowered if row.state in WITHHOLDING]
    for row in lowered:
        _take(row, AlarmAction.LOWER, None, "", at)
    put_up(withheld, at=at)


def _unsold() -> QuerySet[PriceAlarm]:
    return PriceAlarm.objects.filter(state__in=LIVE_ALARMS, offer__product__state__in=ENDED)


def _end_unsold(offer_ids: Sequence[int], at: datetime) -> None:
    for row in _unsold().filter(offer__in=offer_ids).order_by("pk"):
        _take(row, AlarmAction.UNSELL, None, "", at)


def _alarm(one: Above, at: datetime) -> PriceAlarm:
    due = day_of(at) + timedelta(days=one.reply_days or comparing.REPLY_DAYS)
    return PriceAlarm(
        **{name: getattr(one, name) for name in ("offer_id", "basis", "unit_price", "measured", "base", "ceiling")},
        rule_id=one.rule_id,
        reference_id=one.reference_id if one.basis == "reference" else None,
        elsewhere_id=one.elsewhere_id if one.basis == "elsewhere" else None,
        grounds=grounds_of(one),
        reply_due=due,
        opened_at=at,
        changed_at=at,
    )


def _tell_opened(alarm_ids: Sequence[int], at: datetime) -> None:
    """One message a supplier, however many of its offers are meant."""
    rows = PriceAlarm.objects.filter(pk__in=alarm_ids).select_related("offer__product__supplier").order_by("pk")
    asked: dict[int, list[PriceAlarm]] = {}
    for row in rows if alarm_ids else ():
        asked.setdefault(row.offer.product.supplier.organisation_id, []).append(row)
    tell_suppliers([(office, *_asked(alarms)) for office, alarms in asked.items()], at=at)


def _asked(alarms: Sequence[PriceAlarm]) -> tuple[str, str]:
    """Say what a supplier is asked about, and where."""
    first, day = alarms[0], chinese_day(min(alarm.reply_due for alarm in alarms))
    if len(alarms) == 1:
        return OPENED.format(name=first.offer.product.name, day=day), _page(first)
    return OPENED_MANY.format(count=len(alarms), day=day), PAGE


def _locked(actor: Actor, alarm_id: int, action: AlarmAction) -> PriceAlarm:
    """Return an alarm within sight that may take a step; its product is locked first, as all do."""
    offer_id = queries.alarms_visible_to(actor).filter(pk=alarm_id).values_list("offer_id", flat=True).first()
    if offer_id is None:
        raise NotFoundError(what=alarm_id)
    lock_products([offer_id])
    rows = PriceAlarm.objects.select_for_update(of=("self",), no_key=True)
    alarm = rows.select_related("offer__product__supplier").get(pk=alarm_id)
    if action not in permissions.acts_on_alarm(alarm, actor):
        if not any(one.action == action and one.role == actor.role for one in ALARM_MACHINE.transitions):
            raise NotAllowedError
        raise AlarmStepError(state=alarm.get_state_display(), action=action.label)
    return alarm


def _take(alarm: PriceAlarm, action: AlarmAction, actor: Actor | None, words: str, at: datetime) -> AlarmStep:
    step = ALARM_MACHINE.step(action, alarm.state)
    if step is None:
        raise AlarmStepError(state=alarm.get_state_display(), action=action.label)
    alarm.state, alarm.changed_at = AlarmState(step.target), at
    records.save(alarm, "state", "changed_at")
    row = _step(alarm, action, actor, words, at)
    records.save(row)
    return row


def _step(alarm: PriceAlarm, action: AlarmAction, actor: Actor | None, words: str, at: datetime) -> AlarmStep:
    return AlarmStep(
        alarm=alarm,
        action=action,
        state=alarm.state,
        user_id=actor.user_id if actor else None,
        by_label=actor.label if actor else _SYSTEM,
        by_office=actor.organisation_name if actor else "",
        words=words,
        at=at,
    )


def _worded(words: str, what: str) -> str:
    describing.require_plain({"words": words})
    if not words.strip():
        raise AlarmWordsError(what=what, fields={"words": [AlarmWordsError.message.format(what=what)]})
    return words.strip()


def _page(alarm: PriceAlarm) -> str:
    return f"{PAGE}{alarm.pk}/"
