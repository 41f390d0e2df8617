"""A unit says who approves what is bought for it, and how much may be spent; its buyer reads it on a phone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_read_every_page_with_ease import violations

CONTRACTOR = "郑州惠民餐饮管理有限公司"
LISTS = ("/approvals/", "/approvals/requests/", "/approvals/levels/", "/approvals/delegations/", "/approvals/budgets/")


def test_set_levels_and_a_budget(sign_in, demo):
    page = sign_in(demo, "danwei")
    page.goto("/approvals/levels/")
    page.locator("section", has=page.get_by_role("heading", name=CONTRACTOR)).get_by_role(
        "link", name="设置"
    ).first.click()
    page.get_by_label("第1级起始金额（元）").fill("5000")
    page.get_by_label("第2级起始金额（元）").fill("2000")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("第2级的起始金额应大于上一级").first).to_be_visible()
    assert violations(page) == []
    page.get_by_label("第2级起始金额（元）").fill("2,0000")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("第2级的起始金额应大于上一级")).to_have_count(0)
    expect(page.get_by_text("有 1 项需要修改")).to_be_visible()
    page.get_by_label("第2级起始金额（元）").fill("20,000")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("审批层级已设置")).to_be_visible()

    page.goto("/approvals/budgets/new/")
    assert violations(page) == []
    page.get_by_label("采购人").select_option(label=CONTRACTOR)
    page.get_by_label("用途").select_option(label="食堂")
    page.get_by_role("combobox", name="期间").select_option(label="季度")
    page.get_by_label("预算金额（元）").fill("120,000")
    page.get_by_role("button", name="设置").click()
    expect(page.get_by_text("预算已设置")).to_be_visible()
    assert violations(page) == []

    buyer = sign_in(demo, "chengbao", viewport=PHONE)
    buyer.goto("/approvals/levels/")
    expect(buyer.get_by_text("20,000.00")).to_be_visible()
    buyer.goto("/approvals/budgets/")
    expect(buyer.get_by_role("rowheader", name="食堂")).to_be_visible()


def test_read_the_pages_of_approvals_with_ease(sign_in, demo):
    faults = {}
    for username in ("danwei", "chengbao"):
        page = sign_in(demo, username)
        for address in LISTS:
            for size in (DESK, PHONE):
                page.set_viewport_size(size)
                page.goto(address)
                faults[username, address, size["width"]] = violations(page)

    assert {place: found for place, found in faults.items() if found} == {}
