"""Acts of the room."""

from nongcai.domain.urging.services.announcing import (
    AttachedFile,
    ToldAnnouncement,
    acknowledge,
    announce,
    withdraw_announcement,
)
from nongcai.domain.urging.services.calling import ToldCall, log_call
from nongcai.domain.urging.services.delivering import deliver, send
from nongcai.domain.urging.services.lettering import (
    ToldLetter,
    discard_letter,
    draft_letter,
    edit_letter,
    give_back_letter,
    issue_letter,
    note_notice,
    number_letter,
    receive_letter,
    sign_letter,
    upload_letter_final,
)
from nongcai.domain.urging.services.planning import Planned, plan, plan_day, plan_node
from nongcai.domain.urging.services.reminding import Outcome, remind
from nongcai.domain.urging.services.settling import ToldPolicy, set_policy

__all__ = [
    "AttachedFile",
    "Outcome",
    "Planned",
    "ToldAnnouncement",
    "ToldCall",
    "ToldLetter",
    "ToldPolicy",
    "acknowledge",
    "announce",
    "deliver",
    "discard_letter",
    "draft_letter",
    "edit_letter",
    "give_back_letter",
    "issue_letter",
    "log_call",
    "note_notice",
    "number_letter",
    "plan",
    "plan_day",
    "plan_node",
    "receive_letter",
    "remind",
    "send",
    "set_policy",
    "sign_letter",
    "upload_letter_final",
    "withdraw_announcement",
]
