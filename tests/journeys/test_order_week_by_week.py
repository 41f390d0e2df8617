"""A canteen's weekly list: set up, closed over a holiday, paused and resumed; the job orders the first delivery."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.ordering import now
from tests.journeys.test_order_until_it_counts import FUNGUS, SCHOOL, SELLER, WALNUTS, in_cart
from tests.journeys.test_read_every_page_with_ease import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.site import Site

NAME = "食堂每周山货"
LEAD = 2
WITHIN = 90  # seconds


def test_have_it_ordered_by_itself(sign_in, demo):
    buyer = sign_in(demo, "caigou")
    in_cart(buyer, 12)
    written(buyer)
    first = now().date() + timedelta(days=LEAD)
    closed_from(buyer, first + timedelta(days=2))
    rested(buyer)

    ordered_by_the_job(demo, buyer, first)

    buyer.get_by_role("row", name=str(first)).get_by_role("link").first.click()
    expect(buyer.get_by_text("要求送货")).to_be_visible()
    expect(buyer.get_by_text(f"{first} 06:30—08:00")).to_be_visible()
    expect(buyer.get_by_text(SELLER).first).to_be_visible()
    expect(buyer.get_by_role("rowheader", name=WALNUTS)).to_be_visible()
    assert violations(buyer) == []


def written(page: Page) -> None:
    """Write down what is wanted of the cart on each day, in the morning."""
    page.goto("/orders/standing/new/")
    for name in (WALNUTS, FUNGUS):
        row = page.get_by_role("row", name=name)
        row.get_by_label(re.compile("^数量")).fill("12")
        for day in "一二三四五六日":
            row.get_by_label(day, exact=True).check()
    page.get_by_label("名称").fill(NAME)
    page.get_by_label("提前下单天数").fill(str(LEAD))
    page.get_by_label("送货时段开始").fill("06:30")
    page.get_by_label("送货时段结束").fill("08:00")
    # Whatever day it is today, the first delivery comes.
    page.get_by_label("法定节假日和调休放假日暂停").uncheck()
    page.get_by_label("食堂", exact=True).check()
    page.get_by_label("收货岗位或收货人").fill("食堂库管岗")
    page.get_by_label("收货电话").fill("0371-60000832")
    page.get_by_label("收货省份").select_option(label="河南省")
    page.get_by_label("收货地址").fill("郑州市郑东新区某路8号食堂")
    page.get_by_label("先货后款").check()
    page.get_by_label("付款主体").select_option(label="食堂专户")
    page.get_by_label("发票抬头").fill(SCHOOL)
    assert violations(page) == []
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存，将按送货日自动下单")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


def closed_from(page: Page, day: date) -> None:
    """Deliver nothing over a holiday."""
    page.get_by_label("停供起期").fill(f"{day}")
    page.get_by_label("停供止期").fill(f"{day + timedelta(days=2)}")
    page.get_by_label("原因").last.fill("校庆放假")
    page.get_by_role("button", name="增加停供时段").click()
    expect(page.get_by_text("已增加停供时段")).to_be_visible()
    expect(page.get_by_text("校庆放假").first).to_be_visible()
    expect(page.get_by_role("rowheader", name=f"{day}")).to_have_count(0)
    expect(page.get_by_role("rowheader", name=f"{day + timedelta(days=3)}")).to_be_visible()


def rested(page: Page) -> None:
    """Pause it and say why; resume it, from today on."""
    page.get_by_text("暂停", exact=True).first.click()
    panel = page.get_by_role("group", name="暂停")
    panel.get_by_label("原因").fill("食堂设备检修")
    panel.get_by_role("button", name="确定").click()
    expect(page.get_by_text("已暂停，恢复前不再自动下单")).to_be_visible()
    expect(page.get_by_text("食堂设备检修")).to_be_visible()
    page.get_by_text("恢复", exact=True).first.click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("已恢复，以您的账号自动下单")).to_be_visible()


def ordered_by_the_job(site: Site, page: Page, day: date) -> None:
    """Let the morning's job run now; wait until its order stands on the page."""
    site.nongcai("procrastinate", "defer", "orders.queue_standing", '{"timestamp": 0}')
    until = time.monotonic() + WITHIN
    link = page.get_by_role("row", name=str(day)).get_by_role("link")
    while not link.count():
        assert time.monotonic() < until, page.locator("main").inner_text()
        time.sleep(1)
        page.reload()
