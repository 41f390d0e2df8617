"""Changes of organisations by the API: as the pages do them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nongcai.domain.organisations import queries as organisations

SCHOOL, POLICE = "4101000002", "4101000003"
TOLD = {"title": "机构改革", "approval": "1号", "effective_on": "2024-06-01"}
MERGE = {"kind": "merge", "rows": [{"code": SCHOOL, "second": POLICE}], "moves_people": True}
ROOT = "/api/v1/reorganisations"


@pytest.fixture
def post(caller):
    """Send a request as one of the cast."""

    def send(name, path="", body=None):
        return caller(name).post(f"{ROOT}{path}", body or {}, content_type="application/json")

    return send


@pytest.fixture
def drafted(post):
    """Give the address of a document of the city's bureau."""
    return f"/{post('city_finance', '', TOLD).json()['id']}"


class TestReorganisation:
    def test_goes_all_the_way_and_back(self, caller, post, drafted, cast):
        lines = post("city_finance", f"{drafted}/lines", MERGE).json()
        file = SimpleUploadedFile("批复.pdf", b"-")
        uploaded = caller("city_finance").post(f"{ROOT}{drafted}/approvals", {"file": file})

        states = [
            post("city_finance", f"{drafted}/{act}").json()["state"] for act in ("check", "reopen", "check", "enforce")
        ]

        school = cast.units[SCHOOL].id
        assert [(one["unit_id"], len(one["people"])) for one in lines["lines"]] == [(school, 1)]
        assert lines["lines"][0]["figures"] == [{"year": 2023, "reserved": "60000.00", "purchased": "0.00"}]
        assert uploaded.json()["name"] == "批复.pdf"
        assert states == ["checked", "drafted", "checked", "in_force"]
        assert organisations.node(school).parent_id == cast.units[POLICE].id
        assert post("city_finance", f"{drafted}/reverse", {"words": "批复撤销"}).json()["state"] == "reversed"

    def test_lets_one_person_stop(self, post, drafted):
        line = post("city_finance", f"{drafted}/lines", MERGE).json()["lines"][0]
        path = f"{drafted}/lines/{line['id']}/people/{line['people'][0]['membership_id']}"

        answer = post("city_finance", path, {"goes_along": False}).json()

        assert line["people"][0]["goes_along"] is True
        assert answer["lines"][0]["people"][0]["goes_along"] is False

    def test_splits_a_unit(self, caller, post, drafted, cast):
        split = {"kind": "split", "rows": [{"code": SCHOOL, "second": "第一中学分校", "third": "4101001003"}]}
        post("city_finance", f"{drafted}/lines", split)
        caller("city_finance").post(f"{ROOT}{drafted}/approvals", {"file": SimpleUploadedFile("批复.pdf", b"-")})
        post("city_finance", f"{drafted}/check")
        post("city_finance", f"{drafted}/enforce")

        line = caller("city_finance").get(f"{ROOT}{drafted}").json()["lines"][0]

        assert (line["kind"], line["name"], line["code"]) == ("split", "第一中学分校", "4101001003")
        assert organisations.node(line["made_id"]).parent_id == cast.units["4101000001"].id

    def test_says_which_row_is_wrong(self, post, drafted):
        answer = post("city_finance", f"{drafted}/lines", MERGE | {"rows": [{"code": "9", "second": POLICE}]})

        assert answer.status_code == 422
        assert answer.json()["code"] == "reorganisation_lines_wrong"
        assert answer.json()["fields"]["rows"] == ["第1行：管理范围内没有编码为“9”的单位。"]

    def test_refuses_what_comes_at_the_wrong_time(self, post, drafted):
        assert post("city_finance", f"{drafted}/enforce").status_code == 409
        assert post("city_finance", f"{drafted}/discard").json()["state"] == "discarded"

    def test_is_not_there_for_units_and_other_bureaus(self, caller, post, drafted):
        assert caller("auditor").get(f"{ROOT}{drafted}").status_code == 200
        assert caller("auditor").get(ROOT).json()["count"] == 1
        for name in ("unit", "supervisor"):
            assert caller(name).get(ROOT).status_code == 404
            assert post(name, "", TOLD).status_code == 403
        assert caller("district_finance").get(f"{ROOT}{drafted}").status_code == 404
        assert post("district_finance", f"{drafted}/lines", MERGE).status_code == 404
