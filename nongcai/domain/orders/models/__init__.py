"""Orders, their lines and steps, what was sent, accepted and thought of them; those that are placed by themselves."""

from nongcai.domain.orders.models.back import CartLine, OrderReturn, ReturnLine
from nongcai.domain.orders.models.correction import UnitCorrection
from nongcai.domain.orders.models.line import Acceptance, Evaluation, OrderLine, Parcel, ParcelLine
from nongcai.domain.orders.models.order import Order, OrderStep
from nongcai.domain.orders.models.standing import (
    StandingBreak,
    StandingLine,
    StandingOrder,
    StandingRun,
    StandingStep,
)

__all__ = [
    "Acceptance",
    "CartLine",
    "Evaluation",
    "Order",
    "OrderLine",
    "OrderReturn",
    "OrderStep",
    "Parcel",
    "ParcelLine",
    "ReturnLine",
    "StandingBreak",
    "StandingLine",
    "StandingOrder",
    "StandingRun",
    "StandingStep",
    "UnitCorrection",
]
