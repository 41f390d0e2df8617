"""The hall's pages: found by words and links, read by everybody who signed in, without scripts."""

import html
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.catalogue.models import FreightPlan, Picture, PriceChange, PriceTier
from nongcai.domain.catalogue.states import Certificate
from nongcai.domain.regions.queries import places
from nongcai.domain.suppliers.models import Paper
from nongcai.domain.suppliers.states import PaperKind, PaperState
from tests.cast import hire_buyer
from tests.market import AT, COUNTY, TODAY, all_the_way, on_stage
from tests.shelf import category, goods, offer, sell_for_good
from tests.worlds import world

LIST = "/hall/offers/"


@world
def supplier(cast):
    market = on_stage(cast)
    all_the_way(market)
    sell_for_good(market.supplier)
    return market.supplier


@pytest.fixture
def clerk(browser_of):
    return browser_of("unit")


def text(client, address, status=200, **asked):
    response = client.get(address, asked)
    assert response.status_code == status
    return response.content.decode()


class TestTheFront:
    def test_shows_categories_origins_and_what_is_new(self, supplier, clerk):
        goods(supplier, "卢氏黑木耳", category=category("木耳", category("干货")))

        shown = text(clerk, "/hall/")

        assert all(word in shown for word in ("干货", "木耳", "河南省", "卢氏黑木耳", "可配送到河南省的商品"))

    def test_says_so_while_nothing_is_there(self, cast, clerk):
        assert "还没有可展示的商品" in text(clerk, "/hall/")


class TestTheList:
    def test_marks_what_was_looked_for_and_escapes_the_rest(self, supplier, clerk):
        goods(supplier, "<b>黑木耳</b>&")

        shown = text(clerk, LIST, q="木耳")

        assert re.search(r"&lt;b&gt;黑<mark>木耳</mark>&lt;/b&gt;&amp;", shown)
        assert "<b>" not in shown

    def test_links_every_filter_with_its_count(self, supplier, clerk):
        dry = category("干货")
        goods(supplier, "卢氏木耳", category=category("木耳", dry))
        goods(supplier, "卢氏香菇", category=category("香菇", dry))

        shown = text(clerk, LIST, q="卢氏", category=dry.pk, in_stock="1")

        assert "共 2 项" in shown
        assert f"?q=%E5%8D%A2%E6%B0%8F&amp;category={category('香菇', dry).pk}&amp;in_stock=1" in shown
        assert "只看有货" in shown
        for address in set(re.findall(r'href="(/hall/offers/\?[^"]+)"', shown)):
            assert clerk.get(address.replace("&amp;", "&")).status_code == 200

    def test_goes_on_by_links_to_the_last(self, supplier, clerk):
        for number in range(45):
            goods(supplier, f"木耳{number}号")

        address, seen = f"{LIST}?sort=price", []
        while address:
            shown = text(clerk, address)
            seen += re.findall(r'name="offer" value="(\d+)"', shown)
            following = re.search(r'href="([^"]+)"[^>]*rel="next"', shown)
            address = following.group(1).replace("&amp;", "&") if following else ""

        assert len(seen) == len(set(seen)) == 45

    def test_without_a_result_says_what_to_give_up(self, supplier, clerk):
        goods(supplier, "卢氏木耳", of={"stock": 0})

        shown = text(clerk, LIST, q="木耳", in_stock="1")

        assert "没有符合条件的商品" in shown
        assert "去掉“只看有货”，有 1 项" in shown
        assert "请换一个词" in text(clerk, LIST, q="没有这样的")

    @pytest.mark.parametrize(
        "asked",
        [
            {"low": "x"}, {"category": "-1"}, {"category": "x"}, {"province": "4"}, {"county": "x"}, {"sort": "x"},
            {"certificate": "x"}, {"after": "x" * 999}, {"q": "x" * 999}, {"q": "\x00"}, {"to": "99"}, {"low": "1e99"},
            {"supplier": str(2**70)}, {"after": "1~" + "9" * 50, "sort": "price"},
        ],
    )  # fmt: skip
    def test_takes_whatever_stands_in_the_address(self, supplier, clerk, asked):
        assert clerk.get(LIST, asked).status_code == 200

    def test_draws_what_each_typed(self, cast, clerk):
        for word in ("木耳", "<b>", "香菇"):
            assert f'value="{html.escape(word)}"' in text(clerk, LIST, q=word, sort="price", low="x")
            assert '<option value="price" selected' in text(clerk, LIST, q=word, sort="price")
            assert '<option value="price" selected' not in text(clerk, LIST, q=word)

    def test_says_what_is_wrong_to_whoever_typed_it(self, cast, clerk):
        assert "id_low-error" in text(clerk, LIST, low="x")
        assert "id_low-error" not in text(clerk, LIST, low="1")

    def test_of_no_category_is_not_there(self, cast, clerk):
        assert clerk.get(LIST, {"category": 404}).status_code == 404

    @pytest.mark.parametrize("name", ["unit", "city_finance", "supplier"])
    def test_takes_eight_statements(self, supplier, browser_of, name):
        for number in range(25):
            goods(supplier, f"木耳{number}号")
        client = browser_of(name)

        for asked in ({}, {"q": "木耳 muer", "province": "41"}, {"q": "木耳", "in_stock": "1", "low": "9999"}):
            with CaptureQueriesContext(
                connection,
            ) as taken:
                client.get(LIST, asked)
            assert len(taken) <= 8, [one["sql"][:90] for one in taken]


