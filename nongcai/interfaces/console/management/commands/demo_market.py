"""The demo's market: a county's two functions, the platform, and forty suppliers at every stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from stdnum.cn import uscc

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.roles import OrganisationKind, Role
from nongcai.domain.organisations.services import ToldBody, ToldStaff
from nongcai.domain.regions import queries as regions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers import services
from nongcai.domain.suppliers.rules import ToldDossier
from nongcai.domain.suppliers.services import Decision, Registration, Scan, ToldPaper
from nongcai.domain.suppliers.states import MeasureKind, PaperKind, Reason, SupplierKind
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Application, Supplier

# 卢氏县: its officers can sign in.
HOME = "411224"
PLATFORM = ToldBody(OrganisationKind.PLATFORM, "农采平台运营中心（演示）", "000000")
SCAN = Scan("演示扫描件.pdf", b"%PDF-1.4\n% demo\n%%EOF\n")
HOW_MANY = 40
LOGINS = ("pingtai", "pingtaifuhe", "xiannong", "xianbang", "gongying")
GOODS = (
    ("山货", "木耳、香菇、核桃"),
    ("杂粮", "小米、荞麦、燕麦片"),
    ("果品", "苹果、红枣、猕猴桃"),
    ("茶业", "绿茶、红茶"),
    ("畜禽", "土鸡蛋、牛肉、羊肉"),
    ("菌业", "香菇、羊肚菌、银耳"),
    ("粮油", "大米、菜籽油、粉条"),
    ("蔬菜", "马铃薯、洋葱、辣椒干"),
)
# Most are admitted; the others stand at each step of the way.
STAGES = (
    *("admitted",) * 24,
    "draft",
    "draft",
    "submitted",
    "submitted",
    "submitted",
    "quality",
    "linkage",
    "vetted",
    "publicised",
    "recommended",
    "recommended",
    "returned",
    "returned",
    "suspended",
    "notified",
    "recalled",
)


@dataclass(frozen=True)
class Hands:
    """Who acts for a county and for the platform."""

    quality: Actor
    linkage: Actor
    platform: Actor
    at: datetime

    @property
    def today(self) -> date:
        """The day."""
        return timezone.localdate(self.at)


class Command(commanding.Command):
    help = "建立缺少的演示供应商和有关账号，只能在演示模式下使用。"

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEMO:
            raise ConsoleError("演示账号只能在演示模式（NONGCAI_DEMO=1）下建立。")
        at = timezone.now()
        # Whoever decided an incident does not look at it again; also where the others came before.
        _opened(PLATFORM, ToldStaff("pingtaifuhe", "平台复核岗", Role.PLATFORM, is_demo=True), at)
        if accounts.user_by_name("pingtai"):
            return
        platform = _opened(PLATFORM, ToldStaff("pingtai", "平台审核岗", Role.PLATFORM, is_demo=True), at)
        for number, (code, stage) in enumerate(zip(_counties(), STAGES, strict=True)):
            _one(number, code, stage, _hands(code, number, platform, at))


def _counties() -> list[str]:
    """One county a supplier, of as many provinces as there are; the first ones are all of one county."""
    provinces = [iter([one.current_code for one in counties]) for _, counties in regions.counties_by_province()]
    found = [HOME] * 6
    for counties in cycle(provinces):
        if len(found) == HOW_MANY:
            # The county's own officers find something at each step.
            return [HOME if 24 <= place < HOW_MANY else code for place, code in enumerate(found)]
        code = next(counties, "")
        if code and code != HOME:
            found.append(code)
    return found


def _hands(code: str, number: int, platform: Actor, at: datetime) -> Hands:
    """The officers of a county: of the first they can sign in, the others' accounts wait for their people."""
    name = regions.counties([code])[code].name
    body = ToldBody(OrganisationKind.COUNTY, f"{name}农业农村局", code)
    told = {
        Role.QUALITY: ("xiannong" if code == HOME else f"quality{number}", "经营质量审核岗"),
        Role.LINKAGE: ("xianbang" if code == HOME else f"linkage{number}", "联农带农审核岗"),
    }
    quality, linkage = (
        _opened(body, ToldStaff(username, label, role, is_demo=username in LOGINS), at)
        for role, (username, label) in told.items()
    )
    return Hands(quality, linkage, platform, at)


def _opened(body: ToldBody, told: ToldStaff, at: datetime) -> Actor:
    if accounts.user_by_name(told.username) is None:
        organisation_services.open_market_post(
            actor=organisations.operator_of_machine(),
            body=body,
            told=told,
            at=at,
            until=at + timedelta(days=14),
            # Those whose log-in nobody knows wait for their people: hashing a hundred passwords takes a minute.
            password=settings.DEMO_PASSWORD if told.is_demo else "",
        )
    return _actor(told.username, at)


def _actor(username: str, at: datetime) -> Actor:
    user = accounts.user_by_name(username)
    actor = organisations.actor_of(user, None, timezone.localdate(at)) if user else None
    if actor is None:
        raise ConsoleError("演示账号没有任职。")
    return actor


