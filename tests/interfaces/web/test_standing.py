"""Pages of standing orders, as a browser without scripts reads and sends them."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from nongcai.domain.catalogue import services as catalogue
from nongcai.domain.orders import services
from nongcai.domain.orders.models import Order, StandingOrder, StandingRun
from nongcai.domain.orders.services import ToldLine
from nongcai.domain.programmes import queries as programmes
from nongcai.foundation.years import chinese_day
from tests.interfaces.web.ordering import form_of, text
from tests.orders import open_trade_for_good
from tests.standing import told_standing
from tests.worlds import world

LIST, NEW = "/orders/standing/", "/orders/standing/new/"

trade = world(open_trade_for_good)


@pytest.fixture
def buyer(trade, browser_of):
    return browser_of("buyer")


def today():
    return timezone.localdate()


def begun(trade, name="食堂每周菜单"):
    """Let the canteen have ten bags on each day from tomorrow on."""
    told = told_standing(trade, name=name, starts_on=today(), ends_on=today() + timedelta(days=60), lead_days=1)
    every = tuple(range(1, 8))
    lines = tuple(type(one)(one.offer_id, one.quantity, every) for one in told.lines)
    told = type(told)(**{**vars(told), "lines": lines, "rests_on_days_off": False})
    standing = services.begin_standing(
        actor=trade.actor("buyer"), told=told, at=timezone.now() - timedelta(days=1, minutes=5)
    )
    return standing


def ordered(trade, standing, ahead=1):
    return services.place_standing(
        standing_id=standing.pk,
        day=today() + timedelta(days=ahead),
        supplier_id=trade.offer.product.supplier_id,
        at=timezone.now(),
    )


def priced(trade, amount):
    catalogue.price_offer(
        actor=trade.actor("supplier"), offer_id=trade.offer.pk, price=Decimal(amount), tiers=[], at=timezone.now()
    )


def one(standing, act=""):
    return f"/orders/standing/{standing.pk}/{act}"


class TestBegin:
    def filled(self, trade, told):
        key = trade.offer.pk
        facts = {"name": "每周菌菇", "receiver": "库管岗", "phone": "0371-60000000", "address": "某路1号"}
        return told | facts | {f"quantity_{key}": "12", f"weekdays_{key}": ["1", "4"]}

    def test_from_the_cart(self, trade, buyer):
        assert "没有可以列入的商品" in text(buyer, NEW)
        buyer.post("/orders/cart/add/", {"offer": trade.offer.pk, f"quantity_{trade.offer.pk}": 7})
        assert f'formaction="{NEW}"' in text(buyer, "/orders/cart/")
        told = form_of(text(buyer, NEW), NEW)
        assert (told["offer"], told[f"quantity_{trade.offer.pk}"]) == (str(trade.offer.pk), "7")

        response = buyer.post(NEW, self.filled(trade, told))

        standing = StandingOrder.objects.get()
        assert response["Location"] == one(standing)
        line = standing.lines.get()
        assert (standing.name, line.quantity, line.weekdays, standing.rests_on_days_off) == (
            "每周菌菇",
            12,
            [1, 4],
            True,
        )
        assert "周一、周四" in text(buyer, one(standing))
        assert "每周菌菇" in text(buyer, LIST)

    def test_from_an_order(self, trade, buyer):
        order = services.place(
            actor=trade.actor("buyer"), told=trade.told(ToldLine(trade.offer.pk, 9)), at=timezone.now()
        )
        assert f"{NEW}?order={order.pk}" in text(buyer, f"/orders/{order.pk}/")

        told = form_of(text(buyer, NEW, order=order.pk), NEW)

        assert (told[f"quantity_{trade.offer.pk}"], told["receiver"]) == ("9", "食堂库管岗")
        assert "没有可以列入的商品" in text(buyer, NEW, order="0")

    def test_shows_once_more_what_costs_something_else_by_now(self, trade, buyer):
        told = self.filled(trade, form_of(text(buyer, NEW, offer=trade.offer.pk), NEW))
        priced(trade, "27.00")

        response = buyer.post(NEW, told)
        page = response.content.decode()

        assert response.status_code == 422
        assert "尚未保存" in page
        assert "27.00" in page
        assert not StandingOrder.objects.exists()
        assert buyer.post(NEW, told | {"seen": form_of(page, NEW)["seen"]}).status_code == 302

    def test_says_what_is_wrong(self, trade, buyer):
        told = self.filled(trade, form_of(text(buyer, NEW, offer=trade.offer.pk), NEW))
        key = trade.offer.pk
        for changes, said in (
            ({f"weekdays_{key}": []}, "每种至少选一个送货日"),
            ({f"quantity_{key}": ""}, "请填写数量。"),
            ({"latest": "05:00"}, "应早于结束时间"),
            ({"ends_on": "2023-01-01"}, "最长一年"),
            ({"lead_days": "0"}, "请填写1至30之间的整数。"),
        ):
            response = buyer.post(NEW, told | changes)
            assert response.status_code == 422
            assert said in response.content.decode()
        assert not StandingOrder.objects.exists()

    def test_wants_the_token(self, trade, browser_of):
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = browser_of("buyer").cookies

        assert strict.post(NEW, {"name": "甲"}).status_code == 403


class TestOne:
    def test_shows_what_comes_next_and_what_was_ordered(self, trade, buyer):
        standing = begun(trade)
        ordered(trade, standing)
        order = Order.objects.get()

        page = text(buyer, one(standing))

        assert page.count(order.number) == 2
        assert "到下单日自动下单" in page
        assert f'href="{one(standing)}"' in text(buyer, f"/orders/{order.pk}/")

    def test_tells_the_supplier_when_it_is_to_come_and_not_of_what(self, trade, browser_of):
        standing = begun(trade)
        ordered(trade, standing)
        order = Order.objects.get()
        supplier = browser_of("supplier")

        page = text(supplier, f"/orders/{order.pk}/")

        assert f"{order.deliver_on:%Y-%m-%d} 06:00—08:00" in page
        assert one(standing) not in page
        assert "06:00至08:00" in text(supplier, f"/orders/{order.pk}/contract/")
        services.sign(actor=trade.actor("supplier"), order_id=order.pk, at=timezone.now())
        paper = supplier.get(reverse("payments:contract_paper", args=(order.pk, "docx"))).getvalue()
        assert f"{chinese_day(order.deliver_on)}06:00至08:00" in "".join(
            one.text for one in Document(BytesIO(paper)).paragraphs
        )

    def test_says_why_nothing_was_ordered_and_orders_after_the_price_was_agreed_to(self, trade, buyer):
        standing = begun(trade)
        priced(trade, "30.00")
        run = ordered(trade, standing)

        page = text(buyer, one(standing))
        assert "单价已由25.00元变为30.00元" in page
        assert f"/orders/new/?offer={trade.offer.pk}&amp;quantity_{trade.offer.pk}=10" in page
        assert "1次未下单" in text(buyer, LIST)
        assert "周期订单未下单" in text(buyer, "/")
        again = one(standing, f"runs/{run.day}/{run.supplier_id}/")
        assert buyer.post(again).status_code == 409

        assert buyer.post(one(standing, "agree/"), form_of(page, "/agree/")).status_code == 302
        assert buyer.post(again).status_code == 302

        assert StandingRun.objects.get().order_id == Order.objects.get().pk
        page = text(buyer, one(standing))
        assert "原未下单" in page
        assert again not in page
        assert "周期订单未下单" not in text(buyer, "/")

    def test_of_another_body_is_not_there(self, trade, buyer):
        standing = begun(trade)
        assert buyer.get(one(standing)).status_code == 200
        StandingOrder.objects.update(buyer=trade.cast.units["4101000003"].id)

        acts = ("pause/", "resume/", "end/", "agree/", "breaks/", "breaks/1/remove/", "edit/", "runs/2024-03-04/1/")
        assert {buyer.post(one(standing, act)).status_code for act in acts} == {404}
        assert {buyer.get(one(standing, act)).status_code for act in ("", "edit/")} == {404}
        assert standing.name not in text(buyer, LIST)

    def test_refuses_a_day_that_is_none(self, trade, buyer):
        standing = begun(trade)

        assert buyer.post(one(standing, "runs/heute/1/")).status_code == 404

    def test_is_changed_with_goods_of_the_cart(self, trade, buyer):
        standing = begun(trade)
        edit = one(standing, "edit/")
        told = form_of(text(buyer, edit, cart="yes"), edit)
        key = f"weekdays_{trade.offer.pk}"

        buyer.post(edit, told | {"name": "改过的", key: ["2"]})

        standing.refresh_from_db()
        assert (standing.name, standing.lines.get().weekdays) == ("改过的", [2])

    def test_is_paused_resumed_and_ended(self, trade, buyer):
        standing = begun(trade)
        states = []
        for act in ("pause", "resume", "end"):
            assert buyer.post(one(standing, f"{act}/"), {"words": f"食堂改造{act}"}).status_code == 302
            standing.refresh_from_db()
            states.append(standing.state)

        assert states == ["paused", "running", "ended"]
        page = text(buyer, one(standing))
        assert "已结束" in page
        assert "食堂改造pause" in page
        assert "食堂改造end" in page
        assert one(standing, "resume/") not in page
        assert buyer.get(one(standing, "edit/")).status_code == 409

    def test_has_times_in_which_nothing_is_delivered(self, trade, buyer):
        standing = begun(trade)
        first, last = today() + timedelta(days=1), today() + timedelta(days=3)

        assert buyer.post(one(standing, "breaks/"), {"first_on": last, "last_on": first}).status_code == 422
        buyer.post(one(standing, "breaks/"), {"first_on": first, "last_on": last, "words": "春游"})
        page = text(buyer, one(standing))
        assert "春游" in page
        assert f'<th scope="row">{last:%Y-%m-%d}' not in page

        buyer.post(one(standing, f"breaks/{standing.breaks.get().pk}/remove/"))
        assert "没有停供时段" in text(buyer, one(standing))

    def test_warns_where_the_years_days_off_are_not_known(self, trade, buyer):
        standing = begun(trade)
        assert "放假安排尚未录入" not in text(buyer, one(standing))

        StandingOrder.objects.update(rests_on_days_off=True)

        has_calendar = "放假安排尚未录入" not in text(buyer, one(standing))
        assert has_calendar == _is_entered(today() + timedelta(days=1), today() + timedelta(days=4))

    def test_is_read_in_as_many_statements_however_much_there_is(self, trade, buyer):
        standing = begun(trade)
        ordered(trade, standing)
        # What is read once in a process is read.
        text(buyer, one(standing))
        few = _statements(buyer, one(standing)), _statements(buyer, LIST)
        for number in range(3):
            begun(trade, f"菜单{number}")
        StandingOrder.objects.update(lead_days=4, places_from=today() - timedelta(days=9))
        for ahead in (2, 3, 4):
            ordered(trade, standing, ahead)
        assert StandingRun.objects.filter(standing_id=standing.pk, order_id__isnull=False).count() == 4

        assert (_statements(buyer, one(standing)), _statements(buyer, LIST)) == few


def _is_entered(*days: date) -> bool:
    return not programmes.calendars_missing({day.year for day in days})


def _statements(client, address):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)
