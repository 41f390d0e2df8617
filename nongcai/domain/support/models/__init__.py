"""Incidents and their steps."""

from nongcai.domain.support.models.incident import Incident, IncidentStep, IncidentTerm

__all__ = ["Incident", "IncidentStep", "IncidentTerm"]
