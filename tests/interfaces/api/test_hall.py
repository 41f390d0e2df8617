"""The hall through the API: found, gone through page by page, told in full."""

import pytest

from tests.market import all_the_way, on_stage
from tests.shelf import goods, sell_for_good
from tests.worlds import world

HALL = "/api/v1/hall"


@world
def supplier(cast):
    market = on_stage(cast)
    all_the_way(market)
    sell_for_good(market.supplier)
    return market.supplier


class TestOffers:
    def test_are_found_and_counted_page_by_page(self, supplier, caller):
        for number in range(3):
            goods(supplier, f"卢氏黑木耳{number}号")
        client, after, seen = caller("unit"), "", []

        for _page in range(2):
            found = client.get(f"{HALL}/offers", {"q": "heimuer", "size": 2, "after": after}).json()
            after = found["after"]
            seen += [one["id"] for one in found["items"]]

        assert len(set(seen)) == 3
        assert (found["total"], found["is_more"], after) == (3, False, "")
        assert found["options"]["province"] == [{"value": "41", "label": "河南省", "count": 3}]

    def test_say_what_to_give_up(self, supplier, caller):
        goods(supplier, of={"stock": 0})

        found = caller("unit").get(f"{HALL}/offers", {"q": "木耳", "in_stock": True}).json()

        assert {"name": "in_stock", "value": "1", "count": 1} in found["relaxed"]

    @pytest.mark.parametrize(
        "asked", [{"q": "\x00"}, {"size": 1000}, {"category": 0}, {"to": "x"}, {"low": "-1"}, {"certificate": "x"}]
    )
    def test_are_asked_for_properly(self, cast, caller, asked):
        assert caller("unit").get(f"{HALL}/offers", asked).status_code == 422

    def test_stand_side_by_side(self, supplier, caller):
        keys = [goods(supplier, f"木耳{number}号").offer.pk for number in range(2)][::-1]

        assert [one["id"] for one in caller("unit").get(f"{HALL}/offers/compare", {"offer": keys}).json()] == keys


class TestGoods:
    def test_are_told_in_full(self, supplier, caller):
        made, client = goods(supplier), caller("supplier")

        told = client.get(f"{HALL}/goods/{made.product.pk}").json()

        assert (told["origin"], told["offers"][0]["unit_price"]) == ("河南省三门峡市卢氏县", "60.0000")
        assert client.get(f"{HALL}/sellers/{supplier.pk}").json()["papers"][0]["kind"] == "business"
        assert client.get(f"{HALL}/names", {"q": "木耳"}).json() == ["卢氏黑木耳"]
        assert client.get(f"{HALL}/categories").json()[0]["name"] == "干货"
        assert client.get(f"{HALL}/goods/{2**70}").status_code in {404, 422}
