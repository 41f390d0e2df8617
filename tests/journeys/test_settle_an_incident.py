"""A canteen reports that goods are short, the supplier replies, the platform decides, and the order's clock goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_read_every_page_with_ease import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

LISTS = {
    "caigou": ("/incidents/", "/incidents/terms/", "/help/", "/help/questions/", "/help/questions/new/"),
    "gongying": ("/incidents/?show=waiting",),
    "pingtai": (
        "/incidents/", "/incidents/terms/", "/help/", "/help/questions/", "/help/articles/new/", "/help/hotlines/",
    ),
    "": ("/help/",),
}  # fmt: skip


def test_settle_an_incident(sign_in, demo):
    supplier = sign_in(demo, "gongying")
    buyer = sign_in(demo, "caigou", viewport=PHONE)
    order = shared(buyer, supplier)
    incident = report(buyer, order)
    reply(supplier, incident)
    buyer.goto(incident)
    buyer.locator("#id_raise_words").fill("承运方签收单写明少1袋。")
    buyer.get_by_role("button", name="提请平台处理").click()
    expect(buyer.get_by_text("已办理：提请平台处理。")).to_be_visible()
    decide(sign_in(demo, "pingtai"), incident)

    buyer.goto(order)
    expect(buyer.get_by_text("（已暂停计时）")).to_have_count(0)
    expect(buyer.get_by_text("恢复计时").first).to_be_visible()


def report(buyer: Page, order: str) -> str:
    """Let the canteen report that goods are short; the order's clock stands still. Return where."""
    buyer.goto(order)
    buyer.get_by_role("link", name="提出交易异常").click()
    buyer.get_by_label("异常类型").select_option(label="少货")
    buyer.get_by_label("情况说明").fill("到货少1袋，验收时已当场拍照，希望补发。")
    assert violations(buyer) == []
    buyer.get_by_role("button", name="提出交易异常").click()
    expect(buyer.get_by_text("已提出交易异常，暂停自动验收")).to_be_visible()
    incident = buyer.url
    buyer.goto(order)
    expect(buyer.get_by_text("（已暂停计时）").first).to_be_visible()
    return incident


def reply(supplier: Page, incident: str) -> None:
    """Let the supplier find on its desk that it has to reply, and not agree."""
    supplier.goto("/")
    expect(supplier.get_by_text("待办理的交易异常").first).to_be_visible()
    supplier.goto(incident)
    supplier.get_by_label("处理办法").select_option(label="不认可")
    supplier.locator("#id_reply_words").fill("出库称重记录显示数量齐全。")
    supplier.get_by_role("button", name="答复", exact=True).click()
    expect(supplier.get_by_text("已办理：答复。")).to_be_visible()


def decide(platform: Page, incident: str) -> None:
    """Let the platform decide for a refund in part, which wants its amount."""
    platform.goto(incident)
    platform.get_by_label("处理结果").select_option(label="部分退款")
    platform.locator("#id_decide_words").fill("少货属实，退回少货部分的货款。")
    platform.get_by_role("button", name="作出决定").click()
    expect(platform.get_by_text("部分退款的填写退款金额").first).to_be_visible()
    platform.get_by_label("退款金额（元）").fill("1.00")
    platform.get_by_role("button", name="作出决定").click()
    expect(platform.get_by_text("处理结果：部分退款")).to_be_visible()
    assert violations(platform) == []


def test_read_them_with_ease(sign_in, demo):
    faults = {}
    for username, addresses in LISTS.items():
        page = sign_in(demo, username)
        for address in [*addresses, *(one for where in addresses for one in first_of(page, where))]:
            for size in (DESK, PHONE):
                page.set_viewport_size(size)
                page.goto(address)
                faults[username, address, size["width"]] = violations(page)

    assert {place: found for place, found in faults.items() if found} == {}


def shared(buyer: Page, supplier: Page) -> str:
    """Return the page of an order on its way of which nobody has reported anything, and which both see."""
    buyer.goto("/orders/?stage=receive")
    links = [one.get_attribute("href") or "" for one in buyer.locator("main tbody th a").all()]
    for address in links:
        buyer.goto(address)
        reports = buyer.get_by_role("link", name="提出交易异常").count()
        if reports and (response := supplier.goto(address)) and response.ok:
            return address
    raise AssertionError(links)


def first_of(page: Page, address: str) -> list[str]:
    """Return the first page that a list leads to, and where it is written anew."""
    page.goto(address)
    links = page.locator("main tbody th a")
    if not links.count():
        return []
    first = str(links.first.get_attribute("href"))
    page.goto(first)
    edits = page.locator(f"main a[href='{first}edit/']")
    return [first, *([f"{first}edit/"] if edits.count() else [])]
