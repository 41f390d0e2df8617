"""Rules as offices would type them, and who types them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.programmes import services
from nongcai.domain.programmes.services import ToldCountingRule, ToldPaymentRule, ToldProgramme, ToldRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.programmes.models import CountingRule, PaymentRule

AT = datetime(2025, 1, 15, 2, 0, tzinfo=UTC)


def bureau_of(region_code: str) -> Actor:
    """Return an actor of a region's finance department, which is founded if need be."""
    organisation_services.found_finance_nodes(region_codes=[region_code], at=AT)
    return organisations.operator_of(organisations.finance_node(region_code))


def percent(value: object | None, base: str = "canteen_total", **changes: object) -> ToldRule:
    """Return a rule: at least so many percent of a base shall be reserved."""
    rule = ToldRule(
        first_year=2025,
        last_year=2025,
        subject="canteen_minimum",
        group=1,
        base=base,
        operator="at_least",
        value=None if value is None else Decimal(str(value)),
        measure="percent",
        strength="must",
        applies_to="",
        condition="",
        document="年度工作通知",
        paragraph="第二条",
        text=f"预留比例不低于{value}%。",
    )
    return replace(rule, **changes)  # type: ignore[arg-type]  # field names are checked at run time


def payment(**changes: object) -> ToldPaymentRule:
    """Return a payment rule: shorter than the law's."""
    rule = ToldPaymentRule(
        first_year=2025,
        last_year=None,
        goods_first_days=15,
        longest_days=40,
        pay_first_days=30,
        extension_days=15,
        inspection_days=5,
        check_days=3,
        refund_days=7,
        lapses_after_days=10,
        document="郑财购〔2025〕1号",
        paragraph="三（二）",
        text="先货后款的，自交付之日起15日内付款。",
    )
    return replace(rule, **changes)  # type: ignore[arg-type]  # field names are checked at run time


def counting(**changes: object) -> ToldCountingRule:
    """Return a counting rule: what is paid and accepted counts in the year in which it was ordered."""
    rule = ToldCountingRule(
        first_year=2025,
        last_year=None,
        needs=["paid", "goods"],
        year_by="ordered",
        accepts_after_days=7,
        document="郑财购〔2025〕2号",
        paragraph="四（一）",
        text="付清货款并验货的订单，按下单时间计入当年采购额。",
    )
    return replace(rule, **changes)  # type: ignore[arg-type]  # field names are checked at run time


@contextmanager
def unguarded() -> Iterator[None]:
    """Let what was loaded with the system be changed, as if it had always said so."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def rewritten(kind: type[CountingRule | PaymentRule], **values: object) -> None:
    """Let all rules of a kind say something else."""
    with unguarded():
        kind.objects.update(**values)


def by_head(yuan: object, operator: str = "at_least", **changes: object) -> ToldRule:
    """Return a rule: a union buys for so many yuan a member and year."""
    usual = {"subject": "union_minimum", "strength": "principle", "applies_to": "has_union_funds"}
    return percent(yuan, "member", operator=operator, measure="yuan", **(usual | changes))


def not_below_last_year(**changes: object) -> ToldRule:
    """Return a rule: no less than was reserved the year before."""
    return percent(100, "reserved_last_year", **({"subject": "last_year"} | changes))


def in_force(region_code: str, *rules: ToldRule) -> None:
    """Write and publish rules as a region's finance department."""
    actor = bureau_of(region_code)
    for told in rules:
        rule = services.write_rule(actor=actor, told=told, at=AT)
        services.publish_rule(actor=actor, rule_id=rule.pk, at=AT)


def told_programme(**changes: object) -> ToldProgramme:
    """Return a season of self-filing in March."""
    programme = ToldProgramme(
        title="预留份额填报（2025年度）",
        zone_name="脱贫地区",
        leading_count=4,
        mode="self_filed",
        files_from=date(2025, 3, 1),
        files_due=date(2025, 3, 24),
        endorse_due=date(2025, 3, 26),
        confirm_due=date(2025, 3, 28),
        report_due=date(2025, 3, 31),
        finish_by=date(2025, 10, 31),
        moves_to_workday=False,
        has_second_review=False,
        document="年度工作通知",
    )
    return replace(programme, **changes)  # type: ignore[arg-type]  # field names are checked at run time
