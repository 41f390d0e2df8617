"""Buyers are reminded of what is due soon or late, and whoever holds an exception of one past its day."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from nongcai.domain.payments.models import Due, PaymentClaim, TransferIssue
from nongcai.domain.payments.services.claiming import CLAIMS
from nongcai.domain.payments.services.noting import PAGE, tell_buyer, tell_supplier
from nongcai.domain.payments.states import Holder
from nongcai.domain.suppliers import services as supplier_services
from nongcai.foundation import records
from nongcai.foundation.money import ZERO, shown
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

# So many days before the last, and then again each week that it is late.
SOON, AGAIN = timedelta(days=5), timedelta(days=7)
DUES = "/payments/"
REMIND = N_("有{count}笔订单共{amount}元应付，其中{late}笔已逾期，请及时付款。")
OVERDUE = N_("有{count}笔到账异常已超过办理期限，请尽快核对。")
UNANSWERED = N_("有{count}笔货款确认已超过办理期限，请尽快核对。")


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind each buyer, in one message, of what is due soon or late; return how many orders that are.

    The same order is not reminded of again within a week.
    """
    today = day_of(at)
    rows = Due.objects.filter(settled_at=None, cancelled_at=None, open__gt=0, due_on__lte=today + SOON)
    fresh = rows.filter(Q(reminded_on=None) | Q(reminded_on__lte=today - AGAIN))
    dues = list(fresh.select_for_update(no_key=True).order_by("pk"))
    by_buyer: dict[int, list[Due]] = defaultdict(list)
    for due in dues:
        due.reminded_on = today
        by_buyer[due.buyer_id].append(due)
    records.update_many(dues, "reminded_on")
    for buyer_id, own in sorted(by_buyer.items()):
        tell_buyer(buyer_id, _words(own, today), at=at, page=DUES)
    return len(dues)


@transaction.atomic
def remind_of_issues(*, at: datetime) -> int:
    """Remind whoever holds exceptions past their day; return how many there are."""
    rows = TransferIssue.objects.filter(closed_at=None, due_on__lt=day_of(at))
    return _remind_holders(rows.values_list("holder", "supplier_id", "buyer_id"), OVERDUE, PAGE, at)


@transaction.atomic
def remind_of_claims(*, at: datetime) -> int:
    """Remind whoever holds claims past their day; return how many there are."""
    rows = PaymentClaim.objects.filter(closed_at=None, due_on__lt=day_of(at))
    return _remind_holders(rows.values_list("holder", "supplier_id", "buyer_id"), UNANSWERED, CLAIMS, at)


def _remind_holders(rows: Iterable[tuple[str, int, int | None]], text: str, page: str, at: datetime) -> int:
    held = list(rows)
    for supplier_id, count in _counted(s for holder, s, _b in held if holder == Holder.SUPPLIER).items():
        tell_supplier(supplier_id, text.format(count=count), at=at, page=page)
    for buyer_id, count in _counted(b for holder, _s, b in held if holder == Holder.BUYER).items():
        tell_buyer(buyer_id, text.format(count=count), at=at, page=page)
    if count := sum(holder == Holder.PLATFORM for holder, _s, _b in held):
        supplier_services.tell_platform(text.format(count=count), at=at, page=page)
    return len(held)


def _words(dues: list[Due], today: date) -> str:
    late = sum(due.due_on is not None and due.due_on < today for due in dues)
    return REMIND.format(count=len(dues), amount=shown(sum((due.open for due in dues), ZERO)), late=late)


def _counted(keys: Iterable[int | None]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for key in keys:
        if key is not None:
            found[key] += 1
    return dict(found)
