"""An order from the shelf to the ledger: approved on a phone, sent in two parcels, paid with an exception, counted."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.ordering import Arrival, invoice, now, photograph, statement
from tests.journeys.test_read_every_page_with_ease import violations

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

SCHOOL, PAYS_FOR_IT = "郑州外国语学校", "郑州市教育局会计核算中心"
SELLER = "卢氏县山货农民专业合作社（演示01）"
WALNUTS, FUNGUS = "卢氏县薄皮核桃500克", "卢氏县黑木耳500克"
AMOUNT = re.compile(r"[\d,]+\.\d\d")
# Boards are in 万元, with two decimals.
STEP = Decimal("0.01")


def test_buy_until_it_counts(sign_in, demo, tmp_path):
    unit = sign_in(demo, "jingban")
    approve_from(unit, "2,000")
    before = counted(unit)

    buyer = sign_in(demo, "caigou")
    in_cart(buyer, 40)
    address = ordered(buyer)
    approved(sign_in(demo, "shenpi", viewport=PHONE))
    seller, acceptor = sign_in(demo, "gongying"), sign_in(demo, "yanshou", viewport=PHONE)
    first_parcel(seller, acceptor, address)
    second_parcel(seller, acceptor, address)
    due = billed(seller, acceptor, address)
    assert counted(unit) == before

    paid(seller, address, due, tmp_path)
    evaluated(buyer, address)
    after = counted(unit)
    assert abs(after - before - due / 10_000) <= STEP

    price = sent_back(buyer, seller, address)
    assert abs(counted(unit) - after + price / 10_000) <= STEP


def approve_from(page: Page, amount: str) -> None:
    """Set from which amount on somebody approves what the school buys."""
    page.goto("/approvals/levels/")
    card = page.locator("section", has=page.get_by_role("heading", name=SCHOOL))
    card.get_by_role("link", name="设置").first.click()
    page.get_by_label("第1级起始金额（元）").fill(amount)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("审批层级已设置")).to_be_visible()


def counted(page: Page) -> Decimal:
    """Read on the unit's board what it has bought this year, in 万元."""
    page.goto(f"/boards/?year={now().year}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(SCHOOL)
    return amount_in(page.locator("section", has=page.get_by_role("heading", name="完成交易额", exact=True)))


def amount_in(place: Locator) -> Decimal:
    """Return the first amount in a place."""
    found = AMOUNT.search(place.first.inner_text())
    assert found
    return Decimal(found[0].replace(",", ""))


def in_cart(page: Page, quantity: int) -> None:
    """Compare, and put what is wanted into the cart."""
    page.goto("/hall/offers/?q=卢氏县 500克")
    for name in (WALNUTS, FUNGUS):
        page.get_by_label(f"加入比较：{name} ").check()
    page.get_by_role("button", name="并列比较所选").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("并列比较")
    expect(page.get_by_role("rowheader", name=FUNGUS)).to_be_visible()

    page.go_back()
    for name in (WALNUTS, FUNGUS):
        page.get_by_label(f"加入比较：{name} ").check()
    page.get_by_role("button", name="加入采购车").click()
    for name in (WALNUTS, FUNGUS):
        page.get_by_label(re.compile(f"数量.*{name} ")).fill("30")
    page.get_by_role("button", name="加入采购车").click()
    expect(page.get_by_text("已加入采购车")).to_be_visible()
    for name in (WALNUTS, FUNGUS):
        page.goto("/orders/cart/")
        row = page.get_by_role("row", name=name)
        row.get_by_label(f"数量：{name}").fill(str(quantity))
        row.get_by_role("button", name="保存").click()
        expect(page.get_by_text("数量已保存")).to_be_visible()
    page.goto("/orders/cart/")
    assert violations(page) == []


def ordered(page: Page) -> str:
    """Order what lies in the cart; return the order's address."""
    page.goto("/orders/cart/")
    page.locator("section", has_text=SELLER).get_by_role("button", name="去下单").click()
    page.get_by_label("食堂", exact=True).check()
    page.get_by_label("收货岗位或收货人").fill("食堂库管岗")
    page.get_by_label("收货电话").fill("0371-60000832")
    page.get_by_label("收货省份").select_option(label="河南省")
    page.get_by_label("收货地址").fill("郑州市郑东新区某路8号食堂")
    page.get_by_label("先货后款").check()
    page.get_by_label("付款主体").select_option(label="食堂专户")
    page.get_by_label("发票抬头").fill(SCHOOL)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="重新计算金额和运费").click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="提交订单").click()
    expect(page.get_by_text("订单已提交")).to_be_visible()
    expect(page.get_by_text(f"等{SCHOOL}（审批人）办理")).to_be_visible()
    return page.url


