"""Code and glossary use the same words: every model stands in docs/glossary.md, and what stands there exists."""

from __future__ import annotations

import importlib
import importlib.util
import re
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from tests.house.sources import ROOT, read

GLOSSARY = ROOT / "docs" / "glossary.md"
CODE = re.compile(r"`([^`]+)`")
UNIT = re.compile(r"（.+?）$")
PLACES = ("models", "roles", "actors", "states", "rules", "queries", "services", "permissions", "errors")


@dataclass(frozen=True)
class Term:
    """A row of the glossary."""

    english: str
    chinese: tuple[str, ...]
    codes: tuple[str, ...]


def terms(text: str) -> list[Term]:
    """Read the rows of the tables: term, 中文, name in code, meaning."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if "|" in line]
    body = [row for row in rows if len(row) == 4 and row[0] != "term" and set(row[0]) - set("-: ")]
    return [Term(row[0], tuple(re.split(r"、| · ", row[1])), tuple(CODE.findall(row[2]))) for row in body]


def unknown(known: list[Term], label: str, chinese: str) -> str:
    """Say what the glossary lacks about a model; nothing when it has it under the same Chinese name."""
    rows = [term for term in known if label in term.codes]
    if not rows:
        return f"{label} {chinese} is not in the glossary"
    if not any(chinese in term.chinese for term in rows):
        return f"{label} is called {chinese}, in the glossary {'、'.join(rows[0].chinese)}"
    return ""


def resolve(code: str) -> object | None:
    """Return what `room`, `room.Name` or `room.Name.member` stands for; None when there is no such thing."""
    room, _, path = code.partition(".")
    if importlib.util.find_spec(f"nongcai.domain.{room}") is None:
        return None
    package = importlib.import_module(f"nongcai.domain.{room}")
    return _within(package, path) if path else package


def _within(package: object, path: str) -> object | None:
    name, _, member = path.partition(".")
    for place in PLACES:
        module = f"{package.__name__}.{place}"
        found = getattr(importlib.import_module(module), name, None) if importlib.util.find_spec(module) else None
        if found is not None:
            return _member(found, member) if member else found
    return None


def _member(owner: object, name: str) -> object | None:
    if isinstance(owner, type) and issubclass(owner, models.Model):
        try:
            return owner._meta.get_field(name)
        except FieldDoesNotExist:
            pass
    return getattr(owner, name, None) or getattr(owner, "__dataclass_fields__", {}).get(name)


def misnamed(term: Term) -> list[str]:
    """Name the codes of a row that do not exist, or whose own Chinese name is another."""
    found = []
    for code in term.codes:
        thing = resolve(code)
        if thing is None:
            found.append(f"{code} does not exist")
            continue
        own = _chinese(thing)
        if own is not None and UNIT.sub("", own) not in term.chinese:
            found.append(f"{code} is called {own}, in the glossary {'、'.join(term.chinese)}")
    return found


def _chinese(thing: object) -> str | None:
    if isinstance(thing, models.Field):
        return str(thing.verbose_name)
    return str(thing.label) if isinstance(thing, models.Choices) else None


def our_models() -> list[type[models.Model]]:
    """Return the models of all rooms, without those that a trigger's history makes."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("nongcai.") and not hasattr(model, "pgh_tracked_model")
    ]


class TestGlossary:
    KNOWN = terms(read(GLOSSARY)) if GLOSSARY.exists() else []

    @pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
    def test_has_every_model_under_its_chinese_name(self, model):
        assert unknown(self.KNOWN, model._meta.label, str(model._meta.verbose_name)) == ""

    def test_names_nothing_that_does_not_exist_or_is_called_otherwise(self):
        found = [fault for term in self.KNOWN for fault in misnamed(term)]

        assert found == []

    def test_has_each_term_once(self):
        english = [term.english for term in self.KNOWN]

        assert {word for word in english if english.count(word) > 1} == set()


class TestUnknown:
    KNOWN = terms(
        "| term | 中文 | name in code | meaning |\n|---|---|---|---|\n| region | 区划 | `regions.Region` | a |\n"
    )

    def test_names_a_planted_model(self):
        assert unknown(self.KNOWN, "regions.Parish", "乡") == "regions.Parish 乡 is not in the glossary"

    def test_names_a_planted_chinese_name(self):
        assert unknown(self.KNOWN, "regions.Region", "地区") == "regions.Region is called 地区, in the glossary 区划"

    def test_passes_over_a_model_that_is_there(self):
        assert unknown(self.KNOWN, "regions.Region", "区划") == ""


class TestMisnamed:
    @pytest.mark.parametrize("code", ["parishes", "regions.Parish", "regions.Region.steeple", "ledger.Kind.PROMISED"])
    def test_names_a_planted_code(self, code):
        assert misnamed(Term("planted", ("区划",), (code,))) == [f"{code} does not exist"]

    @pytest.mark.parametrize("code", ["regions.Region.name", "ledger.Kind.RESERVED"])
    def test_names_a_planted_word(self, code):
        assert len(misnamed(Term("planted", ("乡",), (code,)))) == 1

    @pytest.mark.parametrize(
        ("chinese", "code"),
        [
            ("行政区划", "regions"),
            ("名称", "regions.Region.name"),
            ("金额", "ledger.Entry.amount"),
            ("人", "organisations.Actor"),
        ],
    )
    def test_passes_over_what_agrees(self, chinese, code):
        assert misnamed(Term("right", (chinese,), (code,))) == []
