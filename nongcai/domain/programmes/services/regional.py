"""A region's own rule of one kind is drafted, put in force, and ended by its last year."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from nongcai.domain.programmes.errors import PublishedRuleError, UnknownRuleError
from nongcai.domain.programmes.models import CountingRule, PaymentRule
from nongcai.domain.programmes.permissions import require_region
from nongcai.domain.programmes.services.recording import record
from nongcai.foundation import records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.programmes.states import Deed
    from nongcai.foundation.errors import ConflictError

RegionalRule = TypeVar("RegionalRule", CountingRule, PaymentRule)


@dataclass(frozen=True)
class Standing(Generic[RegionalRule]):
    """The acts on one kind of rule, each by the name under which it is recorded.

    `in_use` refuses to end one before this year: orders went by it.
    """

    model: type[RegionalRule]
    in_use: type[ConflictError]
    write_deed: Deed
    publish_deed: Deed
    end_deed: Deed
    discard_deed: Deed

    def write(self, actor: Actor, told: Any, at: datetime, rule_id: int | None) -> RegionalRule:
        """Draft a rule of the actor's region, or rewrite a draft; it binds nobody until it is published.

        :raises NotAllowedError: when the actor writes no region's rules.
        :raises UnknownRuleError: when the rule is not the region's own.
        :raises PublishedRuleError: when it is in force.
        """
        region = require_region(actor)
        rule = self.model(region_id=region) if rule_id is None else self._draft(region, rule_id)
        values = asdict(told)
        for name, value in values.items():
            setattr(rule, name, value)
        records.save(rule, *values)
        record(actor, self.write_deed, region, rule.first_year, rule.text, at=at)
        return rule

    def publish(
        self, actor: Actor, rule_id: int, at: datetime, require: Callable[[RegionalRule], None]
    ) -> RegionalRule:
        """Put a draft in force, if what it says is allowed; one that is in force already is refused."""
        region = require_region(actor)
        rule = self._draft(region, rule_id)
        require(rule)
        rule.published_at = at
        records.save(rule, "published_at")
        record(actor, self.publish_deed, region, rule.first_year, rule.text, at=at)
        return rule

    def end(self, actor: Actor, rule_id: int, last_year: int, at: datetime) -> RegionalRule:
        """Set the last year in which a rule holds; then that of the layer above holds again."""
        region = require_region(actor)
        rule = self._own(region, rule_id)
        this_year = day_of(at).year
        ends = last_year if rule.last_year is None else min(last_year, rule.last_year)
        if rule.published_at is not None and ends < this_year:
            raise self.in_use(year=this_year)
        rule.last_year = last_year
        records.save(rule, "last_year")
        record(actor, self.end_deed, region, last_year, rule.text, at=at)
        return rule

    def discard(self, actor: Actor, rule_id: int, at: datetime) -> None:
        """Throw a draft away; one that is in force is refused."""
        region = require_region(actor)
        rule = self._draft(region, rule_id)
        records.remove(self.model.objects.filter(pk=rule.pk))
        record(actor, self.discard_deed, region, rule.first_year, rule.text, at=at)

    def _own(self, region_code: str, rule_id: int) -> RegionalRule:
        rows = self.model.objects.filter(region=region_code).select_for_update(of=("self",), no_key=True)
        rule = rows.filter(pk=rule_id).first()
        if rule is None:
            raise UnknownRuleError(what=rule_id)
        return rule

    def _draft(self, region_code: str, rule_id: int) -> RegionalRule:
        rule = self._own(region_code, rule_id)
        if rule.published_at is not None:
            raise PublishedRuleError
        return rule
