"""Incidents through the API: reported with a photograph, answered, decided; refusals by name."""

import base64
import json

import pytest

from tests.incidents import Dispute
from tests.orders import PHOTO, open_trade


@pytest.fixture
def trade(cast):
    return open_trade(cast)


@pytest.fixture
def call(caller):
    def called(name, path, sent=None, **headers):
        client = caller(name)
        if sent is None:
            return client.get(f"/api/v1/{path}")
        return client.post(f"/api/v1/{path}", json.dumps(sent), content_type="application/json", headers=headers)

    return called


def test_live_from_report_to_decision(trade, call):
    order = trade.shipped()
    files = [{"name": "箱.jpg", "data": base64.b64encode(PHOTO).decode()}]
    told = {"kind": "damaged", "level": "urgent", "words": "外箱破损", "files": files}
    made = call("buyer", f"orders/{order.pk}/incidents", told).json()
    one = f"incidents/{order.pk}/{made['seq']}"
    assert (made["state"], made["holder"]) == ("reported", "seller")
    assert call("supplier", one).json()["actions"] == ["reply", "add"]

    refund = {"action": "reply", "words": "同意部分退款", "outcome": "refund", "amount": "12.50"}
    assert call("supplier", f"{one}/step", refund).json()["proposed_amount"] == "12.50"
    assert call("buyer", f"{one}/step", {"action": "raise", "words": "不够"}).json()["state"] == "raised"
    decided = call("platform", f"{one}/step", {"action": "decide", "words": "属实", "outcome": "return"}).json()

    assert (decided["outcome"], decided["holder"]) == ("return", "nobody")
    assert [step["action"] for step in decided["steps"]] == ["report", "reply", "raise", "decide"]
    assert call("supplier", "incidents?show=ended").json()["count"] == 1
    assert call("supplier", "incidents?show=waiting").json()["count"] == 0


def test_refuses_by_name(trade, call):
    incident = Dispute(trade).reported()
    one, again = f"incidents/{incident.order_id}/{incident.seq}", f"orders/{incident.order_id}/incidents"

    def code(name, path, **sent):
        return call(name, path, sent).json()["code"]

    assert code("buyer", again, kind="short", words="少货") == "incident_open"
    assert code("supplier", again, kind="short", words="少货") == "bad_incident_kind"
    assert code("supplier", f"{one}/step", action="reply", words="已核实") == "bad_incident_outcome"
    assert (
        code("platform", f"{one}/step", action="decide", words="x", outcome="reject") == "incident_step_not_permitted"
    )
    assert code("buyer", f"{one}/step", action="reply", words="x", outcome="reject") == "not_allowed"
    assert call("unit", one).status_code == 404


def test_made_again_reports_once(trade, call):
    order = trade.shipped()
    told, key = {"kind": "short", "words": "少货"}, {"Idempotency-Key": "incident-1"}

    first = call("buyer", f"orders/{order.pk}/incidents", told, **key)
    second = call("buyer", f"orders/{order.pk}/incidents", told, **key)

    assert (first.status_code, first.json()) == (second.status_code, second.json())


def test_publishes_terms(trade, call):
    told = {"level": "usual", "from_on": "2099-01-01", "reply_days": 4, "decide_days": 8, "appeal_days": 6}

    assert call("platform", "incident-terms", told).json()["reply_days"] == 4
    usual = {"level": "usual", "reply_days": 3, "decide_days": 7, "appeal_days": 5}
    assert usual in call("buyer", "incident-terms").json()
    assert call("platform", "incident-terms", told).json()["code"] == "incident_terms_taken"
