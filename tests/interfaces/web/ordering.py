"""Reading pages of orders as a browser without scripts does."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client


class _Forms(HTMLParser):
    """Collects what each form of a page would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self.now: dict[str, str] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, kind = told.get("name", ""), told.get("type", "")
        if tag == "form":
            self.now = self.forms.setdefault(told.get("action", ""), {})
        elif tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = name
            self.now[name] = ""
        elif tag == "option" and ("selected" in told or self.select not in self.now):
            self.now[self.select] = told.get("value", "")
        elif tag == "input" and name and kind not in {"file", "checkbox", "radio"}:
            self.now[name] = told.get("value", "")
        elif tag == "input" and name and kind != "file" and "checked" in told:
            self.now[name] = told.get("value", "on")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.now[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""


def form_of(page: str, ending: str = "/orders/new/") -> dict[str, str]:
    """Return what the form would send whose address ends so."""
    parser = _Forms()
    parser.feed(page)
    return next(told for action, told in parser.forms.items() if action.endswith(ending))


def text(client: Client, address: str, status: int = 200, **asked: object) -> str:
    """Return what a page says."""
    response = client.get(address, asked)
    assert response.status_code == status
    return response.content.decode()
