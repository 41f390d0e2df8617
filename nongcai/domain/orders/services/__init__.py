"""What is done with orders."""

from nongcai.domain.orders.services.accepting import Photo, ToldAcceptance, accept_goods
from nongcai.domain.orders.services.approving import approve, refuse
from nongcai.domain.orders.services.contracting import agree, requote, sign
from nongcai.domain.orders.services.ending import call_off, cancel, decline
from nongcai.domain.orders.services.placing import PlaceTold, ToldLine, place
from nongcai.domain.orders.services.settling import accept_invoice, evaluate, note_paid
from nongcai.domain.orders.services.shipping import ToldParcel, ToldParcelLine, ship

__all__ = [
    "Photo",
    "PlaceTold",
    "ToldAcceptance",
    "ToldLine",
    "ToldParcel",
    "ToldParcelLine",
    "accept_goods",
    "accept_invoice",
    "agree",
    "approve",
    "call_off",
    "cancel",
    "decline",
    "evaluate",
    "note_paid",
    "place",
    "refuse",
    "requote",
    "ship",
    "sign",
]
