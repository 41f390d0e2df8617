"""Whose services decide on a kind of subject, and which page is about it.

A room above that asks for approval, as orders do, has a line in `DECIDING`: its services agree downstairs and go on in
the same transaction. What stands in no line is decided by the approvals themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse

from nongcai.domain.approvals import services
from nongcai.domain.orders import services as orders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass(frozen=True)
class Deciding:
    """Services that take what those of the approvals take, and the URL name of the subject's own page."""

    agree: Callable[..., object]
    refuse: Callable[..., object]
    agree_many: Callable[..., list[services.Outcome]]
    withdraw: Callable[..., object]
    page: str = ""


OWN = Deciding(services.agree, services.refuse, services.agree_many, services.withdraw)
DECIDING = {
    orders.KIND: Deciding(orders.agree_to, orders.say_no, orders.agree_to_many, orders.give_up, "orders:order_show")
}


def deciding_on(subject: str) -> Deciding:
    """Return whose services decide on a subject."""
    return DECIDING.get(_kind(subject), OWN)


def address_of(subject: str) -> str:
    """Return the address of a subject's own page; nothing where it has none."""
    page = deciding_on(subject).page
    return reverse(page, args=(subject.partition(":")[2],)) if page else ""


def by_kind(seen: Sequence[tuple[str, int]]) -> Iterator[tuple[Deciding, list[tuple[str, int]]]]:
    """Take apart what was ticked by whose services decide on it."""
    for _kind_of, rows in groupby(sorted(seen), key=lambda one: _kind(one[0])):
        own = list(rows)
        yield deciding_on(own[0][0]), own


def _kind(subject: str) -> str:
    return subject.partition(":")[0]
