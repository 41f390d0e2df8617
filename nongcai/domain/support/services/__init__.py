"""What is done with incidents, with questions, and for everybody."""

from nongcai.domain.support.services.asking import (
    ToldQuestion,
    ask,
    close,
    close_answered,
    remind_of_questions,
    step_question,
)
from nongcai.domain.support.services.escalating import escalate, escalate_late, remind_platform
from nongcai.domain.support.services.helping import (
    ToldArticle,
    ToldHotline,
    change_article,
    end_hotline,
    enter_article,
    enter_hotline,
)
from nongcai.domain.support.services.reporting import ToldIncident, report
from nongcai.domain.support.services.stepping import ToldStep, take_step
from nongcai.domain.support.services.terms import publish_terms

__all__ = [
    "ToldArticle",
    "ToldHotline",
    "ToldIncident",
    "ToldQuestion",
    "ToldStep",
    "ask",
    "change_article",
    "close",
    "close_answered",
    "end_hotline",
    "enter_article",
    "enter_hotline",
    "escalate",
    "escalate_late",
    "publish_terms",
    "remind_of_questions",
    "remind_platform",
    "report",
    "step_question",
    "take_step",
]
