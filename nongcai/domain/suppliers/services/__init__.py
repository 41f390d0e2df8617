"""Acts on suppliers: applying, vetting, recommending, admitting; papers; measures."""

from nongcai.domain.suppliers.services.admitting import admit, recall, recommend, recommend_many, send_back
from nongcai.domain.suppliers.services.applying import Registration, apply_anew, fill_in, register, submit, withdraw
from nongcai.domain.suppliers.services.arriving import arrive
from nongcai.domain.suppliers.services.engaging import open_office
from nongcai.domain.suppliers.services.keeping import Scan, keep_scan
from nongcai.domain.suppliers.services.measures import Decision, appeal, decide, drop, lift, notify, reply, uphold
from nongcai.domain.suppliers.services.papers import ToldPaper, accept_paper, refuse_paper, show_paper, warn_of_ends
from nongcai.domain.suppliers.services.scoring import ToldScore, note_scores
from nongcai.domain.suppliers.services.spanning import respan, respan_all
from nongcai.domain.suppliers.services.stepping import tell_platform, tell_supplier, tell_suppliers
from nongcai.domain.suppliers.services.vetting import (
    answer_objection,
    check_credit,
    enter_objection,
    pass_on,
    publicise,
)

__all__ = [
    "Decision",
    "Registration",
    "Scan",
    "ToldPaper",
    "ToldScore",
    "accept_paper",
    "admit",
    "answer_objection",
    "appeal",
    "apply_anew",
    "arrive",
    "check_credit",
    "decide",
    "drop",
    "enter_objection",
    "fill_in",
    "keep_scan",
    "lift",
    "note_scores",
    "notify",
    "open_office",
    "pass_on",
    "publicise",
    "recall",
    "recommend",
    "recommend_many",
    "refuse_paper",
    "register",
    "reply",
    "respan",
    "respan_all",
    "send_back",
    "show_paper",
    "submit",
    "tell_platform",
    "tell_supplier",
    "tell_suppliers",
    "uphold",
    "warn_of_ends",
    "withdraw",
]
