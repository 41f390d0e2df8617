"""Pages are whole without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import issuing
from tests.journeys.workbooks import DEMO


@pytest.fixture
def page(sign_in, demo):
    """A browser that runs no scripts, in which the clerk has signed in."""
    return sign_in(demo, "caizheng", java_script_enabled=False)


class TestWithoutScripts:
    def test_filters_a_board(self, page):
        page.goto("/boards/")
        page.get_by_label("名称").fill("金水")
        page.get_by_role("button", name="查询").click()

        rows = page.get_by_role("main").locator("tbody tr")
        expect(rows).to_have_count(1)
        expect(rows).to_contain_text("金水区")

    def test_brings_a_workbook_and_asks_how_far_it_is(self, page):
        page.goto("/imports/new/")
        page.get_by_label("选择文件").set_input_files(DEMO / "采购人交易账号开通填报表.xlsx")
        page.get_by_role("button", name="上传并核对").click()

        result = page.get_by_text("核对结果（尚未导入）")
        for _ in range(60):
            if result.is_visible():
                break
            page.wait_for_timeout(500)
            page.reload()
        expect(page.get_by_role("row").filter(has_text="采购人交易账号开通填报表.xlsx")).to_contain_text("399")

    def test_saves_a_draft_and_reads_what_the_checker_says(self, page):
        issuing.draft(page)

        issuing.save(page, issuing.filled_in(page).replace("共计", "共计约1400万元，即", 1))

        expect(page.get_by_text("1400万元，台账中没有这个数据")).to_be_visible()
