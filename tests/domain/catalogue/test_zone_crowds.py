"""Many applications to a zone are decided at once, behind a lock: in as many statements as few."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.errors import EntryRulesError
from nongcai.domain.catalogue.models import ProductPaper, Zone, ZoneEntry
from nongcai.domain.catalogue.states import EntryState
from nongcai.domain.suppliers.states import PaperKind
from tests.goods import hold_paper
from tests.market import AT
from tests.shelf import goods
from tests.zones import admit, entered, opened


def prove(stall, zone, products, rules):
    """Let a zone want what these products have."""
    held = hold_paper(stall, PaperKind.ORGANIC, until=None)
    ProductPaper.objects.bulk_create([ProductPaper(product=one, certificate="organic", paper=held) for one in products])
    Zone.objects.filter(pk=zone.pk).update(**rules)
    services.put_up([one.pk for one in products], at=AT)


class TestAdmitting:
    @pytest.mark.parametrize("rules", [{}, {"certificates": ["organic"], "high": Decimal(60)}])
    def test_takes_as_many_statements_for_many_as_for_few(self, stall, supplier, rules):
        zone, many = opened(stall), [goods(supplier, f"木耳{number}").product for number in range(24)]
        entries = [entered(stall, zone, one) for one in many]
        if rules:
            prove(stall, zone, many, rules)
        few, rest = entries[:2], entries[2:]

        with CaptureQueriesContext(connection) as for_few:
            admit(stall, zone, *few)
        with CaptureQueriesContext(connection) as for_many:
            assert admit(stall, zone, *rest) == 22

        assert len(for_many) == len(for_few) < 40

    def test_names_the_one_of_many_that_fails(self, stall, supplier):
        zone = opened(stall, high=Decimal(60))
        made = [goods(supplier, name) for name in ("木耳", "核桃")]
        entries = [entered(stall, zone, one.product) for one in made]
        type(made[1].offer).objects.filter(pk=made[1].offer.pk).update(price=31)
        made[1].put_up()

        with pytest.raises(EntryRulesError, match="核桃"):
            admit(stall, zone, *entries)
        assert not ZoneEntry.objects.filter(state=EntryState.ADMITTED).exists()
