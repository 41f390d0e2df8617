"""Pictures for the guides, taken where a journey does what a guide says (`make guides`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZE = {"width": 1440, "height": 900}


class Album:
    """The names of the pictures taken; they are kept where `NONGCAI_PICTURES` names a folder."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.folder = os.environ.get("NONGCAI_PICTURES", "")

    def take(self, page: Page, name: str, *, at: str = "") -> None:
        """Take a picture of what somebody sees, scrolled to a text when one is given."""
        self.names.add(name)
        if not self.folder:
            return
        before = page.viewport_size
        page.set_viewport_size(SIZE)
        page.evaluate("window.scrollTo(0, 0)")
        if at:
            page.get_by_text(at).first.evaluate("one => one.scrollIntoView({block: 'center'})")
        page.screenshot(path=Path(self.folder) / f"{name}.jpg", type="jpeg", quality=72, caret="initial")
        if before:
            page.set_viewport_size(before)
