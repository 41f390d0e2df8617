"""The account table (采购人交易账号开通填报表): who buys for which unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.models import Organisation
from nongcai.domain.organisations.services.relating import relate
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class BuyerAccount:
    """A contractor, union or state-owned enterprise that buys for a unit."""

    kind: str
    name: str
    credit_code: str
    unit_id: int
    region_code: str
    ends_on: date | None = None


@transaction.atomic
def open_buyer_accounts(*, actor: Actor, accounts: Sequence[BuyerAccount], since: date, at: datetime) -> int:
    """Make the buyers that are new and relate them to their units; return how many relations are new.

    :raises NotAllowedError: when the actor is not finance.
    """
    permissions.require_finance(actor)
    return tie_buyers(accounts, since=since, at=at)[1]


def tie_buyers(accounts: Sequence[BuyerAccount], *, since: date, at: datetime) -> tuple[list[int], int]:
    """Make the buyers that are new and relate all to their units; return each one's id, and how many relations are new.

    Who may do so was asked before.
    """
    buyers = _standing(accounts)
    if missing := {_key(one) for one in accounts} - buyers.keys():
        # Rows that do not exist yet cannot be locked: whoever makes one of the same key meanwhile is waited for.
        keys = [":".join(key) for key in missing]
        records.lock_keys(keys)
        buyers = _standing(accounts)
    new = {_key(one): one for one in accounts if _key(one) not in buyers}
    made = [
        Organisation(
            kind=one.kind,
            region_id=one.region_code,
            name=one.name,
            credit_code=one.credit_code,
            created_at=at,
        )
        for one in new.values()
    ]
    buyers |= {key: row.pk for key, row in zip(new, records.insert_many(made), strict=True)}
    wanted = {(one.kind, one.unit_id, buyers[_key(one)]): one.ends_on for one in accounts}
    added = relate(wanted, since=since, ends=wanted)
    return [buyers[_key(one)] for one in accounts], added


def _key(account: BuyerAccount) -> tuple[str, str]:
    return account.kind, account.credit_code or account.name


def _standing(accounts: Sequence[BuyerAccount]) -> dict[tuple[str, str], int]:
    kinds = {one.kind for one in accounts}
    coded = Organisation.objects.filter(
        kind__in=kinds, credit_code__in={one.credit_code for one in accounts if one.credit_code}
    )
    named = Organisation.objects.filter(
        kind__in=kinds, credit_code="", name__in={one.name for one in accounts if not one.credit_code}
    )
    found = {(one.kind, one.credit_code): one.pk for one in coded}
    return found | {(one.kind, one.name): one.pk for one in named}
