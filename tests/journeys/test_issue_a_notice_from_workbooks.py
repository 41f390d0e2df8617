"""A bureau wants its year's notice out: from five workbooks with mistakes to the page that anybody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys import issuing
from tests.journeys.workbooks import UNKNOWN_BUYERS, rows_of, with_mistakes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.journeys.site import Site

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
    issuing.draft(drafter)
    right, address = issuing.filled_in(drafter), drafter.url
    change_a_figure(drafter, right)
    see_the_checker_stop_it(checker, address)
    put_it_right(drafter, right)
    issuing.declare_open(drafter)
    issuing.pass_the_steps(checker, signer, address)
    drafter.goto(address)
    write_a_wrong_number(drafter)
    final = issuing.enter_number_and_print(drafter, tmp_path)
    issuing.upload_final(drafter, final)
    try_to_publish_too_early(checker, address)
    issuing.publish(checker, address)
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
    page.get_by_role("main").get_by_role("link", name="订单").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("订单 832")
    expect(page.get_by_text("为何归属")).to_be_visible()


def change_a_figure(page: Page, right: str) -> None:
    start = right.index("【全市预留份额：")
    issuing.save(page, f"{right[:start]}【全市预留份额：1500.00{right[right.index('】', start) :]}")

    expect(page.get_by_text("全市预留份额”写作“1500.00”，台账为“")).to_be_visible()
    expect(page.locator("summary", has_text="核稿")).to_have_count(0)
    expect(page.get_by_text("拟稿人不能办理“核稿”")).to_be_visible()


def see_the_checker_stop_it(page: Page, address: str) -> None:
    page.goto(address)
    issuing.act(page, "核稿")

    expect(page.locator("#refusal")).to_contain_text("数据核对未通过，不能办理“核稿”")
    expect(page.locator("#refusal")).to_contain_text("写作“1500.00”")


def put_it_right(page: Page, right: str) -> None:
    issuing.save(page, right)

    expect(page.get_by_text("写作“1500.00”")).to_have_count(0)


def write_a_wrong_number(page: Page) -> None:
    page.get_by_label("发文字号").fill("郑财购[2024]01号")
    page.get_by_role("button", name="登记发文字号").click()

    expect(page.locator("#refusal")).to_contain_text("如“郑财购〔2024〕1号”")


def try_to_publish_too_early(page: Page, address: str) -> None:
    page.goto(address)
    issuing.act(page, "公开")

    expect(page.locator("#refusal")).to_contain_text("尚未进行保密审查")


def read_in_public(page: Page, final: Path) -> None:
    page.goto("/public/")
    page.get_by_role("link", name="2023年度采购情况通报").click()

    article = page.get_by_role("article")
    expect(article).to_contain_text(issuing.NUMBER)
    expect(article).to_contain_text("请各单位按规定办理。")
    expect(article.get_by_role("table")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载印发件").click()
    assert download.value.path().read_bytes() == final.read_bytes()
