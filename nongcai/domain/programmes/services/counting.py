"""A region's counting rule (计入口径): when an order counts, and in which year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.programmes import queries
from nongcai.domain.programmes.errors import CountedByRuleError, LooserRuleError
from nongcai.domain.programmes.models import CountingRule
from nongcai.domain.programmes.services.regional import Standing
from nongcai.domain.programmes.states import Deed

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

_RULES = Standing(
    CountingRule,
    CountedByRuleError,
    Deed.WRITE_COUNTING,
    Deed.PUBLISH_COUNTING,
    Deed.END_COUNTING,
    Deed.DISCARD_COUNTING,
)


@dataclass(frozen=True)
class ToldCountingRule:
    """What a document says of counting: which facts an order needs, and by which moment its year is told.

    Goods that nobody looks at are accepted by themselves after `accepts_after_days` calendar days; never, where None.
    """

    first_year: int
    last_year: int | None
    needs: list[str]
    year_by: str
    accepts_after_days: int | None
    document: str
    paragraph: str
    text: str


@transaction.atomic
def write_counting_rule(
    *, actor: Actor, told: ToldCountingRule, at: datetime, rule_id: int | None = None
) -> CountingRule:
    """Draft a counting rule of one's region, or rewrite a draft; it binds nobody until it is published.

    :raises NotAllowedError: when the actor writes no region's rules.
    :raises UnknownRuleError: when the rule is not the region's own.
    :raises PublishedRuleError: when it is in force.
    :raises InvalidError: when it needs nothing, or its years are out of order.
    """
    return _RULES.write(actor, told, at, rule_id)


@transaction.atomic
def publish_counting_rule(*, actor: Actor, rule_id: int, at: datetime) -> CountingRule:
    """Put a drafted counting rule in force. What has counted stands; what has not, goes by it from then on.

    One that needs less than the layer above names its paragraph: what an issued document says is not refused.

    :raises UnknownRuleError: when the rule is not the region's own.
    :raises PublishedRuleError: when it is in force already.
    :raises LooserRuleError: when it needs less than the rule above and names no paragraph.
    """
    return _RULES.publish(actor, rule_id, at, _require_no_looser)


@transaction.atomic
def end_counting_rule(*, actor: Actor, rule_id: int, last_year: int, at: datetime) -> CountingRule:
    """Set the last year in which a counting rule holds; then that of the layer above holds again.

    :raises UnknownRuleError: when the rule is not the region's own.
    :raises CountedByRuleError: when it would have ended before this year, or did: orders counted by it.
    :raises InvalidError: when it would end before it began.
    """
    return _RULES.end(actor, rule_id, last_year, at)


@transaction.atomic
def discard_counting_rule(*, actor: Actor, rule_id: int, at: datetime) -> None:
    """Throw a draft away.

    :raises UnknownRuleError: when the rule is not the region's own.
    :raises PublishedRuleError: when it is in force.
    """
    _RULES.discard(actor, rule_id, at)


def _require_no_looser(rule: CountingRule) -> None:
    above = queries.counting_above(rule.region_id, rule.first_year)
    if above and not rule.paragraph and not set(above.needs) <= set(rule.needs):
        raise LooserRuleError(layer=above.region.name, higher=above.text, document=above.document)
