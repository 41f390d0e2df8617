"""What is done with orders."""

from nongcai.domain.orders.services.accepting import Photo, ToldAcceptance, accept_goods, keep_evidence
from nongcai.domain.orders.services.approving import KIND, agree_to, agree_to_many, approve, give_up, refuse, say_no
from nongcai.domain.orders.services.carting import change, put, remove
from nongcai.domain.orders.services.clocking import count_fulfilled, resume_clock, run_clock, run_clocks, stop_clock
from nongcai.domain.orders.services.contracting import agree, requote, sign
from nongcai.domain.orders.services.correcting import answer_correction, ask_correction
from nongcai.domain.orders.services.ending import call_off, cancel, decline
from nongcai.domain.orders.services.placing import PlaceTold, ToldLine, place, place_listed
from nongcai.domain.orders.services.planning import (
    ToldStanding,
    ToldStandingLine,
    add_break,
    agree_prices,
    begin_standing,
    change_standing,
    end_standing,
    pause_standing,
    remove_break,
    resume_standing,
)
from nongcai.domain.orders.services.reminding import remind_late
from nongcai.domain.orders.services.repeating import place_again, place_standing, queue_standing
from nongcai.domain.orders.services.returning import ToldReturn, answer_return, ask_return, take_return
from nongcai.domain.orders.services.scoring import score_suppliers
from nongcai.domain.orders.services.settling import (
    accept_invoice,
    evaluate,
    note_invoice_shown,
    note_invoice_struck,
    note_paid,
)
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
    "ToldStanding",
    "ToldStandingLine",
    "accept_goods",
    "accept_invoice",
    "add_break",
    "agree",
    "agree_prices",
    "agree_to",
    "agree_to_many",
    "answer_correction",
    "answer_return",
    "approve",
    "ask_correction",
    "ask_return",
    "begin_standing",
    "call_off",
    "cancel",
    "change",
    "change_standing",
    "count_fulfilled",
    "decline",
    "end_standing",
    "evaluate",
    "give_up",
    "keep_evidence",
    "note_invoice_shown",
    "note_invoice_struck",
    "note_paid",
    "pause_standing",
    "place",
    "place_again",
    "place_listed",
    "place_standing",
    "put",
    "queue_standing",
    "refuse",
    "remind_late",
    "remove",
    "remove_break",
    "requote",
    "resume_clock",
    "resume_standing",
    "run_clock",
    "run_clocks",
    "say_no",
    "score_suppliers",
    "ship",
    "sign",
    "stop_clock",
    "take_return",
]
