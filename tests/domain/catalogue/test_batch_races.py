"""A supplier drafts by page what its workbook is just making: both are kept, and the workbook goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.models import Offer, Product
from nongcai.domain.catalogue.services import making
from nongcai.domain.catalogue.states import BatchState
from tests import goods
from tests.batches import counts, rows, uploaded, workbook
from tests.market import on_stage


@pytest.fixture
def market(stage, settings, tmp_path):
    settings.FILES = tmp_path
    return goods.open_hall(on_stage(stage))


def drafting(market):
    """Let another of the supplier's people draft the product by page, in a connection of its own."""

    def draft():
        try:
            return goods.drafted(market).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(draft).result(timeout=60)


@pytest.fixture
def started(market):
    """A workbook of one good row that was tried and is to be done."""
    batch = uploaded(market, workbook(rows({})))
    services.start_batch(actor=market.actor("supplier"), batch_id=batch.pk, queued=False)
    return batch


class TestDrafting:
    def test_between_locking_and_looking_makes_another_product(self, market, started, monkeypatch):
        lock = making._locked

        def locked_and_then_drafted(*told):
            found = lock(*told)
            drafting(market)
            return found

        monkeypatch.setattr(making, "_locked", locked_and_then_drafted)
        batch = services.load_batch(batch_id=started.pk, at=started.created_at)

        assert (batch.state, counts(batch)) == (BatchState.LOADED, (1, 0, 0, 1))
        assert (Product.objects.count(), Offer.objects.count()) == (2, 1)

    def test_before_looking_gives_the_workbook_its_product(self, market, started):
        product_id = drafting(market)

        assert services.load_batch(batch_id=started.pk, at=started.created_at).done == 1
        assert Offer.objects.get().product_id == product_id

    def test_would_stop_the_workbook_if_it_looked_beyond_what_it_locked(self, market, started, monkeypatch):
        look, lock = queries.held_goods, making._locked

        def locked_and_then_drafted(*told):
            found = lock(*told)
            drafting(market)
            return found

        monkeypatch.setattr(making, "_locked", locked_and_then_drafted)
        monkeypatch.setattr(making.queries, "held_goods", lambda *told, **_among: look(*told))

        with pytest.raises(KeyError):
            services.load_batch(batch_id=started.pk, at=started.created_at)
