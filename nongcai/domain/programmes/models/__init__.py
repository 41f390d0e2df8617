"""Tables of the room."""

from nongcai.domain.programmes.models.leave import Amendment, DayOff, Exemption, Extension
from nongcai.domain.programmes.models.programme import (
    CountedFact,
    CountingRule,
    Mode,
    PaymentRule,
    Programme,
    UnrankedOrgan,
    YearBy,
)
from nongcai.domain.programmes.models.rule import (
    Base,
    Condition,
    Measure,
    Operator,
    OriginPreference,
    Rule,
    Strength,
    Subject,
)
from nongcai.domain.programmes.models.target import Target

__all__ = [
    "Amendment",
    "Base",
    "Condition",
    "CountedFact",
    "CountingRule",
    "DayOff",
    "Exemption",
    "Extension",
    "Measure",
    "Mode",
    "Operator",
    "OriginPreference",
    "PaymentRule",
    "Programme",
    "Rule",
    "Strength",
    "Subject",
    "Target",
    "UnrankedOrgan",
    "YearBy",
]
