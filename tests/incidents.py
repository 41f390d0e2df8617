"""Incidents of every story: the canteen has an order on its way, and something is wrong with it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.roles import OrganisationKind, Role
from nongcai.domain.organisations.services import ToldBody, ToldStaff
from nongcai.domain.support import services
from nongcai.domain.support.services import ToldIncident, ToldStep
from nongcai.domain.support.states import IncidentAction, IncidentKind, Level, Side
from tests.market import AT, PASSWORD
from tests.orders import PHOTO, Trade

if TYPE_CHECKING:
    from decimal import Decimal

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.support.models import Incident

SHORT = ToldIncident(IncidentKind.SHORT, Level.USUAL, "到货8袋，少2袋。")
UNPAID = ToldIncident(IncidentKind.PAYMENT, Level.USUAL, "采购人称货款已付，未到账。")
PLATFORM = "platform"
# A second person of the platform, who comes where a test asks.
REVIEWER = "appeals"


class Dispute:
    """What both sides and the platform do about an incident, a day after the other."""

    def __init__(self, trade: Trade) -> None:
        self.trade = trade

    def reported(self, order: Order | None = None, by: str = "buyer", told: ToldIncident = SHORT) -> Incident:
        """Let a side report something."""
        order = order or self.trade.shipped()
        return services.report(actor=self.trade.actor(by), order_id=order.pk, told=told, at=AT + timedelta(days=1))

    def step(
        self,
        incident: Incident,
        action: IncidentAction,
        by: str,
        outcome: str = "",
        amount: Decimal | None = None,
        *,
        days: int = 2,
    ) -> Incident:
        """Let somebody take a step, so many days after all began."""
        return services.take_step(
            actor=self.actor(by),
            order_id=incident.order_id,
            seq=incident.seq,
            action=action,
            told=ToldStep("已核实。", outcome, amount),
            at=AT + timedelta(days=days),
        )

    def actor(self, name: str) -> Actor:
        """Return somebody of the trade, or the platform's second person."""
        if name == REVIEWER and name not in self.trade.market.users:
            self.trade.market.users[name] = organisation_services.open_market_post(
                actor=self.trade.operator,
                body=ToldBody(OrganisationKind.PLATFORM, "农采平台运营中心", "000000"),
                told=ToldStaff(name, "平台复核岗", Role.PLATFORM),
                at=AT,
                until=AT + timedelta(days=1),
                password=PASSWORD,
            ).membership.user
        return self.trade.actor(name)

    def replied(self, outcome: str = "resend", amount: Decimal | None = None) -> Incident:
        """Let the supplier reply."""
        return self.step(self.reported(), IncidentAction.REPLY, "supplier", outcome, amount)

    def raised(self) -> Incident:
        """Let the buyer raise it with the platform."""
        return self.step(self.replied("reject"), IncidentAction.RAISE, "buyer")

    def decided(self, outcome: str = "resend", amount: Decimal | None = None) -> Incident:
        """Let the platform decide."""
        return self.step(self.raised(), IncidentAction.DECIDE, PLATFORM, outcome, amount)


__all__ = ["PHOTO", "PLATFORM", "REVIEWER", "SHORT", "UNPAID", "Dispute", "Side"]
