"""Names that are said to lead, against the rankings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.notices import rules
from nongcai.domain.notices.queries.checking.findings import ERROR
from nongcai.domain.notices.queries.fields import BY, line_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nongcai.domain.notices.queries.checking.findings import Finding, Place
    from nongcai.domain.notices.queries.fields import Catalogue

_CLAUSE = re.compile(r"[，。；：]|是|为|有")
_FEWEST = 2


def findings(place: Place, known: Catalogue) -> Iterator[Finding]:
    """Check every row of names in a paragraph that speaks of ranking, in fields as well as typed."""
    for run in rules.runs(place.text):
        key = known.fields[run.field].key if run.field in known.fields else ""
        group, found, by = key.partition(".leading_by_")
        if found and not group.startswith("former"):
            yield from _row(place, run.text, known, group, by)
    masked = rules.masked(place.text)
    if "排名" in masked:
        yield from _typed_rows(place, masked, known)


def _typed_rows(place: Place, masked: str, known: Catalogue) -> Iterator[Finding]:
    groups = {line_name(line): line.group for line in known.frozen.lines}
    start = 0
    for clause in _CLAUSE.split(masked):
        at = masked.index(clause, start)
        start = at + len(clause)
        named = [groups[name] for name in clause.split("、") if name in groups]
        by = _measure(masked[:at])
        if len(named) >= _FEWEST and by:
            yield from _row(place, clause, known, named[0], by)


def _measure(before: str) -> str:
    """Return by what is ranked: what was named last before the names."""
    last = max(BY, key=lambda by: before.rfind(BY[by]))
    return last if BY[last] in before else ""


def _row(place: Place, said: str, known: Catalogue, group: str, by: str) -> Iterator[Finding]:
    ranked = assessments.nameable(known.rankings.get((by, group), []), by)
    ranks = {line_name(one.line): one.rank for one in ranked}
    names = [name for name in said.split("、") if name]
    if not _is_true(names, ranks):
        expected = "、".join(list(ranks)[: len(names)])
        yield place.finding(ERROR, "wrong_order", said=said, expected=expected, name=BY[by])


def _is_true(names: Sequence[str], ranks: dict[str, int]) -> bool:
    if len(set(names)) != len(names) or any(name not in ranks for name in names):
        return not names and not ranks
    placed = [ranks[name] for name in names]
    return bool(placed) and rules.rises(placed) and rules.leads(placed, list(ranks.values()))
