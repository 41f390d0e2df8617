"""What the documents say of the house is so."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.house.sources import PACKAGE, ROOT, files, read, shown

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ELSEWHERE = re.compile(r"^(https?:|mailto:|#)")
PARTS = ("Context", "Decision", "Consequences", "Considered")
ROOM = re.compile(r"^([a-z]+(?: │ [a-z]+)*) {2,}\S", re.MULTILINE)


def broken(text: str, folder: object) -> list[str]:
    """Name the links of a page that lead nowhere."""
    targets = [link.partition("#")[0] for link in LINK.findall(text) if not ELSEWHERE.match(link)]
    return [target for target in targets if not (folder / target).exists()]


def missing_parts(text: str) -> list[str]:
    """Name the parts that a decision record lacks."""
    return [part for part in PARTS if not re.search(rf"^(## {part}$|\*\*{part}\.\*\*)", text, re.MULTILINE)]


def pictured_rooms(text: str) -> list[set[str]]:
    """Return the rooms as the picture in a page stacks them, from the top."""
    return [set(row.split(" │ ")) for row in ROOM.findall(text)]


def contracted_rooms() -> list[set[str]]:
    """Return the rooms as the import contract stacks them."""
    contracts = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["name"].startswith("Rooms"))
    return [{room.strip("() ") for room in layer.split("|")} for layer in layers]


def pages() -> list[str]:
    """Return our Markdown pages."""
    found = [*ROOT.glob("*.md"), *files(ROOT / "docs", PACKAGE, ROOT / "demo", suffixes=(".md",))]
    return [shown(path) for path in found]


class TestPages:
    @pytest.mark.parametrize("name", pages())
    def test_link_to_what_exists(self, name):
        assert broken(read(ROOT / name), (ROOT / name).parent) == []

    def test_picture_the_rooms_of_the_contract(self):
        assert pictured_rooms(read(ROOT / "docs" / "house.md")) == contracted_rooms()


class TestDecisions:
    RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    def test_are_numbered_without_gaps(self):
        numbers = [int(path.name[:4]) for path in self.RECORDS]

        assert numbers == list(range(1, len(numbers) + 1))

    @pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
    def test_say_context_decision_consequences_and_what_was_considered(self, record):
        assert missing_parts(read(record)) == []


class TestBroken:
    def test_names_a_planted_link(self, tmp_path):
        (tmp_path / "there.md").touch()

        found = broken("[a](there.md#part) [b](gone.md) [c](https://example.org/x)", tmp_path)

        assert found == ["gone.md"]


class TestMissingParts:
    def test_names_a_planted_gap(self):
        assert missing_parts("## Context\n**Decision.** So.\n## Considered\n") == ["Consequences"]


class TestPicturedRooms:
    def test_see_a_planted_order(self):
        picture = "ledger │ holds       计数台账 │ 占用   what counts\nprogrammes   年度方案   a year\n"

        assert pictured_rooms(picture) == [{"ledger", "holds"}, {"programmes"}]
