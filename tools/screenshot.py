"""Take the README's screenshot, docs/screenshot.png: the city's board, from a demo that runs.

`make demo` in one terminal, `.venv/bin/python tools/screenshot.py` in another. PORT and CHROMIUM as usual.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

TARGET = Path(__file__).resolve().parents[1] / "docs" / "screenshot.png"
SITE = f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
LOGIN = ("caizheng", "nongcai-demo-2023")
LARGEST = 300_000  # bytes: the README must open quickly


def main() -> int:
    """Sign in, open the board, keep the picture; say what stands in the way."""
    try:
        picture = _take()
    except Error as error:
        print(f"演示网站没有在 {SITE} 打开，请先运行 make demo。The demo is not there: {error}", file=sys.stderr)
        return 1
    if len(picture) > LARGEST:
        print(f"The picture has {len(picture)} bytes, more than {LARGEST}; it was not kept.", file=sys.stderr)
        return 1
    TARGET.write_bytes(picture)
    print(f"{TARGET} ({len(picture)} bytes)")
    return 0


def _take() -> bytes:
    options = ["--no-sandbox", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        page = browser.new_page(
            viewport={"width": 1440, "height": 1000}, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=SITE
        )
        page.goto("/login/?next=/boards/")
        page.get_by_label("登录名").fill(LOGIN[0])
        page.get_by_label("密码").fill(LOGIN[1])
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url("**/boards/*/")
        picture = page.screenshot()
        browser.close()
    return picture


if __name__ == "__main__":
    sys.exit(main())
