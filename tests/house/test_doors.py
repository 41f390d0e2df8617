"""A door translates: it neither reads tables nor writes rows."""

from __future__ import annotations

import ast

import pytest

from tests.house.sources import PACKAGE, called, files, read, shown

DOORS = PACKAGE / "interfaces"
WRITES = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# These write workbooks and documents; they have no rows to save.
TRANSLATORS = {"sheets", "papers", "opendata"}


def trespasses(text: str, *, may_save: bool = False) -> list[str]:
    """Name each place where a door reads a table or writes a row."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Call) and not may_save and called(node).rpartition(".")[2] in WRITES:
            found.append(f"line {node.lineno}: {called(node)}()")
        if isinstance(node, ast.ImportFrom | ast.Import) and "foundation.records" in _imported(node):
            found.append(f"line {node.lineno}: foundation.records")
    return found


def _imported(node: ast.Import | ast.ImportFrom) -> str:
    names = [alias.name for alias in node.names]
    module = getattr(node, "module", None)
    return " ".join(f"{module}.{name}" if module else name for name in names)


class TestDoors:
    def test_neither_read_tables_nor_write_rows(self):
        found = [
            f"{shown(path)} {place}"
            for path in files(DOORS)
            for place in trespasses(read(path), may_save=bool(TRANSLATORS & set(path.relative_to(DOORS).parts)))
        ]

        assert found == []


class TestTrespasses:
    @pytest.mark.parametrize(
        "text",
        [
            "filing.save()",
            "filing.delete()",
            "ShareFiling.objects.all()",
            "rows.update_or_create(a=1)",
            "from nongcai.foundation import records",
            "from nongcai.foundation.records import save",
        ],
    )
    def test_name_a_planted_line(self, text):
        found = trespasses(text)

        assert len(found) == 1

    def test_let_a_translator_save_its_file(self):
        assert trespasses("document.save(stream)", may_save=True) == []

    def test_do_not_let_a_translator_read_a_table(self):
        assert trespasses("Entry.objects.all()", may_save=True) == ["line 1: Entry.objects"]

    def test_pass_over_one_call_downstairs(self):
        assert trespasses("services.confirm(actor=actor, filing_id=7, at=timezone.now())") == []
