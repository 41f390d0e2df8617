"""Whoever orders, approves, accepts, pays and sells reads the pages of orders and money with ease, also on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_read_every_page_with_ease import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

LISTS = {
    "caigou": ("/orders/", "/orders/cart/", "/orders/uncounted/", "/orders/?stage=sign", "/orders/standing/"),
    "shenpi": ("/orders/?stage=approve", "/approvals/"),
    "yanshou": ("/orders/?stage=receive",),
    "kuaiji": ("/payments/", "/payments/issues/", "/payments/claims/"),
    "gongying": (
        "/sales/", "/sales/?stage=sign", "/payments/", "/payments/statements/", "/payments/statements/new/",
        "/payments/accounts/", "/payments/accounts/new/", "/payments/claims/",
    ),
    "pingtai": ("/payments/punctuality/", "/payments/issues/", "/payments/accounts/", "/payments/claims/"),
}  # fmt: skip


@pytest.mark.parametrize("username", LISTS)
def test_read_them_with_ease(username, sign_in, demo):
    page, faults = sign_in(demo, username), {}
    for address in [*LISTS[username], *(one for where in LISTS[username] for one in first_of(page, where))]:
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.goto(address)
            faults[address, size["width"]] = violations(page)

    assert {place: found for place, found in faults.items() if found} == {}


def first_of(page: Page, address: str) -> list[str]:
    """Return the first page that a list leads to."""
    page.goto(address)
    links = page.locator("main tbody th a")
    return [str(links.first.get_attribute("href"))] if links.count() else []
