"""Acts on documents that change organisations."""

from nongcai.domain.reorganisations.services.stepping import check, discard, enforce, reopen, reverse
from nongcai.domain.reorganisations.services.writing import (
    ToldLine,
    ToldReorganisation,
    add_lines,
    draft,
    edit,
    remove_line,
    upload_approval,
)

__all__ = [
    "ToldLine",
    "ToldReorganisation",
    "add_lines",
    "check",
    "discard",
    "draft",
    "edit",
    "enforce",
    "remove_line",
    "reopen",
    "reverse",
    "upload_approval",
]
