"""Reading notices: who sees which, their figures, what is wrong in them, and what is printed."""

from nongcai.domain.notices.queries.changes import changes_anything
from nongcai.domain.notices.queries.checking import Finding, check, check_text, errors
from nongcai.domain.notices.queries.fields import Catalogue, Field, catalogue, catalogue_of, fields_of
from nongcai.domain.notices.queries.finding import (
    corrected_in_public,
    corrections_visible_to,
    drafts_by_command,
    figures,
    missing_numbers,
    notice_numbered,
    notices_visible_to,
    public_corrections,
    public_notice,
    public_notices,
    steps_of,
)
from nongcai.domain.notices.queries.papers import PaperContent, addressees_for, addressees_of, internal_words, paper
from nongcai.domain.notices.queries.pieces import (
    PaperAttachment,
    PaperBars,
    PaperBlock,
    PaperHeading,
    PaperParagraph,
    PaperRun,
    PaperTable,
)
from nongcai.domain.notices.queries.waiting import waiting_for
from nongcai.domain.notices.queries.writing import correction_text, draft_text, draft_title

__all__ = [
    "Catalogue",
    "Field",
    "Finding",
    "PaperAttachment",
    "PaperBars",
    "PaperBlock",
    "PaperContent",
    "PaperHeading",
    "PaperParagraph",
    "PaperRun",
    "PaperTable",
    "addressees_for",
    "addressees_of",
    "catalogue",
    "catalogue_of",
    "changes_anything",
    "check",
    "check_text",
    "corrected_in_public",
    "correction_text",
    "corrections_visible_to",
    "draft_text",
    "draft_title",
    "drafts_by_command",
    "errors",
    "fields_of",
    "figures",
    "internal_words",
    "missing_numbers",
    "notice_numbered",
    "notices_visible_to",
    "paper",
    "public_corrections",
    "public_notice",
    "public_notices",
    "steps_of",
    "waiting_for",
]
