"""Every act is told when: below the doors nobody looks at the clock."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.sources import PACKAGE, files, read, shown

CLOCKS = {
    "timezone": {"now", "localdate", "localtime"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns"},
}
NAMES = {"Now", "auto_now", "auto_now_add"}
IN_SQL = re.compile(
    r"\b(now\(\)|(current|local)_?(timestamp|date|time)\b|(clock|statement|transaction)_timestamp\()", re.I
)


def glances(text: str) -> list[str]:
    """Name each place that reads a clock, in Python, in a model's columns or in SQL."""
    return [f"line {node.lineno}: {written}" for node in ast.walk(ast.parse(text)) if (written := _clock(node))]


def _clock(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        owner = ast.unparse(node.value).rpartition(".")[2]
        return ast.unparse(node) if node.attr in CLOCKS.get(owner, set()) else ""
    if isinstance(node, ast.keyword):
        return node.arg if node.arg in NAMES else ""
    if isinstance(node, ast.Name):
        return node.id if node.id in NAMES else ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        found = IN_SQL.search(node.value)
        return found[0] if found else ""
    return ""


class TestClock:
    def test_is_read_at_the_doors_only(self):
        found = [
            f"{shown(path)} {place}"
            for path in files(PACKAGE / "domain", PACKAGE / "foundation")
            if "migrations" not in path.parts
            for place in glances(read(path))
        ]

        assert found == []


class TestGlances:
    @pytest.mark.parametrize(
        "text",
        [
            "timezone.now()",
            "datetime.now(tz=CHINA)",
            "datetime.datetime.utcnow()",
            "date.today()",
            "models.DateTimeField(default=timezone.now)",
            "models.DateTimeField(auto_now_add=True)",
            "rows.update(at=Now())",
            "records.run('UPDATE a SET b = now()')",
            "records.run('SELECT current_date')",
        ],
    )
    def test_name_a_planted_line(self, text):
        found = glances(text)

        assert len(found) == 1

    @pytest.mark.parametrize("text", ["datetime(2024, 1, 1, tzinfo=CHINA)", "row.now", "time.monotonic()", "'known'"])
    def test_pass_over_what_is_no_clock(self, text):
        assert glances(text) == []
