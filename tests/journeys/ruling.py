"""What people do with the rules of a year, by the labels that they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

YEAR = 2024


def draft(page: Page, *, text: str, value: str, paragraph: str = "") -> None:
    """Draft a rule: at least so many percent of the canteen total."""
    page.goto(f"/programmes/{YEAR}/rules/new/")
    page.get_by_label("内容").fill(text)
    page.get_by_label("计算基数").select_option(label="年度食堂食材采购总额")
    page.get_by_label("比较").select_option(label="不低于")
    page.get_by_label("数值").fill(value)
    page.get_by_label("计量单位").select_option(label="%")
    page.get_by_label("依据文件").fill("郑财购〔2024〕9号")
    page.get_by_label("段落").fill(paragraph)
    page.get_by_role("button", name="保存草稿").click()
    page.wait_for_url("**/programmes/?year=*")


def drafted(page: Page, text: str) -> Locator:
    """Return the draft with this text."""
    return page.get_by_role("listitem").filter(has_text=text).filter(has=page.get_by_text("草稿", exact=True))


def act(page: Page, text: str, name: str) -> None:
    """Do something with a draft, and say yes."""
    one = drafted(page, text)
    one.locator("summary").filter(has_text=name).click()
    one.locator("details[open]").get_by_role("button", name="确定").click()
