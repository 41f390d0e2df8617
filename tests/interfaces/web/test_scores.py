"""What buyers thought, on the seller's page and through the API."""

import pytest
from django.urls import reverse

from nongcai.domain.orders import services
from tests.market import AT
from tests.orders import open_trade
from tests.shelf import sell_for_good

pytestmark = pytest.mark.django_db


@pytest.fixture
def trade(cast):
    found = open_trade(cast)
    sell_for_good(found.offer.product.supplier)
    return found


def test_are_shown_with_their_formula_where_something_was_evaluated(trade, browser_of):
    supplier, buyer = trade.market.supplier.pk, browser_of("buyer")
    address = reverse("hall:seller_show", args=[supplier])
    goods = reverse("hall:product_show", args=[trade.offer.product_id])
    assert "该供应商还没有采购人评价。" in buyer.get(goods).content.decode()
    before = buyer.get(address)
    assert (before.status_code, "采购人评价" in before.content.decode()) == (200, False)
    assert buyer.get(f"/api/v1/hall/sellers/{supplier}").json()["score"] is None
    order = trade.accepted()
    services.evaluate(actor=trade.actor("buyer"), order_id=order.pk, goods=5, delivery=4, service=4, at=AT)
    services.score_suppliers(at=AT)

    page = buyer.get(address).content.decode()

    assert "供应商综合评分 4.5 分（1家采购人的1张已评价订单）" in buyer.get(goods).content.decode()
    assert "1家采购人的1张已评价订单" in page
    assert "综合评分＝商品质量×50%＋物流配送×25%＋供应商服务×25%" in page
    assert buyer.get(f"/api/v1/hall/sellers/{supplier}").json()["score"]["value"] == "4.5"