def _one(number: int, code: str, stage: str, hands: Hands) -> None:
    county, (trade, goods) = regions.counties([code])[code], GOODS[number % len(GOODS)]
    kind = (SupplierKind.COOPERATIVE, SupplierKind.ENTERPRISE, SupplierKind.FAMILY_FARM)[number % 3]
    ending = {
        SupplierKind.COOPERATIVE: f"{trade}农民专业合作社",
        SupplierKind.ENTERPRISE: f"{trade}有限公司",
        SupplierKind.FAMILY_FARM: f"{trade}家庭农场",
    }[kind]
    name = f"{county.name}{ending}（演示{number + 1:02d}）"
    body = f"93{code}9{number:08d}"
    told = Registration(
        username="gongying" if not number else f"gongying{number}",
        label="电商业务岗",
        phone="",
        kind=kind,
        name=name,
        credit_code=body + str(uscc.calc_check_digit(body)),
        county_code=code,
        is_demo=not number,
    )
    password = settings.DEMO_PASSWORD if told.is_demo else ""
    supplier = services.register(told=told, password=password, at=hands.at)
    dossier = ToldDossier(
        kind=kind,
        name=name,
        credit_code=told.credit_code,
        county_code=code,
        address=f"{county.name}产业园{number + 1}号",
        contact_post="电商业务岗",
        contact_phone="0398-7000000",
        goods=goods,
        capacity=Decimal(50 + 10 * number),
        households=20 + 7 * number,
        linkage_form="purchase",
        linkage_amount=Decimal(200_000 + 15_000 * number),
        linkage_words="与农户签订订单收购协议，按不低于市场价收购，按季结清。",
    )
    _walk(supplier, _actor(told.username, hands.at), dossier, stage, hands)


def _walk(supplier: Supplier, actor: Actor, dossier: ToldDossier, stage: str, hands: Hands) -> None:
    _show(actor, supplier, hands)
    application = suppliers.open_application(supplier)
    if application is None:
        raise ConsoleError("演示供应商没有申请。")
    services.fill_in(actor=actor, application_id=application.pk, told=dossier, at=hands.at)
    if stage == "draft":
        return
    services.submit(actor=actor, application_id=application.pk, version=0, at=hands.at)
    _vet(application, stage, hands)
    if stage in {"admitted", "suspended", "notified", "recalled"}:
        _act(services.admit, hands.platform, application, hands, words="资料齐全")
        _after(application, actor, stage, hands)


def _vet(application: Application, stage: str, hands: Hands) -> None:
    if stage == "submitted":
        return
    if stage == "returned":
        reason = {"reason": Reason.PAPERS, "words": "营业执照扫描件看不清，请重新上传。"}
        _act(services.send_back, hands.quality, application, hands, **reason)
        return
    if stage != "linkage":
        _act(services.pass_on, hands.quality, application, hands, words="经营正常")
    if stage != "quality":
        _act(services.pass_on, hands.linkage, application, hands, words="带动属实")
    if stage in {"quality", "linkage", "vetted"}:
        return
    services.check_credit(
        actor=hands.quality,
        supplier_id=application.supplier_id,
        checked_on=hands.today,
        source="国家企业信用信息公示系统",
        is_listed=False,
        at=hands.at,
    )
    if stage == "publicised":
        until = hands.today + timedelta(days=6)
        _act(services.publicise, hands.quality, application, hands, since=hands.today, until=until)
        return
    _act(services.recommend, hands.quality, application, hands, letter=SCAN)


def _after(application: Application, actor: Actor, stage: str, hands: Hands) -> None:
    if stage == "recalled":
        services.recall(actor=hands.linkage, application_id=application.pk, words="复核发现带动户数不实。", at=hands.at)
    if stage not in {"suspended", "notified"}:
        return
    measure = services.notify(
        actor=hands.platform,
        supplier_id=application.supplier_id,
        kind=MeasureKind.SUSPEND_LISTING,
        cause="抽检一批次净含量不足（平台规则第十二条）。",
        reply_due=hands.today + timedelta(days=7),
        at=hands.at,
    )
    if stage == "suspended":
        services.reply(actor=actor, measure_id=measure.pk, words="已召回并更换包装线。", at=hands.at)
        decision = Decision(hands.today, None, hands.today + timedelta(days=15), "情况属实，整改期间暂停上架。")
        services.decide(actor=hands.platform, measure_id=measure.pk, decision=decision, at=hands.at)


def _show(actor: Actor, supplier: Supplier, hands: Hands) -> None:
    # Every ninth has a licence that ends within a week, so that a warning stands somewhere.
    short = supplier.pk % 9 == 0
    ends = {PaperKind.BUSINESS: None, PaperKind.LINKAGE: 5 if short else 300, PaperKind.FOOD_SALE: 40}
    for kind, days in ends.items():
        told = ToldPaper(
            kind=kind,
            number=f"YS{kind.value[:2].upper()}{supplier.pk:06d}",
            issuer=f"{supplier.county.name}市场监督管理局",
            since=hands.today - timedelta(days=400),
            until=None if days is None else hands.today + timedelta(days=days),
        )
        services.show_paper(actor=actor, told=told, scan=SCAN, at=hands.at)


def _act(service: Any, actor: Actor, application: Application, hands: Hands, **told: Any) -> None:
    service(actor=actor, application_id=application.pk, version=1, **told, at=hands.at)
