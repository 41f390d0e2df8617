"""The demo's incidents, one in each state, on orders of the supplier who can sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.notifications import services as notifications
from nongcai.domain.orders import queries as orders
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.support import queries, services
from nongcai.domain.support.services import ToldIncident, ToldStep
from nongcai.domain.support.states import IncidentAction, IncidentKind, Level, Outcome
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor

SELLER, PLATFORM, REVIEWER, BUYERS = "gongying", "pingtai", "pingtaifuhe", ("caigou", "qucaigou", "chengbao")
DAYS = 4
_A = IncidentAction


@dataclass(frozen=True)
class Step:
    """What somebody says of an incident."""

    action: IncidentAction
    by: str
    words: str
    outcome: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True)
class Story:
    """What is reported of an order in one of some states, by whom, and what follows."""

    states: tuple[str, ...]
    by: str
    told: ToldIncident
    steps: tuple[Step, ...] = ()


_REPLY = Step(_A.REPLY, "seller", "称重记录显示出库时数量齐全，已请承运方核查。", Outcome.REJECT)
_RAISE = Step(_A.RAISE, "buyer", "到货时已当场拍照，承运方也签字确认少货。")
_DECIDE = Step(_A.DECIDE, "platform", "照片和承运方签收单显示少货属实，请于5个工作日内补发。", Outcome.RESEND)
_SHORT = ToldIncident(IncidentKind.SHORT, Level.USUAL, "到货少2袋，验收时已当场拍照，希望补发。")
_ON_ITS_WAY, _THERE = ("shipped",), ("accepted", "completed")
STORIES = (
    Story(_ON_ITS_WAY, "buyer", _SHORT),
    Story(
        _ON_ITS_WAY,
        "buyer",
        ToldIncident(IncidentKind.QUALITY, Level.URGENT, "打开包装有霉味，影响明日供餐，已封存。"),
        (Step(_A.REPLY, "seller", "请将问题批次寄回，运费由我方承担，收到后退款。", Outcome.RETURN),),
    ),
    Story(_ON_ITS_WAY, "buyer", _SHORT, (_REPLY, _RAISE)),
    Story(_ON_ITS_WAY, "buyer", _SHORT, (_REPLY, _RAISE, _DECIDE)),
    Story(
        _THERE,
        "buyer",
        ToldIncident(IncidentKind.QUALITY, Level.GRAVE, "开袋时发现其中3袋受潮结块。"),
        (
            Step(_A.REPLY, "seller", "同意退受潮部分的货款。", Outcome.REFUND, Decimal("86.40")),
            Step(_A.SETTLE, "buyer", "同意，请退回食堂专户。"),
        ),
    ),
    Story(
        _THERE,
        "buyer",
        ToldIncident(IncidentKind.PRICE, Level.USUAL, "结算单价与下单时不一致。"),
        (
            Step(_A.REPLY, "seller", "结算单价与合同一致。", Outcome.REJECT),
            Step(_A.RAISE, "buyer", "请平台核对。"),
            Step(_A.DECIDE, "platform", "经核对，结算单价与合同一致。", Outcome.REJECT),
            Step(_A.APPEAL, "buyer", "运费应包含在单价内，附询价记录。"),
        ),
    ),
    Story(
        _THERE,
        "seller",
        ToldIncident(IncidentKind.PAYMENT, Level.USUAL, "已过约定付款日期，多次联系未付款。"),
        (
            Step(_A.REPLY, "buyer", "国库支付手续正在办理。", Outcome.FULFIL),
            Step(_A.RAISE, "seller", "已超过一个月。"),
            Step(_A.DECIDE, "platform", "请采购人按合同约定付款。", Outcome.FULFIL),
            Step(_A.APPEAL, "buyer", "发票抬头有误，换开后即付。"),
            Step(_A.REVIEW, "reviewer", "换开发票后10日内付款。", Outcome.FULFIL),
        ),
    ),
    Story(
        _THERE,
        "buyer",
        ToldIncident(IncidentKind.INVOICE, Level.USUAL, "发票抬头与单位名称不一致。"),
        (Step(_A.WITHDRAW, "buyer", "供应商已换开发票。"),),
    ),
    Story(
        _THERE,
        "seller",
        ToldIncident(IncidentKind.INVOICE, Level.USUAL, "采购人退回发票未说明原因，请告知正确的开票信息。"),
    ),
)


class Command(commanding.Command):
    help = "建立缺少的演示交易异常，只能在演示模式下使用。"

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEMO:
            raise ConsoleError("演示交易异常只能在演示模式（NONGCAI_DEMO=1）下建立。")
        now = timezone.now()
        people = {name: _actor(name, now) for name in (SELLER, PLATFORM, REVIEWER, *BUYERS)}
        seller, platform, reviewer = people[SELLER], people[PLATFORM], people[REVIEWER]
        if seller is None or platform is None or reviewer is None:
            raise ConsoleError("请先建立演示供应商和订单（demo_market、demo_orders）。")
        if queries.incidents_visible_to(platform).exists():
            return
        buyers = {one.organisation_id: one for name in BUYERS if (one := people[name])}
        used: set[Any] = set()
        for story in STORIES:
            order = _order(seller, story, buyers, used)
            if order is not None:
                used.add(order.pk)
                sides = {"buyer": buyers[order.buyer_id], "seller": seller, "platform": platform, "reviewer": reviewer}
                _tell(story, order, sides, now)
        for user in accounts.demo_users():
            # What was told on the way is old news.
            notifications.mark_read(user_id=user.pk, at=now)


def _order(seller: Actor, story: Story, buyers: dict[int, Actor], used: set[Any]) -> Order | None:
    rows = orders.orders_visible_to(seller).filter(state__in=story.states, buyer_id__in=buyers)
    return rows.exclude(pk__in=used).first()


def _tell(story: Story, order: Order, sides: dict[str, Actor], now: datetime) -> None:
    """Let a story happen between the order's last step and now."""
    start = max(order.since, now - timedelta(days=DAYS))
    pause = (now - start) / (len(story.steps) + 2)
    at = start + pause
    incident = services.report(actor=sides[story.by], order_id=order.pk, told=story.told, at=at)
    for one in story.steps:
        at += pause
        services.take_step(
            actor=sides[one.by],
            order_id=order.pk,
            seq=incident.seq,
            action=one.action,
            told=ToldStep(one.words, one.outcome, one.amount),
            at=at,
        )


def _actor(username: str, at: datetime) -> Actor | None:
    user = accounts.user_by_name(username)
    return organisations.actor_of(user, None, timezone.localdate(at)) if user else None
