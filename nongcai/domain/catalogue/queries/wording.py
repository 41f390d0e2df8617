"""The words of the hall: its categories and zones, and what else stands for a word that somebody typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from nongcai.domain.catalogue.rules import Query, Widening
from nongcai.domain.catalogue.states import RUNNING_ZONES
from nongcai.domain.regions.queries import CountyName
from nongcai.foundation import planned

# What a word has of the tree and of the synonyms, which zones are open on a day (`Zone.is_open`), and the lists of
# counties of the day, in one statement.
_VOCABULARY = """
    SELECT 'category', id, parent_id, path, ARRAY[name]::text[], position FROM catalogue_category WHERE is_open
    UNION ALL
    SELECT 'synonym', NULL, NULL, '', words::text[], 0
    FROM catalogue_synonym WHERE is_on AND words::text[] && %(words)s::text[]
    UNION ALL
    SELECT 'zone', id, NULL, kind, ARRAY[name]::text[] || certificates::text[], position
    FROM catalogue_zone
    WHERE state = ANY (%(running)s) AND opens_on <= %(on)s::date AND (closes_on IS NULL OR closes_on >= %(on)s::date)
    UNION ALL
    SELECT 'list', NULL, NULL, name, array_agg(county_id)::text[], 0 FROM catalogue_listedcounty
    WHERE since <= %(on)s::date AND (until IS NULL OR until >= %(on)s::date) GROUP BY name
    ORDER BY 6, 2, 4
"""
_CATEGORY, _ZONE, _LIST = "category", "zone", "list"
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
class OpenZone:
    """A zone that is open on a day, and the certificates of which it wants one."""

    id: int
    name: str
    kind: str
    certificates: tuple[str, ...] = ()

    def wants(self, zones: Collection[int], held: Collection[str]) -> bool:
        """Say whether a row of the shelf shows in it: by the zones in which it stands, and what certificates hold."""
        return self.id in zones and (not self.certificates or any(one in held for one in self.certificates))


@dataclass(frozen=True)
class Vocabulary:
    """The open categories in their order, synonyms by the words asked for, open zones, and counties by their lists."""

    branches: tuple[Branch, ...]
    synonyms: Mapping[str, tuple[str, ...]]
    zones: tuple[OpenZone, ...] = ()
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def zone(self, zone_id: int | None) -> OpenZone | None:
        """Return the open zone of that key."""
        return next((one for one in self.zones if one.id == zone_id), None)

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
    """Return the open categories, the synonyms of some words and, of a day, its zones and lists of counties."""
    sought, branches, zones = list(words), [], []
    synonyms, lists = {word: set[str]() for word in sought}, {}
    running = [state.value for state in RUNNING_ZONES]
    rows = planned.rows(_VOCABULARY, {"words": sought, "running": running, "on": on})
    for kind, key, parent, path, texts, _position in rows:
        if kind == _CATEGORY:
            branches.append(Branch(key, parent, path, texts[0]))
        elif kind == _ZONE:
            zones.append(OpenZone(key, texts[0], path, tuple(texts[1:])))
        elif kind == _LIST:
            lists[path] = frozenset(texts)
        else:
            for word in set(sought) & set(texts):
                synonyms[word] |= set(texts) - {word}
    # Where a category above is closed, those below are not there, either.
    open_ids = {one.id for one in branches}
    kept = [one for one in branches if {int(key) for key in one.path.split(".") if key} <= open_ids]
    kept.sort(key=lambda one: one.path.count("."))
    return Vocabulary(
        tuple(kept), {word: tuple(sorted(found)) for word, found in synonyms.items()}, tuple(zones), lists
    )


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
