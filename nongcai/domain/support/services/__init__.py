"""What is done with incidents."""

from nongcai.domain.support.services.escalating import escalate, escalate_late, remind_platform
from nongcai.domain.support.services.reporting import ToldIncident, report
from nongcai.domain.support.services.stepping import ToldStep, take_step
from nongcai.domain.support.services.terms import publish_terms

__all__ = [
    "ToldIncident",
    "ToldStep",
    "escalate",
    "escalate_late",
    "publish_terms",
    "remind_platform",
    "report",
    "take_step",
]