class TestAProduct:
    def test_shows_offers_certificates_prices_and_where_it_is_from(self, supplier, clerk):
        made = goods(supplier, "卢氏黑木耳", of={"price": "30.00"})
        dear = offer(made.product, price=Decimal("100.00"), net=Decimal("2.5"))
        paper = Paper.objects.create(
            supplier=supplier, kind=PaperKind.ORGANIC, number="YJ-001", since=TODAY, state=PaperState.ACCEPTED,
            shown_at=AT, shown_by="岗",
        )  # fmt: skip
        made.product.claims.create(paper=paper, certificate=Certificate.ORGANIC)
        for before, after in ((None, 35), (35, 30)):
            PriceChange.objects.create(offer=made.offer, before=before, after=after, by_label="岗", at=AT)
        PriceChange.objects.create(offer=dear, after=100, by_label="岗", at=AT)
        made.put_up()
        address = f"/hall/products/{made.product.pk}/"
        # Read once in a process.
        places()

        with CaptureQueriesContext(connection) as taken:
            shown = text(clerk, address)

        assert len(taken) <= 7
        assert all(
            word in shown for word in ("60.00 元/千克", "40.00 元/千克", "YJ-001", "有机产品", "长期", "35.00 元")
        )
        assert "河南省三门峡市卢氏县</a>（脱贫县）" in shown

    def test_escapes_whatever_somebody_wrote(self, supplier, clerk):
        hostile = "<b>'\"&"
        supplier.name = hostile
        supplier.save(update_fields=["name"])
        facts = {"producer": hostile, "standard": hostile, "storage": hostile, "allergens": hostile}
        made = goods(supplier, of={"specification": hostile}, **facts)
        paper = Paper.objects.create(
            supplier=supplier, kind=PaperKind.ORGANIC, number=hostile, issuer=hostile, since=TODAY,
            state=PaperState.ACCEPTED, shown_at=AT, shown_by="岗",
        )  # fmt: skip
        made.product.claims.create(paper=paper, certificate=Certificate.ORGANIC)
        attribute = made.product.category.attributes.create(name=hostile)
        made.product.facts.create(attribute=attribute, value=hostile)
        made.put_up()

        shown = text(clerk, f"/hall/products/{made.product.pk}/")

        assert "<b>" not in shown
        assert shown.count(html.escape(hostile)) >= len(
            [*facts, "specification", "supplier", "number", "issuer", "fact"]
        )

    def test_says_what_it_costs_delivered(self, supplier, clerk):
        plan = FreightPlan.objects.create(supplier=supplier, name="快递")
        plan.rows.create(province="", first_fee=10, next_fee=2)
        plan.rows.create(province="54", delivers=False)
        made = goods(supplier, "卢氏黑木耳", of={"price": "30.00", "minimum": 2, "freight": plan})
        PriceTier.objects.create(offer=made.offer, from_quantity=20, price=Decimal("27.00"))
        address = f"/hall/products/{made.product.pk}/"

        # The clerk's unit lies in Henan. Two bags weigh a kilogram; twenty weigh ten: (540 + 10 + 9 * 2) / 10.
        assert "送到河南省" in text(clerk, address)
        assert "70.00 元/千克" in text(clerk, address)
        assert "56.80 元/千克" in text(clerk, address, quantity="20")
        assert "568.00 元，含运费 28.00 元" in text(clerk, address, quantity="20")
        assert "不足起订量" in text(clerk, address, quantity="1")
        assert "不配送" in text(clerk, address, to="54")
        assert "送达 70.00 元/千克" in text(clerk, LIST, to="41")
        assert "送达价按起订量计算，含运费" in text(clerk, LIST, to="41")
        assert "送达" not in text(clerk, LIST).partition("<tbody>")[2]

    @pytest.mark.parametrize("asked", [{"to": "99"}, {"to": "'"}, {"quantity": "0"}, {"quantity": "x"}])
    def test_reckons_nothing_from_nonsense(self, supplier, clerk, asked):
        made = goods(supplier, "卢氏黑木耳")

        assert made.product.name in text(clerk, f"/hall/products/{made.product.pk}/", **asked)

    def test_asks_nothing_of_whoever_lies_in_no_province(self, supplier, browser_of):
        made = goods(supplier, "卢氏黑木耳")

        shown = text(browser_of("platform"), f"/hall/products/{made.product.pk}/")

        assert "aria-invalid" not in shown

    def test_shows_its_pictures(self, supplier, clerk):
        made = goods(supplier, "卢氏黑木耳")
        shown = [
            Picture.objects.create(product=made.product, position=place, alt=alt, sha256=alt, width=4, height=3)
            for place, alt in ((2, "背面"), (1, "正面"))
        ]
        made.put_up()

        listed, own = text(clerk, LIST), text(clerk, f"/hall/products/{made.product.pk}/")
        assert f"/goods/pictures/{shown[1].pk}/small.jpg" in listed
        assert f"/goods/pictures/{shown[0].pk}/" not in listed
        assert own.index('alt="正面"') < own.index('alt="背面"')

    def test_that_does_not_show_is_not_there(self, supplier, clerk):
        made = goods(supplier, of={"is_on": False})

        assert clerk.get(f"/hall/products/{made.product.pk}/").status_code == 404
        assert clerk.get(f"/hall/products/{2**70}/").status_code == 404


