"""Urging by the API: as the pages do it, and once for one key."""

from __future__ import annotations

import pytest

from nongcai.domain.urging import services
from nongcai.domain.urging.models import Contact, Letter
from tests.domain.shares.season import OFFICE, SCHOOL, YEAR, open_season
from tests.domain.urging.test_reminding import DUE, at
from tests.worlds import world

ROOT = "/api/v1"
CALL = {"person": "办公室", "called_at": f"{YEAR}-03-13T10:00:00+08:00", "said": "正在填报。"}


@world
def season(cast):
    return open_season(cast, files_due=DUE)


@pytest.fixture
def post(caller):
    """Send a request as one of the cast."""

    def send(name, path, body=None, key=""):
        headers = {"Idempotency-Key": key} if key else {}
        return caller(name).post(f"{ROOT}/{path}", body or {}, content_type="application/json", headers=headers)

    return send


class TestUrging:
    def test_climbs_the_ladder_to_a_letter(self, caller, post, season):
        school, office = season.unit(SCHOOL), season.unit(OFFICE)
        late = caller("city_finance").get(f"{ROOT}/urging/{YEAR}/lagging").json()
        outcomes = post("city_finance", f"urging/{YEAR}/remind", {"ids": [school, office, 0]}, key="r-1").json()
        again = post("city_finance", f"urging/{YEAR}/remind", {"ids": [school, office, 0]}, key="r-1")
        Contact.objects.update(due_at=at(3, 12))
        services.deliver(at=at(3, 12))
        calls = [post("city_finance", f"urging/{YEAR}/units/{one}/calls", CALL).json() for one in (school, office)]
        told = {"year": YEAR, "addressee_id": office, "act_by": "2099-04-10"}
        letter = post("city_finance", "letters", told, key="l-1").json()
        post("city_finance", "letters", told, key="l-1")
        path = f"letters/{letter['id']}"
        number = {"number": "郑财购函〔2024〕3号", "dated_on": f"{YEAR}-03-27"}

        states = [
            post(name, f"{path}/{act}", body).json().get("state")
            for name, act, body in (
                ("city_signer", "sign", {}),
                ("city_finance", "number", number),
                ("city_finance", "issue", {}),
                ("supervisor", "receive", {}),
            )
        ]

        assert {one["name"] for one in late} == {"郑州市教育局", "郑州市第一中学", "郑州市公安局"}
        assert [one["code"] for one in outcomes] == ["", "", "not_below"]
        assert again["Idempotent-Replayed"] == "true"
        assert [one["kind"] for one in calls] == ["call", "call"]
        assert states == ["signed", "numbered", "issued", "received"]
        assert Letter.objects.count() == 1
        contacts = caller("auditor").get(f"{ROOT}/urging/{YEAR}/contacts").json()
        assert {one["kind"] for one in contacts["items"]} == {"late", "call", "letter"}
        assert "number" not in contacts["items"][0]

    def test_says_why_not(self, post, season):
        refused = post(
            "city_finance", "letters", {"year": YEAR, "addressee_id": season.unit(OFFICE), "act_by": "2099-01-01"}
        )

        assert (refused.status_code, refused.json()["code"]) == (409, "not_called")
