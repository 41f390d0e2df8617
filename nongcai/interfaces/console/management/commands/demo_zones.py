"""The demo's zones with entries in every state, its demand board, and a list of what its unit buys again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.services import ToldDemand, ToldZone
from nongcai.domain.catalogue.states import Move, ZoneAction
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.suppliers import queries as suppliers
from nongcai.foundation import pictures
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.catalogue.models import Offer, Zone
    from nongcai.domain.organisations.actors import Actor

# So many suppliers apply, each with so many goods to a zone.
SUPPLIERS, GOODS = 12, 2
# Of the entries to a zone the last ones wait, are sent back, withdrawn and removed.
WAITING = 2
COLOURS = {"brand": ("#8a2f22", "#d99a1e"), "session": ("#2f5d3a", "#a9b08a"), "local": ("#24506b", "#9fb0a3")}
NEEDED = (
    ("danwei", "干木耳", "120", "kilogram", "山珍", "朵形完整，无碎屑，每周一上午送到。", ""),
    ("danwei", "东北大米", "2", "tonne", "粮油", "一级，10千克装，按周配送。", "0371-60000000"),
    ("qudanwei", "鲜鸡蛋", "3000", "piece", "畜禽", "食堂用，要求当周产。", ""),
    ("zhuguan", "节日慰问礼盒", "80", "box", "", "工会会员慰问，单盒不超过200元。", ""),
)


@dataclass(frozen=True)
class Hands:
    """Who acts for the platform and for suppliers, when."""

    platform: Actor
    sellers: list[Actor]
    at: datetime

    @property
    def today(self) -> date:
        """The day."""
        return timezone.localdate(self.at)


class Command(commanding.Command):
    help = "建立缺少的演示专区、需求和常购清单，只能在演示模式下使用。"

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEMO:
            raise ConsoleError("演示专区只能在演示模式（NONGCAI_DEMO=1）下建立。")
        platform, at = _actor("pingtai"), timezone.now()
        if catalogue.entries_visible_to(platform).exists():
            return
        found = enumerate(suppliers.suppliers_visible_to(platform).order_by("pk")[:SUPPLIERS])
        sellers = [_actor(f"gongying{number or ''}") for number, row in found if row.admission_id]
        hands = Hands(platform, sellers, at)
        for told in _more_zones(hands.today):
            zone = services.plan_zone(actor=platform, told=told)
            if told.opens_on <= hands.today:
                services.step_zone(actor=platform, zone_id=zone.pk, action=ZoneAction.OPEN)
        for zone in catalogue.zones_visible_to(platform):
            _hang(hands, zone)
            _fill(hands, zone)
        _need(hands)
        _list(hands)


def _more_zones(today: date) -> tuple[ToldZone, ...]:
    return (
        ToldZone(
            "卢氏帮扶馆", "local", today.replace(day=1),
            words="卢氏县的食用菌、核桃和杂粮。", counties=["411224"], position=4,
        ),
        ToldZone(
            "产销对接会", "fair", today - timedelta(days=3), today + timedelta(days=11),
            words="各地脱贫县特色产品集中展销，为期两周。", capacity=40, position=5,
        ),
        ToldZone(
            "迎新春展销会", "fair", today + timedelta(days=45), today + timedelta(days=60),
            words="米面粮油、干货和礼盒。", position=6,
        ),
    )  # fmt: skip


def _hang(hands: Hands, zone: Zone) -> None:
    dark, light = COLOURS.get(zone.kind, ("#5a4634", "#d9c7a0"))
    image = Image.new("RGB", (1600, 320), light)
    draw = ImageDraw.Draw(image)
    for step in range(24):
        wide, high = 160 + 40 * (step % 3), 90 + 30 * (step % 4)
        x, y = step * 70 - 40, 210 + 24 * (step % 3)
        draw.ellipse((x, y - high, x + wide, y + high), fill=dark if step % 2 else light, outline=dark, width=3)
    told: dict[str, Any] = {
        "name": "banner.jpg",
        "data": pictures.shrunk(image).large,
        "alt": f"{zone.name}：山丘和田地",
    }
    services.hang_banner(actor=hands.platform, zone_id=zone.pk, **told, at=hands.at)


def _fill(hands: Hands, zone: Zone) -> None:
    if not zone.takes_entries(hands.today):
        return
    entries = []
    for seller in hands.sellers:
        fitting = (row for row in catalogue.candidates(seller, zone) if _fits(row, zone, hands.today))
        for product, _number in zip(fitting, range(GOODS), strict=False):
            told: dict[str, Any] = {"zone_id": zone.pk, "product_id": product.pk}
            entries.append((seller, services.enter_zone(actor=seller, **told, at=hands.at).pk))
    keys = [key for _seller, key in entries]
    if len(keys) <= WAITING + 3:
        services.admit_entries(actor=hands.platform, zone_id=zone.pk, entry_ids=keys[:-1], at=hands.at)
        return
    _decide(hands, zone, entries[:-WAITING])


def _fits(product: Any, zone: Zone, on: date) -> bool:
    kept = catalogue.judged([product.pk], zone, on)[product.pk]
    return kept.is_up and not kept.failed


def _decide(hands: Hands, zone: Zone, entries: list[tuple[Actor, int]]) -> None:
    """Admit all but one, which comes back; of those one is withdrawn, one removed, and two are placed."""
    platform, at = hands.platform, hands.at
    [(_other, returned), *kept] = entries
    keys = [key for _seller, key in kept]
    words = "图片不清，请补充包装正面照片后重新报名。"
    services.return_entries(actor=platform, zone_id=zone.pk, entry_ids=[returned], words=words, at=at)
    services.admit_entries(actor=platform, zone_id=zone.pk, entry_ids=keys, at=at)
    seller, withdrawn = kept[-1]
    services.withdraw_entry(actor=seller, entry_id=withdrawn, at=at)
    services.remove_entry(actor=platform, entry_id=keys[-2], words="抽检一批次净含量不足，整改后可重新报名。", at=at)
    for version, key in enumerate(keys[:2]):
        services.order_entry(actor=platform, entry_id=key, move=Move.FIRST, version=version)


def _need(hands: Hands) -> None:
    roots = {one.name: one.id for one in catalogue.vocabulary().below(None)}
    for number, (username, item, quantity, measure, category, remarks, phone) in enumerate(NEEDED):
        told = ToldDemand(
            item=item,
            quantity=Decimal(quantity),
            measure=measure,
            since=hands.today + timedelta(days=7 * number),
            until=hands.today + timedelta(days=7 * number + 21),
            category_id=next((key for name, key in roots.items() if category and category in name), None),
            remarks=remarks,
            phone=phone,
        )
        made = services.publish_demand(actor=_actor(username), told=told, at=hands.at)
        _answer(hands, made.pk, item[-2:])
    # One more, which was closed.
    told = ToldDemand("白菜", Decimal(300), "kilogram", hands.today, hands.today + timedelta(days=7))
    made = services.publish_demand(actor=_actor("danwei"), told=told, at=hands.at)
    services.close_demand(actor=_actor("danwei"), demand_id=made.pk, at=hands.at)


def _answer(hands: Hands, demand_id: int, word: str) -> None:
    """Let those who have something of that name say that they could deliver."""
    for seller in hands.sellers:
        fitting = [row.pk for row in catalogue.products_to_answer_with(seller) if word in row.name]
        if fitting:
            told = {"demand_id": demand_id, "product_id": fitting[0]}
            services.answer_demand(actor=seller, **told, at=hands.at)


def _list(hands: Hands) -> None:
    """List what the unit buys; since then one price rose, and one offer is off the shelf."""
    # Not of the one whose log-in everybody tries.
    seller, unit = hands.sellers[1], _actor("danwei")
    offers = [row for row in _shown(seller, hands.today) if not row.tiers.exists()][:5]
    told = {row.pk: 10 * (number + 1) for number, row in enumerate(offers)}
    services.put_on_list(actor=unit, list_id=None, name="食堂每周常购", quantities=told, at=hands.at)
    services.add_list(actor=unit, name="工会慰问", at=hands.at)
    dearer, gone = offers[0], offers[1]
    price = (dearer.price * Decimal("1.05")).quantize(Decimal("0.10"))
    services.price_offer(actor=seller, offer_id=dearer.pk, price=price, tiers=[], at=hands.at)
    services.switch_offer(actor=seller, offer_id=gone.pk, is_on=False, at=hands.at)


def _shown(seller: Actor, on: date) -> list[Offer]:
    keys = catalogue.offers_visible_to(seller).order_by("pk").values_list("pk", flat=True)
    standing = {row.pk for row in catalogue.offers_to_list(keys, on)}
    return [row for row in catalogue.offers_visible_to(seller).order_by("pk") if row.pk in standing]


def _actor(username: str) -> Actor:
    user = accounts.user_by_name(username)
    actor = organisations.actor_of(user, None, timezone.localdate()) if user else None
    if actor is None:
        raise ConsoleError("请先建立演示供应商和演示单位（demo_market、demo_data）。")
    return actor
