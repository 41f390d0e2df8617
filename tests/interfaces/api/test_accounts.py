"""Accounts: read, opened, renewed and closed as on the pages."""

from __future__ import annotations

import pytest

from nongcai.domain.accounts import queries as accounts
from tests.cast import AT


def sent(browser, path, **body):
    return browser.post(f"/api/v1/accounts{path}", body, content_type="application/json")


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
