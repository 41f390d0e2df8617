"""Finding incidents, questions, answers and hotlines."""

from nongcai.domain.support.queries.helping import (
    articles_found,
    articles_visible_to,
    hotlines_of,
    region_near,
)
from nongcai.domain.support.queries.incidents import (
    Show,
    incident_steps,
    incidents_of,
    incidents_shown_as,
    incidents_visible_to,
    incidents_waiting_for,
    report_until,
    terms_on,
    terms_published,
    terms_shown,
)
from nongcai.domain.support.queries.questions import question_steps, questions_to_answer, questions_visible_to

__all__ = [
    "Show",
    "articles_found",
    "articles_visible_to",
    "hotlines_of",
    "incident_steps",
    "incidents_of",
    "incidents_shown_as",
    "incidents_visible_to",
    "incidents_waiting_for",
    "question_steps",
    "questions_to_answer",
    "questions_visible_to",
    "region_near",
    "report_until",
    "terms_on",
    "terms_published",
    "terms_shown",
]
