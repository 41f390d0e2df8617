from dataclasses import replace
from decimal import Decimal

import pytest

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import (
    CatchWeightError,
    FreightRowsError,
    GrossWeightError,
    MarkupError,
    NetTooSmallError,
    PriceError,
    ProductStepError,
    ProvinceError,
    SeasonError,
    TiersError,
)
from nongcai.domain.catalogue.models import Offer, PriceChange, ShelfRow
from nongcai.domain.catalogue.rules.pricing import Fee, Tier
from nongcai.domain.catalogue.states import ProductState
from nongcai.domain.holds.errors import BelowPromisedError
from nongcai.domain.holds.models import Resource
from nongcai.foundation.errors import InvalidError, NotAllowedError, NotFoundError
from tests.goods import drafted, listed, offered, second_supplier, told_offer
from tests.market import AT


def price(market, offer, value, *tiers):
    return services.price_offer(
        actor=market.actor("supplier"), offer_id=offer.pk, price=Decimal(value), tiers=tiers, at=AT
    )


def change(market, offer, **changes):
    told = told_offer(**changes)
    return services.change_offer(actor=market.actor("supplier"), offer_id=offer.pk, told=told, at=AT)


def stock(market, offer, quantity):
    return services.stock_offer(actor=market.actor("supplier"), offer_id=offer.pk, quantity=Decimal(quantity), at=AT)


class TestAdd:
    def test_computes_what_is_in_a_sale_unit(self, market):
        offer = offered(market, drafted(market), specification="250克×20袋/箱", sale_unit="case", pieces=20)

        assert (offer.net, offer.measured) == (Decimal("5.000"), "mass")

    @pytest.mark.parametrize(
        ("quantity", "unit", "net", "measured"),
        [("500", "ml", "0.500", "volume"), ("30", "piece", "30.000", "count"), ("2.5", "kg", "2.500", "mass")],
    )
    def test_computes_it_from_the_unit_of_the_label(self, market, quantity, unit, net, measured):
        offer = offered(market, drafted(market, net_quantity=Decimal(quantity), net_unit=unit))

        assert (offer.net, offer.measured) == (Decimal(net), measured)

    def test_keeps_stock_and_first_price(self, market):
        offer = offered(market, drafted(market), price="25.00", quantity="80")

        assert queries.stock_of([offer])[offer.resource_id].owner == f"offer:{offer.pk}"
        assert queries.stock_of([offer])[offer.resource_id].available == 80
        assert [(row.before, row.after) for row in queries.prices_of(offer)] == [(None, Decimal("25.00"))]

    @pytest.mark.parametrize(
        ("refusal", "changes"),
        [
            (PriceError, {"price": "0"}),
            (PriceError, {"price": "-3"}),
            (PriceError, {"price": "9.999"}),
            (MarkupError, {"specification": "<img src=x>"}),
            (SeasonError, {"season_from": 9}),
            (InvalidError, {"season_from": 0, "season_to": 13}),
            (InvalidError, {"pieces": 0}),
            (InvalidError, {"minimum": 0}),
            (InvalidError, {"sale_unit": "ton"}),
            (CatchWeightError, {"is_catch_weight": True}),
            (CatchWeightError, {"band_percent": Decimal(5)}),
            (CatchWeightError, {"is_catch_weight": True, "band_percent": Decimal(31)}),
            (GrossWeightError, {"gross_kilograms": Decimal(0)}),
            (NotFoundError, {"freight_id": 1}),
        ],
    )
    def test_refuses_what_makes_no_sense_and_keeps_nothing(self, market, refusal, changes):
        product = drafted(market)

        with pytest.raises(refusal):
            offered(market, product, **changes)

        assert not Offer.objects.exists()
        assert not Resource.objects.exists()

    def test_refuses_a_content_too_small_to_keep(self, market):
        with pytest.raises(NetTooSmallError):
            offered(market, drafted(market, net_quantity=Decimal("0.4")))

    def test_takes_goods_paid_by_weight_with_a_band(self, market):
        product = drafted(market, net_quantity=Decimal("1.5"), net_unit="kg")

        offer = offered(market, product, sale_unit="head", is_catch_weight=True, band_percent=Decimal("8.0"))

        assert (offer.net, offer.band_percent) == (Decimal("1.500"), Decimal("8.0"))

    def test_refuses_goods_paid_by_weight_that_are_counted(self, market):
        product = drafted(market, net_quantity=Decimal(1), net_unit="piece")

        with pytest.raises(CatchWeightError):
            offered(market, product, is_catch_weight=True, band_percent=Decimal(8))

    def test_refuses_a_specification_twice(self, market):
        product = drafted(market)
        offered(market, product)

        with pytest.raises(InvalidError) as refusal:
            offered(market, product)

        assert refusal.value.fields == {"": ["该商品已有同名规格。"]}

    def test_is_the_suppliers_and_of_what_is_sold(self, market):
        product = listed(market)
        with pytest.raises(NotAllowedError):
            services.add_offer(
                actor=market.actor("platform"),
                product_id=product.pk,
                told=told_offer(),
                price=Decimal(1),
                quantity=Decimal(1),
                at=AT,
            )
        services.retire_product(actor=market.actor("supplier"), product_id=product.pk, at=AT)

        with pytest.raises(ProductStepError):
            offered(market, product, specification="另一种")


