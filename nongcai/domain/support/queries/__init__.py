"""Finding incidents."""

from nongcai.domain.support.queries.incidents import (
    Show,
    incident_steps,
    incidents_of,
    incidents_shown_as,
    incidents_visible_to,
    incidents_waiting_for,
    terms_on,
    terms_published,
    terms_shown,
)

__all__ = [
    "Show",
    "incident_steps",
    "incidents_of",
    "incidents_shown_as",
    "incidents_visible_to",
    "incidents_waiting_for",
    "terms_on",
    "terms_published",
    "terms_shown",
]
