"""An order from the shelf to the ledger: approved on a phone, sent in two parcels, paid with an exception, counted."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.ordering import Arrival, invoice, photograph, statement
from tests.journeys.test_read_every_page_with_ease import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SCHOOL, FEE_PAYER = "郑州外国语学校", "郑州市教育局会计核算中心"
WEIGHED = "卢氏县薄皮核桃500克"
OTHER = "卢氏县黑木耳500克"
AMOUNT = re.compile(r"[\d,]+\.\d\d")


def amount(text: str) -> Decimal:
    found = AMOUNT.search(text)
    assert found, text
    return Decimal(found[0].replace(",", ""))


def counted(page: Page) -> Decimal:
    """Read on the unit's desk what it has bought this year."""
    page.goto("/")
    return amount(page.locator("main").get_by_text("已完成").locator("..").inner_text())


def act(page: Page, name: str) -> Page:
    """Return the card of an act on an order's page."""
    return page.locator(f"#{name}")  # type: ignore[return-value]  # is searched like a page


def test_buy_until_it_counts(sign_in, demo, tmp_path):
    unit = sign_in(demo, "jingban")
    approve_from(unit, "2,000")
    before = counted(unit)

    buyer = sign_in(demo, "caigou")
    address = ordered(buyer)
    approved(sign_in(demo, "shenpi", viewport=PHONE))
    seller = sign_in(demo, "gongying")
    sent(seller, address)
