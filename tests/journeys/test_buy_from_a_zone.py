"""A supplier wants its goods in a zone, a canteen's buyer to find them on a phone and keep them for the next time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_read_every_page_with_ease import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

BRAND, SESSION = "832优选", "食堂采购专场"


def test_come_into_a_zone(sign_in, demo):
    supplier = sign_in(demo, "gongying")
    open_zone(supplier, BRAND)
    goods = first_choice(supplier)
    apply(supplier, goods)
    expect(supplier.get_by_text(f"“{goods}”不符合“{BRAND}”的入选条件：须有在有效期内的").first).to_be_visible()

    open_zone(supplier, SESSION)
    goods = first_choice(supplier)
    apply(supplier, goods)
    expect(supplier.get_by_text("已报名，等待专区审核。")).to_be_visible()

    platform = sign_in(demo, "pingtai")
    open_zone(platform, SESSION)
    platform.get_by_label(f"选择 {goods}").check()
    platform.get_by_role("button", name="入选所选").click()
    expect(platform.get_by_text("已入选1个商品。")).to_be_visible()
    platform.get_by_role("button", name=f"置顶：{goods}").click()
    expect(platform.get_by_role("row", name=re.compile(f"^1 {goods}"))).to_be_visible()

    buyer = sign_in(demo, "danwei")
    buyer.goto("/hall/")
    buyer.get_by_role("link", name=re.compile(f"^{SESSION}")).click()
    expect(buyer.get_by_role("heading", name=SESSION, exact=True)).to_be_visible()
    expect(buyer.locator("tbody tr").first).to_contain_text(goods)


def test_find_compare_and_keep_on_a_phone(sign_in, demo):
    page = sign_in(demo, "chengbao", viewport=PHONE)
    search(page, "木耳")
    expect(page.locator("tbody tr").first).to_contain_text("黑木耳")
    search(page, "hme")
    expect(page.locator("tbody tr").first).to_contain_text("黑木耳")
    expect(page.locator("tbody tr").first.get_by_role("rowheader")).to_be_visible()

    search(page, "香菇")
    page.get_by_role("navigation", name="专区").get_by_role("link", name=re.compile(SESSION)).click()
    expect(page.get_by_role("navigation", name="已选条件")).to_contain_text(SESSION)
    search(page, "木耳")
    page.get_by_label("只看有货").check()
    page.get_by_label("排序").select_option(label="折算单价从低到高")
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("navigation", name="已选条件")).to_contain_text("只看有货")
    here = compare_and_come_back(page)
    page.get_by_role("button", name="加入常购清单").click()
    page.get_by_label("加入清单").select_option(label="食堂每周常购")
    assert violations(page) == []
    page.get_by_role("button", name="加入", exact=True).click()
    page.wait_for_url(here)
    expect(page.get_by_text("已加入常购清单。")).to_be_visible()
    page.goto("/reorders/")
    page.get_by_role("link", name="食堂每周常购").click()
    expect(page.get_by_text(re.compile("加入时 .* 元，现 .* 元"))).to_be_visible()
    expect(page.get_by_text("已下架").first).to_be_visible()


def test_read_the_pages_of_zones_demands_and_lists_with_ease(sign_in, demo):
    faults = {}
    for username, lists in (
        ("pingtai", ("/zones/", "/zones/new/", "/zones/1/edit/", "/demands/")),
        ("gongying", ("/zones/", "/demands/")),
        ("danwei", ("/hall/", "/demands/", "/demands/new/", "/reorders/", "/reorders/add/")),
    ):
        page = sign_in(demo, username)
        for address in [*lists, *(one for where in lists for one in first_of(page, where))]:
            for size in (DESK, PHONE):
                page.set_viewport_size(size)
                page.goto(address)
                faults[username, address, size["width"]] = violations(page)

    assert {place: found for place, found in faults.items() if found} == {}


def compare_and_come_back(page: Page) -> str:
    """Put the first two side by side, come back, and choose them again; return where that was."""
    boxes = page.get_by_role("checkbox", name=re.compile("^加入比较"))
    for number in range(2):
        boxes.nth(number).check()
    page.get_by_role("button", name="并列比较所选").click()
    expect(page.get_by_role("heading", name="并列比较")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.go_back()
    for number in range(2):
        boxes.nth(number).check()
    return page.url


def first_of(page: Page, address: str) -> list[str]:
    """Return the first page that a list leads to; of the hall's front its first zone."""
    page.goto(address)
    links = page.locator("main a[href^='/hall/zones/']" if address == "/hall/" else "main tbody th a")
    return [str(links.first.get_attribute("href"))] if links.count() else []


def open_zone(page: Page, name: str) -> None:
    """Find a zone in the list."""
    page.goto("/zones/")
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def first_choice(page: Page) -> str:
    """Return the first of the goods that may apply."""
    return str(page.get_by_label("商品").locator("option").nth(1).text_content()).strip()


def apply(page: Page, goods: str) -> None:
    """Apply with goods."""
    page.get_by_label("商品").select_option(label=goods)
    page.get_by_role("button", name="报名").click()


def search(page: Page, text: str) -> None:
    """Look for goods from the front."""
    page.goto("/hall/")
    page.get_by_label("关键词").fill(text)
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("heading", name="查找商品")).to_be_visible()
