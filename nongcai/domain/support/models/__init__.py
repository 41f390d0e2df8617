"""Incidents, questions, and what helps everybody."""

from nongcai.domain.support.models.help import FaqArticle, Hotline
from nongcai.domain.support.models.incident import Incident, IncidentStep, IncidentTerm
from nongcai.domain.support.models.question import Question, QuestionStep

__all__ = ["FaqArticle", "Hotline", "Incident", "IncidentStep", "IncidentTerm", "Question", "QuestionStep"]
