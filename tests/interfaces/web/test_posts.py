"""The pages of handing over and of deputies."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from nongcai.domain.accounts import queries as accounts


@pytest.fixture
def address(cast):
    return f"/accounts/posts/{cast.users['unit'].memberships.get().pk}"


def day(later=0):
    return (timezone.localdate() + timedelta(days=later)).isoformat()


class TestHandingOver:
    def test_shows_the_code_of_a_new_account(self, browser_of, address):
        typed = {"username": "caigou", "label": "第一中学采购岗", "on": day(3)}

        response = browser_of("supervisor").post(f"{address}/hand-over/", typed)

        assert "/activate/" in response.content.decode()
        assert accounts.user_by_name("caigou").memberships.get().period.lower.isoformat() == day(3)

    def test_says_what_is_wrong(self, browser_of, address):
        typed = {"username": "caigou", "label": "岗", "on": day(-1)}

        response = browser_of("supervisor").post(f"{address}/hand-over/", typed)

        assert response.status_code == 422
        assert f"移交日期应不早于{day()}" in response.content.decode()


class TestDeputies:
    def test_are_told_on_their_account(self, browser_of, address, cast):
        browser = browser_of("city_finance")

        response = browser.post(f"{address}/depute/", {"username": "stranger", "first": day(), "last": day(5)})

        assert response.status_code == 302
        assert "代理</span>" in browser.get(response.headers["Location"]).content.decode()

    def test_say_what_is_wrong(self, browser_of, address):
        response = browser_of("city_finance").post(
            f"{address}/depute/", {"username": "nobody", "first": day(), "last": day()}
        )

        assert response.status_code == 422
        assert "没有登录名为“nobody”的账号" in response.content.decode()
