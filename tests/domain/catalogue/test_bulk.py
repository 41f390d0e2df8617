from decimal import Decimal

import pytest

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import MarkupError, NeedsMissingError, PriceError, ProductStepError
from nongcai.domain.catalogue.models import Offer, Product, ShelfRow
from nongcai.domain.catalogue.services import Bundle
from nongcai.domain.catalogue.states import ProductState
from nongcai.foundation import pictures
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.goods import handed_in, picture, second_supplier, told_offer, told_product
from tests.market import AT


def bundle(number, price="25.00", **changes):
    told = told_product(**{"name": f"木耳{number}", **changes})
    shown = [(pictures.prepare(picture()), "袋装")]
    return Bundle(told, told_offer(), Decimal(price), Decimal(number), shown)


def drafted(market, *bundles):
    return services.draft_products(actor=market.actor("supplier"), bundles=bundles, at=AT)


def handed(market, rows):
    keys = [row.pk for row in rows]
    services.submit_products(actor=market.actor("supplier"), product_ids=keys, at=AT)
    return keys


class TestDraftProducts:
    def test_keep_the_same_as_one_by_one(self, market):
        [row, _other] = drafted(market, bundle(1), bundle(2))
        alone = handed_in(market, name="木耳1")

        offer = queries.offers_of(row).get()
        assert queries.told_by(Product.objects.get(pk=row.pk)) == queries.told_by(alone) | {
            "图片": f"袋装（{row.pictures.get().sha256[:8]}）"
        }
        assert queries.stock_of([offer])[offer.resource_id].quantity == 1
        assert [one.after for one in queries.prices_of(offer)] == [Decimal("25.00")]
        assert queries.picture_file(row.pictures.get(), "small").path.exists()

    @pytest.mark.parametrize(
        ("refusal", "wrong"), [(PriceError, {"price": "0"}), (MarkupError, {"storage": "<script>"})]
    )
    def test_keep_all_or_nothing(self, market, refusal, wrong):
        with pytest.raises(refusal):
            drafted(market, bundle(1), bundle(2, **wrong))

        assert not Product.objects.exists()
        assert not Offer.objects.exists()


class TestSubmitAndPassProducts:
    def test_take_them_to_the_shelf(self, market):
        keys = handed(market, drafted(market, bundle(1), bundle(2)))

        services.pass_products(actor=market.actor("platform"), product_ids=keys, at=AT)

        assert set(Product.objects.values_list("state", "version")) == {(ProductState.LISTED, 1)}
        assert ShelfRow.objects.filter(is_up=True).count() == 2
        assert queries.steps_of(Product.objects.get(pk=keys[0])).last().told["商品名称"] == "木耳1"

    def test_refuse_all_when_one_may_not(self, market):
        meat = drafted(market, bundle(1), bundle(2, place="熟食腊味"))

        with pytest.raises(NeedsMissingError):
            handed(market, meat)
        assert not Product.objects.exclude(state=ProductState.DRAFT).exists()

    def test_are_taken_once_and_by_those_whose_they_are(self, market):
        rows = drafted(market, bundle(1))
        keys = handed(market, rows)
        _supplier, other = second_supplier(market)

        with pytest.raises(ProductStepError):
            handed(market, rows)
        with pytest.raises(NotFoundError):
            services.submit_products(actor=other, product_ids=keys, at=AT)
        with pytest.raises(NotAllowedError):
            services.pass_products(actor=market.actor("supplier"), product_ids=keys, at=AT)
