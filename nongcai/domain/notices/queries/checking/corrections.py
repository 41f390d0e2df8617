"""A correction says all that has changed of what was printed, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.notices import rules
from nongcai.domain.notices.queries.changes import changed_cells, changed_names, prints_tables, was
from nongcai.domain.notices.queries.checking.findings import ERROR, general
from nongcai.domain.notices.queries.fields import FORMER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nongcai.domain.notices.models import Notice
    from nongcai.domain.notices.queries.checking.findings import Finding
    from nongcai.domain.notices.queries.fields import Catalogue


def findings(notice: Notice, known: Catalogue) -> Iterator[Finding]:
    """Compare what a correction says with the two snapshots."""
    if notice.corrects is None:
        return
    said = {run.field for run in rules.runs(notice.body) if run.field}
    for name in changed_names(notice, known):
        if not {name, FORMER + name} <= said:
            old, new = was(known, name) or "（空）", known.values.get(name, "") or "（空）"
            yield general(ERROR, "change_left_out", name=name, said=old, expected=new)
    for name in known.fields:
        if {name, FORMER + name} <= said and was(known, name) == known.values[name]:
            yield general(ERROR, "nothing_to_correct", name=name, said=known.values[name])
    apart = not prints_tables(notice) and changed_cells(known, ranked=True)
    if apart and rules.NOTHING_ELSE in notice.body.replace(f"正文{rules.NOTHING_ELSE}", ""):
        yield general(ERROR, "something_else_changed", said=rules.NOTHING_ELSE)
