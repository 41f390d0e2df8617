"""What prices are held against: like offers, markets; said by the rules and by the database alike."""

from datetime import timedelta
from decimal import Decimal

import pytest

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import UnitWordError
from nongcai.domain.catalogue.models import CategoryAttribute, LikePrice
from nongcai.domain.catalogue.rules import comparing
from tests.market import AT, TODAY
from tests.prices import dear, like_offers, rivals, told_reference
from tests.shelf import category, goods


def evidence(made, on=TODAY):
    return queries.evidence_of([made.offer.pk], on)[made.offer.pk]


class TestAbove:
    @pytest.mark.parametrize(
        ("price", "percent"),
        [("112", "12"), ("100", "0.0"), ("99.5", "-0.5"), ("100.4", "0.4"), ("50", "-50"), ("300", "200")],
    )
    def test_is_in_percent(self, price, percent):
        assert comparing.above(Decimal(price), Decimal(100)) == Decimal(percent)


class TestUnits:
    @pytest.mark.parametrize(
        ("words", "price", "measured"),
        [
            ("元/公斤", "10", "mass"), ("元/斤", "20", "mass"), ("元／500g", "20", "mass"), ("每千克", "10", "mass"),
            ("元/吨", "0.01", "mass"), ("元/升", "10", "volume"), ("元/枚", "10", "count"), ("元/100克", "100", "mass"),
        ],
    )  # fmt: skip
    def test_are_read_as_markets_write_them(self, words, price, measured):
        assert comparing.by_measure(Decimal(10), *comparing.read_unit(words)) == (Decimal(price), measured)

    @pytest.mark.parametrize("words", ["", "元", "元/箱", "美元/磅"])
    def test_that_nobody_knows_are_refused(self, words):
        with pytest.raises(UnitWordError):
            comparing.read_unit(words)


class TestLikeOffers:
    def test_are_told_by_median_quartiles_and_ends(self, supplier, stall):
        like_offers()
        made = dear(stall)

        like = evidence(made).like

        assert like[:7] == (5, 3, 36, 38, 40, 42, 44)
        assert evidence(made).above_like == 200

    def test_are_none_where_too_few_could_be_compared(self, supplier, stall):
        like_offers(("18.00", "19.00", "20.00", "21.00"))
        assert evidence(dear(stall)).like is None

    def test_are_none_of_two_suppliers(self, supplier, stall):
        like_offers(count=2)
        assert evidence(dear(stall)).like is None

    def test_say_the_same_of_what_sets_prices(self, supplier, stall):
        kind = category("食用菌")
        grade = CategoryAttribute.objects.create(category=kind, name="等级", kind="text", is_priced=True)
        other = CategoryAttribute.objects.create(category=kind, name="包装", kind="text")
        made = [goods(one, "木耳", category=kind, of={"price": "20"}) for one in rivals(5)]
        own = goods(supplier, "木耳", category=kind)
        for place, one in enumerate([*made, own]):
            one.product.facts.create(attribute=grade, value="特级", folded="特级")
            one.product.facts.create(attribute=other, value=f"{place}", folded=f"{place}")
        services.reckon_like_prices(at=AT)
        assert evidence(own).like.offers == 6

        made[0].product.facts.filter(attribute=grade).update(value="一级", folded="一级")
        services.reckon_like_prices(at=AT)

        assert evidence(own).like.offers == 5
        assert evidence(made[0]).like is None

    def test_that_do_not_show_are_left_out(self, supplier, stall):
        rows = like_offers(("18.00", "19.00", "20.00", "21.00", "22.00", "23.00"))
        type(rows[0].offer).objects.filter(pk=rows[0].offer.pk).update(is_on=False)
        rows[0].put_up()
        services.reckon_like_prices(at=AT)

        assert LikePrice.objects.get().offers == 5

    def test_are_reckoned_anew(self, supplier):
        like_offers()
        assert services.reckon_like_prices(at=AT + timedelta(hours=1)) == 1
        assert LikePrice.objects.get().as_of == AT + timedelta(hours=1)


class TestReferences:
    def enter(self, stall, kind, **changes):
        told = told_reference(kind.pk, **changes)
        return services.enter_reference(actor=stall.actor("platform"), told=told, at=AT)

    def test_are_found_by_category_words_and_day(self, supplier, stall):
        group = category("干货")
        made = goods(supplier, "卢氏黑木耳", category=category("菌类", group))
        self.enter(stall, group, price="30", name="菌类均价")
        assert evidence(made).reference.price == 30

        self.enter(stall, group, words=["香菇"], price="70", name="香菇")
        self.enter(stall, group, words=["木耳"], price="50", day=TODAY - timedelta(days=3))
        self.enter(stall, group, words=["木耳"], price="48", day=TODAY - timedelta(days=9), place="西安市场")

        found = evidence(made)
        assert (found.reference.price, found.above_reference) == (50, 20)
        assert evidence(made, TODAY + timedelta(days=27)).reference.price == 50
        assert evidence(made, TODAY + timedelta(days=28)).reference.price == 30
        assert evidence(made, TODAY + timedelta(days=31)).reference is None

    def test_are_found_by_what_a_product_says_of_itself(self, supplier, stall):
        kind = category("菌类")
        made = goods(supplier, "卢氏山珍", category=kind)
        grade = CategoryAttribute.objects.create(category=kind, name="等级", kind="text")
        self.enter(stall, kind, words=["特级"], price="50")
        assert evidence(made).reference is None

        made.product.facts.create(attribute=grade, value="特级", folded="特级")

        assert evidence(made).reference.price == 50

    def test_of_another_measure_or_struck_out_say_nothing(self, supplier, stall):
        kind = category("菌类")
        made = goods(supplier, "卢氏木耳", category=kind)
        self.enter(stall, kind, unit="l")
        row = self.enter(stall, kind, price="20", quantity=Decimal(500), unit="g")
        assert evidence(made).reference.price == 40

        services.strike_reference(actor=stall.actor("platform"), reference_id=row.pk)

        assert evidence(made).reference is None