class TestPrice:
    def test_is_kept_each_time_and_leaves_the_product_listed(self, market):
        product = listed(market)
        offer = queries.offers_of(product).get()

        price(market, offer, "23.50")
        price(market, offer, "23.50")
        price(market, offer, "26.00")

        assert [row.after for row in queries.prices_of(offer)] == [Decimal("26.00"), Decimal("23.50"), Decimal("25.00")]
        product.refresh_from_db()
        assert product.state == ProductState.LISTED
        assert ShelfRow.objects.get().unit_price == Decimal("104.0000")

    def test_has_tiers_that_fall(self, market):
        offer = offered(market, drafted(market))

        price(market, offer, "25", Tier(10, Decimal("24.00")), Tier(50, Decimal("22.50")))
        assert [one.price for one in queries.tiers_of(Offer.objects.get())] == [Decimal("24.00"), Decimal("22.50")]

        with pytest.raises(TiersError):
            price(market, offer, "24", Tier(10, Decimal("24.00")))
        price(market, offer, "25")
        assert queries.tiers_of(Offer.objects.get()) == []

    def test_is_never_edited(self, market):
        offered(market, drafted(market))

        with pytest.raises(Exception, match="Cannot update"):
            PriceChange.objects.update(after=1)


class TestStock:
    def test_leaves_the_product_listed_and_says_when_there_is_none(self, market):
        product = listed(market)
        offer = queries.offers_of(product).get()

        stock(market, offer, 0)

        assert not ShelfRow.objects.get().in_stock
        product.refresh_from_db()
        assert product.state == ProductState.LISTED

    def test_never_goes_below_what_was_promised(self, market):
        offer = offered(market, drafted(market))
        Resource.objects.update(held=30, committed=12)

        with pytest.raises(BelowPromisedError) as refusal:
            stock(market, offer, 41)

        assert "42" in str(refusal.value)


class TestChange:
    def test_measures_anew(self, market):
        offer = offered(market, drafted(market))

        assert change(market, offer, pieces=4).net == Decimal("1.000")

    def test_is_not_somebody_elses(self, market):
        offer = queries.offers_of(listed(market)).get()
        _other, actor = second_supplier(market)

        with pytest.raises(NotFoundError):
            services.change_offer(actor=actor, offer_id=offer.pk, told=told_offer(), at=AT)

    def test_switches_it_off(self, market):
        offer = queries.offers_of(listed(market)).get()

        services.switch_offer(actor=market.actor("supplier"), offer_id=offer.pk, is_on=False, at=AT)

        assert not ShelfRow.objects.get().is_up


class TestPlan:
    FEES = (Fee("", first_fee=Decimal(8), next_fee=Decimal(2)), Fee("65", delivers=False))

    def plan(self, market, *fees, name="普通快递"):
        return services.add_plan(actor=market.actor("supplier"), name=name, fees=fees or self.FEES)

    def test_is_kept_by_province(self, market):
        found = queries.fees_of(self.plan(market))

        assert sorted(fee.province for fee in found) == ["", "65"]

    @pytest.mark.parametrize(
        ("refusal", "fees"),
        [
            (FreightRowsError, [Fee("41"), Fee("41")]),
            (FreightRowsError, [Fee("", delivers=False)]),
            (ProvinceError, [Fee("00"), Fee("99")]),
            (InvalidError, [Fee("41", first_fee=Decimal(-1))]),
            (InvalidError, [Fee("41", first_kilograms=Decimal(0))]),
        ],
    )
    def test_refuses_what_contradicts_itself(self, market, refusal, fees):
        with pytest.raises(refusal):
            self.plan(market, *fees)

    def test_of_counted_goods_wants_a_gross_weight(self, market):
        plan = self.plan(market)
        product = drafted(market, net_quantity=Decimal(30), net_unit="piece")

        with pytest.raises(GrossWeightError):
            offered(market, product, freight_id=plan.pk)
        assert offered(market, product, freight_id=plan.pk, gross_kilograms=Decimal("2.1")).pk

    def test_is_ones_own(self, market):
        plan = self.plan(market)
        _other, actor = second_supplier(market)

        with pytest.raises(NotFoundError):
            services.change_plan(actor=actor, plan_id=plan.pk, name="甲", fees=self.FEES, at=AT)

    def test_changes_for_all_that_go_by_it(self, market):
        plan = self.plan(market)
        fees = [replace(self.FEES[0], free_from=Decimal(99))]

        services.change_plan(actor=market.actor("supplier"), plan_id=plan.pk, name="快递", fees=fees, at=AT)

        plan.refresh_from_db()
        assert (plan.name, queries.fees_of(plan)) == ("快递", fees)
