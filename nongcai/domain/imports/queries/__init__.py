"""Reading runs, problems, and what waits."""

from nongcai.domain.imports.queries.items import (
    Stake,
    Suggestion,
    at_stake,
    items_of,
    items_visible_to,
    kinds_of,
    suggestions,
    waiting_amount,
)
from nongcai.domain.imports.queries.runs import (
    files_of,
    open_questions,
    problems_of,
    remembered,
    run_of,
    runs_visible_to,
    sheets_of,
    wrong_rows,
)

__all__ = [
    "Stake",
    "Suggestion",
    "at_stake",
    "files_of",
    "items_of",
    "items_visible_to",
    "kinds_of",
    "open_questions",
    "problems_of",
    "remembered",
    "run_of",
    "runs_visible_to",
    "sheets_of",
    "suggestions",
    "waiting_amount",
    "wrong_rows",
]
