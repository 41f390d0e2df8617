"""Templates are used, named after their view, and carry no inline script or style."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, files, read, shown

WEB = PACKAGE / "interfaces" / "web"
TEMPLATES = WEB / "templates"
# Folders without views of their own.
SHARED = {"layouts", "cotton", "errors"}
INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "a handler": re.compile(r"\s(?:on[a-z]+|hx-on[:\-][\w:\-]*)\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
UTILITY = re.compile(
    r'class="[^"]*(?:\b(?:flex|grid|p[xy]?-\d|m[xytblr]?-\d|text-(?!quiet)|bg-|border-|rounded)[^"]*)"'
)


def inline(text: str) -> list[str]:
    """Name what the content policy would block. Django's own tags are no HTML."""
    bare = TAGS.sub("", text)
    return [what for what, pattern in INLINE.items() if pattern.search(bare)]


def unused(names: set[str], texts: list[str]) -> set[str]:
    """Return the templates that no view, template or setting names."""
    everything = "\n".join(texts)
    return {name for name in names if f'"{name}"' not in everything and f"'{name}'" not in everything}


def component_tag(path: Path) -> str:
    """Return how pages write a component: `c-page-head` for `page_head.html`."""
    return f"<c-{path.stem.replace('_', '-')}"


def misnamed(area: str, name: str, views: str) -> bool:
    """Say whether a page's template is named after no view of its area."""
    return not name.startswith("_") and f"def {name}(" not in views and f"{area}/{name}.html" not in views


TABLE = re.compile(r"<c-table((?:{%.*?%}|[^>])*)>(.*?)</c-table>", re.DOTALL)
INCLUDED = re.compile(r'{% include "([^"]+)"[^%]*%}')
# Paper has room for all columns, and the list of components shows both kinds.
NO_CARDS = {"table_print.html", "component_list.html"}


def wide_tables(text: str) -> int:
    """Count the tables of more than three columns that stay so on a phone, where the last ones are out of sight."""
    return sum(
        "cards=" not in attributes and len(re.findall(r"<c-th|<th\b", body.partition("</thead>")[0])) > 3
        for attributes, body in TABLE.findall(text)
    )


def whole(text: str) -> str:
    """Return a template with what it includes."""
    return INCLUDED.sub(lambda found: whole(read(TEMPLATES / found[1])), text)


def _pages() -> list[Path]:
    return [path for path in files(TEMPLATES, suffixes=(".html",)) if path.parent.name not in SHARED]


class TestTemplates:
    def test_carry_nothing_inline(self):
        found = {shown(path): inline(read(path)) for path in files(TEMPLATES, suffixes=(".html",))}

        assert {name: what for name, what in found.items() if what} == {}

    def test_are_used(self):
        pages = {
            str(path.relative_to(TEMPLATES))
            for path in files(TEMPLATES, suffixes=(".html",))
            if path.parent.name not in {"cotton", "errors"}
        }
        texts = [read(path) for path in files(WEB, suffixes=(".py", ".html"))]

        assert unused(pages, texts) == set()

    def test_components_are_used(self):
        texts = "\n".join(read(path) for path in files(TEMPLATES, suffixes=(".html",)))
        components = (TEMPLATES / "cotton").glob("*.html")

        assert [path.name for path in components if component_tag(path) not in texts] == []

    def test_are_named_after_their_view(self):
        found = []
        for path in _pages():
            views = "\n".join(read(one) for one in files(WEB / path.parent.name))
            if misnamed(path.parent.name, path.stem, views):
                found.append(shown(path))

        assert found == []

    def test_leave_looks_to_components(self):
        assert [shown(path) for path in _pages() if UTILITY.search(read(path))] == []

    def test_turn_wide_tables_into_cards_on_a_phone(self):
        found = {shown(path): wide_tables(whole(read(path))) for path in _pages() if path.name not in NO_CARDS}

        assert {name: count for name, count in found.items() if count} == {}


class TestPlantedViolations:
    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            '<p style="color: red">',
            "<style>p {}</style>",
            '<button onclick="go()">',
            '<button hx-on:click="go()">',
            '<a href="javascript:go()">',
            '<p style="width: {{ rate }}%">',
        ],
    )
    def test_inline_is_found(self, text):
        assert inline(text) != []

    def test_a_linked_script_is_not_inline(self):
        assert inline('<script type="module" src="/static/main.js"></script>') == []

    def test_a_name_in_a_tag_is_no_handler(self):
        assert inline("{% with one=row.figures %}") == []

    def test_an_unused_template_is_found(self):
        assert unused({"a/b_list.html"}, ['page(request, "a/c_list.html")']) == {"a/b_list.html"}

    def test_a_page_of_another_name_is_found(self):
        assert misnamed("shares", "filing_overview", "def filing_list(request): ...")

    def test_a_page_that_paints_is_found(self):
        assert UTILITY.search('<div class="flex gap-2">')

    def test_a_wide_table_is_found(self):
        heads = '<c-th label="甲" />' * 3 + '<th scope="col"></th>'
        assert (
            wide_tables(f"<c-table label=\"{{% translate 'x > y' %}}\"><thead><tr>{heads}</tr></thead></c-table>") == 1
        )
        assert wide_tables(f'<c-table cards="yes"><thead><tr>{heads}</tr></thead></c-table>') == 0
