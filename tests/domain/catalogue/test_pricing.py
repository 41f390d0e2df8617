from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nongcai.domain.catalogue.errors import FreightRowsError, PriceError, TiersError
from nongcai.domain.catalogue.rules import pricing
from nongcai.domain.catalogue.rules.pricing import Fee, Tier

PRICES = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)
NETS = st.decimals(Decimal("0.001"), Decimal("9999"), places=3)
WEIGHTS = st.decimals(Decimal(0), Decimal(500), places=3)
FEES = st.decimals(Decimal(0), Decimal(99), places=2)
PROVINCES = st.sampled_from(["41", "65", "54", "46"])


@st.composite
def falling(draw):
    """Draw a price and tiers that fall."""
    prices = sorted(draw(st.lists(PRICES, min_size=1, max_size=5, unique=True)), reverse=True)
    starts = sorted(
        draw(st.lists(st.integers(2, 5000), min_size=len(prices) - 1, max_size=len(prices) - 1, unique=True))
    )
    return prices[0], [Tier(start, price) for start, price in zip(starts, prices[1:], strict=True)]


@st.composite
def plans(draw):
    """Draw a plan of carriage: some provinces, perhaps all others."""
    names = draw(st.lists(st.sampled_from(["", "41", "65", "54"]), unique=True, max_size=4))
    return [
        Fee(
            name,
            draw(st.booleans()),
            draw(st.decimals(Decimal("0.1"), Decimal(20), places=1)),
            draw(FEES),
            draw(FEES),
            draw(st.none() | PRICES),
        )
        for name in names
    ]


class TestNetOf:
    @pytest.mark.parametrize(
        ("quantity", "unit", "pieces", "net"),
        [
            ("500", "g", 1, "0.500"),
            ("2.5", "kg", 4, "10.000"),
            ("330", "ml", 24, "7.920"),
            ("1.8", "l", 6, "10.800"),
            ("30", "piece", 1, "30.000"),
            ("0.4", "g", 1, None),
            ("999999999", "kg", 2, None),
        ],
    )
    def test_is_in_kilograms_litres_or_pieces(self, quantity, unit, pieces, net):
        assert pricing.net_of(Decimal(quantity), unit, pieces) == (None if net is None else Decimal(net))

    @given(st.integers(1, 10**6), st.integers(1, 100))
    def test_says_of_grams_and_kilograms_the_same(self, grams, pieces):
        assert pricing.net_of(Decimal(grams), "g", pieces) == pricing.net_of(Decimal(grams) / 1000, "kg", pieces)


class TestRequirePrice:
    @given(PRICES)
    def test_lets_pass_what_can_be_paid(self, price):
        pricing.require_price(price)

    @pytest.mark.parametrize("price", ["0", "0.00", "-1", "12.345", "1e12", "NaN", "Infinity"])
    def test_refuses_the_rest_in_one_sentence(self, price):
        with pytest.raises(PriceError) as refusal:
            pricing.require_price(Decimal(price))

        assert "price" in refusal.value.fields


class TestTiers:
    @given(falling(), st.integers(1, 6000), st.integers(1, 6000))
    def test_never_ask_more_for_more(self, told, few, many):
        price, tiers = told
        pricing.require_tiers(price, tiers)
        few, many = sorted((few, many))

        assert pricing.price_at(price, tiers, many) <= pricing.price_at(price, tiers, few) <= price

    @given(falling(), st.integers(1, 6000), st.randoms(use_true_random=False))
    def test_do_not_depend_on_their_order(self, told, quantity, random):
        price, tiers = told
        shuffled = random.sample(tiers, len(tiers))

        assert pricing.price_at(price, shuffled, quantity) == pricing.price_at(price, tiers, quantity)

    @pytest.mark.parametrize(
        "tiers",
        [
            [Tier(1, Decimal(9))],
            [Tier(10, Decimal(10))],
            [Tier(10, Decimal(11))],
            [Tier(10, Decimal(9)), Tier(10, Decimal(8))],
            [Tier(20, Decimal(8)), Tier(10, Decimal(7))],
            [Tier(10, Decimal(8)), Tier(20, Decimal(8))],
        ],
    )
    def test_are_refused_when_more_does_not_cost_less(self, tiers):
        with pytest.raises(TiersError):
            pricing.require_tiers(Decimal(10), tiers)


