"""Acts on imports."""

from nongcai.domain.imports.services.answering import accept_certain, answer, decide_anew, forget_decision
from nongcai.domain.imports.services.checking import check
from nongcai.domain.imports.services.going_back import decide_backward
from nongcai.domain.imports.services.loading import load
from nongcai.domain.imports.services.reading import NewQuestion, ReadRow, ReadSheet, RowProblem
from nongcai.domain.imports.services.receiving import (
    ReceivedFile,
    clear_staging,
    discard,
    fail,
    receive,
    start_check,
    start_load,
)
from nongcai.domain.imports.services.reconciling import reopen, revise, settle, settle_many

__all__ = [
    "NewQuestion",
    "ReadRow",
    "ReadSheet",
    "ReceivedFile",
    "RowProblem",
    "accept_certain",
    "answer",
    "check",
    "clear_staging",
    "decide_anew",
    "decide_backward",
    "discard",
    "fail",
    "forget_decision",
    "load",
    "receive",
    "reopen",
    "revise",
    "settle",
    "settle_many",
    "start_check",
    "start_load",
]
