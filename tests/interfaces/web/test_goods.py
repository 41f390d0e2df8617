"""A supplier publishes goods, the platform looks at them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.models import Category, FreightPlan, Offer, Picture, Product
from nongcai.domain.catalogue.rules.pricing import Fee
from nongcai.domain.catalogue.states import ProductState
from nongcai.domain.suppliers.states import PaperKind
from tests import goods
from tests.market import COUNTY, on_stage
from tests.worlds import world

TYPED = {
    "name": "卢氏黑木耳",
    "county_code": COUNTY,
    "producer": "卢氏县山货农民专业合作社",
    "net_quantity": "250",
    "net_unit": "g",
    "shelf_life_days": "540",
    "storage": "阴凉干燥处",
}
SOLD = {
    "specification": "250克/袋",
    "sale_unit": "bag",
    "pieces": "1",
    "minimum": "1",
    "lead_days": "3",
    "price": "２５.00元",
    "quantity": "80",
}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


market = world(goods.hall)


def typed(**changes):
    facts = {f"fact_{key}": value for key, value in goods.answers_of(goods.category("食用菌")).items()}
    return TYPED | facts | changes


def shown(response):
    return re.sub(r"<[^>]+>", " ", response.content.decode())


class TestPublishing:
    def test_goes_from_the_category_to_the_shelf(self, market, browser_of):
        browser, place = browser_of("supplier"), goods.category("食用菌")

        asked = browser.get(f"/goods/new/?category={place.pk}")
        assert all(word in shown(asked) for word in ("干货山珍 › 食用菌", "品种", "等级", "净含量单位"))
        assert browser.post(f"/goods/new/?category={place.pk}", typed()).status_code == 302
        product = Product.objects.get()
        address = f"/goods/{product.pk}/"
        assert browser.post(f"{address}offers/new/", SOLD).status_code == 302
        file = SimpleUploadedFile("photo.jpg", goods.picture(2000, 1500))
        assert browser.post(f"{address}pictures/", {"alt": "袋装正面", "file": file}).status_code == 302
        assert browser.post(f"{address}submit/").status_code == 302

        platform = browser_of("platform")
        assert "卢氏黑木耳" in shown(platform.get("/goods/queue/"))
        assert "100.00/千克" in shown(platform.get(address))
        assert platform.post(f"{address}pass/", {"version": 1, "words": ""}).status_code == 302
        product.refresh_from_db()
        assert product.state == ProductState.LISTED

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"name": "<b>木耳</b>"}, "不能含有网页代码"),
            ({"net_unit": ""}, "净含量须同时填写数量和单位"),
            ({"net_quantity": "0"}, "净含量应大于零"),
            ({"county_code": "410100"}, "不在832个脱贫县名单内"),
        ],
    )
    def test_says_what_is_wrong(self, market, browser_of, changes, sentence):
        place = goods.category("食用菌")

        response = browser_of("supplier").post(f"/goods/new/?category={place.pk}", typed(**changes))

        assert response.status_code == 422
        assert sentence in shown(response)
        assert not Product.objects.exists()

    def test_offers_no_category_that_takes_no_products(self, market, browser_of):
        Category.objects.filter(name="食用菌").update(is_open=False)

        response = browser_of("supplier").get(f"/goods/new/?category={goods.category('食用菌').pk}")

        assert "所选分类已停用" in shown(response)

    def test_is_refused_to_whom_the_platform_has_not_admitted(self, cast, browser_of):
        goods.plant(on_stage(cast))
        place = goods.category("食用菌")

        response = browser_of("supplier").post(f"/goods/new/?category={place.pk}", typed())

        assert "供应商尚未入驻" in shown(response)

    def test_claims_a_certificate_by_a_paper(self, market, browser_of):
        organic = goods.hold_paper(market, PaperKind.ORGANIC, until=None)
        place = goods.category("食用菌")

        browser_of("supplier").post(f"/goods/new/?category={place.pk}", typed(claim_organic=organic.pk))

        assert Product.objects.get().claims.get().paper == organic


class TestChanging:
    def test_of_a_name_says_beforehand_that_it_is_looked_at_again(self, market, browser_of):
        product, browser = goods.listed(market), browser_of("supplier")

        assert "修改后须重新审核" in shown(browser.get(f"/goods/{product.pk}/edit/"))
        browser.post(f"/goods/{product.pk}/edit/", typed(name="新名称"))

        product.refresh_from_db()
        assert (product.name, product.state) == ("新名称", ProductState.DRAFT)

    def test_shows_the_reviewer_what_changed(self, market, browser_of):
        product = goods.returned(market, goods.handed_in(market))
        browser = browser_of("supplier")
        assert "请补充产地" in shown(browser.get(f"/goods/{product.pk}/"))
        browser.post(f"/goods/{product.pk}/edit/", typed(storage="冷藏"))
        browser.post(f"/goods/{product.pk}/submit/")

        page = shown(browser_of("platform").get(f"/goods/{product.pk}/"))

        assert re.search(r"贮存条件\s+阴凉干燥处\s+冷藏", page)

    def test_to_another_category_asks_what_that_asks(self, market, browser_of):
        product, rice = goods.drafted(market), goods.category("大米")

        response = browser_of("supplier").get(f"/goods/{product.pk}/edit/?category={rice.pk}")

        assert "优质一级" in shown(response)


class TestReviewing:
    def test_says_when_another_version_came(self, market, browser_of):
        product = goods.handed_in(market)

        response = browser_of("platform").post(f"/goods/{product.pk}/pass/", {"version": 0, "words": ""})

        assert response.status_code == 422
        assert "已提交新的内容（第1版）" in shown(response)

    def test_wants_a_reason(self, market, browser_of):
        product = goods.handed_in(market)

        response = browser_of("platform").post(f"/goods/{product.pk}/return/", {"version": 1, "words": "不清"})

        assert response.status_code == 422

    def test_is_not_there_for_others(self, market, browser_of):
        product = goods.handed_in(market)

        assert browser_of("quality").get(f"/goods/{product.pk}/").status_code == 200
        assert browser_of("quality").post(f"/goods/{product.pk}/pass/", {"version": 1}).status_code == 404
        assert browser_of("other_county").get(f"/goods/{product.pk}/").status_code == 404
        assert browser_of("unit").get("/goods/").status_code == 404


class TestOffers:
    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"price": "0"}, "单价应大于0元"),
            ({"price": "-1"}, "单价应大于0元"),
            ({"price": "12.345"}, "最多两位小数"),
            ({"quantity": "-1"}, "大于"),
            ({"is_catch_weight": "on"}, "重量允差"),
            ({"season_from": "9"}, "供应起止月应同时填写"),
        ],
    )
    def test_say_what_is_wrong(self, market, browser_of, changes, sentence):
        product = goods.drafted(market)

        response = browser_of("supplier").post(f"/goods/{product.pk}/offers/new/", SOLD | changes)

        assert response.status_code == 422
        assert sentence in shown(response)

    def test_keep_the_history_of_their_price(self, market, browser_of):
        offer = queries.offers_of(goods.listed(market)).get()
        browser = browser_of("supplier")

        browser.post(f"/goods/offers/{offer.pk}/price/", {"price": "23.5", "from_1": "10", "price_1": "22"})

        page = shown(browser.get(f"/goods/offers/{offer.pk}/"))
        assert re.search(r"25\.00\s+23\.50", page)
        assert [one.from_quantity for one in queries.tiers_of(Offer.objects.get())] == [10]

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"price": "20", "from_1": "10"}, "阶梯价须同时填写起始数量和单价"),
            ({"price": "20", "from_1": "10", "price_1": "21"}, "单价逐级降低"),
        ],
    )
    def test_refuse_tiers_that_make_no_sense(self, market, browser_of, typed, sentence):
        offer = queries.offers_of(goods.listed(market)).get()

        response = browser_of("supplier").post(f"/goods/offers/{offer.pk}/price/", typed)

        assert sentence in shown(response)
        assert Offer.objects.get().price == Decimal("25.00")

    def test_change_stock_without_review(self, market, browser_of):
        offer = queries.offers_of(goods.listed(market)).get()

        browser_of("supplier").post(f"/goods/offers/{offer.pk}/stock/", {"quantity": "7"})

        assert queries.stock_of([offer])[offer.resource_id].quantity == 7


class TestFreight:
    TYPED = {"name": "快递", "first_kilograms": "1", "first_fee": "8", "next_fee": "2", "free_from": "99"}

    def test_is_typed_a_line_a_province(self, market, browser_of):
        told = self.TYPED | {"special": "新疆 1 20 15\n西藏 不配送\n"}
        browser = browser_of("supplier")

        assert browser.post("/goods/freight/new/", told).status_code == 302

        plan = FreightPlan.objects.get()
        fees = {fee.province: fee for fee in queries.fees_of(plan)}
        assert fees["65"] == Fee("65", first_kilograms=Decimal(1), first_fee=Decimal(20), next_fee=Decimal(15))
        assert not fees["54"].delivers
        page = browser.get(f"/goods/freight/{plan.pk}/").content.decode()
        assert "西藏自治区 不配送" in page
        assert "新疆维吾尔自治区 1 20 15" in page

    @pytest.mark.parametrize(
        ("special", "sentence"),
        [
            ("新疆 1 20", "第1行应为省份和三至四个数字"),
            ("西藏 不配送\n东京 1 2 3", "第2行“东京”不是省份名称"),
            ("新疆 1 20 NaN", "第1行应为"),
            ("新疆 1 2 3\n新疆 不配送", "每个省份只能有一行"),
        ],
    )
    def test_says_which_line_is_wrong(self, market, browser_of, special, sentence):
        response = browser_of("supplier").post("/goods/freight/new/", self.TYPED | {"special": special})

        assert response.status_code == 422
        assert sentence in shown(response)


class TestPictures:
    def test_may_be_kept_by_whoever_may_see_them(self, market, browser_of):
        picture = queries.pictures_of(goods.listed(market)).get()
        address = f"/goods/pictures/{picture.pk}/small.jpg"

        for name in ("supplier", "other_county", "unit", "city_finance"):
            response = browser_of(name).get(address)
            assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
        assert "private" in response["Cache-Control"]
        assert "immutable" in response["Cache-Control"]
        assert response["X-Content-Type-Options"] == "nosniff"
        again = browser_of("unit").get(address, headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304

    def test_of_what_is_not_listed_are_not_there_for_others(self, market, browser_of):
        picture = queries.pictures_of(goods.handed_in(market)).get()

        for name in ("other_county", "unit"):
            assert browser_of(name).get(f"/goods/pictures/{picture.pk}/large.jpg").status_code == 404

    @pytest.mark.parametrize(
        ("name", "data", "sentence"),
        [
            ("photo.jpg", b"MZ\x90\x00 programme", "不是可以识别的图片"),
            ("photo.svg", b"<svg onload='alert(1)'/>", "不是可以识别的图片"),
            ("photo.jpg", goods.picture() + b"<script>", "不是可以识别的图片"),
        ],
    )
    def test_refuse_what_is_none(self, market, browser_of, name, data, sentence):
        product = goods.drafted(market)
        file = SimpleUploadedFile(name, data)

        response = browser_of("supplier").post(f"/goods/{product.pk}/pictures/", {"alt": "正面", "file": file})

        assert response.status_code == 422
        assert sentence in shown(response)
        assert not Picture.objects.exists()


class TestCategories:
    def test_are_planted_and_kept_by_the_platform(self, cast, browser_of):
        browser = browser_of("platform")
        assert "还没有商品分类" in shown(browser.get("/goods/categories/"))
        browser.post("/goods/categories/plant/")
        rice = goods.category("大米")

        browser.post(f"/goods/categories/{rice.pk}/edit/", {"name": "稻米", "needs": ["green"], "position": "3"})
        browser.post(f"/goods/categories/{rice.pk}/move/", {"parent_id": goods.category("礼盒").pk})

        rice.refresh_from_db()
        assert (rice.name, rice.needs, rice.parent.name) == ("稻米", ["green"], "礼盒")
        assert "礼盒 › 稻米" in shown(browser.get(f"/goods/categories/{rice.pk}/"))

    def test_are_not_moved_below_themselves(self, market, browser_of):
        row = goods.category("粮油")
        typed = {"parent_id": goods.category("大米").pk}

        response = browser_of("platform").post(f"/goods/categories/{row.pk}/move/", typed)

        assert response.status_code == 422
        assert "不能移到自身或其下级分类之下" in shown(response)

    def test_ask_and_change_attributes(self, market, browser_of):
        browser, row = browser_of("platform"), goods.category("干菜")

        browser.post(
            f"/goods/categories/{row.pk}/attributes/",
            {"name": "干度", "kind": "choice", "choices": "干，半干", "position": 1},
        )
        asked = queries.attributes_of(row)[-1]
        browser.post(f"/goods/attributes/{asked.pk}/", {"name": "干湿", "choices": "干、湿", "position": 1})

        asked.refresh_from_db()
        assert (asked.name, asked.choices, asked.is_required) == ("干湿", ["干", "湿"], False)


class TestQueries:
    def test_are_few_on_every_list_and_page(self, market, browser_of):
        product = goods.listed(market)
        for number in range(5):
            goods.handed_in(market, name=f"木耳{number}")
        offer = queries.offers_of(product).get()
        picture = queries.pictures_of(product).get()
        browser = browser_of("platform")
        counted = {
            "/goods/": 4,
            "/goods/queue/": 4,
            f"/goods/{product.pk}/": 16,
            f"/goods/offers/{offer.pk}/": 8,
            f"/goods/pictures/{picture.pk}/small.jpg": 3,
            "/goods/categories/": 3,
        }

        done = {}
        for address in counted:
            browser.get(address)
            with CaptureQueriesContext(connection) as queries_done:
                browser.get(address)
            done[address] = len(queries_done)

        assert done == counted
