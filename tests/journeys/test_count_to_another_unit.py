"""An order that counted to the wrong unit: both units and finance agree, and only then it counts to the other."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.ordering import now
from tests.journeys.test_order_until_it_counts import AMOUNT, STEP, amount_in
from tests.journeys.test_read_every_page_with_ease import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

FROM, TO = "郑州市第一中学", "金水区第一高级中学"


def test_correct_the_unit(sign_in, demo):
    one, other = sign_in(demo, "danwei"), sign_in(demo, "qudanwei")
    before = counted(one), counted(other)
    amount = asked(sign_in(demo, "chengbao"))

    agreed(one)
    agreed(other)
    assert (counted(one), counted(other)) == before
    agreed(sign_in(demo, "caizheng"))
    agreed(sign_in(demo, "quxian"))

    assert abs(before[0] - counted(one) - amount / 10_000) <= STEP
    assert abs(counted(other) - before[1] - amount / 10_000) <= STEP


def counted(page: Page) -> Decimal:
    """Read on one's own board what counts this year, in 万元."""
    page.goto(f"/boards/?year={now().year}")
    return amount_in(page.locator("section", has=page.get_by_role("heading", name="完成交易额", exact=True)))


def asked(page: Page) -> Decimal:
    """Ask for the latest order that counted; return how much counts."""
    page.goto("/orders/?stage=evaluate")
    page.locator("main tbody tr", has_text="已计入").locator("th a").first.click()
    card = page.locator("section", has=page.get_by_role("heading", name="更正所属预算单位"))
    card.get_by_label("更正后的预算单位").select_option(label=TO)
    card.get_by_label("更正的理由").fill("食材送金水区第一高级中学食堂使用，下单时选错单位。")
    due = page.get_by_text("现应付").inner_text()
    card.get_by_role("button", name="申请更正").click()
    expect(page.get_by_text("已申请更正，等待双方单位和财政部门同意")).to_be_visible()
    return Decimal(AMOUNT.findall(due.partition("现应付")[2])[0].replace(",", ""))


def agreed(page: Page) -> None:
    """Agree for one's own side."""
    page.goto("/orders/corrections/")
    assert violations(page) == []
    card = page.locator("section", has=page.get_by_role("heading", name=f"{FROM} → {TO}")).first
    card.get_by_label("同意更正").check()
    card.get_by_role("button", name="办理").click()
    expect(page.get_by_text("已办理")).to_be_visible()
