"""All checks of a notice together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.notices.queries.checking import corrections, numbers, orders, sums
from nongcai.domain.notices.queries.checking.findings import ERROR, WARNING, Place, general
from nongcai.domain.notices.queries.fields import catalogue_of
from nongcai.domain.notices.queries.finding import missing_numbers
from nongcai.domain.notices.rules import paragraphs
from nongcai.domain.notices.states import EDITABLE
from nongcai.domain.programmes import queries as programmes
from nongcai.foundation.money import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.notices.queries.checking.findings import Finding


def check(notice: Notice) -> list[Finding]:
    """Recompute every number of a notice: its text, its sums, and its snapshot from the ledger's entries."""
    return [*check_text(notice), *_snapshot(notice)]


def check_text(notice: Notice) -> list[Finding]:
    """Compare the text with its snapshot: quick enough to be shown while somebody writes."""
    known = catalogue_of(notice)
    limits = _limits(notice)
    places = [Place(0, notice.title), *(Place(at, text) for at, text in enumerate(paragraphs(notice.body), 1))]
    found: list[Finding] = []
    for place in places:
        found += [*numbers.findings(place, known, limits), *orders.findings(place, known)]
    return [*found, *corrections.findings(notice, known), *sums.findings(known), *_caveats(notice)]


def _limits(notice: Notice) -> set[tuple[object, str]]:
    """Return the numbers that the rules of the year and of the next name, with their units."""
    region, years = notice.node.region_id, (notice.year, notice.year + 1)
    rules = [rule for year in years for rule in programmes.rules_for(region, year)]
    return {(rule.value, rule.measure_label) for rule in rules if rule.value is not None}


def _caveats(notice: Notice) -> Iterator[Finding]:
    snapshot = notice.snapshot
    if snapshot.waiting_orders:
        yield general(WARNING, "orders_waiting", said=snapshot.waiting_orders, expected=shown(snapshot.waiting_amount))
    missing = missing_numbers(notice) if notice.number else []
    if missing:
        yield general(WARNING, "numbers_missing", said="、".join(map(str, missing)))


def _snapshot(notice: Notice) -> Iterator[Finding]:
    kinds = (
        (ERROR, "snapshot_broken", assessments.verify(notice.snapshot)),
        (WARNING, "snapshot_stale", assessments.changes_since(notice.snapshot)),
    )
    for level, code, differences in kinds:
        for one in differences:
            name = f"{one.name}{sums.LABELS.get(one.figure, one.figure)}"
            yield general(level, code, name=name, said=one.stored, expected=one.computed, advice=_advice(notice))


def _advice(notice: Notice) -> str:
    """Say what can still be done about figures that have moved."""
    if notice.is_frozen:
        return "需要更正的，请拟更正通知。"
    again = "请更新数据。" if notice.state in EDITABLE else "请退回拟稿后更新数据。"
    return f"需要采用新数据的，{again}"
