"""Browsers, and the sites that they look at."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.site import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserContext, Page

    from tests.journeys.site import Site

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "nongcai-demo-2023"
DESK, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
# A refusal comes with its status, which the browser notes; that is no fault of the page.
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4(03|04|09|22)")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's chromium, which must not call home."""
    quiet = (
        "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync",
    )  # fmt: skip
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": [f"--{option}" for option in quiet]}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Leave addresses to the sites; the plugin's own fixture of this name is of a kind that pytest warns of."""


@pytest.fixture(scope="session")
def demo() -> Iterator[Site]:
    """Serve the demo: the Zhengzhou 2023 workbooks are loaded."""
    with serving(_home("demo"), "demo") as site:
        yield site


@pytest.fixture(scope="session")
def empty_site() -> Iterator[Site]:
    """Serve a site that has people and no data yet."""
    with serving(_home("empty"), "serve", "--migrate") as site:
        site.nongcai("demo_data")
        yield site


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """Collect what browsers complain of: errors of scripts, of the content security policy, of the network."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def sign_in(new_context: Callable[..., BrowserContext], faults: list[str]) -> Callable[..., Page]:
    """Open a browser in which somebody of the demo signs in; nobody does when no name is given."""

    def opened(site: Site, username: str = "", **options: Any) -> Page:
        choices = {"viewport": DESK, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | options
        context = new_context(base_url=site.url, **choices)
        context.set_default_timeout(20_000)
        context.on("console", lambda said: _note(faults, said.text) if said.type in {"error", "warning"} else None)
        context.on("weberror", lambda error: _note(faults, str(error.error)))
        page = context.new_page()
        if username:
            page.goto("/login/")
            page.get_by_label("登录名").fill(username)
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_role("button", name="登录", exact=True).click()
            page.wait_for_url("**/")
        return page

    return opened


def _home(name: str) -> Path:
    return Path(os.environ["NONGCAI_TEST_HOME"]) / f"{name}{os.environ.get('PYTEST_XDIST_WORKER', '')}"


def _note(faults: list[str], text: str) -> None:
    if not REFUSED.match(text):
        faults.append(text)
