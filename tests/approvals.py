"""What the canteen of every story wants to buy, and who decides there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.accounts import services as accounts
from nongcai.domain.approvals import services
from nongcai.domain.approvals.services import ToldBudget, ToldLevel, ToldRequest
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.roles import BuyerKind, Role
from nongcai.domain.organisations.services import ToldBuyer
from tests.cast import AT, PASSWORD, hire, hire_buyer

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.approvals.models import ApprovalRequest, Budget
    from nongcai.domain.organisations.actors import Actor
    from tests.cast import Cast

SUBJECT = "purchase:1"


@dataclass
class Canteen:
    """The school's canteen: `buyer` asks, `order_approver` decides from 1 000 yuan on, `head` as well from 5 000 on."""

    cast: Cast
    on: object = AT.date()

    @property
    def unit(self) -> int:
        """The school."""
        return self.cast.units["4101000002"].id

    def actor(self, name: str) -> Actor:
        """Return somebody of the canteen or of the cast, as of the day of the story."""
        found = organisations.actor_of(self.cast.users[name], None, self.on)
        assert found is not None
        return found

    def post(self, name: str) -> Membership:
        """Return the post of somebody who has one."""
        return Membership.objects.filter(user=self.cast.users[name]).order_by("pk").get()

    def levels(self, *froms: tuple[str, str], purpose: str = "") -> None:
        """Set levels: from which amount on, and whose post ("" is any approver)."""
        told = [ToldLevel(Decimal(amount), self.post(name).pk if name else None) for amount, name in froms]
        services.set_levels(actor=self.actor("unit"), organisation_id=self.unit, purpose=purpose, told=told, at=AT)

    def told(self, amount: str = "2000", **changes: object) -> ToldRequest:
        """Return what the canteen wants to buy."""
        said: dict[str, object] = {
            "organisation_id": self.unit,
            "unit_id": self.unit,
            "purpose": "canteen",
            "amount": Decimal(amount),
            "title": "东北大米等2种",
            "supplier_name": "兰考县某合作社",
            "lines": ("东北大米 10kg × 20袋", "干香菇 500g × 10袋"),
        }
        return ToldRequest(**(said | changes))  # type: ignore[arg-type]  # field names are checked at run time

    def ask(
        self, amount: str = "2000", *, subject: str = SUBJECT, who: str = "buyer", at: datetime = AT, **changes: object
    ) -> ApprovalRequest | None:
        """Ask for it."""
        return services.ask(actor=self.actor(who), subject=subject, told=self.told(amount, **changes), at=at)

    def agree(self, who: str, *, subject: str = SUBJECT, level: int = 1, at: datetime = AT) -> bool:
        """Agree to it."""
        return services.agree(actor=self.actor(who), subject=subject, level=level, at=at)

    def leave(self, name: str) -> None:
        """Let somebody's post be over."""
        post = self.post(name)
        Membership.objects.filter(pk=post.pk).update(period=(post.period.lower, AT.date()))

    def budget(self, amount: str = "10000", *, purpose: str = "canteen", span: str = "month") -> Budget:
        """Set a budget."""
        told = ToldBudget(self.unit, purpose, span, AT.date(), Decimal(amount))
        return services.set_budget(actor=self.actor("unit"), told=told, at=AT)


def hire_head(cast: Cast, name: str = "head", *, kind: BuyerKind = BuyerKind.CANTEEN, body: str = "") -> None:
    """Let the canteen have a second approver, or let another body of the school have one."""
    unit, role = cast.units["4101000002"].id, Role.ORDER_APPROVER
    told = ToldBuyer(name, "第一中学后勤主任岗", unit, kind, name=body, role=role)
    post = organisation_services.open_buyer(actor=cast.actor("unit"), told=told, at=AT, until=AT + timedelta(days=1))
    cast.users[name] = accounts.activate(code=post.code, password=PASSWORD, at=AT)


def canteen(cast: Cast) -> Canteen:
    """Let the canteen have people, and two levels."""
    hire_buyer(cast)
    hire(cast, "order_approver")
    hire_head(cast)
    found = Canteen(cast)
    found.levels(("1000", "order_approver"), ("5000", "head"))
    return found
