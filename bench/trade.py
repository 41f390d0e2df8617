"""A trade made up for measuring orders: units that buy for themselves, and suppliers with people and stock."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench import ground, hall, season, serving

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STOCK = 1_000_000
LINES = 3
_PEOPLE = (
    "SET session_replication_role = replica",
    """
    INSERT INTO accounts_user (username, label, password, state, is_active, is_demo, created_at)
    SELECT o.kind || o.id, CASE o.kind WHEN 'unit' THEN '采购岗' ELSE '业务岗' END, '!', 'active', true, false, now()
    FROM organisations_organisation o WHERE o.kind IN ('unit', 'supplier')
    """,
    """
    INSERT INTO organisations_membership
        (user_id, organisation_id, role, asked_role, period, may_sign, is_deputy, buys_for_id)
    SELECT a.id, o.id, CASE o.kind WHEN 'unit' THEN 'buyer' ELSE 'supplier' END, '', '[2020-01-01,)', false, false,
        CASE o.kind WHEN 'unit' THEN o.id END
    FROM accounts_user a JOIN organisations_organisation o ON a.username = o.kind || o.id
    """,
    f"UPDATE holds_resource SET quantity = {STOCK}",
    "SET session_replication_role = DEFAULT",
    "VACUUM ANALYZE",
)


@dataclass(frozen=True)
class Buyer:
    """A unit that buys for itself, its person, and the cookie of that person's session."""

    unit_id: int
    user_id: int
    cookie: str


@dataclass(frozen=True)
class Trade:
    """Who buys, what each supplier offers today: (offer, stock), and the cookies of the suppliers' people."""

    buyers: Sequence[Buyer]
    shelves: Sequence[Sequence[tuple[int, Any]]]
    sellers: Mapping[int, str]

    def order(self, buyer: Buyer, chance: random.Random, lines: int = LINES) -> dict[str, Any]:
        """Return an order of so many offers of one supplier."""
        return told(buyer, [key for key, _stock in chance.sample(chance.choice(self.shelves), lines)])


def told(buyer: Buyer, offers: Sequence[int]) -> dict[str, Any]:
    """Return an order of one piece of each of these offers."""
    return {
        "lines": [{"offer_id": key, "quantity": 1} for key in offers],
        "unit_id": buyer.unit_id,
        "purpose": "canteen",
        "receiver": "食堂库管岗",
        "phone": "0371-60000000",
        "province": "41",
        "address": "郑州市中原区某路1号",
        "payment_mode": "goods_first",
        "payer_kind": "canteen",
        "invoice_title": "某单位",
    }


def open_trade(*, offers: int, suppliers: int, units: int, lines: int = LINES) -> Trade:
    """Make it unless the database holds it."""
    from django.db import connection
    from django.utils import timezone

    from nongcai.domain.accounts.models import User
    from nongcai.domain.catalogue import queries as catalogue
    from nongcai.domain.organisations.models import Membership
    from nongcai.domain.suppliers.models import Supplier

    hall.make(offers, suppliers)
    season.make(units, is_filed=False)
    if not Membership.objects.filter(role="buyer").exists():
        ground.say("hiring people")
        with connection.cursor() as cursor:
            for statement in _PEOPLE:
                cursor.execute(statement)
    posts = Membership.objects.filter(role="buyer").order_by("pk").values_list("organisation_id", "user_id")[:units]
    hash_ = User.objects.get(pk=posts[0][1]).get_session_auth_hash()
    buyers = [Buyer(unit, user, serving.cookie_of(user, hash_)) for unit, user in posts]
    by_supplier: dict[int, list[tuple[int, Any]]] = {}
    shown = catalogue.shown(timezone.localdate()).order_by("pk")
    for supplier, key, stock in shown.values_list("supplier_id", "offer_id", "offer__resource_id"):
        by_supplier.setdefault(supplier, []).append((key, stock))
    people = dict(Membership.objects.filter(role="supplier").values_list("organisation_id", "user_id"))
    places = Supplier.objects.values_list("pk", "organisation_id")
    sellers = {supplier: serving.cookie_of(people[place], hash_) for supplier, place in places}
    return Trade(buyers, [shelf for _supplier, shelf in sorted(by_supplier.items()) if len(shelf) >= lines], sellers)
