"""The contact list: entered, ended, marked and looked at as on the pages."""

from __future__ import annotations

ENTRY = {"post": "食堂管理岗", "phone": "13800000001", "since": "2024-01-01"}


def post(browser, path, **body):
    return browser.post(f"/api/v1/contacts{path}", body, content_type="application/json")


def entered(caller, cast, **changes):
    return post(caller("unit"), "", organisation_id=cast.units["4101000002"].id, **ENTRY | changes)


class TestContacts:
    def test_are_masked_and_of_the_subtree(self, caller, cast, django_assert_max_num_queries):
        entered(caller, cast)
        browser = caller("supervisor")

        with django_assert_max_num_queries(6):
            items = browser.get("/api/v1/contacts").json()["items"]

        assert [(one["post"], one["phone"], one["since"]) for one in items] == [
            ("食堂管理岗", "138****0001", "2024-01-01")
        ]
        assert caller("stranger").get("/api/v1/contacts").json()["items"] == []

    def test_are_refused_with_the_field_that_is_wrong(self, caller, cast):
        refused = entered(caller, cast, phone="123")

        assert refused.status_code == 422
        assert list(refused.json()["fields"]) == ["phone"]

    def test_are_marked_as_dead_and_ended(self, caller, cast):
        number = entered(caller, cast).json()["id"]
        browser = caller("city_finance")

        dead = post(browser, f"/{number}/dead")
        again = post(browser, f"/{number}/dead")
        ended = post(browser, f"/{number}/end", until="2099-01-01").json()

        assert (dead.status_code, again.status_code, again.json()["code"]) == (200, 409, "dead_already")
        assert (ended["until"], bool(ended["dead_at"])) == ("2099-01-01", True)
        assert [one["id"] for one in browser.get("/api/v1/contacts?dead=true").json()["items"]] == [number]

    def test_tell_a_whole_number_with_a_purpose_on_record(self, caller, cast):
        number = entered(caller, cast).json()["id"]

        without = post(caller("city_finance"), f"/{number}/number", purpose=" ")
        shown = post(caller("city_finance"), f"/{number}/number", purpose="核实")

        looks = caller("auditor").get("/api/v1/contacts/looks").json()["items"]
        assert without.status_code == 422
        assert shown.json()["phone"] == "13800000001"
        assert [(one["liaison_id"], one["purpose"]) for one in looks] == [(number, "核实")]
