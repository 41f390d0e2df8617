"""A bureau wants its year's notice out: from five workbooks with mistakes to the page that anybody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.workbooks import UNKNOWN_BUYERS, rows_of, with_mistakes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.journeys.site import Site

PLACEHOLDER = "（此处由拟稿人补充。）"
NUMBER = "郑财购〔2024〕1号"
IN_BACKGROUND = 60_000  # ms: how long the worker may take


@pytest.fixture
def books(tmp_path: Path) -> list[Path]:
    return with_mistakes(tmp_path)


def test_issue_a_notice_from_workbooks(
    sign_in: Callable[..., Page], empty_site: Site, books: list[Path], tmp_path: Path
) -> None:
    drafter, checker = sign_in(empty_site, "caizheng"), sign_in(empty_site, "fuhe")
    signer, reader = sign_in(empty_site, "qianfa"), sign_in(empty_site)

    upload(drafter, books)
    see_what_is_wrong(drafter, tmp_path)
    load_what_is_right(drafter)
    settle_the_unknown_buyers(drafter)
    follow_a_figure_to_its_order(drafter)
    draft(drafter)
    right = change_a_figure(drafter)
    address = drafter.url
    see_the_checker_stop_it(checker, address)
    put_it_right(drafter, right)
    pass_the_steps(drafter, checker, signer, address)
    final = enter_number_and_print(drafter, tmp_path)
    upload_final(drafter, final)
    publish(checker, address)
    read_in_public(reader, final)


def upload(page: Page, books: list[Path]) -> None:
    page.goto("/imports/")
    page.get_by_role("link", name="上传文件").first.click()
    page.get_by_label("选择文件").set_input_files(books)
    page.get_by_role("button", name="上传并核对").click()

    expect(page.get_by_text("核对结果（尚未导入）")).to_be_visible(timeout=IN_BACKGROUND)


def see_what_is_wrong(page: Page, folder: Path) -> None:
    said = page.get_by_role("region", name="逐行说明")
    expect(said.get_by_role("row").filter(has_text="订单金额")).to_contain_text("为负数")
    expect(said.get_by_role("row").filter(has_text="预留比例")).to_contain_text("0至100")
    expect(said.get_by_role("row").filter(has_text="订单状态")).to_contain_text("已揽收")
    expect(page.get_by_text("共3条")).to_be_visible()

    orders = page.get_by_role("row").filter(has_text="交易明细-1.xlsx").get_by_role("button", name="下载")
    with page.expect_download() as download:
        orders.click()
    download.value.save_as(folder / "wrong.xlsx")
    rows = rows_of(folder / "wrong.xlsx")
    place = next(number for number, row in enumerate(rows) if row[0] == "原因")
    assert ["为负数" in rows[place + 1][0], "订单状态" in rows[place + 2][0], len(rows) - place] == [True, True, 3]


def load_what_is_right(page: Page) -> None:
    # The functional zones have no code in the national table; the proposals are certain and stand chosen.
    page.get_by_role("button", name="提交并重新核对").click()
    page.get_by_role("button", name="导入正确的行").click(timeout=IN_BACKGROUND)

    expect(page.get_by_text("导入结果")).to_be_visible(timeout=IN_BACKGROUND)


def settle_the_unknown_buyers(page: Page) -> None:
    page.get_by_role("link", name="归属核对").first.click()
    for name in UNKNOWN_BUYERS:
        matter = page.get_by_role("row").filter(has_text=name)
        matter.get_by_text("查找其他单位").click()
        matter.get_by_label("查找其他单位").fill("第一中学")
        matter.get_by_role("button", name="查找").click()
        page.get_by_role("row").filter(has_text=name).get_by_label("郑州市第一中学").check()
    page.get_by_role("button", name="确认本页所选各项").click()

    expect(page.get_by_text("已处理2项")).to_be_visible()
    expect(page.get_by_text("没有待核对的事项")).to_be_visible()


def follow_a_figure_to_its_order(page: Page) -> None:
    page.get_by_role("link", name="进度看板").first.click()
    page.get_by_role("link", name="市直预算单位").click()
    page.get_by_role("link", name="郑州市教育局").click()
    page.get_by_role("link", name="郑州市第一中学", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("郑州市第一中学")
    page.get_by_role("link", name="订单").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("订单 832")
    expect(page.get_by_text("为何归属")).to_be_visible()


def draft(page: Page) -> None:
    page.goto("/notices/")
    page.get_by_label("数据截止日期").fill("2023-12-31")
    page.get_by_role("button", name="按台账数据拟稿").click()

    expect(page.get_by_text("已按台账数据拟出送审稿")).to_be_visible()
    expect(page.get_by_text("第7段尚未补充")).to_be_visible()


def change_a_figure(page: Page) -> str:
    """Fill in what is missing and write a wrong total; return what was right."""
    body = page.get_by_label("正文")
    right = body.input_value().replace(PLACEHOLDER, "请各单位按规定办理。")
    start = right.index("【全市预留份额：")
    body.fill(f"{right[:start]}【全市预留份额：1500.00{right[right.index('】', start) :]}")
    page.get_by_role("button", name="保存并核对").click()

    expect(page.get_by_text("全市预留份额”写作“1500.00”，台账为“")).to_be_visible()
    expect(page.locator("summary", has_text="核稿")).to_have_count(0)
    expect(page.get_by_text("您是拟稿人，下一步请由其他人员办理")).to_be_visible()
    return right


def see_the_checker_stop_it(page: Page, address: str) -> None:
    page.goto(address)
    act(page, "核稿")

    expect(page.locator("#refusal")).to_contain_text("数据核对未通过，不能办理“核稿”")
    expect(page.locator("#refusal")).to_contain_text("写作“1500.00”")


def put_it_right(page: Page, right: str) -> None:
    page.get_by_label("正文").fill(right)
    page.get_by_role("button", name="保存并核对").click()

    expect(page.get_by_text("写作“1500.00”")).to_have_count(0)
    page.get_by_label("公开属性").select_option("主动公开")
    page.get_by_role("button", name="登记公开属性").click()
    expect(page.get_by_text("公开属性已登记")).to_be_visible()


def pass_the_steps(drafter: Page, checker: Page, signer: Page, address: str) -> None:
    for page, step, words in ((checker, "核稿", "已核对。"), (checker, "会签", "无不同意见。"), (signer, "签发", "同意。")):
        page.goto(address)
        act(page, step, words)
        expect(page.get_by_text("已办理。")).to_be_visible()
    drafter.goto(address)
    expect(drafter.get_by_text("送审稿")).to_have_count(0)
    expect(drafter.get_by_text("签发：同意。")).to_be_visible()


def enter_number_and_print(page: Page, folder: Path) -> Path:
    page.get_by_label("发文字号").fill("郑财购[2024]01号")
    page.get_by_role("button", name="登记发文字号").click()
    expect(page.locator("#refusal")).to_contain_text("如“郑财购〔2024〕1号”")
    page.get_by_label("发文字号").fill(NUMBER)
    page.get_by_role("button", name="登记发文字号").click()
    expect(page.get_by_text("发文字号已登记")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="下载 PDF").click()
    download.value.save_as(folder / "定稿.pdf")
    return folder / "定稿.pdf"


def upload_final(page: Page, final: Path) -> None:
    page.get_by_label("盖章定稿").set_input_files(final)
    page.get_by_role("button", name="上传定稿并比对").click()

    expect(page.get_by_text("定稿已与核对过的文稿比对并留存")).to_be_visible()
    expect(page.get_by_text("自动比对", exact=True)).to_be_visible()


def publish(page: Page, address: str) -> None:
    page.goto(address)
    act(page, "公开")
    expect(page.locator("#refusal")).to_contain_text("尚未进行保密审查")
    act(page, "登记保密审查")
    expect(page.get_by_text("保密审查已登记")).to_be_visible()
    act(page, "公开")
    expect(page.get_by_text("已办理。")).to_be_visible()


def read_in_public(page: Page, final: Path) -> None:
    page.goto("/public/")
    page.get_by_role("link", name="2023年度采购情况通报").click()

    article = page.get_by_role("article")
    expect(article).to_contain_text(NUMBER)
    expect(article).to_contain_text("请各单位按规定办理。")
    expect(article.get_by_role("table")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载印发件").click()
    assert download.value.path().read_bytes() == final.read_bytes()


def act(page: Page, step: str, words: str = "") -> None:
    """Take a step that wants to be confirmed."""
    page.locator("summary").filter(has_text=step).click()
    panel = page.get_by_role("group", name=step, exact=True)
    if words:
        panel.get_by_label("意见").fill(words)
    panel.get_by_role("button", name="确定").click()
