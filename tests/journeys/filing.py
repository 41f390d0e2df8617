"""What people do with a year's filings, by the labels that they read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

YEAR = 2024
UNIT = "金水区第一高级中学"


def begin(page: Page) -> None:
    """Open the form of one's own filing, from the desk."""
    page.get_by_role("link", name="去填报").click()
    page.get_by_role("link", name="开始填报").first.click()
    page.wait_for_url("**/file/")


def fill_in(page: Page, *, total: str, reserved: str) -> None:
    """Say what the one canteen buys in a year and what is reserved of it, in yuan, and file it."""
    write(page, total=total, reserved=reserved)
    submit(page)


def submit(page: Page) -> None:
    """File what the form says."""
    page.get_by_role("button", name="提交填报").click()


def write(page: Page, *, total: str, reserved: str) -> None:
    """Say it, without filing."""
    page.get_by_label("食堂名称").fill("学生食堂")
    page.get_by_label("年度食材采购总额（元）").fill(total)
    page.get_by_label("就餐人数").fill("120")
    page.get_by_label("预留金额（元）").fill(reserved)
    page.get_by_label("联系人").fill("总务处经办岗")
    page.get_by_label("联系电话").fill("0371-66000000")


def see_returned(page: Page, *, words: str) -> None:
    """Open what was sent back with these words, from the desk."""
    page.goto("/")
    page.get_by_role("link", name="退回修改").first.click()
    expect(page.get_by_text(words).first).to_be_visible()


def begin_again(page: Page) -> None:
    """Open the form of what was sent back."""
    page.get_by_role("link", name="修改填报").click()
    page.wait_for_url("**/file/")


def expect_refused(page: Page, *words: str) -> None:
    """Expect the form to come back with a refusal that says these words."""
    refusal = page.get_by_role("alert")
    for one in words:
        expect(refusal.filter(has_text=one).first).to_be_visible()


def waiting(page: Page, unit: str = UNIT) -> Locator:
    """Return the row of a unit in one's inbox."""
    page.goto(f"/shares/inbox/?year={YEAR}&q={unit}")
    return page.get_by_role("row").filter(has_text=unit)


def open_waiting(page: Page, unit: str = UNIT) -> None:
    """Open the filing of a unit from one's inbox."""
    waiting(page, unit).get_by_role("link", name=unit).click()
    page.wait_for_url(re.compile(rf"/shares/units/\d+/{YEAR}/"))


def decide(page: Page, name: str) -> None:
    """Decide on the filing that is open; then it waits for somebody else."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("heading", name="办理", exact=True)).to_have_count(0)


def object_to(page: Page, *, reason: str, words: str) -> None:
    """Say why the filing that is open is to be sent back."""
    page.get_by_label("退回原因").select_option(label=reason)
    page.get_by_label("退回意见").fill(words)


def hand_up(page: Page) -> None:
    """Hand up one's region's sum."""
    page.goto(f"/shares/reports/?year={YEAR}")
    page.locator("summary").filter(has_text="上报本级汇总").click()
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("本级已上报的汇总").first).to_be_visible()


def counted(page: Page, amount: str, unit: str = UNIT) -> Locator:
    """Return the ledger's entry of this amount in yuan."""
    page.goto(f"/shares/?year={YEAR}&q={unit}")
    page.get_by_role("link", name=unit).first.click()
    page.wait_for_url(re.compile(rf"/shares/units/\d+/{YEAR}/"))
    page.goto(f"/units/{page.url.split('/')[-3]}/entries/?year={YEAR}")
    return page.get_by_role("row").filter(has_text=amount)


def reported(page: Page, office: str) -> tuple[str, str]:
    """Return what an office's sum says that was handed up, and what its units' confirmed filings say now."""
    page.goto(f"/shares/reports/?year={YEAR}")
    cells = page.get_by_role("row").filter(has_text=office).get_by_role("cell").all_inner_texts()
    return cells[-4].strip(), cells[-3].strip()


def yuan(text: str) -> float:
    """Read an amount as pages write it."""
    return float(text.replace(",", "").replace("元", "").strip())
