"""A supplier wants to sell, its county to vouch for it, the platform to let in whom it can answer for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from stdnum.cn import uscc

from tests.interfaces.web.addresses import page_names
from tests.interfaces.web.test_access import TABLE, posts_of
from tests.journeys.conftest import DESK, PASSWORD, PHONE
from tests.journeys.test_read_every_page_with_ease import name_of, violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SCAN = {"name": "扫描件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 scan"}
NAME = "卢氏县高山蜂业农民专业合作社"
BODY = "93411224700000009"
CODE = BODY + str(uscc.calc_check_digit(BODY))
REVIEWERS = ("quality", "linkage", "other_county", "platform")
POSTS = [posts_of(*roles) for roles in (("supplier",), ("platform",), REVIEWERS)]
FILES = {"suppliers:paper_scan", "suppliers:letter_download"}


def test_come_in_after_one_send_back(sign_in, demo):
    supplier = sign_in(demo)
    register(supplier)
    show_papers(supplier)
    fill_in(supplier)
    press(supplier, "提交申请")
    expect(supplier.get_by_text("申请已提交，等待县级部门审核。")).to_be_visible()

    quality, linkage, platform = (sign_in(demo, name) for name in ("xiannong", "xianbang", "pingtai"))
    send_back(quality)
    supplier.goto("/suppliers/own/")
    expect(supplier.get_by_text("主营产品请写明品种。").first).to_be_visible()
    supplier.goto("/suppliers/own/fill/")
    supplier.get_by_label("主营产品").fill("椴树蜜、洋槐蜜")
    supplier.get_by_role("button", name="保存").click()
    press(supplier, "提交申请")
    expect(supplier.get_by_text("申请已提交，等待县级部门审核。")).to_be_visible()

    open_dossier(quality)
    expect(quality.get_by_role("row", name=re.compile("主营产品.*椴树蜜、洋槐蜜"))).to_be_visible()
    card(quality, "经营质量审核").get_by_role("button", name="审核通过").click()
    open_dossier(linkage)
    card(linkage, "联农带农审核").get_by_role("button", name="审核通过").click()
    expect(linkage.get_by_text("已审核通过。")).to_be_visible()
    recommend(quality)
    open_dossier(platform)
    card(platform, "平台审核").get_by_role("button", name="审核通过，准予入驻").click()
    expect(platform.get_by_text("已审核通过，准予入驻。")).to_be_visible()

    supplier.goto("/suppliers/own/")
    expect(supplier.get_by_text("已入驻，可以销售。")).to_be_visible()


def test_read_every_page_of_the_market_with_ease(sign_in, demo):
    seen, faults = set(), {}
    for username, addresses in (
        ("", ["/suppliers/register/"]),
        ("gongying", ["/", "/suppliers/own/", "/suppliers/papers/", "/suppliers/papers/new/", "/suppliers/measures/"]),
        ("gongying", ["/goods/", "/goods/new/", "/goods/freight/", "/goods/freight/new/"]),
        ("xiannong", ["/", "/suppliers/", "/suppliers/inbox/", "/suppliers/papers/", "/suppliers/?q=没有这家"]),
        ("pingtai", ["/", "/suppliers/", "/suppliers/inbox/", "/suppliers/papers/", "/suppliers/measures/"]),
        ("pingtai", ["/goods/queue/", "/goods/categories/", "/goods/categories/new/"]),
    ):
        page = sign_in(demo, username)
        for address in [*addresses, *(further(page, username) if "/" in addresses else [])]:
            for size in (DESK, PHONE):
                page.set_viewport_size(size)
                page.goto(address)
                faults[username, address, size["width"]] = violations(page)
            seen.add(name_of(address))

    assert {place: found for place, found in faults.items() if found} == {}
    posts = {row.name for row in TABLE if row.said in POSTS}
    whole = {name for name in page_names() if name.startswith("suppliers:")} - posts - FILES
    assert whole - seen == set()


def further(page: Page, username: str) -> list[str]:
    """Return the pages that are found by links: a dossier, a measure, the form of an application."""
    if username == "gongying":
        page.goto("/suppliers/own/")
        page.get_by_text("申请变更").click()
        page.get_by_role("button", name="确定").click()
        page.wait_for_url("**/own/fill/")
        return ["/suppliers/own/fill/"]
    if username == "pingtai":
        page.goto("/suppliers/measures/")
        return [str(page.get_by_role("link", name="暂停上架").first.get_attribute("href"))]
    if username == "xiannong":
        page.goto("/suppliers/inbox/")
        return [str(page.locator("table a").first.get_attribute("href"))]
    return []


def register(page: Page) -> None:
    """Come by itself."""
    page.goto("/suppliers/register/")
    page.get_by_label("主体类型").select_option(label="农民专业合作社")
    page.get_by_label("名称", exact=False).first.fill(NAME)
    page.get_by_label("统一社会信用代码").fill(CODE)
    page.get_by_label("注册地").select_option("411224")
    page.get_by_label("岗位名称").fill("电商业务岗")
    page.get_by_label("手机号码").fill("13900000009")
    page.get_by_label("登录名").fill("gaoshan")
    page.get_by_label("密码", exact=False).first.fill(PASSWORD)
    page.get_by_label("再次输入密码").fill(PASSWORD)
    page.get_by_role("button", name="开通账号").click()
    page.wait_for_url("**/login/")
    page.get_by_label("登录名").fill("gaoshan")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/")


def show_papers(page: Page) -> None:
    """Upload what everybody shows."""
    for kind in ("营业执照", "联农带农证明材料"):
        page.goto("/suppliers/papers/new/")
        page.get_by_label("证照").select_option(label=kind)
        page.get_by_label("有效期起").fill("2020-01-01")
        page.locator("input[type=file]").set_input_files(SCAN)
        page.get_by_role("button", name="提交").click()
        expect(page.get_by_text("证照已提交，等待平台核查。")).to_be_visible()


def fill_in(page: Page) -> None:
    """Write the application."""
    page.goto("/suppliers/own/fill/")
    for label, value in {
        "住所": "卢氏县瓦窑沟乡",
        "联系岗位": "电商业务岗",
        "联系电话": "0398-7111111",
        "主营产品": "蜂蜜",
        "年供应能力（吨）": "30",
        "带动农户数（户）": "45",
        "年带动金额（元）": "360000",
        "联农带农说明": "与45户签订收购协议。",
    }.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("申请资料已保存，请核对证照后提交。")).to_be_visible()


def send_back(page: Page) -> None:
    """Say what is missing."""
    open_dossier(page)
    card(page, "退回修改").get_by_label("原因").select_option(label="供应能力说明不足")
    card(page, "退回修改").get_by_label("需要修改什么").fill("主营产品请写明品种。")
    card(page, "退回修改").get_by_role("button", name="退回修改").click()
    expect(page.get_by_text("已退回修改。")).to_be_visible()


def recommend(page: Page) -> None:
    """Look at the lists, and recommend with the sealed letter."""
    open_dossier(page)
    card(page, "登记严重违法失信名单查询").get_by_role("button", name="登记").click()
    expect(page.get_by_text("查询结果已登记。")).to_be_visible()
    card(page, "出具推荐函").locator("input[type=file]").set_input_files(SCAN)
    card(page, "出具推荐函").get_by_role("button", name="上传并推荐").click()
    expect(page.get_by_text("已推荐，等待平台审核。")).to_be_visible()


def open_dossier(page: Page) -> None:
    """Find the applicant in the list."""
    page.goto(f"/suppliers/?q={NAME}")
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()


def card(page: Page, title: str) -> Locator:
    """Find a card by its heading."""
    return page.locator("section", has=page.get_by_role("heading", name=re.compile(f"^{title}")))


def press(page: Page, label: str) -> None:
    """Press a button that asks once more."""
    page.get_by_text(label, exact=True).first.click()
    page.get_by_role("button", name="确定").first.click()
