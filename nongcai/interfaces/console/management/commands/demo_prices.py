"""The demo's prices: rules, what an invented market publishes, and one alarm in each state."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.services import ToldElsewhere, ToldReference, ToldRule, Verdict
from nongcai.domain.catalogue.states import AlarmAction, PriceBasis
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.suppliers.services import Scan
from nongcai.foundation.money import rounded
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.catalogue.models import Offer, PriceAlarm
    from nongcai.domain.organisations.actors import Actor

SCAN = Scan("演示证明材料.pdf", b"%PDF-1.4\n% demo\n%%EOF\n")
DOCUMENT = "农采平台商品价格管理办法（演示）"
PLACE, SOURCE = "演示批发市场", "演示行情，价格为虚构"
# Names as markets write them, the category, the words, yuan a kilogram.
PUBLISHED = (
    ("黑木耳", "食用菌", ("木耳",), "92"),
    ("干香菇", "食用菌", ("香菇",), "84"),
    ("小米", "杂粮", ("小米",), "12.8"),
    ("红富士苹果", "苹果梨", ("苹果",), "9.2"),
    ("大米", "大米", (), "8.2"),
    ("马铃薯", "根茎类", ("马铃薯",), "3.9"),
)
# How much dearer the goods of the alarms become.
DEARER = Decimal("1.8")
ALARMS = 5
_REPLY = "本批按有机标准种植，产量约为普通种植的六成，附认证和成本测算。"
_KEPT = "认证和成本测算属实，价格可以接受。"
_WITHHELD = "说明的成本与同类商品相近，请降到限价以内。"


class Command(commanding.Command):
    help = "建立缺少的演示价格对照和价格提醒，只能在演示模式下使用。"

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEMO:
            raise ConsoleError("演示价格只能在演示模式（NONGCAI_DEMO=1）下建立。")
        platform, seller, at = _actor("pingtai"), _actor("gongying"), timezone.now()
        if catalogue.price_rules().exists():
            return
        today = timezone.localdate(at)
        for basis, percent, paragraph in (
            (PriceBasis.MEDIAN, "30", "第六条"),
            (PriceBasis.REFERENCE, "50", "第七条"),
            (PriceBasis.ELSEWHERE, "0", "第八条"),
        ):
            told = ToldRule(basis, Decimal(percent), 5, today.replace(month=1, day=1), DOCUMENT, paragraph)
            services.add_price_rule(actor=platform, told=told)
        _publish(platform, at)
        services.reckon_like_prices(at=at)
        offers = _compared(seller, at)
        for place, offer in enumerate(offers[:ALARMS]):
            _walk(place, offer, seller=seller, platform=platform, at=at)
        for offer in offers[ALARMS : ALARMS + 1]:
            told_elsewhere = ToldElsewhere(
                "演示网店", rounded(offer.price * Decimal("0.8")), Decimal(1000) * offer.net, "g", today
            )
            services.prove_elsewhere(actor=platform, offer_id=offer.pk, told=told_elsewhere, scan=SCAN, at=at)


def _actor(username: str) -> Actor:
    user = accounts.user_by_name(username)
    actor = organisations.actor_of(user, None, timezone.localdate()) if user else None
    if actor is None:
        raise ConsoleError("请先建立演示供应商和商品（demo_market、demo_goods）。")
    return actor


def _publish(platform: Actor, at: datetime) -> None:
    leaves = {row.name: row.pk for row in catalogue.open_leaves()}
    for name, category, words, price in PUBLISHED:
        told = ToldReference(
            leaves[category], name, PLACE, timezone.localdate(at), Decimal(price), "kg", SOURCE, Decimal(1), words
        )
        services.enter_reference(actor=platform, told=told, at=at)


def _compared(seller: Actor, at: datetime) -> list[Offer]:
    """Return the seller's offers that are up and can be compared, one of each product."""
    offers = {row.pk: row for row in catalogue.offers_visible_to(seller).order_by("pk")}
    found = catalogue.evidence_of(list(offers), timezone.localdate(at))
    shown = [offers[key] for key, one in sorted(found.items()) if one.like]
    return [offer for offer in shown if catalogue.shown_offer(offer.pk, timezone.localdate(at))]


def _walk(place: int, offer: Offer, *, seller: Actor, platform: Actor, at: datetime) -> None:
    """Bring an offer to an alarm, and the alarm to the state of its place."""
    before = offer.price
    services.price_offer(actor=seller, offer_id=offer.pk, price=rounded(before * DEARER), tiers=[], at=at)
    alarm: PriceAlarm = catalogue.alarms_visible_to(seller).get(offer=offer)
    if place == 0:
        return
    services.reply_to_alarm(actor=seller, alarm_id=alarm.pk, words=_REPLY, scans=[SCAN], at=at)
    verdicts = {2: Verdict(AlarmAction.KEEP, _KEPT), 3: Verdict(AlarmAction.WITHHOLD, _WITHHELD)}
    if place in verdicts:
        services.decide_alarm(actor=platform, alarm_id=alarm.pk, verdict=verdicts[place], at=at)
    if place == ALARMS - 1:
        services.price_offer(actor=seller, offer_id=offer.pk, price=before, tiers=[], at=at)
