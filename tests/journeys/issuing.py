"""The steps by which people issue a notice, as they take them on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

NUMBER = "郑财购〔2024〕1号"
PLACEHOLDER = "（此处由拟稿人补充。）"


def draft(page: Page) -> None:
    """Have the draft written from the year's figures."""
    page.goto("/notices/")
    page.get_by_label("数据截止日期").fill("2023-12-31")
    page.get_by_role("button", name="按台账数据拟稿").click()

    expect(page.get_by_text("已按台账数据拟出送审稿")).to_be_visible()
    expect(page.get_by_text("第7段尚未补充")).to_be_visible()


def filled_in(page: Page) -> str:
    """Return the draft's text with its empty sections filled."""
    return page.get_by_label("正文").input_value().replace(PLACEHOLDER, "请各单位按规定办理。")


def save(page: Page, text: str) -> None:
    """Save a text and wait for what the checker says of it."""
    page.get_by_label("正文").fill(text)
    page.get_by_role("button", name="保存并核对").click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def declare_open(page: Page) -> None:
    """Say that the notice may be public."""
    page.get_by_label("公开属性").select_option("主动公开")
    page.get_by_role("button", name="登记公开属性").click()
    expect(page.get_by_text("公开属性已登记")).to_be_visible()


def pass_the_steps(checker: Page, signer: Page, address: str) -> None:
    """Proofread, countersign and sign."""
    for page, step, words in (
        (checker, "核稿", "已核对。"),
        (checker, "会签", "无不同意见。"),
        (signer, "签发", "同意。"),
    ):
        page.goto(address)
        act(page, step, words)
        expect(page.get_by_text("已办理。")).to_be_visible()


def enter_number_and_print(page: Page, folder: Path) -> Path:
    """Enter the number and print what will be sealed."""
    page.get_by_label("发文字号").fill(NUMBER)
    page.get_by_role("button", name="登记发文字号").click()
    expect(page.get_by_text("发文字号已登记")).to_be_visible()

    with page.expect_download() as download:
        page.locator("summary").filter(has_text="下载印发稿").click()
        panel = page.get_by_role("group", name="下载印发稿", exact=True)
        panel.get_by_label("用途").fill("用印")
        panel.get_by_role("button", name="确定").click()
    download.value.save_as(folder / "定稿.pdf")
    return folder / "定稿.pdf"


def upload_final(page: Page, final: Path) -> None:
    """Upload what was sealed; it is compared with what was checked."""
    page.get_by_label("盖章定稿").set_input_files(final)
    page.get_by_role("button", name="上传定稿并比对").click()

    expect(page.get_by_text("定稿已与核对过的文稿比对并留存")).to_be_visible()
    expect(page.get_by_text("自动比对", exact=True)).to_be_visible()


def publish(page: Page, address: str) -> None:
    """Check it for secrets, then publish."""
    page.goto(address)
    act(page, "登记保密审查")
    expect(page.get_by_text("保密审查已登记")).to_be_visible()
    act(page, "公开")
    expect(page.get_by_text("已办理。")).to_be_visible()


def act(page: Page, step: str, words: str = "") -> None:
    """Take a step that wants to be confirmed."""
    page.locator("summary").filter(has_text=step).click()
    panel = page.get_by_role("group", name=step, exact=True)
    if words:
        panel.get_by_label("意见").fill(words)
    panel.get_by_role("button", name="确定").click()
