"""Reading programmes, their rules, and what was granted."""

from nongcai.domain.programmes.queries.binding import (
    BoundRule,
    arranged,
    counting_for,
    has_second_review,
    is_self_filed,
    is_unranked,
    loosened,
    programme_for,
    rules_for,
    unranked_words,
)
from nongcai.domain.programmes.queries.drafting import (
    counting_rules,
    drafts_of,
    own_programme,
    own_rules,
    preferences_for,
    programmes_of,
)
from nongcai.domain.programmes.queries.granting import (
    Window,
    days_off,
    exemptions,
    exemptions_in_force,
    extensions,
    has_calendar,
    window_of,
)

__all__ = [
    "BoundRule",
    "Window",
    "arranged",
    "counting_for",
    "counting_rules",
    "days_off",
    "drafts_of",
    "exemptions",
    "exemptions_in_force",
    "extensions",
    "has_calendar",
    "has_second_review",
    "is_self_filed",
    "is_unranked",
    "loosened",
    "own_programme",
    "own_rules",
    "preferences_for",
    "programme_for",
    "programmes_of",
    "rules_for",
    "unranked_words",
    "window_of",
]
