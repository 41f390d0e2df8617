"""Shared canteens by the API."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domain.shares.season import POLICE, PRIMARY, SCHOOL, YEAR
from tests.interfaces.web.filing import running


@pytest.fixture
def season(cast, settings, tmp_path):
    settings.FILES = tmp_path
    return running(cast)


def path(season, code, more):
    return f"/api/v1/shares/units/{season.unit(code)}/{YEAR}/{more}"


class TestSharing:
    def test_names_asks_and_acknowledges(self, caller, season):
        told = {"members": [SCHOOL, "金水区实验小学"]}
        named = caller("police").post(path(season, POLICE, "members"), told, content_type="application/json").json()
        states = {one["member_name"]: one["state"] for one in named["members"]}
        host = caller("unit").get(path(season, SCHOOL, "sharing")).json()["host"]
        answer = {"host_id": host["host_id"], "contact_name": "李明", "contact_phone": "0371-6000000"}

        filed = caller("unit").post(path(season, SCHOOL, "host/acknowledge"), answer, content_type="application/json")

        assert set(states.values()) == {"named"}
        assert filed.json()["remark"] == "共用食堂，由郑州市公安局填报"
        again = caller("unit").post(path(season, SCHOOL, "host/acknowledge"), answer, content_type="application/json")
        assert (again.status_code, again.json()["code"]) == (409, "not_named_as_member")

    def test_objects_and_strikes(self, caller, season):
        caller("police").post(path(season, POLICE, "members"), {"members": [SCHOOL]}, content_type="application/json")
        words = {"host_id": season.unit(POLICE), "words": "自有食堂"}

        said = caller("unit").post(path(season, SCHOOL, "host/object"), words, content_type="application/json").json()
        left = caller("police").post(path(season, POLICE, f"members/{season.unit(SCHOOL)}/strike")).json()

        assert (said["state"], said["words"]) == ("objected", "自有食堂")
        assert left["members"] == []

    def test_wants_a_proof_of_an_outside_body(self, caller, season):
        told = {"host_name": "驻郑某单位", "reserved": "0", "contact_name": "李明", "contact_phone": "0371-6000000"}
        address = f"/api/v1/shares/units/{season.unit(PRIMARY)}/{YEAR}"
        refused = caller("primary").post(address, told, content_type="application/json")
        file = {"file": SimpleUploadedFile("协议.pdf", b"%PDF-1.7")}

        proof = caller("primary").post(f"{address}/proofs", file).json()

        assert (refused.status_code, refused.json()["code"]) == (422, "outside_host_proof_missing")
        assert caller("primary").get(f"{address}/proofs").json() == [proof]
        assert b"".join(caller("primary").get(f"{address}/proofs/{proof['id']}").streaming_content) == b"%PDF-1.7"
        assert caller("primary").post(address, told, content_type="application/json").status_code == 200