class TestSellersAndCounties:
    def test_show_what_they_sell(self, supplier, clerk):
        goods(supplier, "卢氏黑木耳")

        for address in (f"/hall/suppliers/{supplier.pk}/", f"/hall/counties/{COUNTY}/"):
            assert "卢氏黑木耳" in text(clerk, address)
        assert "NO-BUSINESS" in text(clerk, f"/hall/suppliers/{supplier.pk}/")

    def test_that_are_none_are_not_there(self, supplier, clerk):
        assert clerk.get("/hall/suppliers/0/").status_code == 404
        assert clerk.get("/hall/counties/410100/").status_code == 404
        assert clerk.get("/hall/counties/x'/").status_code == 404


class TestSideBySide:
    def test_stand_up_to_five(self, supplier, clerk):
        keys = [goods(supplier, f"木耳{number}号").offer.pk for number in range(6)]

        shown = text(clerk, "/hall/offers/compare/", offer=[*keys, "x", "9" * 30])

        assert [f"木耳{number}号" in shown for number in range(6)] == [True] * 5 + [False]
        assert "所选超过 5 项" in shown
        assert "还没有选择商品" in text(clerk, "/hall/offers/compare/")

    def test_are_compared_by_what_they_cost_delivered_and_bought_from_there(self, cast, supplier, clerk, browser_of):
        hire_buyer(cast)
        plan = FreightPlan.objects.create(supplier=supplier, name="快递")
        plan.rows.create(province="", first_fee=10, next_fee=2)
        plan.rows.create(province="54", delivers=False)
        made = goods(supplier, "卢氏黑木耳", of={"price": "30.00", "minimum": 2, "freight": plan})
        address = "/hall/offers/compare/"

        assert "送到河南省" in text(clerk, address, offer=made.offer.pk)
        assert "70.00 元/千克" in text(clerk, address, offer=made.offer.pk)
        assert "不配送" in text(clerk, address, offer=made.offer.pk, to="54")
        assert 'name="to" value="41"' in text(clerk, LIST, to="41", q="木耳")
        shown = text(browser_of("buyer"), address, offer=made.offer.pk, to="zz")
        assert f'name="offer" value="{made.offer.pk}"' in shown
        assert 'formaction="/orders/cart/add/"' in shown


class TestSuggestions:
    def test_are_links(self, supplier, clerk):
        goods(supplier, "卢氏黑木耳")

        assert "卢氏黑木耳</a>" in text(clerk, "/hall/names/", q="heimu")
        assert "<a" not in text(clerk, "/hall/names/", q="\x00")
        assert "<a" not in text(clerk, "/hall/names/")
