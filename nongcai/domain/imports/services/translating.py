"""Staged rows as the rooms below want them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.organisations.services import BuyerAccount, ListedUnit
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares.services import ToldFiling

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.imports.models import StagedAccount, StagedFiling, StagedUnit


def listed(row: StagedUnit, unranked: Sequence[str] = ()) -> ListedUnit:
    """Return a directory's row; bodies known by one of the `unranked` words take no part in rankings."""
    return ListedUnit(
        code=row.unit_code,
        name=row.name,
        credit_code=row.credit_code,
        region_code=row.region_code,
        level=row.level or 1,
        supervisor_code=row.supervisor_code,
        canteen=row.canteen_kind or "none",
        host_code=row.canteen_host_code,
        union_members=row.union_members or 0,
        organisation_id=row.organisation_id,
        nature=row.nature,
        is_ranked=not programmes.is_unranked(row.name, list(unranked)),
    )


def told(row: StagedFiling, unit_id: int, at: datetime) -> ToldFiling:
    """Return a filing's row; one without a moment was told by the export."""
    return ToldFiling(
        unit_id=unit_id,
        canteen=row.canteen_kind or "none",
        canteen_total=row.canteen_total or Decimal(0),
        reserved=row.reserved or Decimal(0),
        filed_at=row.filed_at or at,
        endorsed_at=row.endorsed_at,
        confirmed_at=row.confirmed_at,
        remark=row.remark,
        as_of=row.as_of,
    )


def account(row: StagedAccount, unit_id: int, region_code: str) -> BuyerAccount:
    """Return an account's row."""
    return BuyerAccount(row.buyer_kind, row.name, row.credit_code, unit_id, region_code)
