"""The demo's goods: eight hundred products of the demo's suppliers, with drawn pictures, in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache
from itertools import product as crossed
from math import cos, sin
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.rules.describing import ToldProduct
from nongcai.domain.catalogue.rules.pricing import Fee, Tier
from nongcai.domain.catalogue.services import Bundle, ToldOffer
from nongcai.domain.catalogue.states import Certificate, Reason
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers import services as supplier_services
from nongcai.domain.suppliers.services import Scan, ToldPaper
from nongcai.domain.suppliers.states import PaperKind
from nongcai.foundation import pictures
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.catalogue.models import Category, Product
    from nongcai.domain.catalogue.rules.describing import Asked
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Supplier
    from nongcai.foundation.pictures import Prepared

SCAN = Scan("演示扫描件.pdf", b"%PDF-1.4\n% demo\n%%EOF\n")
HOW_MANY = 800
# Of each supplier's, the last ones are not listed.
DRAFTS, WAITING = 2, 2
SUPPLIERS = 40
UNITS = {"g": "克", "piece": "枚", "l": "升"}
FRESH = {"蛋类", "苹果梨", "浆果核果", "根茎类", "葱姜蒜", "鲜冻畜肉"}
SIZE = (800, 600)


@dataclass(frozen=True)
class Good:
    """What somebody grows: its category, price of a kilogram or piece in yuan, and how it is drawn."""

    name: str
    category: str
    price: str
    colour: str
    shape: str = "round"
    unit: str = "g"
    sale_unit: str = "bag"
    # Cut or scooped: the half-kilogram pack is paid by what it weighs.
    is_weighed: bool = False


# By the trade in the name of a demo supplier.
TRADES = {
    "山货": (
        Good("黑木耳", "食用菌", "96", "#2f2a28", "leaf"),
        Good("干香菇", "食用菌", "88", "#7a5230"),
        Good("薄皮核桃", "坚果炒货", "46", "#b08a5a", is_weighed=True),
    ),
    "杂粮": (
        Good("黄小米", "杂粮", "13.6", "#e6bf4b", "grain"),
        Good("苦荞米", "杂粮", "15.2", "#6f6a4a", "grain"),
        Good("燕麦片", "杂粮", "18.8", "#d9c7a0", "grain"),
    ),
    "果品": (
        Good("红富士苹果", "苹果梨", "9.8", "#c8352d", sale_unit="case"),
        Good("灰枣", "干果蜜饯", "32", "#8a2f22"),
        Good("猕猴桃", "浆果核果", "14.5", "#7c8a3a", sale_unit="case"),
    ),
    "茶业": (
        Good("高山绿茶", "绿茶", "360", "#5d7a3a", "leaf", sale_unit="box"),
        Good("工夫红茶", "红茶", "420", "#6b3a24", "leaf", sale_unit="box"),
        Good("老树白茶", "黑茶与其他茶", "380", "#a9b08a", "leaf", sale_unit="box"),
    ),
    "畜禽": (
        Good("散养土鸡蛋", "蛋类", "1.6", "#d8a878", unit="piece", sale_unit="case"),
        Good("冷鲜牛腩", "鲜冻畜肉", "86", "#a8433c", is_weighed=True),
        Good("冷冻羊排", "鲜冻畜肉", "92", "#b5584c", is_weighed=True),
    ),
    "菌业": (
        Good("花菇", "食用菌", "118", "#8a6a44"),
        Good("羊肚菌", "食用菌", "980", "#5a4634", "leaf"),
        Good("银耳", "食用菌", "76", "#efe3bf", "leaf"),
    ),
    "粮油": (
        Good("生态大米", "大米", "8.6", "#f1ead8", "grain"),
        Good("压榨菜籽油", "食用油", "17.8", "#d99a1e", "drop", "l", "barrel"),
        Good("手工红薯粉条", "粉条粉丝", "16.4", "#b9a58a", "grain"),
    ),
    "蔬菜": (
        Good("高山马铃薯", "根茎类", "4.2", "#c9a25a", sale_unit="case"),
        Good("紫皮洋葱", "葱姜蒜", "3.8", "#8d3f6a", sale_unit="case"),
        Good("干辣椒", "调味香料", "38", "#b3261e", "leaf"),
    ),
}
STYLES = ("", "精选", "农家", "生态", "合作社")
# For a good that says a style in its own name.
OTHER_STYLE = "优质"
# Net content of a piece, pieces in a sale unit.
PACKS = {
    "g": (("250", 1), ("500", 1), ("500", 10)),
    "piece": (("30", 1), ("60", 1), ("120", 1)),
    "l": (("1.8", 1), ("5", 1), ("5", 4)),
}


@dataclass(frozen=True)
class Variant:
    """A good in a style, and a pack: net content of a piece, and how many pieces."""

    number: int
    good: Good
    style: str
    pack: tuple[str, int]

    @property
    def called(self) -> str:
        """The good in its style, which is another where its own name says that one."""
        style = OTHER_STYLE if self.style and self.style in self.good.name else self.style
        return f"{style}{self.good.name}"


@dataclass(frozen=True)
class Stall:
    """A supplier who sells, who works for it, and the categories of which it may sell."""

    supplier: Supplier
    seller: Actor
    platform: Actor
    leaves: dict[str, tuple[Category, list[Asked]]]
    at: datetime

    @property
    def today(self) -> date:
        """The day."""
        return timezone.localdate(self.at)


class Command(commanding.Command):
    help = "建立缺少的演示商品，只能在演示模式下使用。"

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEMO:
            raise ConsoleError("演示商品只能在演示模式（NONGCAI_DEMO=1）下建立。")
        platform, at = _actor("pingtai"), timezone.now()
        if catalogue.products_visible_to(platform).exists():
            return
        services.plant_categories(actor=platform, at=at)
        leaves = {row.name: (row, catalogue.asked_by(row)) for row in catalogue.open_leaves()}
        stalls = [
            Stall(supplier, _actor(f"gongying{number or ''}"), platform, leaves, at)
            for number, supplier in enumerate(suppliers.suppliers_visible_to(platform).order_by("pk")[:SUPPLIERS])
            if supplier.admission_id
        ]
        each, more = divmod(HOW_MANY, len(stalls))
        for number, stall in enumerate(stalls):
            _fill(stall, each + (number < more))


def _actor(username: str) -> Actor:
    user = accounts.user_by_name(username)
    actor = organisations.actor_of(user, None, timezone.localdate()) if user else None
    if actor is None:
        raise ConsoleError("请先建立演示供应商（demo_market）。")
    return actor


def _fill(stall: Stall, count: int) -> None:
    goods = next(goods for trade, goods in TRADES.items() if trade in stall.supplier.name)
    claims = _hold_papers(stall, goods)
    plan = services.add_plan(
        actor=stall.seller,
        name="普通快递",
        fees=[
            Fee("", first_fee=Decimal(8), next_fee=Decimal(2), free_from=Decimal(199)),
            Fee("65", first_fee=Decimal(20), next_fee=Decimal(15)),
            Fee("54", delivers=False),
        ],
    )
    bundles = [
        _bundle(stall, one, plan.pk if one.number % 4 else None, claims if not one.number % 3 else {})
        for one in _variants(goods, count)
    ]
    _walk(services.draft_products(actor=stall.seller, bundles=bundles, at=stall.at), stall)


def _variants(goods: tuple[Good, ...], count: int) -> list[Variant]:
    """Every good in every pack and style, the goods taking turns."""
    mixed = list(crossed(range(3), STYLES, goods))[:count]
    return [Variant(number, good, style, PACKS[good.unit][pack]) for number, (pack, style, good) in enumerate(mixed)]


def _bundle(stall: Stall, variant: Variant, plan_id: int | None, claims: dict[str, int]) -> Bundle:
    number, good = variant.number, variant.good
    county, (category, asked) = stall.supplier.county, stall.leaves[good.category]
    net, pieces = variant.pack
    label = f"{net}{UNITS[good.unit]}"
    content = Decimal(net) * pieces / (1000 if good.unit == "g" else 1)
    told = ToldProduct(
        category_id=category.pk,
        name=f"{county.name}{variant.called}{label}{'整箱' if pieces > 1 else ''}",
        county_code=county.current_code,
        producer=stall.supplier.name,
        shelf_life_days=30 if good.category in FRESH else 365,
        storage="冷藏或者阴凉通风处" if good.category in FRESH else "阴凉干燥处，避光密封",
        net_quantity=Decimal(net),
        net_unit=good.unit,
        facts={row.key: _answer(list(row.choices), good, number) for row in asked},
        claims=claims,
    )
    # A larger pack costs a little less a kilogram; styles differ a little.
    rate = Decimal(100 + number % 7 - 2 * (pieces > 1)) / 100
    is_weighed = good.is_weighed and pieces == 1 and net == "500"
    offer = ToldOffer(
        specification=f"{label}×{pieces}/箱" if pieces > 1 else label,
        sale_unit="case" if pieces > 1 else good.sale_unit,
        pieces=pieces,
        gross_kilograms=(content * Decimal("0.06") + Decimal("0.4")) if good.unit == "piece" else None,
        season_from=9 if good.category == "苹果梨" else None,
        season_to=4 if good.category == "苹果梨" else None,
        is_catch_weight=is_weighed,
        band_percent=Decimal(5) if is_weighed else None,
        freight_id=plan_id,
    )
    price = (Decimal(good.price) * content * rate).quantize(Decimal("0.10"))
    shown = [(_picture(good, number % 2), f"{variant.called}，{label}装")]
    return Bundle(told, offer, price, Decimal(0 if number % 17 == 5 else 400 + 100 * number), shown)


def _answer(choices: list[str], good: Good, number: int) -> str:
    """Answer what a category asks: what the name says, else 其他, else the choices in turn."""
    if not choices:
        return good.name
    said = next((one for one in choices if one in good.name), "其他")
    return said if said in choices else choices[number % len(choices)]


def _walk(rows: list[Product], stall: Stall) -> None:
    seller, platform, at = stall.seller, stall.platform, stall.at
    keys = [row.pk for row in rows]
    handed = keys[:-DRAFTS]
    services.submit_products(actor=seller, product_ids=handed, at=at)
    returned, passed = handed[-WAITING - 1], handed[: -WAITING - 1]
    services.pass_products(actor=platform, product_ids=passed, at=at)
    words = "产地证明与标签不一致，请核对后重新提交。"
    services.return_product(actor=platform, product_id=returned, version=1, reason=Reason.ORIGIN, words=words, at=at)
    services.retire_product(actor=seller, product_id=passed[-1], at=at)
    _change(stall, passed[-2])
    for offer in catalogue.offers_visible_to(seller).filter(product__in=passed[:3]).order_by("pk"):
        lower = (offer.price * Decimal("0.95")).quantize(Decimal("0.10"))
        tiers = [Tier(10, (lower * Decimal("0.94")).quantize(Decimal("0.10")))]
        services.price_offer(actor=seller, offer_id=offer.pk, price=lower, tiers=tiers, at=at)


def _change(stall: Stall, product_id: int) -> None:
    """Change what is regulated of a listed product, so that a reviewer finds what changed."""
    row = catalogue.products_visible_to(stall.seller).get(pk=product_id)
    told = ToldProduct(
        category_id=row.category_id,
        name=row.name,
        county_code=row.county.current_code,
        producer=row.producer,
        shelf_life_days=row.shelf_life_days + 30,
        storage=row.storage,
        net_quantity=row.net_quantity,
        net_unit=row.net_unit,
        facts={fact.attribute_id: fact.value for fact in row.facts.all()},
    )
    services.revise_product(actor=stall.seller, product_id=product_id, told=told, at=stall.at)
    services.submit_product(actor=stall.seller, product_id=product_id, at=stall.at)


def _hold_papers(stall: Stall, goods: tuple[Good, ...]) -> dict[str, int]:
    """Hold what the goods' categories want, and of every second supplier a certificate; return what may be claimed."""
    key = stall.supplier.pk
    held = {row.kind for row in catalogue.papers_for(key, stall.today)}
    wanted = {kind for good in goods for kind in catalogue.needs_of(stall.leaves[good.category][0])}
    certificate = (Certificate.GREEN, None, Certificate.ORGANIC, None)[key % 4]
    kinds = sorted(wanted - held) + ([certificate.value] if certificate else [])
    papers = {kind: _paper(stall, PaperKind(kind)) for kind in kinds}
    return {certificate.value: papers[certificate.value]} if certificate else {}