def approved(page: Page) -> None:
    """Agree, on a phone."""
    page.goto("/approvals/")
    page.get_by_role("button", name=re.compile("^同意：")).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("采购审批")


def first_parcel(seller: Page, acceptor: Page, address: str) -> None:
    """Sign; send what is paid by weight; look at it, weigh it, photograph it."""
    seller.goto(address)
    act(seller, "sign").get_by_role("button", name="签约").click()
    expect(seller.get_by_text("已签约，请按约定发货")).to_be_visible()
    send(seller, {WALNUTS: 40, FUNGUS: 0}, weight="20.2")

    acceptor.goto(address)
    card = act(acceptor, "accept")
    field(card, WALNUTS, "accepted").fill("40")
    field(card, WALNUTS, "weight").fill("20.1")
    field(card, FUNGUS, "accepted").fill("0")
    card.get_by_label("照片").set_input_files(photograph())
    card.get_by_role("button", name="验货").click()
    expect(acceptor.get_by_text("已登记验货")).to_be_visible()
    expect(acceptor.get_by_text("20.1 千克").first).to_be_visible()
    assert violations(acceptor) == []


def second_parcel(seller: Page, acceptor: Page, address: str) -> None:
    """Send the rest; two bags are missing."""
    seller.goto(address)
    send(seller, {FUNGUS: 40})
    acceptor.goto(address)
    card = act(acceptor, "accept")
    field(card, FUNGUS, "accepted").fill("38")
    field(card, FUNGUS, "refused").fill("2")
    chosen(card, FUNGUS, "reason").select_option(label="少货")
    card.get_by_role("button", name="验货").click()
    expect(acceptor.get_by_text("已登记验货")).to_be_visible()
    expect(acceptor.get_by_text("未收 2")).to_be_visible()


def billed(seller: Page, acceptor: Page, address: str) -> Decimal:
    """Show an invoice over what is due, and agree to it; return what is due."""
    money = money_of(address)
    seller.goto(money)
    due = amount_in(seller.locator("section", has=seller.get_by_role("heading", name="应付", exact=True)))
    code = seller_code(seller)
    seller.get_by_label("发票文件").set_input_files(
        invoice(due, number=f"26412{now():%y%m%d%H%M%S}832", seller=SELLER, seller_code=code, buyer=SCHOOL)
    )
    seller.get_by_role("button", name="上传", exact=True).click()
    expect(seller.get_by_text("发票已上传")).to_be_visible()

    acceptor.goto(money)
    acceptor.get_by_label("说明").fill("与订单一致")
    acceptor.get_by_role("button", name="验票通过").click()
    expect(acceptor.get_by_text("已验票。")).to_be_visible()
    return due


def seller_code(page: Page) -> str:
    """Read one's own credit code."""
    here = page.url
    page.goto("/suppliers/own/")
    found = re.search(r"\b9[0-9A-Z]{17}\b", page.locator("main").inner_text())
    page.goto(here)
    assert found
    return found[0]


