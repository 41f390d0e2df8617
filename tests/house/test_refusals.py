"""A refusal is a class with a code of its own, a sentence marked for translation, and a status that doors know."""

from __future__ import annotations

import ast
import importlib
import re

import pytest

from nongcai.foundation.errors import DomainError
from tests.house.sources import PACKAGE, called, files, read, rooms, shown

STATUSES = {400, 403, 404, 409, 413, 422, 429}
# A sentence, or the beginning of one that a fact ends.
SENTENCE = re.compile(r"[。？]$|：\{\w+\}$")
CODE = re.compile(r"^[a-z]+(_[a-z0-9]+)*$")


def unmarked(text: str) -> list[str]:
    """Name each class whose message is not marked by N_()."""
    return [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "message"
        if not (isinstance(line.value, ast.Call) and called(line.value) == "N_")
    ]


def faults(refusal: type[DomainError]) -> list[str]:
    """Say what is wrong with one refusal."""
    found = []
    if not refusal.__name__.endswith("Error"):
        found.append("is not called …Error")
    if "code" not in vars(refusal) or not CODE.match(refusal.code):
        found.append("has no code of its own")
    if not SENTENCE.search(refusal.message):
        found.append("does not speak in a sentence")
    if refusal.status not in STATUSES:
        found.append("has a status that no door knows")
    return found


def refusals() -> list[type[DomainError]]:
    """Return every refusal of the house."""
    for room in rooms():
        if (room / "errors.py").exists() or (room / "errors").is_dir():
            importlib.import_module(f"nongcai.domain.{room.name}.errors")
    return [one for one in _below(DomainError) if one.__module__.startswith("nongcai.")]


def _below(refusal: type[DomainError]) -> list[type[DomainError]]:
    return [one for child in refusal.__subclasses__() for one in (child, *_below(child))]


class TestRefusals:
    def test_are_whole(self):
        found = [f"{one.__module__}.{one.__name__} {fault}" for one in refusals() for fault in faults(one)]

        assert found == []

    def test_have_a_code_each(self):
        codes = [one.code for one in refusals()]

        assert {code for code in codes if codes.count(code) > 1} == set()

    def test_are_marked_for_translation(self):
        found = [
            f"{shown(path)} {name}"
            for path in files(PACKAGE / "domain", PACKAGE / "foundation")
            if path.stem == "errors" or path.parent.name == "errors"
            for name in unmarked(read(path))
        ]

        assert found == []


class TestFaults:
    def test_name_all_that_is_wrong_with_a_planted_refusal(self):
        refusal = type("Nope", (DomainError,), {"message": "不行", "status": 418, "__module__": "planted"})

        assert faults(refusal) == [
            "is not called …Error",
            "has no code of its own",
            "does not speak in a sentence",
            "has a status that no door knows",
        ]


class TestUnmarked:
    @pytest.mark.parametrize(("value", "names"), [("'不行。'", ["NoError"]), ("N_('不行。')", [])])
    def test_tell_a_plain_text_from_a_marked_one(self, value, names):
        assert unmarked(f"class NoError(DomainError):\n    message = {value}\n") == names
