"""Accounts: read, opened, renewed and closed as on the pages."""

from __future__ import annotations

import pytest

from nongcai.domain.accounts import queries as accounts
from tests.cast import AT, credit_code


def sent(browser, path, **body):
    return browser.post(f"/api/v1/accounts{path}", body, content_type="application/json")


def post(browser, path, **body):
    return browser.post(f"/api/v1/{path}", body, content_type="application/json")


class TestAccounts:
    def test_are_those_of_the_subtree(self, caller):
        items = caller("supervisor").get("/api/v1/accounts").json()["items"]

        assert {item["username"] for item in items} == {"supervisor", "unit"}

    def test_are_opened_renewed_and_closed(self, caller, cast):
        browser = caller("city_finance")
        post = {"role": "unit", "label": "采购岗", "username": "caigou", "phone": "13812345678"}

        opened = sent(browser, "", organisation_id=cast.units["4101000003"].id, **post).json()
        path = f"/{opened['user_id']}"
        renewed = sent(browser, f"{path}/renew").json()
        closed = sent(browser, f"{path}/close", words="调离").json()

        assert accounts.user_to_activate(renewed["code"], AT) is None
        assert opened["code"] != renewed["code"]
        assert [(one["state"], one["phone"]) for one in closed] == [("closed", "138****5678")]

    def test_closed_twice_is_a_conflict(self, caller, cast):
        path = f"/{cast.users['unit'].pk}/close"
        sent(caller("supervisor"), path, words="调离")

        again = sent(caller("supervisor"), path, words="调离")

        assert (again.status_code, again.json()["code"]) == (409, "account_state")

    @pytest.mark.parametrize(("name", "status"), [("stranger", 404), ("auditor", 403), ("unit", 403)])
    def test_are_left_alone_by_others(self, caller, cast, name, status):
        assert sent(caller(name), f"/{cast.users['unit'].pk}/renew").status_code == status


class TestBuyers:
    def test_are_opened_listed_and_given_a_term_by_their_unit(self, caller, cast):
        browser, school = caller("unit"), cast.units["4101000002"].id
        told = {"unit_id": school, "kind": "contractor", "label": "承包方采购岗", "username": "chengbao"}
        told |= {"name": "某餐饮公司", "credit_code": credit_code(77, kind="91"), "ends_on": "2099-06-30"}

        refused = post(browser, "buyers", **(told | {"ends_on": None}))
        post(browser, "buyers", **told)
        [listed] = browser.get("/api/v1/buyers?kind=contractor").json()["items"]
        changed = post(browser, f"posts/{listed['membership_id']}/term", ends_on="2098-01-01").json()

        assert (refused.status_code, refused.json()["code"]) == (422, "buyer_term")
        assert (listed["buys_for_id"], listed["state"], listed["last_day"]) == (school, "pending", "2099-06-30")
        assert changed["last_day"] == "2098-01-01"

    def test_are_opened_once_for_one_key(self, caller, cast):
        browser = caller("unit")
        told = {"unit_id": cast.units["4101000002"].id, "kind": "canteen", "label": "食堂岗", "username": "shitang"}

        first, again = (
            browser.post("/api/v1/buyers", told, content_type="application/json", headers={"Idempotency-Key": "k-1"})
            for _ in range(2)
        )

        assert (first.status_code, first.content) == (again.status_code, again.content)
        assert again.headers["Idempotent-Replayed"]


class TestPosts:
    def test_are_handed_over_and_held_by_a_deputy(self, caller, cast):
        browser = caller("supervisor")
        held = cast.users["unit"].memberships.get().pk

        taken = post(browser, f"posts/{held}/hand-over", username="next-one", label="新填报岗", on="2099-01-01").json()
        deputy = post(browser, f"posts/{held}/depute", username="next-one", first="2098-01-01", last="2098-01-05")

        assert (taken["post"]["username"], bool(taken["code"])) == ("next-one", True)
        assert deputy.json()["code"] == "successor"

    def test_of_others_are_not_there(self, caller, cast):
        held = cast.users["unit"].memberships.get().pk

        assert post(caller("stranger"), f"posts/{held}/term").status_code == 404
        assert post(caller("city_finance"), f"posts/{held}/term").status_code == 403


class TestBatch:
    def test_says_of_each_row_what_became_of_it(self, caller):
        rows = [
            {"unit_code": "4101000003", "label": "采购岗", "username": "caigou"},
            {"unit_code": "999", "label": "采购岗"},
        ]
        browser = caller("city_finance")

        tried = post(browser, "accounts/batch", rows=rows, trial=True).json()
        opened = post(browser, "accounts/batch", rows=rows).json()

        assert [(one["outcome"], one["code"]) for one in tried] == [("new", ""), ("wrong", "")]
        assert [(one["outcome"], bool(one["code"])) for one in opened] == [("new", True), ("wrong", False)]
        assert accounts.user_by_name("caigou") is not None
