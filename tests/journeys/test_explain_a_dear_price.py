"""A supplier asks more than others: it explains in public, the platform agrees; it asks more still, and lowers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.interfaces.web.addresses import page_names
from tests.interfaces.web.test_access import TABLE, posts_of
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_read_every_page_with_ease import name_of, violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PDF = {"name": "成本测算.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 scan"}
LIST = {
    "name": "行情.csv",
    "mimeType": "text/csv",
    "buffer": "品名,市场,日期,价格,单位\n羊肚菌,演示市场,2024-03-01,450,元/斤\n".encode(),
}
COUNTIES = {"name": "名单.csv", "mimeType": "text/csv", "buffer": "县名\n卢氏县\n没有县\n".encode()}
REASON, VERDICT = "当年减产，附成本测算。", "成本测算属实。"
FILES = {"prices:reply_file", "prices:elsewhere_file", "prices:batch_template"}


def test_explain_a_dear_price_and_lower_it(sign_in, demo):
    supplier, platform, clerk = (sign_in(demo, name) for name in ("gongying", "pingtai", "danwei"))
    product = compared(supplier)
    before = set_price(supplier, product, "88888")

    name = open_alarm(supplier, product)
    expect(supplier.get_by_text("待供应商说明").first).to_be_visible()
    supplier.get_by_label("价格说明").fill(REASON)
    supplier.locator("input[type=file]").set_input_files([PDF, PDF])
    supplier.get_by_role("button", name="公开说明").click()
    expect(supplier.get_by_text("说明已公开，等待平台决定。")).to_be_visible()

    platform.goto("/prices/alarms/?state=replied")
    platform.get_by_role("link", name=name).first.click()
    card(platform, "平台决定").get_by_label("决定").select_option(label="认可价格")
    card(platform, "平台决定").get_by_label("理由").fill(VERDICT)
    card(platform, "平台决定").get_by_role("button", name="办理").click()
    expect(platform.get_by_text("已办理，供应商已收到消息。")).to_be_visible()

    clerk.goto(f"/hall/products/{product}/")
    for words in (REASON, VERDICT, "平台认可价格"):
        expect(clerk.get_by_text(words).first).to_be_visible()

    set_price(supplier, product, "99999")
    open_alarm(supplier, product)
    expect(supplier.get_by_text("待供应商说明").first).to_be_visible()
    set_price(supplier, product, before)
    open_alarm(supplier, product)
    expect(supplier.get_by_text("已降价").first).to_be_visible()


def test_read_every_page_of_prices_with_ease(sign_in, demo):
    seen, faults = set(), {}
    alarms = "/prices/alarms/"
    for username, addresses in (
        ("danwei", ["/hall/products/", "/prices/offers/"]),
        ("gongying", [alarms, f"{alarms}1/", "/prices/rules/"]),
        ("pingtai", [alarms, f"{alarms}2/", f"{alarms}?state=open", "/prices/rules/", "/prices/rules/new/"]),
        (
            "pingtai",
            ["/prices/references/", "/prices/references/new/", "/prices/references/names/", "list", "counties"],
        ),
        (
            "pingtai",
            ["/prices/references/lists/", "/goods/synonyms/", "/goods/counties/", "/prices/references/?q=没有"],
        ),
    ):
        page = sign_in(demo, username)
        for told in addresses:
            address = found(page, told)
            for size in (DESK, PHONE):
                page.set_viewport_size(size)
                page.goto(address)
                faults[username, address, size["width"]] = violations(page)
            seen.add(name_of(address))

    assert {place: seen_there for place, seen_there in faults.items() if seen_there} == {}
    posts = {row.name for row in TABLE if row.said in [posts_of("platform"), posts_of("supplier")]}
    assert {name for name in page_names() if name.startswith("prices:")} - posts - FILES - seen == set()


def found(page: Page, told: str) -> str:
    """Return an address that has to be looked for."""
    if told in {"/hall/products/", "/prices/offers/"}:
        page.goto("/hall/offers/?q=木耳")
        page.goto(str(page.locator("table a[href^='/hall/products/']").first.get_attribute("href")))
        proves = str(page.locator("a[href^='/prices/offers/']").first.get_attribute("href"))
        return path(page) if told == "/hall/products/" else proves
    if told == "list":
        return uploaded(page, "/prices/references/lists/", LIST)
    if told == "counties":
        return uploaded(page, "/goods/counties/", COUNTIES)
    return told


def uploaded(page: Page, address: str, file: dict[str, object]) -> str:
    """Upload a table, and return the address of its dry run."""
    page.goto(address)
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # as playwright takes it
    page.get_by_role("button", name="上传并试算").click()
    expect(page.get_by_role("heading", name="试算结果")).to_be_visible()
    return path(page)


def path(page: Page) -> str:
    """Return where a page stands, without its site."""
    return re.sub(r"^https?://[^/]+", "", page.url)


def compared(page: Page) -> str:
    """Return the key of a product of one's own that is compared with others and that nobody was asked about."""
    page.goto("/goods/?state=listed")
    links = [str(link.get_attribute("href")) for link in page.locator("table th a").all()]
    for key in (re.sub(r"\D", "", link) for link in links):
        page.goto(f"/hall/products/{key}/")
        if page.get_by_text(re.compile(r"同类 \d+ 项")).count() and not page.get_by_text("公开说明：").count():
            return key
    raise AssertionError(links)


def set_price(page: Page, product: str, price: str) -> str:
    """Set the price of a product's first offer; return what it was."""
    page.goto(f"/goods/{product}/")
    page.locator("a[href^='/goods/offers/']").first.click()
    field = card(page, "价格").get_by_label("单价").first
    before = field.input_value()
    field.fill(price)
    card(page, "价格").get_by_role("button", name="保存价格").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    return before


def open_alarm(page: Page, product: str) -> str:
    """Open the latest alarm about a product by the message about it; return the product's name."""
    page.goto(f"/goods/{product}/")
    name = page.get_by_role("heading", level=1).inner_text()
    page.goto("/prices/alarms/")
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_url(re.compile(r"/prices/alarms/\d+/"))
    return name


def card(page: Page, title: str) -> Locator:
    """Find a card by its heading."""
    return page.locator("section", has=page.get_by_role("heading", name=re.compile(f"^{title}")))
