"""Suppliers, their applications and dossiers, their papers, and measures taken."""

from nongcai.domain.suppliers.models.application import (
    Application,
    ApplicationStep,
    CreditCheck,
    Dossier,
    Objection,
    Supplier,
)
from nongcai.domain.suppliers.models.arrival import Arrival
from nongcai.domain.suppliers.models.measure import Measure, MeasureStep
from nongcai.domain.suppliers.models.paper import Paper
from nongcai.domain.suppliers.models.score import Score
from nongcai.domain.suppliers.models.span import SellingSpan

__all__ = [
    "Application",
    "ApplicationStep",
    "Arrival",
    "CreditCheck",
    "Dossier",
    "Measure",
    "MeasureStep",
    "Objection",
    "Paper",
    "Score",
    "SellingSpan",
    "Supplier",
]
