"""The filing season by the API: the same acts as on the pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.models import FilingDraft
from tests.cast import hire
from tests.domain.shares.season import OFFICE, POLICE, SCHOOL, YEAR, own
from tests.interfaces.web.filing import running
from tests.worlds import world

TOLD = {
    "canteens": [{"kind": "own", "name": "职工食堂", "total": "500000", "total_source": "accounts", "diners": 200}],
    "ratio": "12",
    "contact_name": "填报岗",
    "contact_phone": "0371-12345678",
}


@world
def season(cast):
    return running(cast)


@pytest.fixture
def send(caller, season):
    """Post as one of the cast about a unit's year."""

    def post(name, act="", told=None, *, code=SCHOOL):
        path = f"/api/v1/shares/units/{season.unit(code)}/{YEAR}{act}"
        return caller(name).post(path, told or {}, content_type="application/json")

    return post


class TestFile:
    def test_answers_with_the_filing(self, send, season):
        response = send("unit", told=TOLD)

        told = response.json()
        assert response.status_code == 200
        assert (told["state"], told["canteen_total"], told["reserved"]) == ("filed", "500000.00", "60000.00")
        assert told["holder_name"] == "郑州市教育局"

    def test_is_refused_below_the_floor_with_the_paragraph(self, send):
        response = send("unit", told=TOLD | {"ratio": "1"})

        assert response.status_code == 422
        assert response.json()["code"] == "rule_missed"
        assert "应为50,000.00元" in response.json()["message"]

    def test_is_refused_when_amount_and_ratio_contradict_each_other(self, send):
        response = send("unit", told=TOLD | {"reserved": "70000"})

        assert (response.status_code, response.json()["code"]) == (422, "reserve_twice")
        assert "合60,000.00元" in response.json()["message"]
        assert send("unit", "/trial", TOLD | {"reserved": "70000"}).json()["code"] == "reserve_twice"

    def test_may_tell_both_where_they_agree(self, send):
        assert send("unit", told=TOLD | {"reserved": "60000"}).json()["reserved"] == "60000.00"

    def test_is_refused_to_who_does_not_file(self, send):
        assert send("city_finance", told=TOLD).status_code == 403
        assert send("stranger", told=TOLD).status_code == 404

    def test_is_refused_on_an_older_version(self, send, season):
        send("unit", told=TOLD)
        send("unit", "/withdraw")

        response = send("unit", told=TOLD)

        assert (response.status_code, response.json()["code"]) == (409, "filing_changed")

    def test_names_the_managing_unit(self, send, season):
        response = send("unit", told={"host": OFFICE})

        assert response.json()["remark"] == "共用食堂，由郑州市教育局填报"

    def test_says_that_the_managing_unit_is_unknown(self, send):
        response = send("unit", told={"host": "查无此单位"})

        assert list(response.json()["fields"]) == ["host"]

    def test_refuses_a_contractor_of_others(self, send, season):
        canteen = TOLD["canteens"][0] | {"kind": "outsourced", "contractor_id": season.unit(POLICE)}

        response = send("unit", told=TOLD | {"canteens": [canteen]})

        assert response.json()["code"] == "unknown_contractor"

    def test_wants_the_token_of_a_session(self, cast, season):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.users["unit"], backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")

        path = f"/api/v1/shares/units/{season.unit(SCHOOL)}/{YEAR}"
        response = client.post(path, TOLD, content_type="application/json")

        assert response.status_code == 403
        assert shares.filing_of(season.unit(SCHOOL), YEAR) is None


class TestTrial:
    def test_files_nothing(self, send, season):
        told = send("unit", "/trial", TOLD).json()

        assert told["reserved"] == "60000.00"
        assert {one["outcome"] for one in told["verdicts"] if one["strength"] == "must"} == {"kept"}
        assert shares.filing_of(season.unit(SCHOOL), YEAR) is None

    def test_is_for_those_who_file(self, send):
        assert send("city_finance", "/trial", TOLD).status_code == 403


class TestDraft:
    def test_is_kept(self, send):
        response = send("unit", "/draft", {"form": {"reserved": "六万"}, "canteens": [{"name": "一"}]})

        assert response.status_code == 200
        assert FilingDraft.objects.get().content["form"] == {"reserved": "六万"}


class TestActs:
    def test_climb(self, send):
        send("unit", told=TOLD)

        assert send("supervisor", "/decide", {"action": "endorse", "version": 1}).json()["state"] == "endorsed"
        assert send("city_finance", "/decide", {"action": "confirm", "version": 1}).json()["state"] == "confirmed"

    def test_send_back_wants_words(self, send):
        send("unit", told=TOLD)

        response = send("supervisor", "/decide", {"action": "send_back", "version": 1})

        assert (response.status_code, response.json()["code"]) == (422, "return_reason_missing")

    def test_keep_after_a_change_was_taken_back(self, send, season):
        season.confirmed()
        send("unit", told=TOLD | {"ratio": "11", "seen_version": 1})
        send("unit", "/withdraw")

        response = send("unit", "/keep")

        assert (response.json()["state"], response.json()["reserved"]) == ("confirmed", "60000.00")


