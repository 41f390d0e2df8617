"""The one inbox shows what levels ask for, and beside it the orders to which any approver of the body agrees."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nongcai.domain.approvals.models import ApprovalRequest
from nongcai.domain.orders import services
from nongcai.domain.orders.models import Order
from nongcai.domain.organisations.roles import BuyerKind
from nongcai.interfaces.web.approvals import views
from tests.approvals import Canteen, hire_head
from tests.cast import PASSWORD, hire
from tests.interfaces.web.ordering import text
from tests.market import AT
from tests.orders import open_trade_for_good
from tests.worlds import world

INBOX = "/approvals/"
EMPTY, CARD = "没有待您审批的采购", "待审批的采购"

trade = world(open_trade_for_good)


@world
def canteen(trade):
    hire(trade.cast, "order_approver")
    hire_head(trade.cast)
    hire_head(trade.cast, "union_approver", kind=BuyerKind.UNION, body="郑州市第一中学工会")
    return Canteen(trade.cast)


def waiting(page):
    """How many wait, by the head of the page, and by its rows."""
    [told] = re.findall(r"待您办理 (\d+) 项", page)
    return int(told), page.count("<tr>") - page.count("<thead>")


class TestOrdersOfTheInbox:
    def test_say_what_one_wants_to_know_before_deciding(self, trade, canteen, browser_of):
        order = trade.placed()

        shown = text(browser_of("order_approver"), INBOX)

        told = (order.number, order.supplier_name, "卢氏黑木耳", f"{order.amount:,}", "食堂", "第一中学食堂采购岗")
        assert [
            one
            for one in (*told, timezone.localtime(AT).strftime("%Y-%m-%d %H:%M"), "前未办理的自动取消")
            if one not in shown
        ] == []
        assert f'action="/orders/{order.pk}/approve/"' in shown
        assert f'href="/orders/{order.pk}/#approve"' in shown
        assert (waiting(shown), EMPTY in shown) == ((1, 1), False)

    def test_stand_before_each_approver_of_the_body_and_nobody_else(self, trade, canteen, browser_of):
        order = trade.placed()
        people = ("order_approver", "head", "buyer", "union_approver", "unit")

        shown = {who: text(browser_of(who), INBOX) for who in people}

        assert [who for who, page in shown.items() if order.number in page] == ["order_approver", "head"]
        assert [who for who, page in shown.items() if EMPTY in page] == ["buyer", "union_approver", "unit"]

    def test_are_agreed_to_there(self, trade, canteen, browser_of):
        orders = [trade.placed(), trade.placed()]
        client = browser_of("head")

        told = client.post(f"/orders/{orders[0].pk}/approve/", {"inbox": "yes"}, follow=True)

        shown = told.content.decode()
        assert told.redirect_chain == [(INBOX, 302)]
        assert "已同意，订单交供应商签约。" in shown
        assert [one.number in shown for one in orders] == [False, True]
        assert Order.objects.get(pk=orders[0].pk).state == "placed"
        assert orders[0].number not in text(browser_of("order_approver"), INBOX)

    def test_send_what_the_button_of_their_row_says(self, trade, canteen, browser_of):
        order = trade.placed()
        shown = text(browser_of("order_approver"), INBOX)

        form = shown.partition(f'action="/orders/{order.pk}/approve/"')[2].partition("</form>")[0]

        assert 'name="csrfmiddlewaretoken"' in form
        assert 'type="submit" name="inbox"' in form
        assert f'同意<span class="sr-only">：{order.number}' in re.sub(r"<svg.*?</svg>", "", form, flags=re.DOTALL)

    def test_want_a_token(self, trade, canteen):
        order = trade.placed()
        strict = Client(enforce_csrf_checks=True)
        strict.login(username="order_approver", password=PASSWORD)

        assert strict.post(f"/orders/{order.pk}/approve/", {"inbox": "yes"}).status_code == 403
        assert Order.objects.get().state == "waiting"

    def test_are_not_agreed_to_by_who_placed_them(self, trade, canteen, browser_of):
        order = trade.placed()

        assert browser_of("buyer").post(f"/orders/{order.pk}/approve/", {"inbox": "yes"}).status_code == 403

    def test_lead_to_both_ways_of_deciding(self, trade, canteen, browser_of):
        order = trade.placed()

        shown = text(browser_of("head"), f"/orders/{order.pk}/")

        assert 'id="refuse"' in shown
        assert "审批同意" in shown.partition('id="refuse"')[0]

    def test_stand_once_where_levels_ask_for_them(self, trade, canteen, browser_of):
        unlevelled = trade.placed()
        canteen.levels(("0", "order_approver"))
        order = trade.placed()

        shown = {who: text(browser_of(who), INBOX) for who in ("order_approver", "head")}

        # With a level: in the row of its request alone, and before whom that level names.
        assert ApprovalRequest.objects.get().subject == order.source
        assert {who: page.count(f"/orders/{order.pk}/") for who, page in shown.items()} == dict.fromkeys(shown, 0)
        assert {who: f"订单{order.number}" in page for who, page in shown.items()} == {
            "order_approver": True,
            "head": False,
        }
        assert {who: waiting(page) for who, page in shown.items()} == {"order_approver": (2, 2), "head": (1, 1)}
        assert all(unlevelled.number in page for page in shown.values())

    def test_beyond_so_many_are_counted(self, trade, canteen, browser_of, monkeypatch):
        monkeypatch.setattr(views, "ROWS", 2)
        for _ in range(3):
            trade.placed()

        shown = text(browser_of("head"), INBOX)

        assert waiting(shown) == (3, 2)
        assert "另有 1 张，在“订单”中办理" in shown

    def test_cost_one_statement_for_few_and_many(self, trade, canteen, browser_of):
        client, costs = browser_of("head"), []
        text(client, INBOX)
        for number in (0, 1, 6):
            for _ in range(number):
                trade.placed()
            with CaptureQueriesContext(connection) as asked:
                text(client, INBOX)
            costs.append([one["sql"] for one in asked if '"orders_order"' in one["sql"]])
            costs[-1].append(len(asked))

        assert [len(one) for one in costs] == [2] * 3
        assert {one[-1] for one in costs} == {costs[0][-1]}

    def test_cost_nothing_where_nobody_approves_orders(self, trade, canteen, browser_of):
        with CaptureQueriesContext(connection) as asked:
            text(browser_of("unit"), INBOX)

        assert not [one for one in asked if '"orders_order"' in one["sql"]]


class TestTheDesk:
    @pytest.mark.parametrize(("levels", "each"), [((), [1, 1]), ((("0", "order_approver"),), [1, 0])])
    def test_counts_once_what_waits_for_approval(self, trade, canteen, browser_of, levels, each):
        canteen.levels(*levels)
        trade.placed()

        pages = [text(browser_of(who), "/") for who in ("order_approver", "head")]

        assert [counted(page) for page in pages] == each
        assert not any("待审批的订单" in page for page in pages)

    def test_counts_both_together(self, trade, canteen, browser_of):
        trade.placed()
        canteen.levels(("0", "order_approver"))
        trade.placed()

        assert [counted(text(browser_of(who), "/")) for who in ("order_approver", "head", "buyer")] == [2, 1, 0]

    def test_counts_no_more_what_was_decided(self, trade, canteen, browser_of):
        order = trade.placed()
        services.refuse(actor=trade.actor("head"), order_id=order.pk, words="已够", at=AT)

        assert counted(text(browser_of("order_approver"), "/")) == 0


def counted(page):
    """The figure of the desk's card that leads to the inbox."""
    return int(next(iter(re.findall(rf'href="{INBOX}" aria-label="{CARD} (\d+) 项"', page)), 0))
