"""A rule is drafted, put in force, and ended by its last year."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries
from nongcai.domain.programmes.errors import LooserRuleError, PublishedRuleError, UnknownRuleError
from nongcai.domain.programmes.models import Rule
from nongcai.domain.programmes.permissions import require_layer
from nongcai.domain.programmes.services.recording import record
from nongcai.domain.programmes.states import Deed
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.programmes.permissions import Layer
    from nongcai.foundation.errors import DomainError


@dataclass(frozen=True)
class ToldRule:
    """One sentence of a document; a rule without a number leaves value, base, operator and measure empty."""

    first_year: int
    last_year: int | None
    subject: str
    group: int
    base: str
    operator: str
    value: Decimal | None
    measure: str
    strength: str
    applies_to: str
    condition: str
    document: str
    paragraph: str
    text: str


@transaction.atomic
def write_rule(*, actor: Actor, told: ToldRule, at: datetime, rule_id: int | None = None) -> Rule:
    """Draft a rule of one's own layer, or rewrite a draft; it binds nobody until it is published.

    :raises NotAllowedError: when the actor writes no layer.
    :raises UnknownRuleError: when the rule is not the layer's own.
    :raises PublishedRuleError: when it is in force.
    :raises InvalidError: when its number is incomplete or its years are out of order.
    """
    layer = require_layer(actor)
    if rule_id is None:
        rule = Rule(region_id=layer.region_code, organisation_id=layer.organisation_id)
    else:
        rule = _draft(layer, rule_id)
    values = asdict(told)
    for name, value in values.items():
        setattr(rule, name, value)
    records.save(rule, *values)
    record(actor, Deed.WRITE_RULE, layer.region_code, rule.first_year, rule.text, at=at)
    return rule


@transaction.atomic
def publish_rule(*, actor: Actor, rule_id: int, at: datetime) -> Rule:
    """Put a drafted rule in force.

    What an issued document says is not refused; where it asks for less than a higher layer's rule, document and
    paragraph must be named.

    :raises UnknownRuleError: when the rule is not the layer's own.
    :raises PublishedRuleError: when it is in force already.
    :raises LooserRuleError: when it is looser than a higher rule and names no paragraph.
    """
    rule = _draft(require_layer(actor), rule_id)
    if not rule.paragraph:
        _require_no_looser(rule)
    rule.published_at = at
    records.save(rule, "published_at")
    record(actor, Deed.PUBLISH_RULE, rule.region_id, rule.first_year, rule.text, at=at)
    return rule


@transaction.atomic
def publish_rules(*, actor: Actor, year: int, at: datetime) -> tuple[int, list[tuple[str, DomainError]]]:
    """Put all drafts of one's own layer that begin in a year in force, as after copying a year.

    Returns how many were, and (text, refusal) of those that are looser than a higher rule and name no paragraph: they
    stay drafts, and do not stop the others.

    :raises NotAllowedError: when the actor writes no layer.
    """
    layer = require_layer(actor)
    drafts = queries.drafts_of(layer.region_code, year, organisation_id=layer.organisation_id).filter(first_year=year)
    published = 0
    refused: list[tuple[str, DomainError]] = []
    for rule_id, text in drafts.order_by("pk").values_list("pk", "text"):
        try:
            publish_rule(actor=actor, rule_id=rule_id, at=at)
        except LooserRuleError as refusal:
            refused.append((text, refusal))
        else:
            published += 1
    return published, refused


@transaction.atomic
def end_rule(*, actor: Actor, rule_id: int, last_year: int, at: datetime) -> Rule:
    """Set the last year in which a rule holds; earlier years stay as they were judged.

    :raises UnknownRuleError: when the rule is not the layer's own.
    :raises InvalidError: when it would end before it began.
    """
    rule = _own(require_layer(actor), rule_id)
    rule.last_year = last_year
    records.save(rule, "last_year")
    record(actor, Deed.END_RULE, rule.region_id, last_year, rule.text, at=at)
    return rule


@transaction.atomic
def discard_rule(*, actor: Actor, rule_id: int, at: datetime) -> None:
    """Throw a draft away.

    :raises UnknownRuleError: when the rule is not the layer's own.
    :raises PublishedRuleError: when it is in force.
    """
    rule = _draft(require_layer(actor), rule_id)
    records.remove(Rule.objects.filter(pk=rule.pk))
    record(actor, Deed.DISCARD_RULE, rule.region_id, rule.first_year, rule.text, at=at)


def _own(layer: Layer, rule_id: int) -> Rule:
    rows = Rule.objects.filter(region=layer.region_code, organisation=layer.organisation_id)
    rule = rows.select_for_update(of=("self",), no_key=True).filter(pk=rule_id).first()
    if rule is None:
        raise UnknownRuleError(what=rule_id)
    return rule


def _draft(layer: Layer, rule_id: int) -> Rule:
    rule = _own(layer, rule_id)
    if rule.published_at is not None:
        raise PublishedRuleError
    return rule


def _require_no_looser(rule: Rule) -> None:
    path = organisations.node(rule.organisation_id).path if rule.organisation_id else ""
    binding = queries.rules_for(rule.region_id, rule.first_year, path=path, drafts=[rule.pk])
    higher = queries.loosened(binding).get(rule.pk)
    if higher is not None:
        raise LooserRuleError(layer=higher.layer_name, higher=higher.shown, document=higher.document)
