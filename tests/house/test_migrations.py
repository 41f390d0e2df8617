"""Migrations are named in words, import nothing of ours, keep schema and data apart, and end in one known last one."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.house.sources import read, rooms, shown

if TYPE_CHECKING:
    from pathlib import Path

IN_WORDS = re.compile(r"^\d{4}_[a-z][a-z0-9]*(_[a-z0-9]+)+$|^\d{4}_[a-z]{4,}$")
MADE_BY_A_PROGRAM = re.compile(r"auto_|_initial$|_and_more$|_merge_")
DATA = {"RunPython"}
SCHEMA = re.compile(r"^(Create|Delete|Rename|Add|Remove|Alter)[A-Z]\w+$")
LAST = "max_migration.txt"


def faults(name: str, text: str) -> list[str]:
    """Say what is wrong with one migration."""
    tree = ast.parse(text)
    found = []
    if not IN_WORDS.match(name) or MADE_BY_A_PROGRAM.search(name):
        found.append("is not named in words")
    if any(module.split(".")[0] == "nongcai" for node in ast.walk(tree) for module in _modules(node)):
        found.append("imports something of ours")
    operations = {node.func.attr for node in ast.walk(tree) if _is_operation(node)}
    if operations & DATA and any(SCHEMA.match(operation) for operation in operations):
        found.append("changes schema and data")
    return found


def misplaced_last(folder: Path) -> str:
    """Say what a room's note of its last migration should read, if it does not."""
    names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
    noted = read(folder / LAST).strip() if (folder / LAST).exists() else ""
    return "" if not names or noted == names[-1] else names[-1]


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def _is_operation(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


def migrations() -> list[Path]:
    """Return the migrations of all rooms."""
    return [path for room in rooms() for path in sorted((room / "migrations").glob("[0-9]*.py"))]


class TestMigrations:
    def test_are_as_the_house_wants_them(self):
        found = [f"{shown(path)} {fault}" for path in migrations() for fault in faults(path.stem, read(path))]

        assert found == []

    def test_are_numbered_once_in_each_room(self):
        numbers = [(path.parent, path.name[:4]) for path in migrations()]

        assert len(numbers) == len(set(numbers))

    @pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
    def test_end_in_the_one_that_the_room_notes(self, room):
        assert misplaced_last(room / "migrations") == ""


class TestFaults:
    @pytest.mark.parametrize(
        ("name", "text", "fault"),
        [
            ("0001_initial", "", "is not named in words"),
            ("0002_auto_20260101", "", "is not named in words"),
            ("0002_alter_entry_and_more", "", "is not named in words"),
            ("0002_load_rules", "from nongcai.foundation import money", "imports something of ours"),
            ("0002_load_rules", "import nongcai.domain.ledger.models", "imports something of ours"),
            ("0002_load_rules", "a = [migrations.AddField(), migrations.RunPython(x)]", "changes schema and data"),
        ],
    )
    def test_name_a_planted_one(self, name, text, fault):
        assert faults(name, text) == [fault]

    def test_pass_over_a_good_one(self):
        assert faults("0002_load_rules", "from django.db import migrations\na = migrations.RunPython(x)") == []


class TestMisplacedLast:
    def test_is_seen_when_a_branch_adds_a_migration(self, tmp_path):
        (tmp_path / "0001_people.py").touch()
        (tmp_path / LAST).write_text("0001_people\n")
        before = misplaced_last(tmp_path)

        (tmp_path / "0002_phones.py").touch()

        assert (before, misplaced_last(tmp_path)) == ("", "0002_phones")
