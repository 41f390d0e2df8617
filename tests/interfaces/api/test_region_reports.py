"""A region's sums by the API: handed up, read by version, taken over, sent back."""

from __future__ import annotations

import pytest

from tests.domain.shares.season import YEAR
from tests.interfaces.web.filing import running
from tests.worlds import world

PATH = "/api/v1/shares/reports"


@world
def season(cast):
    return running(cast)


@pytest.fixture
def post(caller, season):
    return lambda name, act="", **told: caller(name).post(f"{PATH}{act}", told, content_type="application/json")


class TestReports:
    def test_are_handed_up_and_taken_over(self, caller, post, season):
        submitted = post("district_finance", year=YEAR).json()
        assert (submitted["version"], submitted["state"], submitted["reserved"]) == (1, "submitted", "0.00")
        assert submitted["actions"] == []

        accepted = post("city_finance", f"/{submitted['id']}/accept").json()

        assert accepted["state"] == "accepted"
        assert accepted["actions"] == ["send_back"]

    def test_keep_their_versions(self, caller, post, season):
        first = post("district_finance", year=YEAR).json()
        assert post("city_finance", f"/{first['id']}/send-back", words=" ").status_code == 422
        assert post("city_finance", f"/{first['id']}/send-back", words="请核对").json()["state"] == "returned"
        post("district_finance", year=YEAR)

        told = caller("city_finance").get(f"{PATH}?year={YEAR}&node_id={season.cast.district.id}").json()["items"]

        assert [(one["version"], one["state"]) for one in told] == [(2, "submitted"), (1, "returned")]

    def test_say_what_stands_now(self, caller, post, season):
        reported = post("district_finance", year=YEAR).json()

        now = caller("district_finance").get(f"{PATH}/sums?year={YEAR}").json()

        assert (now["due"], now["sha256"]) == (2, reported["sha256"])
        refused = post("district_finance", year=YEAR)
        assert (refused.status_code, refused.json()["code"]) == (409, "report_unchanged")
