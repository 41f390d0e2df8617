"""The words of the hall: its categories, and what else stands for a word that somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from nongcai.domain.catalogue.rules import Query, Widening
from nongcai.domain.regions.queries import CountyName
from nongcai.foundation import records

# What a word has of the tree and of the synonyms, and the lists of counties of a day, in one statement.
_VOCABULARY = """
    SELECT id, parent_id, path, ARRAY[name]::text[], position FROM catalogue_category WHERE is_open
    UNION ALL
    SELECT NULL, NULL, '', words::text[], 0 FROM catalogue_synonym WHERE is_on AND words::text[] && %(words)s::text[]
    UNION ALL
    SELECT NULL, NULL, name, array_agg(county_id)::text[], 0 FROM catalogue_listedcounty
    WHERE since <= %(on)s::date AND (until IS NULL OR until >= %(on)s::date) GROUP BY name
    ORDER BY 5, 1
"""
# One character begins the names of too many counties.
_SHORTEST_COUNTY = 2


@dataclass(frozen=True)
class Branch:
    """A category that is open."""

    id: int
    parent_id: int | None
    path: str
    name: str


@dataclass(frozen=True)
class Vocabulary:
    """The open categories in their order, synonyms by the words that were asked for, and counties by their lists."""

    branches: tuple[Branch, ...]
    synonyms: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, frozenset[str]]

    def branch(self, category_id: int | None) -> Branch | None:
        """Return the open category of that key."""
        return next((one for one in self.branches if one.id == category_id), None)

    def below(self, category_id: int | None) -> list[Branch]:
        """Return the categories directly below one, or those at the top."""
        return [one for one in self.branches if one.parent_id == category_id]

    def way_to(self, branch: Branch) -> list[Branch]:
        """Return the categories from the top down to one."""
        return [one for one in self.branches if branch.path.startswith(one.path)]


def vocabulary(words: Iterable[str] = (), on: date | None = None) -> Vocabulary:
    """Return the open categories, the synonyms of some words, and the lists of counties of a day."""
    sought = list(words)
    branches, synonyms, lists = [], {word: set[str]() for word in sought}, {}
    for key, parent, path, texts, _position in records.rows_of(_VOCABULARY, words=sought, on=on):
        if key is not None:
            branches.append(Branch(key, parent, path, texts[0]))
            continue
        if path:
            lists[path] = frozenset(texts)
            continue
        for word in set(sought) & set(texts):
            synonyms[word] |= set(texts) - {word}
    # Where a category above is closed, those below are not there, either.
    open_ids = {one.id for one in branches}
    kept = [one for one in branches if {int(key) for key in one.path.split(".") if key} <= open_ids]
    kept.sort(key=lambda one: one.path.count("."))
    return Vocabulary(tuple(kept), {word: tuple(sorted(found)) for word, found in synonyms.items()}, lists)


def widened(query: Query, known: Vocabulary, counties: Iterable[CountyName]) -> dict[str, Widening]:
    """Return what else stands for each word: its synonyms, and the counties whose name begins so."""
    names = list(counties)
    return {
        word: Widening(
            known.synonyms.get(word, ()),
            tuple(one.code for one in names if len(word) >= _SHORTEST_COUNTY and one.name.startswith(word)),
        )
        for word in query.wanted
    }