def _paper(stall: Stall, kind: PaperKind) -> int:
    told = ToldPaper(
        kind=kind,
        number=f"YS-{kind.value[:6].upper()}-{stall.supplier.pk:06d}",
        issuer=f"{stall.supplier.county.name}市场监督管理局",
        # Orders of the last months are of goods that could be sold then.
        since=stall.today - timedelta(days=200),
        until=stall.today.replace(year=stall.today.year + 2, day=1),
    )
    row = supplier_services.show_paper(actor=stall.seller, told=told, scan=SCAN, at=stall.at)
    supplier_services.accept_paper(actor=stall.platform, paper_id=row.pk, at=stall.at)
    return row.pk


@cache
def _picture(good: Good, tint: int) -> Prepared:
    """Draw a bowl of a good on a table."""
    image = Image.new("RGB", SIZE, ("#efe9dc", "#e3ebe6")[tint])
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 800, 600), fill=("#c9a27a", "#9fb0a3")[tint])
    draw.ellipse((150, 120, 650, 560), fill="#fbfaf6", outline="#cfc8ba", width=6)
    draw.ellipse((190, 160, 610, 520), fill="#f0ede4")
    for step in range(160):
        # A spiral fills the bowl evenly.
        turn, far = step * 2.399963, 15.2 * step**0.5
        x, y = 400 + far * cos(turn), 340 + 0.86 * far * sin(turn)
        _piece(draw, good.shape, x, y, _shade(good.colour, step * 37 % 41 - 20))
    return pictures.shrunk(image)


def _piece(draw: ImageDraw.ImageDraw, shape: str, x: float, y: float, colour: str) -> None:
    wide, high = {"grain": (7, 5), "leaf": (26, 12), "drop": (14, 20)}.get(shape, (20, 20))
    draw.ellipse((x - wide, y - high, x + wide, y + high), fill=colour, outline=_shade(colour, -30))


def _shade(colour: str, by: int) -> str:
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{min(255, max(0, one + by)):02x}" for one in parts)
