"""Everybody sees their own subtree; an auditor reads all of it and changes nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import issuing


@pytest.fixture
def drafted(sign_in, demo):
    """The address of a notice that the city drafts."""
    page = sign_in(demo, "caizheng")
    issuing.draft(page)
    return page.url


class TestDistrict:
    def test_finds_its_own_board_and_nothing_of_the_city(self, sign_in, demo, drafted):
        city = sign_in(demo, "caizheng")
        city.goto("/boards/")
        page = sign_in(demo, "quxian")

        page.goto("/boards/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("金水区财政局")

        for address in (city.url, drafted):
            assert page.goto(address).status == 404
            expect(page.get_by_role("heading", level=1)).to_contain_text("没有找到")

    def test_finds_only_its_own_units(self, sign_in, demo):
        page = sign_in(demo, "quxian")

        page.goto("/units/?q=中原区")

        expect(page.get_by_role("main").get_by_role("table")).to_have_count(0)


class TestUnit:
    def test_is_offered_neither_imports_nor_drafts(self, sign_in, demo, drafted):
        page = sign_in(demo, "danwei")

        expect(page.get_by_role("navigation", name="主菜单").get_by_role("link", name="导入")).to_have_count(0)
        assert [page.goto(address).status for address in ("/imports/", drafted)] == [404, 404]


class TestAuditor:
    def test_reads_all_and_is_offered_no_act(self, sign_in, demo, drafted):
        page = sign_in(demo, "shenji")

        for address in (drafted, "/notices/", "/imports/", "/imports/reconciliation/"):
            assert page.goto(address).status == 200
            expect(page.locator("main form[method=post]:not([action$='export/'])")).to_have_count(0)
