"""Acts on notices."""

from nongcai.domain.notices.services.drafting import (
    NoticeTexts,
    correct,
    draft_notice,
    edit_notice,
    quote_number,
    refresh_figures,
    take_over,
)
from nongcai.domain.notices.services.exporting import ExportedPaper, record_export
from nongcai.domain.notices.services.issuing import (
    UploadedFinal,
    enter_number,
    publish,
    record_secrecy_check,
    set_openness,
    upload_final,
)
from nongcai.domain.notices.services.passing import countersign, proofread, send_back, sign, withdraw

__all__ = [
    "ExportedPaper",
    "NoticeTexts",
    "UploadedFinal",
    "correct",
    "countersign",
    "draft_notice",
    "edit_notice",
    "enter_number",
    "proofread",
    "publish",
    "quote_number",
    "record_export",
    "record_secrecy_check",
    "refresh_figures",
    "send_back",
    "set_openness",
    "sign",
    "take_over",
    "upload_final",
    "withdraw",
]