class TestDecideMany:
    def test_tells_an_outcome_each(self, caller, season):
        first = season.file(POLICE, own(), by="police", at=timezone.now())
        wanted = [{"id": first.pk, "version": 1}, {"id": first.pk + 999, "version": 1}]

        response = caller("city_finance").post(
            "/api/v1/shares/decide", {"action": "confirm", "filings": wanted}, content_type="application/json"
        )

        assert [(one["done"], one["code"]) for one in response.json()] == [(True, ""), (False, "unknown_filing")]

    def test_is_bounded(self, caller, season):
        wanted = [{"id": place, "version": 1} for place in range(1, 5002)]

        response = caller("city_finance").post(
            "/api/v1/shares/decide", {"action": "confirm", "filings": wanted}, content_type="application/json"
        )

        assert response.status_code == 422


class TestReads:
    def test_list_who_has_not_filed(self, caller, send):
        send("unit", told=TOLD)

        told = caller("city_finance").get("/api/v1/shares?state=unfiled").json()

        assert told["count"] == 4
        assert {one["filing"] for one in told["items"]} == {None}

    def test_tell_progress(self, caller, send):
        send("unit", told=TOLD)

        told = caller("city_finance").get("/api/v1/shares/progress").json()

        assert (told["due"], told["filed"], told["filing_rate"], told["passing_rate"]) == (5, 1, "20.00", "0.00")

    def test_tell_what_waits_with_the_year_before(self, caller, send):
        send("unit", told=TOLD)

        (told,) = caller("supervisor").get("/api/v1/shares/inbox").json()["items"]

        assert (told["filing"]["unit_name"], told["total_last_year"]) == ("郑州市第一中学", "400000.00")

    def test_tell_one_with_its_rules_versions_and_steps(self, caller, send, season):
        send("unit", told=TOLD)
        send("unit", "/withdraw")
        send("unit", told=TOLD | {"ratio": "13", "seen_version": 1})

        told = caller("supervisor").get(f"/api/v1/shares/units/{season.unit(SCHOOL)}/{YEAR}").json()

        assert told["phase"] == "open"
        assert [one["number"] for one in told["versions"]] == [2, 1]
        assert {one["name"] for one in told["versions"][0]["changes"]} == {"reserved"}
        assert [one["action"] for one in told["steps"]] == ["file", "withdraw", "file"]
        assert told["decisions"] == ["endorse", "send_back"]

    def test_tell_that_nothing_is_filed(self, caller, season):
        told = caller("unit").get(f"/api/v1/shares/units/{season.unit(SCHOOL)}/{YEAR}").json()

        assert (told["filing"], told["phase"], told["canteens"]) == (None, "open", [])

    @pytest.mark.parametrize("path", ["", "/inbox"])
    def test_take_few_queries(self, caller, send, path):
        send("unit", told=TOLD)
        client = caller("supervisor")

        with CaptureQueriesContext(connection) as told:
            client.get(f"/api/v1/shares{path}")

        assert len(told) <= 12


class TestApproval:
    def test_within_the_unit_comes_before_filing(self, send, caller, season):
        hire(season.cast, "preparer")
        hire(season.cast, "approver")

        told = send("preparer", told=TOLD).json()
        assert (told["state"], told["holder_name"]) == ("prepared", "郑州市第一中学")
        detail = caller("approver").get(f"/api/v1/shares/units/{season.unit(SCHOOL)}/{YEAR}").json()
        assert (detail["acts"], detail["decisions"]) == ([], ["approve", "send_back"])
        due = caller("supervisor").get("/api/v1/shares?state=prepared").json()
        assert [row["name"] for row in due["items"]] == ["郑州市第一中学"]

        assert send("preparer", "/decide", {"action": "approve", "version": 1}).status_code == 403
        told = send("approver", "/decide", {"action": "approve", "version": 1}).json()
        assert (told["state"], told["holder_name"]) == ("filed", "郑州市教育局")
        refused = send("preparer", "/withdraw")
        assert (refused.status_code, refused.json()["code"]) == (403, "withdrawn_by_approver")

    def test_wants_somebody_who_approves(self, send, season):
        hire(season.cast, "preparer")

        refused = send("preparer", told=TOLD)

        assert (refused.status_code, refused.json()["code"]) == (409, "approver_missing")
