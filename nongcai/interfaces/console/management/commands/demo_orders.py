"""The demo's orders: three hundred of the last months, in every state, and who approves, accepts and pays."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts import services as account_services
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.notifications import services as notifications
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services
from nongcai.domain.orders.errors import OutOfStockError
from nongcai.domain.orders.services import PlaceTold, ToldAcceptance, ToldLine, ToldParcel, ToldParcelLine, ToldReturn
from nongcai.domain.orders.states import PayerKind, PaymentMode, Purpose, Shortfall
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.roles import BuyerKind, Role
from nongcai.domain.organisations.services import ToldBuyer
from nongcai.domain.payments import services as payments
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.demo_money import Money
from nongcai.interfaces.console.demo_paying import MERCHANT, pay_by_telephone, show_vouchers
from nongcai.interfaces.console.demo_standing import Stall, order_weekly
from nongcai.interfaces.console.errors import ConsoleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from nongcai.domain.catalogue.queries import Orderable
    from nongcai.domain.orders.models import Order, OrderLine
    from nongcai.domain.organisations.actors import Actor

CITY, HOW_MANY, DAYS = "410100", 300, 90
# Log-ins of a canteen with a post for each; the second unit's one buyer does all.
SCHOOL, OTHER = "郑州外国语学校", "金水区第一高级中学"
PEOPLE = (
    ("caigou", SCHOOL, Role.BUYER, "市外国语学校食堂采购岗"),
    ("shenpi", SCHOOL, Role.ORDER_APPROVER, "市外国语学校采购审批岗"),
    ("yanshou", SCHOOL, Role.ACCEPTOR, "市外国语学校食堂验收岗"),
    ("kuaiji", SCHOOL, Role.ACCOUNTANT, "市外国语学校采购会计岗"),
    ("qucaigou", OTHER, Role.BUYER, "金水区第一高级中学食堂采购岗"),
)
CONTRACTOR = "chengbao"
# So many orders of which nothing is paid are left to people.
OWED = 12
# How far an order goes, the commonest several times: an order takes the next in turn. Their number is odd, so that each
# way comes to the first stall, too.
WAYS = (
    "completed", "evaluated", "accepted", "arrears", "shipped", "completed", "signed", "invoiced", "evaluated",
    "placed", "completed", "short", "arrears", "parcels", "cancelled", "evaluated", "waiting", "unpaid", "returned",
    "requoted", "accepted", "declined", "evaluated", "arrears", "refused",
)  # fmt: skip
# What was ordered so many days ago and is not paid was to be paid within so many days of delivery: some is late.
AGREED, TERM_DAYS = range(30, 60), 45
LATE = {"arrears", "invoiced"}
# What is open to decide is of the last days.
FRESH = {"waiting", "placed", "requoted", "signed", "unpaid", "shipped", "parcels"}


@dataclass(frozen=True)
class Side:
    """Who acts for a body that buys: one each, or one for all."""

    buyer: Actor
    approver: Actor | None
    acceptor: Actor
    address: str


@dataclass
class Walk:
    """An order on its way; each step comes some hours after the one before."""

    order: Order
    side: Side
    seller: Actor
    money: Money
    at: datetime
    until: datetime

    def later(self, hours: int) -> datetime:
        """Let time go by, never beyond now."""
        self.at = min(self.at + timedelta(hours=hours), self.until)
        return self.at

    def again(self) -> None:
        """Read the order as others left it."""
        self.order = orders.orders_visible_to(self.side.buyer).get(pk=self.order.pk)

    def act(self, service: Callable[..., Order], actor: Actor, hours: int, /, **told: Any) -> None:
        """Let somebody do something some hours later."""
        self.order = service(actor=actor, order_id=self.order.pk, at=self.later(hours), **told)


class Command(commanding.Command):
    help = "建立缺少的演示订单和有关账号，只能在演示模式下使用。"

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEMO:
            raise ConsoleError("演示订单只能在演示模式（NONGCAI_DEMO=1）下建立。")
        now = timezone.now()
        if accounts.user_by_name(PEOPLE[0][0]):
            return
        sides = _sides(now)
        stalls = _stalls(now)
        if not sides or not stalls:
            raise ConsoleError("请先建立演示单位、供应商和商品（demo_data、demo_market、demo_goods）。")
        money = Money(_platform(now), now - timedelta(days=DAYS))
        for place, (seller, _goods) in enumerate(stalls):
            money.open_account(seller, "" if place else MERCHANT)
        for way, at, (side, (seller, choices)) in zip(_ways(), _moments(now), _pairs(sides, stalls), strict=False):
            is_agreed = way in LATE and (now - at).days in AGREED
            order = _place(side, choices, way, TERM_DAYS if is_agreed else None, at)
            _go(Walk(order, side, seller, money, at, now), way)
        _order_weekly(sides[0], stalls, money, now)
        _leave_to_people(sides, stalls[0], money, now)
        payments.reckon_all(at=now)
        services.score_suppliers(at=now)
        for user in accounts.demo_users():
            # What was told on the way is old news.
            notifications.mark_read(user_id=user.pk, at=now)


def _order_weekly(side: Side, stalls: list[tuple[Actor, list[Orderable]]], money: Money, now: datetime) -> None:
    """Let the canteen whose people sign in order week by week of two, and have what came be accepted and paid."""
    if side.approver is None:
        return
    chosen = [Stall(seller, goods) for seller, goods in stalls[:2]]
    for order, stall in order_weekly(side.buyer, chosen, side.address, now):
        is_over = order.deliver_on is not None and order.deliver_on < timezone.localdate(now)
        _go(Walk(order, side, stall.seller, money, order.placed_at, now), "completed" if is_over else "placed")


def _leave_to_people(sides: list[Side], stall: tuple[Actor, list[Orderable]], money: Money, now: datetime) -> None:
    """Leave of one seller what people settle: exceptions, vouchers; and what was paid by telephone."""
    (seller, goods), first = stall, sides[0]
    owed = _owed(seller)
    money.leave_open(owed[:4], seller, now - timedelta(days=2))
    payers = [one for one in (_actor("kuaiji", now), *(side.buyer for side in sides[1:])) if one]
    show_vouchers(owed[4:], payers, seller, now - timedelta(days=1))
    told = replace(_told(first, goods[:1], "unpaid"), payer_kind=PayerKind.PERSON, purpose=Purpose.OTHER)
    with suppress(OutOfStockError):
        pay_by_telephone(told, first.buyer, first.approver, seller, now - timedelta(days=3))


def _ways() -> Iterator[str]:
    """Return the ways in turn; what is still to be decided comes last, as it is of the last days."""
    ways = list(islice(cycle(WAYS), HOW_MANY))
    return iter([way for way in ways if way not in FRESH] + [way for way in ways if way in FRESH])


def _moments(now: datetime) -> Iterator[datetime]:
    start = now - timedelta(days=DAYS)
    return (start + timedelta(days=DAYS) * place / (HOW_MANY + 2) for place in range(HOW_MANY))


def _pairs(sides: list[Side], stalls: list[tuple[Actor, list[Orderable]]]) -> Iterator[Any]:
    """Let each side buy of each stall in turn; the first stall, whose people can sign in, sells every second."""
    for place in range(HOW_MANY):
        seller, goods = stalls[0] if place % 2 else stalls[place // 2 % len(stalls)]
        first = place * 5 % len(goods)
        count = min(1 + place % 3, len(goods) - first)
        around = goods[first:] + goods[:first]
        yield sides[place % len(sides)], (seller, [around[shift : shift + count] for shift in range(len(goods))])


def _place(side: Side, choices: Sequence[list[Orderable]], way: str, term_days: int | None, at: datetime) -> Order:
    """Order the first of some choices of which there is enough: some goods of the demo are out of stock."""
    for goods in choices:
        with suppress(OutOfStockError):
            told = replace(_told(side, goods, way), term_days=term_days)
            return services.place(actor=side.buyer, told=told, at=at)
    raise ConsoleError("演示商品的库存不足，不能建立演示订单。")


def _sides(now: datetime) -> list[Side]:
    path = organisations.finance_node(CITY).path
    since, found = now - timedelta(days=DAYS + 1), {}
    for username, name, role, label in PEOPLE:
        for _, unit_id in organisations.units_by_name([name], path)[:1]:
            found[username] = _opened(ToldBuyer(username, label, unit_id, BuyerKind.CANTEEN, role=role), since)
    school = found.get("caigou")
    sides = []
    if school:
        sides.append(Side(school, found["shenpi"], found["yanshou"], "郑东新区某路8号食堂"))
    for username in ("qucaigou", CONTRACTOR):
        actor = found.get(username) or _actor(username, now)
        if actor and organisations.units_to_buy_for(actor, timezone.localdate(since)):
            sides.append(Side(actor, None, actor, "学校东门食堂库房"))
    return sides


def _opened(told: ToldBuyer, since: datetime) -> Actor:
    actor = organisations.operator_of_machine()
    user = account_services.open_account(
        actor=actor,
        username=told.username,
        label=told.label,
        password=settings.DEMO_PASSWORD,
        at=since,
        is_demo=True,
    )
    organisation_services.let_buy(actor=actor, user=user, told=told, at=since)
    found = _actor(told.username, timezone.now())
    if found is None:
        raise ConsoleError("演示采购账号没有任职。")
    return found


def _actor(username: str, at: datetime) -> Actor | None:
    user = accounts.user_by_name(username)
    return organisations.actor_of(user, None, timezone.localdate(at)) if user else None


def _platform(now: datetime) -> Actor:
    platform = _actor("pingtai", now)
    if platform is None:
        raise ConsoleError("请先建立演示供应商（demo_market）。")
    return platform


def _owed(seller: Actor) -> list[Order]:
    """Return orders of a supplier of which nothing is paid."""
    rows = orders.orders_visible_to(seller).filter(state="accepted", paid=0, due__gt=0)
    return list(rows.order_by("placed_at")[:OWED])


def _stalls(now: datetime) -> list[tuple[Actor, list[Orderable]]]:
    """Return who sells with what shows from the first day to the last; the one who can sign in comes first."""
    keys = [one.pk for one in catalogue.offers_visible_to(_platform(now))]
    days = [timezone.localdate(now - timedelta(days=DAYS)), timezone.localdate(now)]
    before, after = (catalogue.goods_to_order(keys, day) for day in days)
    goods: dict[int, list[Orderable]] = {}
    for key in sorted(before.keys() & after.keys()):
        goods.setdefault(after[key].seller_id, []).append(after[key])
    found = []
    for number in range(40):
        seller = _actor(f"gongying{number or ''}", now)
        if seller and seller.organisation_id in goods:
            found.append((seller, goods[seller.organisation_id]))
    return found


def _told(side: Side, goods: list[Orderable], way: str) -> PlaceTold:
    is_first = way in {"unpaid", "signed"}
    return PlaceTold(
        # A canteen buys by tens.
        lines=tuple(ToldLine(one.offer_id, one.minimum + 9 + 7 * place) for place, one in enumerate(goods)),
        unit_id=side.buyer.buys_for_id or side.buyer.organisation_id,
        purpose=Purpose.UNION if way == "declined" else Purpose.CANTEEN,
        receiver="食堂库管岗",
        phone="0371-60000832",
        province=CITY[:2],
        address=f"郑州市{side.address}",
        payment_mode=PaymentMode.PAY_FIRST if is_first else PaymentMode.GOODS_FIRST,
        payer_kind=PayerKind.CONTRACTOR if side.approver is None else PayerKind.CANTEEN,
        invoice_title=side.buyer.organisation_name,
        note="送货前请电话联系。" if way == "shipped" else "",
    )


def _go(walk: Walk, way: str) -> None:
    """Take an order as far as its way goes."""
    if way == "waiting" or _ended_early(walk, way):
        return
    if walk.side.approver and walk.order.state == "waiting":
        walk.act(services.approve, walk.side.approver, 5, words="同意")
    if way == "requoted":
        freight = walk.order.freight + Decimal(12)
        walk.act(services.requote, walk.seller, 6, freight=freight, words="偏远地区，整车配送。")
        return
    if way in {"placed", "declined"}:
        if way == "declined":
            walk.act(services.decline, walk.seller, 8, words="当季库存不足，无法按期供应。")
        return
    walk.act(services.sign, walk.seller, 9)
    _deliver(walk, way)


def _ended_early(walk: Walk, way: str) -> bool:
    approver = walk.side.approver
    if way == "refused" and approver and walk.order.state == "waiting":
        walk.act(services.refuse, approver, 4, words="本月同类商品采购较多，请下月再报。")
        return True
    if way in {"cancelled", "refused"}:
        walk.act(services.cancel, walk.side.buyer, 3, words="数量有误，重新下单。")
        return True
    return False


def _deliver(walk: Walk, way: str) -> None:
    if way == "signed":
        _pay(walk, 20)
    if way in {"signed", "unpaid"}:
        return
    lines = list(orders.lines_of([walk.order.pk]))
    sent = [(line.seq, line.quantity) for line in lines]
    if way == "parcels" and len(sent) > 1:
        _send(walk, sent[:1])
        walk.act(services.accept_goods, walk.side.acceptor, 60, words="第一个包裹已验收。")
        sent = sent[1:]
    _send(walk, sent)
    if way in {"shipped", "parcels"}:
        return
    _accept(walk, way, sent)


def _send(walk: Walk, sent: list[tuple[int, int]]) -> None:
    weighed = _weighed(walk)
    lines = tuple(ToldParcelLine(seq, quantity, _weight(weighed.get(seq), quantity)) for seq, quantity in sent)
    told = ToldParcel("邮政快递包裹", f"98{walk.order.number[-10:]}{len(lines)}", lines)
    walk.act(services.ship, walk.seller, 18, told=told)


def _weighed(walk: Walk) -> dict[int, OrderLine]:
    return {line.seq: line for line in orders.lines_of([walk.order.pk]) if line.is_weighed}


def _weight(line: OrderLine | None, quantity: int) -> Decimal | None:
    """Weigh what is paid by weight: a little more than what is said of it."""
    return (line.net * quantity * Decimal("1.012")).quantize(Decimal("0.001")) if line else None


def _accept(walk: Walk, way: str, sent: list[tuple[int, int]]) -> None:
    acceptor = walk.side.acceptor
    told = None
    if way == "short":
        first, rest = sent[0], sent[1:]
        weight = _weight(_weighed(walk).get(first[0]), first[1] - 1)
        damaged = ToldAcceptance(first[0], first[1] - 1, 1, Shortfall.DAMAGED, weight, words="外包装破损。")
        told = [damaged, *(ToldAcceptance(seq, quantity) for seq, quantity in rest)]
    walk.act(services.accept_goods, acceptor, 70, told=told)
    if way == "returned":
        _send_back(walk, sent)
    if way in {"accepted", "returned"}:
        return
    walk.money.invoice(walk.order, walk.seller, acceptor, walk.later(10))
    walk.again()
    if way in {"arrears", "invoiced"}:
        return
    _pay(walk, 90)
    if way == "evaluated":
        marks = {"goods": 5, "delivery": 4 + walk.order.steps % 2, "service": 5}
        walk.act(services.evaluate, walk.side.buyer, 24, **marks, words="质量稳定，配送及时。")


def _send_back(walk: Walk, sent: list[tuple[int, int]]) -> None:
    buyer, order_id = walk.side.buyer, walk.order.pk
    told = [ToldReturn(seq, quantity) for seq, quantity in sent]
    words = "整批受潮结块，与供应商商定全部退回。"
    back = services.ask_return(
        actor=buyer, order_id=order_id, told=told, reason=Shortfall.QUALITY, words=words, at=walk.later(8)
    )
    services.answer_return(actor=walk.seller, order_id=order_id, seq=back.seq, agrees=True, at=walk.later(12))
    walk.act(services.take_return, walk.seller, 40, seq=back.seq)


def _pay(walk: Walk, hours: int) -> None:
    walk.money.pay(walk.order, walk.seller, walk.later(hours))
    walk.again()
