"""A room's tables are its own: nobody else imports its models when the program runs."""

from __future__ import annotations

import re
import textwrap

import grimp
import pytest

MODELS = re.compile(r"^(?P<room>[^.]+\.domain\.[^.]+)\.models(\.|$)")


def borrowings(package: str) -> list[str]:
    """Name each import of a room's models from outside the room; imports for type checking do not run."""
    graph = grimp.build_graph(package, exclude_type_checking_imports=True, cache_dir=None)
    rooms = {module: found["room"] for module in graph.modules if (found := MODELS.match(module))}
    return sorted(
        f"{importer} imports {module}"
        for module, room in rooms.items()
        for importer in graph.find_modules_that_directly_import(module)
        if not importer.startswith((f"{room}.", f"{package}.interfaces.admin"))
    )


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Build a house of two rooms, in which `b` reads `a` as told."""

    def build(name, text):
        for room in ("a", "b"):
            folder = tmp_path / name / "domain" / room
            folder.mkdir(parents=True)
            (folder / "__init__.py").touch()
        (tmp_path / name / "__init__.py").touch()
        (tmp_path / name / "domain" / "__init__.py").touch()
        (tmp_path / name / "domain" / "a" / "models.py").write_text("class Thing: ...\n")
        (tmp_path / name / "domain" / "a" / "queries.py").write_text(f"from {name}.domain.a.models import Thing\n")
        (tmp_path / name / "domain" / "b" / "services.py").write_text(textwrap.dedent(text))
        monkeypatch.syspath_prepend(tmp_path)
        return name

    return build


class TestModels:
    def test_are_imported_by_their_own_room_only(self):
        assert borrowings("nongcai") == []


class TestBorrowings:
    def test_name_a_planted_import(self, house):
        package = house("planted_models", "from planted_models.domain.a.models import Thing\n")

        found = borrowings(package)

        assert found == ["planted_models.domain.b.services imports planted_models.domain.a.models"]

    def test_pass_over_queries_and_types(self, house):
        package = house(
            "planted_types",
            """
            from typing import TYPE_CHECKING
            from planted_types.domain.a import queries
            if TYPE_CHECKING:
                from planted_types.domain.a.models import Thing
            """,
        )

        found = borrowings(package)

        assert found == []
