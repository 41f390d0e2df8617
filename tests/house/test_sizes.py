"""A file stays small enough to be read, and is named after what it holds."""

from __future__ import annotations

import pytest

from tests.house.sources import PACKAGE, ROOT, files, read, shown

LIMIT = 400
WRITTEN_BY_HAND = (".py", ".html", ".js", ".ts", ".css", ".typ")
FOLDERS = [PACKAGE, ROOT / "tests", ROOT / "tools", ROOT / "bench", ROOT / "frontend"]
SAY_NOTHING = {"utils", "helpers", "common", "misc", "base", "manager", "util", "helper"}

# Django looks for an engine's connection under this name.
NAMED_BY_DJANGO = {"nongcai/foundation/database/base.py"}


def too_long(text: str) -> bool:
    """Say whether a file has more lines than one should."""
    return len(text.splitlines()) > LIMIT


def says_nothing(relative: str) -> bool:
    """Say whether a file or one of its folders has a name for anything and everything."""
    return bool({part.partition(".")[0] for part in relative.split("/")} & SAY_NOTHING)


def ours() -> list[str]:
    """Return our files, but those that a program writes."""
    found = files(*FOLDERS, suffixes=WRITTEN_BY_HAND)
    return [shown(path) for path in found if "migrations" not in path.parts]


class TestFiles:
    def test_have_at_most_400_lines(self):
        found = [name for name in ours() if too_long(read(ROOT / name))]

        assert found == []

    def test_are_named_after_what_they_hold(self):
        found = [name for name in ours() if says_nothing(name) and name not in NAMED_BY_DJANGO]

        assert found == []


class TestTooLong:
    def test_tells_line_401(self):
        assert [too_long("a\n" * 400), too_long("a\n" * 401)] == [False, True]


class TestSaysNothing:
    @pytest.mark.parametrize("name", ["nongcai/domain/shares/utils.py", "tests/helpers/rows.py", "templates/base.html"])
    def test_catches_a_planted_name(self, name):
        assert says_nothing(name)

    @pytest.mark.parametrize("name", ["nongcai/domain/shares/rules.py", "nongcai/foundation/money.py"])
    def test_lets_a_good_name_be(self, name):
        assert not says_nothing(name)
