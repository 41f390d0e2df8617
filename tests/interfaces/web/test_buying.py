"""Pages of the demand board and of lists."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nongcai.domain.catalogue.models import Demand, DemandAnswer, Offer, ReorderLine, ReorderList
from nongcai.domain.organisations.models import Organisation
from tests.buying import begun, published, put
from tests.cast import hire_buyer
from tests.market import all_the_way, on_stage
from tests.shelf import goods, offer, sell_for_good
from tests.worlds import world

LIST = "/hall/offers/"
BUTTON = "加入常购清单"


@world
def seller(cast):
    found = all_the_way(on_stage(cast))
    sell_for_good(found)
    return found


def text(client, address, status=200, **asked):
    response = client.get(address, asked)
    assert response.status_code == status
    return response.content.decode()


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


class TestTheBoard:
    def test_a_unit_publishes_a_supplier_answers_the_unit_closes(self, cast, seller, browser_of):
        unit, supplier, made = browser_of("unit"), browser_of("supplier"), goods(seller)
        told = {"item": "干木耳", "quantity": "1,200", "measure": "kilogram", "since": day(7), "until": day(20)}
        unit.post("/demands/new/", told | {"phone": "０３７１-60000000", "remarks": "朵形完整"})
        demand = Demand.objects.get()

        shown = text(supplier, f"/demands/{demand.pk}/")
        assert all(
            word in shown for word in ("1200 千克", "河南省郑州市", "郑州市第一中学", "0371-****0000", "朵形完整")
        )
        assert "0371-60000000" not in shown
        assert supplier.post(f"/demands/{demand.pk}/number/", {"purpose": ""}).status_code == 422
        looked = supplier.post(f"/demands/{demand.pk}/number/", {"purpose": "联系供货"}).content.decode()
        assert "0371-60000000" in looked
        assert "第一中学填报岗" not in shown
        supplier.post(f"/demands/{demand.pk}/answer/", {"product": made.product.pk})
        answered = text(unit, f"/demands/{demand.pk}/")
        assert f'href="/hall/products/{made.product.pk}/"' in answered
        supplier.post(f"/demands/{demand.pk}/retract/")
        assert "还没有供应商标注可供应" in text(unit, f"/demands/{demand.pk}/")
        unit.post(f"/demands/{demand.pk}/close/")
        assert supplier.get(f"/demands/{demand.pk}/").status_code == 404
        assert "已关闭" in text(unit, "/demands/")
        assert not DemandAnswer.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"until": "2020-01-01"}, "需要的时间应从本周起"),
            ({"quantity": "0"}, "数量应大于零"),
            ({"remarks": "电话13800000001"}, "不能有电话号码"),
            ({"phone": "找老张"}, "联系电话应为手机号码"),
        ],
    )
    def test_what_makes_no_sense_is_said(self, cast, browser_of, changes, said):
        told = {"item": "干木耳", "quantity": "12", "measure": "kilogram", "since": day(7), "until": day(20)}

        response = browser_of("unit").post("/demands/new/", told | changes)

        assert response.status_code == 422
        assert said in response.content.decode()

    def test_a_sensitive_unit_is_a_district(self, cast, browser_of):
        demand = published(cast, by="stranger", phone="0371-60000000")
        Organisation.objects.filter(pk=cast.units["4101000003"].id).update(is_sensitive=True)

        for address in ("/demands/", f"/demands/{demand.pk}/"):
            shown = text(browser_of("platform"), address)
            assert "河南省郑州市" in shown
            assert "公安局" not in shown
            assert "60000000" not in shown

    def test_is_filtered_and_says_when_nothing_is_there(self, cast, seller, browser_of):
        published(cast)
        supplier = browser_of("supplier")

        assert "干木耳" in text(supplier, "/demands/", province="41", state="open")
        for asked in ({"province": "62"}, {"category": "404"}, {"province": "x"}):
            assert supplier.get("/demands/", asked).status_code in {200}
        assert "没有符合条件的需求" in text(supplier, "/demands/", province="62")

    def test_takes_no_statement_a_row(self, cast, seller, browser_of):
        supplier, taken = browser_of("supplier"), []
        for count in (1, 6):
            for number in range(count):
                published(cast, item=f"木耳{number}")
            with CaptureQueriesContext(connection) as said:
                supplier.get("/demands/")
            taken.append(len(said))

        assert taken[0] == taken[1] <= 12


class TestLists:
    def test_goods_are_put_on_one_from_the_hall_and_one_returns_there(self, cast, seller, browser_of):
        unit = browser_of("unit")
        made = [goods(seller, f"木耳{number}号") for number in range(2)]
        assert 'formaction="/reorders/add/"' in text(unit, LIST, q="木耳")

        asked = {"offer": [one.offer.pk for one in made]}
        form = unit.get(
            "/reorders/add/", asked, headers={"referer": "http://testserver/hall/offers/?q=木耳&sort=price"}
        )
        assert 'value="常购清单"' in form.content.decode()
        told = {"offer": asked["offer"], "name": "每周", "back": "http://x/hall/offers/?q=a&sort=price"}
        done = unit.post("/reorders/add/", told | {f"quantity_{one.offer.pk}": 12 for one in made})

        assert done.headers["Location"] == "/hall/offers/?q=a&sort=price"
        assert [row.quantity for row in ReorderLine.objects.order_by("pk")] == [12, 12]

    def test_goods_of_a_product_are_put_on_one_without_ticking(self, cast, seller, browser_of):
        made = goods(seller)
        offer(made.product)
        made.put_up()
        unit = browser_of("unit")

        assert f'name="product" value="{made.product.pk}"' in text(unit, f"/hall/products/{made.product.pk}/")
        assert text(unit, "/reorders/add/", product=made.product.pk).count('name="offer"') == 2

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"name": ""}, "请选择清单，或者填写新清单的名称。"),
            ({"name": "每周常购"}, "本单位已有同名清单"),
            ({"quantity": "0"}, "大于或等于"),
        ],
    )
    def test_what_does_not_fit_is_said(self, cast, seller, browser_of, changes, said):
        made = goods(seller)
        begun(cast)
        told = {"offer": made.offer.pk, "name": "另一张"} | changes
        told |= {f"quantity_{made.offer.pk}": told.pop("quantity", "5")}

        response = browser_of("unit").post("/reorders/add/", told)

        assert response.status_code == 422
        assert said in response.content.decode()
        assert ReorderList.objects.count() == 1

    @pytest.mark.parametrize(
        "address", ["http://[", "//elsewhere.example/hall/../", "https://elsewhere.example/", "/hall"]
    )
    def test_one_comes_back_to_the_hall_or_to_the_lists(self, cast, seller, browser_of, address):
        made = goods(seller)
        told = {"offer": made.offer.pk, f"quantity_{made.offer.pk}": 1, "name": "每周", "back": address}

        gone = browser_of("unit").post("/reorders/add/", told).headers["Location"]

        assert gone.startswith(("/reorders/", "/hall/"))

    def test_nothing_chosen_is_said(self, cast, browser_of):
        assert "还没有选择商品" in text(browser_of("unit"), "/reorders/add/", offer="x")

    def test_others_have_no_button(self, cast, seller, browser_of):
        goods(seller)
        hire_buyer(cast)

        assert BUTTON in text(browser_of("buyer"), LIST)
        for name in ("supplier", "city_finance"):
            assert BUTTON not in text(browser_of(name), LIST)

    def test_one_shows_what_changed(self, cast, seller, browser_of):
        listed, unit = begun(cast), browser_of("unit")
        dearer, gone = goods(seller, "木耳", of={"price": "12.80"}), goods(seller, "核桃")
        lines = [put(cast, listed, made) for made in (dearer, gone)]
        Offer.objects.filter(pk=dearer.offer.pk).update(price="13.50")
        Offer.objects.filter(pk=gone.offer.pk).update(is_on=False)
        for made in (dearer, gone):
            made.put_up()

        shown = text(unit, f"/reorders/{listed.pk}/")
        assert "加入时 12.80 元，现 13.50 元" in shown
        assert "已下架" in shown
        unit.post(f"/reorders/lines/{lines[0].pk}/change/", {"quantity": "30"})
        unit.post(f"/reorders/lines/{lines[1].pk}/remove/")
        assert list(ReorderLine.objects.values_list("quantity", flat=True)) == [30]
        assert unit.post(f"/reorders/lines/{lines[0].pk}/change/", {"quantity": "x"}).status_code == 422

    def test_one_is_renamed_copied_and_removed(self, cast, browser_of):
        listed, unit = begun(cast), browser_of("unit")
        begun(cast, "另一张")
        unit.post(f"/reorders/{listed.pk}/rename/", {"name": "食堂"})
        unit.post(f"/reorders/{listed.pk}/copy/", {"name": "食堂二"})
        assert unit.post(f"/reorders/{listed.pk}/copy/", {"name": "另一张"}).status_code == 422
        unit.post(f"/reorders/{listed.pk}/remove/")

        assert set(ReorderList.objects.values_list("name", flat=True)) == {"另一张", "食堂二"}
        assert "另一张" in text(unit, "/reorders/")

    def test_one_takes_no_statement_a_row(self, cast, seller, browser_of):
        listed, unit, taken = begun(cast), browser_of("unit"), []
        for count in (1, 6):
            for number in range(count):
                put(cast, listed, goods(seller, f"木耳{count}{number}"))
            with CaptureQueriesContext(connection) as said:
                unit.get(f"/reorders/{listed.pk}/")
            taken.append(len(said))

        assert taken[0] == taken[1] <= 10