def paid(page: Page, address: str, due: Decimal, folder: Path) -> None:
    """Load a statement: a part comes with the code, the rest from somebody who pays for the school."""
    page.goto(money_of(address))
    code = re.search(r"NC( \d{4}){3}", page.locator("main").inner_text())
    assert code
    part = (due / 2).quantize(Decimal("0.01"))
    path = statement(folder, Arrival(SCHOOL, part, f"货款{code[0]}"), Arrival(PAYS_FOR_IT, due - part, "食材款"))
    page.goto("/payments/statements/new/")
    page.get_by_label("银行对账单").set_input_files(path)
    page.get_by_role("button", name="上传并试算").click()
    page.get_by_role("button", name="登记2笔").click()
    expect(page.get_by_text("已登记2笔到账")).to_be_visible()

    page.goto("/payments/issues/")
    page.get_by_role("row", name=PAYS_FOR_IT).get_by_role("link").first.click()
    card = page.locator("section", has=page.get_by_role("heading", name="记到订单"))
    card.get_by_label(re.compile(order_number(page, address))).fill(str(due - part))
    card.get_by_label("原因").fill("教育局会计核算中心代付，已与学校会计岗核实。")
    card.get_by_role("button", name="记到订单").click()
    expect(page.get_by_text("已记到订单。")).to_be_visible()
    page.goto("/payments/issues/")
    assert violations(page) == []


def order_number(page: Page, address: str) -> str:
    """Read the number of an order."""
    other = page.context.new_page()
    other.goto(address)
    number = other.get_by_role("heading", level=1).inner_text()
    other.close()
    return number


def evaluated(page: Page, address: str) -> None:
    """Say what one thinks: then it counts."""
    page.goto(address)
    card = act(page, "evaluate")
    for name in ("商品质量", "物流配送", "供应商服务"):
        card.get_by_role("group", name=name).get_by_label("5").check()
    card.get_by_role("button", name="评价").click()
    expect(page.get_by_text("评价已提交")).to_be_visible()


def sent_back(buyer: Page, seller: Page, address: str) -> Decimal:
    """Send ten bags back; return what they cost."""
    buyer.goto(address)
    price = amount_in(buyer.get_by_role("row", name=FUNGUS))
    card = act(buyer, "ask_return")
    field(card, FUNGUS, "quantity").fill("10")
    chosen(card, "", "reason").select_option(label="质量不符")
    card.get_by_label("说明").fill("十袋受潮。")
    card.get_by_role("button", name="申请退货").click()
    expect(buyer.get_by_text("已申请退货")).to_be_visible()

    seller.goto(address)
    answer = seller.locator("section", has=seller.get_by_role("heading", name="答复退货"))
    answer.get_by_label("同意退货").check()
    answer.get_by_label("说明").fill("寄回原址。")
    answer.get_by_role("button", name="答复").click()
    expect(seller.get_by_text("已答复采购人")).to_be_visible()
    seller.get_by_text("收到退货", exact=True).click()
    seller.get_by_role("button", name="确定").click()
    expect(seller.get_by_text("已登记收到退货")).to_be_visible()
    return price * 10


def act(page: Page, name: str) -> Locator:
    """Return the card of an act on an order's page."""
    return page.locator(f"#{name}")


def send(page: Page, quantities: dict[str, int], weight: str = "") -> None:
    """Send a parcel."""
    card = act(page, "ship")
    for name, quantity in quantities.items():
        field(card, name, "quantity").fill(str(quantity))
    if weight:
        field(card, WALNUTS, "weight").fill(weight)
    card.get_by_label("承运方").fill("邮政快递包裹")
    card.get_by_label("运单号").fill(f"98{now():%m%d%H%M%S%f}"[:18])
    card.get_by_role("button", name="发货").click()
    expect(page.get_by_text("已登记发货")).to_be_visible()


def field(card: Locator, goods: str, name: str) -> Locator:
    """Return the field of a line of goods."""
    return card.locator(f"xpath=.//*[contains(text(), '{goods}')]/following::input[contains(@name, '{name}_')]").first


def chosen(card: Locator, goods: str, name: str) -> Locator:
    """Return the choice of a line of goods, or of none."""
    return card.locator(f"xpath=.//*[contains(text(), '{goods}')]/following::select[contains(@name, '{name}')]").first


def money_of(address: str) -> str:
    """Return the address of an order's money."""
    return address.replace("/orders/", "/payments/orders/")
