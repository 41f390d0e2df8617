"""Suppliers, their applications and dossiers, their papers, and measures taken."""

from nongcai.domain.suppliers.models.application import (
    Application,
    ApplicationStep,
    CreditCheck,
    Dossier,
    Objection,
    Supplier,
)
from nongcai.domain.suppliers.models.measure import Measure, MeasureStep
from nongcai.domain.suppliers.models.paper import Paper

__all__ = [
    "Application",
    "ApplicationStep",
    "CreditCheck",
    "Dossier",
    "Measure",
    "MeasureStep",
    "Objection",
    "Paper",
    "Supplier",
]
