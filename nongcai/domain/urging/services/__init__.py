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
from nongcai.domain.urging.services.planning import Planned, plan, plan_day, plan_node
from nongcai.domain.urging.services.reminding import Outcome, remind
from nongcai.domain.urging.services.settling import ToldPolicy, set_policy

__all__ = [
    "AttachedFile",
    "Outcome",
    "Planned",
    "ToldAnnouncement",
    "ToldCall",
    "ToldPolicy",
    "acknowledge",
    "announce",
    "deliver",
    "log_call",
    "plan",
    "plan_day",
    "plan_node",
    "remind",
    "send",
    "set_policy",
    "withdraw_announcement",
]
