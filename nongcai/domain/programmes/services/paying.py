"""A region's payment rule (付款期限) is drafted, put in force, and ended by its last year."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.programmes import queries
from nongcai.domain.programmes.errors import LooserRuleError, PublishedRuleError, UnknownRuleError
from nongcai.domain.programmes.models import PaymentRule
from nongcai.domain.programmes.permissions import require_region
from nongcai.domain.programmes.services.recording import record
from nongcai.domain.programmes.states import Deed
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

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
    region = require_region(actor)
    rule = PaymentRule(region_id=region, is_draft=True) if rule_id is None else _draft(region, rule_id)
    values = asdict(told)
    for name, value in values.items():
        setattr(rule, name, value)
    records.save(rule, *values, "is_draft")
    record(actor, Deed.WRITE_PAYMENT, region, rule.first_year, rule.text, at=at)
    return rule


@transaction.atomic
def publish_payment_rule(*, actor: Actor, rule_id: int, at: datetime) -> PaymentRule:
    """Put a drafted payment rule in force, for what is ordered and signed from then on.

    One that gives more time than the layer above names its paragraph: what an issued document says is not refused.

    :raises UnknownRuleError: when the rule is not the region's own.
    :raises PublishedRuleError: when it is in force already.
    :raises LooserRuleError: when it gives more time than the rule above and names no paragraph.
    """
    region = require_region(actor)
    rule = _draft(region, rule_id)
    above = queries.payment_above(region, rule.first_year)
    if above and not rule.paragraph and any(getattr(rule, name) > getattr(above, name) for name in _KEPT_TO):
        raise LooserRuleError(layer=above.region.name, higher=above.text, document=above.document)
    rule.is_draft = False
    records.save(rule, "is_draft")
    record(actor, Deed.PUBLISH_PAYMENT, region, rule.first_year, rule.text, at=at)
    return rule


@transaction.atomic
def end_payment_rule(*, actor: Actor, rule_id: int, last_year: int, at: datetime) -> PaymentRule:
    """Set the last year in which a payment rule holds; then that of the layer above holds again.

    :raises UnknownRuleError: when the rule is not the region's own.
    :raises InvalidError: when it would end before it began.
    """
    region = require_region(actor)
    rule = _own(region, rule_id)
    rule.last_year = last_year
    records.save(rule, "last_year")
    record(actor, Deed.END_PAYMENT, region, last_year, rule.text, at=at)
    return rule


@transaction.atomic
def discard_payment_rule(*, actor: Actor, rule_id: int, at: datetime) -> None:
    """Throw a draft away.

    :raises UnknownRuleError: when the rule is not the region's own.
    :raises PublishedRuleError: when it is in force.
    """
    region = require_region(actor)
    rule = _draft(region, rule_id)
    records.remove(PaymentRule.objects.filter(pk=rule.pk))
    record(actor, Deed.DISCARD_PAYMENT, region, rule.first_year, rule.text, at=at)


def _own(region_code: str, rule_id: int) -> PaymentRule:
    rows = PaymentRule.objects.filter(region=region_code).select_for_update(of=("self",), no_key=True)
    rule = rows.filter(pk=rule_id).first()
    if rule is None:
        raise UnknownRuleError(what=rule_id)
    return rule


def _draft(region_code: str, rule_id: int) -> PaymentRule:
    rule = _own(region_code, rule_id)
    if not rule.is_draft:
        raise PublishedRuleError
    return rule