class TestFreight:
    def test_counts_each_begun_kilogram_after_the_first(self):
        fee = Fee("41", first_kilograms=Decimal(2), first_fee=Decimal(8), next_fee=Decimal("1.50"))

        told = [
            pricing.freight_to([fee], "41", kilograms=Decimal(one), goods=Decimal(1)) for one in ("0", "2", "2.001")
        ]

        assert told == [Decimal("8.00"), Decimal("8.00"), Decimal("9.50")]

    def test_is_free_from_an_amount(self):
        fee = Fee("", first_fee=Decimal(8), free_from=Decimal(99))

        assert pricing.freight_to([fee], "41", kilograms=Decimal(1), goods=Decimal(99)) == 0
        assert pricing.freight_to([fee], "41", kilograms=Decimal(1), goods=Decimal("98.99")) == 8

    @given(plans(), PROVINCES, WEIGHTS, WEIGHTS, PRICES)
    def test_never_falls_with_the_weight(self, fees, province, light, heavy, goods):
        light, heavy = sorted((light, heavy))
        less, more = (pricing.freight_to(fees, province, kilograms=one, goods=goods) for one in (light, heavy))

        assert (less is None) == (more is None)
        assert less is None or less <= more

    @given(plans(), PROVINCES)
    def test_is_withheld_where_no_row_delivers(self, fees, province):
        rows = {fee.province: fee.delivers for fee in fees}

        assert (pricing.withheld_from(fees, [province]) == []) == rows.get(province, rows.get("", False))

    @pytest.mark.parametrize("fees", [[], [Fee("", delivers=False)], [Fee("41"), Fee("41")]])
    def test_plan_is_refused_that_contradicts_itself(self, fees):
        with pytest.raises(FreightRowsError):
            pricing.require_fees(fees)


class TestDelivered:
    @given(falling(), NETS, plans() | st.none(), PROVINCES, st.integers(1, 5000))
    def test_is_goods_and_carriage_by_what_is_in_it(self, told, net, fees, province, quantity):
        price, tiers = told
        found = pricing.delivered(
            price=price, tiers=tiers, net=net, weight=net, fees=fees, province=province, quantity=quantity
        )
        assume(found is not None)

        assert found.total == found.goods + found.freight
        assert found.goods == pricing.price_at(price, tiers, quantity) * quantity
        assert abs(found.unit_price * net * quantity - found.total) <= net * quantity * Decimal("0.00005")

    @given(PRICES, NETS, st.integers(1, 5000), PROVINCES)
    def test_without_a_plan_is_free_to_everywhere(self, price, net, quantity, province):
        found = pricing.delivered(
            price=price, tiers=[], net=net, weight=net, fees=None, province=province, quantity=quantity
        )

        assert found.freight == 0
        assert found.unit_price == pricing.unit_price(price * quantity, net * quantity)

    def test_is_nothing_where_it_is_not_delivered(self):
        fees = [Fee("", delivers=True), Fee("65", delivers=False)]
        told = {"price": Decimal(9), "tiers": [], "net": Decimal(1), "weight": Decimal(1), "fees": fees, "quantity": 1}

        assert pricing.delivered(province="65", **told) is None
        assert pricing.delivered(province="41", **told) is not None

    @pytest.mark.parametrize(
        ("gross", "measured", "weight"), [("1.2", "count", "1.2"), (None, "mass", "0.5"), (None, "count", "0")]
    )
    def test_goes_by_the_gross_weight_where_it_is_told(self, gross, measured, weight):
        told = pricing.carried(Decimal(gross) if gross else None, Decimal("0.5"), measured)

        assert told == Decimal(weight)
