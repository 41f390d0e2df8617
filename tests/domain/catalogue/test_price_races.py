"""A supplier sets a price while the clock looks at all prices: one alarm comes of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.models import PriceAlarm, Product
from nongcai.domain.catalogue.services import alarming
from tests.market import AT, all_the_way, on_stage
from tests.prices import dear, like_offers, rule
from tests.threads import wait_for_waiting


def quietly(act):
    """Do something in a thread; a crash is an outcome."""
    try:
        return act()
    except DatabaseError as error:
        return type(error).__name__
    finally:
        connection.close()


@pytest.fixture
def offer(stage):
    """A dear offer that nobody was asked about."""
    market = on_stage(stage)
    all_the_way(market)
    like_offers()
    rule(market.actor("platform"))
    return dear(market).offer


def both_at_once(offer):
    """Look at the price while another does the same; return what came of the other's."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.watch_prices([offer.pk], at=AT)
            started = pool.submit(quietly, lambda: services.watch_prices([offer.pk], at=AT))
            wait_for_waiting(1)
        return started.result(timeout=60)


class TestWatching:
    def test_opens_one_alarm_of_two_who_look_at_once(self, offer):
        assert both_at_once(offer) == 0
        assert PriceAlarm.objects.filter(offer=offer).count() == 1

    def test_is_refused_by_the_database_without_the_lock(self, offer, monkeypatch):
        monkeypatch.setattr(alarming, "lock_products", lambda _ids: Product.objects.none())

        assert both_at_once(offer) in {"IntegrityError", "UniqueViolation"}
        assert PriceAlarm.objects.filter(offer=offer).count() == 1
