"""The demo's eight hundred products."""

import pytest
from django.core.management import call_command

from nongcai.domain.catalogue.models import (
    LikePrice,
    Offer,
    Picture,
    PriceAlarm,
    PriceChange,
    PriceRule,
    Product,
    ProductPaper,
    ReferencePrice,
)
from nongcai.domain.catalogue.states import AlarmState, PriceBasis, ProductState
from nongcai.domain.documents.models import Document
from nongcai.domain.holds.models import Resource
from nongcai.interfaces.console.errors import ConsoleError
from nongcai.interfaces.console.management.commands.demo_goods import STYLES


class TestDemoGoods:
    @pytest.fixture(autouse=True)
    def _filled(self, db, settings, tmp_path):
        settings.DEMO, settings.FILES = True, tmp_path
        call_command("demo_market")
        call_command("demo_goods")

    def test_are_eight_hundred_in_every_state_with_drawn_pictures_and_offers(self):
        states = list(Product.objects.values_list("state", flat=True))
        picture = Picture.objects.first()
        document = Document.objects.get(owner=f"{picture.owner}:large")

        assert len(states) == 800
        assert set(states) == set(ProductState.values)
        assert states.count(ProductState.LISTED) > 550
        assert (picture.width, picture.height) == (800, 600)
        assert document.path.read_bytes().startswith(b"\xff\xd8\xff")
        assert Product.objects.filter(pictures=None).count() == Product.objects.filter(offers=None).count() == 0
        assert Resource.objects.filter(quantity=0).exists()
        assert ProductPaper.objects.exists()
        assert PriceChange.objects.filter(before__isnull=False).exists()
        assert Offer.objects.values("product__category").distinct().count() > 12
        names = Product.objects.values_list("name", flat=True)
        assert not [name for name in names if any(name.count(style) > 1 for style in STYLES if style)]

        call_command("demo_goods")

        assert Product.objects.count() == 800

    def test_have_rules_references_and_an_alarm_in_each_state(self):
        call_command("demo_prices")
        call_command("demo_prices")

        states = list(PriceAlarm.objects.values_list("state", flat=True))
        # Goods of the demo are sold on.
        assert set(states) == set(AlarmState.values) - {AlarmState.UNSOLD}
        assert PriceAlarm.objects.filter(basis=PriceBasis.ELSEWHERE).exists()
        assert PriceRule.objects.count() == 3
        assert LikePrice.objects.count() > 10
        assert ReferencePrice.objects.exists()


@pytest.mark.parametrize("command", ["demo_goods", "demo_prices"])
def test_is_for_the_demo_alone(db, settings, command):
    settings.DEMO = False

    with pytest.raises(ConsoleError):
        call_command(command)
