"""Approvals, levels, delegations and budgets through the API."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from nongcai.domain.approvals import queries
from nongcai.domain.approvals.models import ApprovalStep
from nongcai.interfaces.api.v1 import approvals as door
from tests.approvals import SUBJECT, Canteen, canteen, hire_head
from tests.cast import hire
from tests.orders import open_trade_for_good
from tests.worlds import world

ONE = f"approvals/requests/{SUBJECT}"


shop = world(canteen)
trade = world(open_trade_for_good)


@world
def approvers(trade):
    hire(trade.cast, "order_approver")
    hire_head(trade.cast)
    return Canteen(trade.cast)


@pytest.fixture
def call(caller):
    def called(name, path, sent=None, **headers):
        client = caller(name)
        if sent is None:
            return client.get(f"/api/v1/{path}")
        return client.post(f"/api/v1/{path}", json.dumps(sent), content_type="application/json", headers=headers)

    return called


class TestApprovals:
    def test_are_found_and_agreed_to_level_by_level(self, shop, call):
        shop.ask("6000", at=timezone.now())
        [waiting] = call("order_approver", "approvals/inbox").json()["items"]
        assert (waiting["request"]["amount"], waiting["request"]["levels"]) == ("6000.00", 2)

        first = call("order_approver", f"{ONE}/agree", {"level": 1}).json()
        last = call("head", f"{ONE}/agree", {"level": 2, "reason": "同意采购"}).json()

        assert (first["who"], first["may_decide"]) == (["第一中学后勤主任岗"], False)
        assert last["waiting"]["request"]["state"] == "agreed"
        assert [one["reason"] for one in last["steps"]] == ["", "", "同意采购"]

    def test_are_done_once_where_a_call_is_made_again(self, shop, call):
        shop.ask(at=timezone.now())
        headers = {"Idempotency-Key": "agree-1"}

        answers = [call("order_approver", f"{ONE}/agree", {"level": 1}, **headers) for _ in range(3)]

        assert [one.status_code for one in answers] == [200] * 3
        assert [one.headers.get("Idempotent-Replayed") for one in answers] == [None, "true", "true"]
        assert ApprovalStep.objects.filter(action="agree").count() == 1

    def test_are_refused_with_a_code(self, shop, call):
        shop.ask(at=timezone.now())

        own = call("buyer", f"{ONE}/agree", {"level": 1})
        moved = call("order_approver", f"{ONE}/agree", {"level": 2})
        without = call("order_approver", f"{ONE}/refuse", {"level": 1, "reason": "  "})

        assert (own.status_code, own.json()["code"]) == (403, "own_request")
        assert (moved.status_code, moved.json()["code"]) == (409, "request_moved")
        assert (without.status_code, without.json()["code"]) == (422, "refusal_without_reason")

    def test_are_agreed_to_many_at_once(self, shop, call):
        shop.ask(subject="purchase:1", at=timezone.now())
        shop.ask(subject="purchase:2", at=timezone.now())
        seen = [{"subject": f"purchase:{one}", "level": 1} for one in (1, 2, 3)]

        found = call("order_approver", "approvals/agree", {"seen": seen}).json()

        told = {one["subject"]: (one["is_last"], one["code"]) for one in found}
        assert told == {"purchase:1": (True, ""), "purchase:2": (True, ""), "purchase:3": (False, "not_found")}

    def test_go_to_the_services_of_their_kind(self, shop, call, monkeypatch):
        went_on = []

        def agree(*, actor, subject, level, at, reason=""):
            went_on.append(subject)
            return door._OWN.agree(actor=actor, subject=subject, level=level, at=at, reason=reason)

        monkeypatch.setitem(door.DECIDING, "purchase", door._OWN._replace(agree=agree))
        shop.ask(at=timezone.now())

        assert call("order_approver", f"{ONE}/agree", {"level": 1}).status_code == 200
        assert went_on == [SUBJECT]

    def test_are_filtered_by_state(self, shop, call):
        shop.ask(at=timezone.now())

        assert call("unit", "approvals/requests?state=waiting").json()["count"] == 1
        assert call("unit", "approvals/requests?state=agreed").json()["count"] == 0
        assert call("unit", "approvals/requests?state=else").status_code == 422


class TestOrdersOfTheInbox:
    def test_stand_beside_the_requests_until_they_are_decided(self, trade, approvers, call):
        order = trade.placed()

        found = {who: call(who, "approvals/inbox").json() for who in ("order_approver", "head", "buyer", "unit")}
        [shown] = found["head"]["orders"]
        done = call("head", f"orders/{order.pk}/approve", {})

        counts = {who: (one["count"], one["orders_count"], len(one["orders"])) for who, one in found.items()}
        assert counts == {"order_approver": (0, 1, 1), "head": (0, 1, 1), "buyer": (0, 0, 0), "unit": (0, 0, 0)}
        assert (shown["id"], shown["number"], shown["amount"]) == (str(order.pk), order.number, str(order.amount))
        assert (shown["goods"], shown["placed_by"]) == (["卢氏黑木耳"], "第一中学食堂采购岗")
        assert (done.status_code, done.json()["state"]) == (200, "placed")
        assert call("order_approver", "approvals/inbox").json()["orders_count"] == 0

    def test_are_as_many_as_a_page_holds(self, trade, approvers, call):
        for _ in range(3):
            trade.placed()

        found = call("head", "approvals/inbox?page_size=2").json()

        assert (len(found["orders"]), found["orders_count"]) == (2, 3)

    def test_are_requests_alone_where_levels_ask_for_them(self, trade, approvers, call):
        approvers.levels(("0", "order_approver"))
        order = trade.placed()

        found = call("order_approver", "approvals/inbox").json()

        assert [one["request"]["subject"] for one in found["items"]] == [order.source]
        assert (found["count"], found["orders"], found["orders_count"]) == (1, [], 0)


class TestRules:
    def test_set_levels_by_posts_that_are_listed(self, shop, call):
        posts = {one["label"]: one for one in call("unit", "approvals/posts").json()}
        head = posts["第一中学后勤主任岗"]
        sent = {
            "buyer_id": shop.unit,
            "levels": [{"from_amount": "100"}, {"from_amount": "900", "post_id": head["id"]}],
        }

        told = call("unit", "approvals/levels", sent).json()

        assert [(one["number"], one["from_amount"], one["post"]) for one in told] == [
            (1, "100.00", ""),
            (2, "900.00", "第一中学后勤主任岗"),
        ]
        assert [one["label"] for one in posts.values() if one["approves"]] == [
            "第一中学采购审批岗",
            "第一中学后勤主任岗",
        ]

    def test_say_who_stands_in(self, shop, call):
        today = timezone.localdate()
        sent = {"from_post_id": shop.post("order_approver").pk, "to_post_id": shop.post("head").pk, "reason": "出差"}
        sent |= {"first_on": today.isoformat(), "last_on": (today + timedelta(days=3)).isoformat()}

        made = call("order_approver", "approvals/delegations", sent).json()
        ended = call("order_approver", f"approvals/delegations/{made['id']}/end", {}).json()

        assert (made["is_in_force"], ended["is_in_force"]) == (True, False)
        assert call("head", "approvals/delegations").json()["count"] == 1

    def test_keep_budgets(self, shop, call):
        sent = {"buyer_id": shop.unit, "span": "month", "day": timezone.localdate().isoformat(), "amount": "5000"}
        made = call("unit", "approvals/budgets", sent).json()["budget"]
        page = f"approvals/budgets/{made['id']}"

        again = call("unit", "approvals/budgets", sent)
        changed = call("unit", f"{page}/change", {"amount": "8000", "reason": "追加"}).json()
        closed = call("unit", f"{page}/close", {"reason": "设错"}).json()

        assert (again.status_code, again.json()["code"]) == (409, "budget_exists")
        assert (changed["budget"]["left"], changed["changes"][0]["before"]) == ("8000.00", "5000.00")
        assert closed["budget"]["closed_at"]
        assert call("buyer", "approvals/budgets").json()["count"] == 0
        assert call("buyer", "approvals/budgets?past=true").json()["count"] == 1
        assert queries.resources_for(shop.unit, shop.unit, "canteen", timezone.localdate()) == []
