"""A region's payment rule (付款期限) is drafted, put in force, and ended by its last year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.programmes import queries
from nongcai.domain.programmes.errors import LooserRuleError, PaidByRuleError
from nongcai.domain.programmes.models import PaymentRule
from nongcai.domain.programmes.services.regional import Standing
from nongcai.domain.programmes.states import Deed

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

_RULES = Standing(
    PaymentRule,
    PaidByRuleError,
    Deed.WRITE_PAYMENT,
    Deed.PUBLISH_PAYMENT,
    Deed.END_PAYMENT,
    Deed.DISCARD_PAYMENT,
)
# What a buyer must keep to: a lower layer shortens it.
_KEPT_TO = ("goods_first_days", "longest_days")


@dataclass(frozen=True)
class ToldPaymentRule:
    """What a document says of paying. Days are calendar days, but for `check_days` and `refund_days`: workdays."""

    first_year: int
    last_year: int | None
    goods_first_days: int
    longest_days: int
    pay_first_days: int
    extension_days: int
    inspection_days: int
    check_days: int
    refund_days: int
    lapses_after_days: int
    document: str
    paragraph: str
    text: str


@transaction.atomic
def write_payment_rule(*, actor: Actor, told: ToldPaymentRule, at: datetime, rule_id: int | None = None) -> PaymentRule:
    """Draft a payment rule of one's region, or rewrite a draft; it binds nobody until it is published.

    :raises NotAllowedError: when the actor writes no region's rules.
    :raises UnknownRuleError: when the rule is not the region's own.
    :raises PublishedRuleError: when it is in force.
    :raises InvalidError: when it lengthens what the law says, or its years are out of order.
    """
    return _RULES.write(actor, told, at, rule_id)


@transaction.atomic
def publish_payment_rule(*, actor: Actor, rule_id: int, at: datetime) -> PaymentRule:
    """Put a drafted payment rule in force, for what is ordered and signed from then on.

    One that gives more time than the layer above names its paragraph: what an issued document says is not refused.

    :raises UnknownRuleError: when the rule is not the region's own.
    :raises PublishedRuleError: when it is in force already.
    :raises LooserRuleError: when it gives more time than the rule above and names no paragraph.
    """
    return _RULES.publish(actor, rule_id, at, _require_no_longer)


@transaction.atomic
def end_payment_rule(*, actor: Actor, rule_id: int, last_year: int, at: datetime) -> PaymentRule:
    """Set the last year in which a payment rule holds; then that of the layer above holds again.

    :raises UnknownRuleError: when the rule is not the region's own.
    :raises PaidByRuleError: when it would have ended before this year, or did: orders were signed by it.
    :raises InvalidError: when it would end before it began.
    """
    return _RULES.end(actor, rule_id, last_year, at)


@transaction.atomic
def discard_payment_rule(*, actor: Actor, rule_id: int, at: datetime) -> None:
    """Throw a draft away.

    :raises UnknownRuleError: when the rule is not the region's own.
    :raises PublishedRuleError: when it is in force.
    """
    _RULES.discard(actor, rule_id, at)


def _require_no_longer(rule: PaymentRule) -> None:
    above = queries.payment_above(rule.region_id, rule.first_year)
    if above and not rule.paragraph and any(getattr(rule, name) > getattr(above, name) for name in _KEPT_TO):
        raise LooserRuleError(layer=above.region.name, higher=above.text, document=above.document)
