"""What is done with orders."""

from nongcai.domain.orders.services.accepting import Photo, ToldAcceptance, accept_goods, keep_evidence
from nongcai.domain.orders.services.approving import KIND, agree_to, agree_to_many, approve, give_up, refuse, say_no
from nongcai.domain.orders.services.carting import change, put, remove
from nongcai.domain.orders.services.clocking import resume_clock, run_clock, run_clocks, stop_clock
from nongcai.domain.orders.services.contracting import agree, requote, sign
from nongcai.domain.orders.services.correcting import answer_correction, ask_correction
from nongcai.domain.orders.services.ending import call_off, cancel, decline
from nongcai.domain.orders.services.placing import PlaceTold, ToldLine, place, place_listed
from nongcai.domain.orders.services.returning import ToldReturn, answer_return, ask_return, take_return
from nongcai.domain.orders.services.scoring import score_suppliers
from nongcai.domain.orders.services.settling import accept_invoice, evaluate, note_paid
from nongcai.domain.orders.services.shipping import ToldParcel, ToldParcelLine, ship

__all__ = [
    "KIND",
    "Photo",
    "PlaceTold",
    "ToldAcceptance",
    "ToldLine",
    "ToldParcel",
    "ToldParcelLine",
    "ToldReturn",
    "accept_goods",
    "accept_invoice",
    "agree",
    "agree_to",
    "agree_to_many",
    "answer_correction",
    "answer_return",
    "approve",
    "ask_correction",
    "ask_return",
    "call_off",
    "cancel",
    "change",
    "decline",
    "evaluate",
    "give_up",
    "keep_evidence",
    "note_paid",
    "place",
    "place_listed",
    "put",
    "refuse",
    "remove",
    "requote",
    "resume_clock",
    "run_clock",
    "run_clocks",
    "say_no",
    "score_suppliers",
    "ship",
    "sign",
    "stop_clock",
    "take_return",
]
