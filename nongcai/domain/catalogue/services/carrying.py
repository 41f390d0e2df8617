"""A supplier says what carriage costs, by province."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.errors import ProvinceError
from nongcai.domain.catalogue.models import FreightPlan, FreightRow, Product
from nongcai.domain.catalogue.rules import describing, pricing
from nongcai.domain.catalogue.services.shelving import put_up
from nongcai.domain.catalogue.services.stepping import admitted
from nongcai.domain.regions import queries as regions
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.catalogue.rules.pricing import Fee
    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def add_plan(*, actor: Actor, name: str, fees: Sequence[Fee]) -> FreightPlan:
    """Write down a plan of carriage.

    :raises FreightRowsError: when a province stands twice, or nothing is delivered anywhere.
    :raises InvalidError: when there is one of this name.
    """
    supplier = admitted(actor)
    plan = FreightPlan(supplier=supplier)
    _write(plan, name, fees)
    return plan


@transaction.atomic
def change_plan(*, actor: Actor, plan_id: int, name: str, fees: Sequence[Fee], at: datetime) -> FreightPlan:
    """Write a plan of carriage anew; it holds for all offers that go by it.

    :raises NotFoundError: when it is somebody else's.
    """
    supplier = admitted(actor)
    rows = queries.plans_of(supplier.pk).select_for_update(of=("self",), no_key=True)
    plan = rows.filter(pk=plan_id).first()
    if plan is None:
        raise NotFoundError(what=plan_id)
    _write(plan, name, fees)
    concerned = Product.objects.filter(offers__freight=plan, listed_at__isnull=False).distinct()
    put_up(list(concerned.values_list("pk", flat=True)), at=at)
    return plan


def _write(plan: FreightPlan, name: str, fees: Sequence[Fee]) -> None:
    describing.require_plain({"name": name})
    pricing.require_fees(fees)
    known = regions.known(f"{fee.province}0000" for fee in fees if fee.province)
    for fee in fees:
        if fee.province and f"{fee.province}0000" not in known:
            raise ProvinceError(code=fee.province)
    plan.name = name.strip()
    records.save(plan, "name")
    records.remove(FreightRow.objects.filter(plan=plan))
    for fee in fees:
        records.save(
            FreightRow(
                plan=plan,
                province=fee.province,
                delivers=fee.delivers,
                first_kilograms=fee.first_kilograms,
                first_fee=fee.first_fee,
                next_fee=fee.next_fee,
                free_from=fee.free_from,
            )
        )
