"""Acts on documents that change organisations."""

from nongcai.domain.reorganisations.services.stepping import check, discard, enforce, reopen, reverse
from nongcai.domain.reorganisations.services.writing import (
    ToldLine,
    ToldReorganisation,
    add_codes,
    add_lines,
    draft,
    edit,
    place_person,
    remove_line,
    upload_approval,
)

__all__ = [
    "ToldLine",
    "ToldReorganisation",
    "add_codes",
    "add_lines",
    "check",
    "discard",
    "draft",
    "edit",
    "enforce",
    "place_person",
    "remove_line",
    "reopen",
    "reverse",
    "upload_approval",
]
