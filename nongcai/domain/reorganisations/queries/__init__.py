"""Finding documents, telling beforehand all that they would change, and judging a code-change table."""

from nongcai.domain.reorganisations.queries.concerning import (
    ToldChange,
    changes_of,
    lines_told_to,
    reorganisations_told_to,
    told_lines,
)
from nongcai.domain.reorganisations.queries.judging import JudgedCode, SaidCode, judge_codes
from nongcai.domain.reorganisations.queries.previewing import (
    LINE_KINDS,
    Concern,
    Preview,
    YearTotal,
    approvals_of,
    changed_counts,
    facts_of,
    lines_of,
    lock,
    owner_of,
    preview,
    reorganisations_visible_to,
    totals,
    units_by_code,
)

__all__ = [
    "LINE_KINDS",
    "Concern",
    "JudgedCode",
    "Preview",
    "SaidCode",
    "ToldChange",
    "YearTotal",
    "approvals_of",
    "changed_counts",
    "changes_of",
    "facts_of",
    "judge_codes",
    "lines_of",
    "lines_told_to",
    "lock",
    "owner_of",
    "preview",
    "reorganisations_told_to",
    "reorganisations_visible_to",
    "told_lines",
    "totals",
    "units_by_code",
]
