"""Pages of zones: the platform keeps and curates them, suppliers apply, everybody looks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.catalogue.models import Zone, ZoneEntry
from nongcai.domain.catalogue.states import EntryState, Move, ZoneAction
from tests.goods import picture
from tests.market import all_the_way, on_stage
from tests.shelf import goods, sell_for_good
from tests.zones import entered, opened, standing, stepped

LIST = "/hall/offers/"


@pytest.fixture
def market(cast, settings, tmp_path):
    settings.FILES = tmp_path
    market = on_stage(cast)
    all_the_way(market)
    sell_for_good(market.supplier)
    return market


def text(client, address, status=200, **asked):
    response = client.get(address, asked)
    assert response.status_code == status
    return response.content.decode()


class TestKeeping:
    def test_a_zone_is_planned_opened_and_changed(self, market, browser_of):
        platform = browser_of("platform")
        told = {
            "name": "卢氏馆", "kind": "local", "opens_on": "2024-01-01", "position": "4", "counties": "卢氏县、410328",
            "certificates": ["green"], "high": "1,000元", "capacity": "30",
        }  # fmt: skip

        made = platform.post("/zones/new/", told)
        zone = Zone.objects.get(name="卢氏馆")
        assert made.headers["Location"] == f"/zones/{zone.pk}/"
        assert (zone.counties, zone.high, zone.capacity) == (["411224", "410328"], 1000, 30)
        shown = text(platform, f"/zones/{zone.pk}/")
        assert all(word in shown for word in ("筹备中", "须有在有效期内的绿色食品", "产地须为河南省三门峡市卢氏县"))
        platform.post(f"/zones/{zone.pk}/step/", {"action": "open"})
        assert "开放中" in text(platform, "/zones/")
        assert "河南省三门峡市卢氏县、河南省洛阳市洛宁县" in text(platform, f"/zones/{zone.pk}/edit/")

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"counties": "金水区"}, "“金水区”不是832个脱贫县"),
            ({"closes_on": "2023-01-01"}, "结束日期不能早于开放日期"),
            ({"low": "9", "high": "8"}, "最高单价低于最低单价"),
            ({"name": "832优选"}, "已存在"),
            ({"words": "<script>"}, "不能含有网页代码"),
        ],
    )
    def test_what_makes_no_sense_is_said_in_the_form(self, market, browser_of, changes, said):
        told = {"name": "卢氏馆", "kind": "local", "opens_on": "2024-01-01", "position": "0"} | changes

        response = browser_of("platform").post("/zones/new/", told)

        assert response.status_code == 422
        assert said in response.content.decode()

    def test_a_picture_and_curators(self, market, browser_of):
        platform, zone = browser_of("platform"), Zone.objects.get(name="832优选")
        file = SimpleUploadedFile("a.png", picture(form="PNG"))
        platform.post(f"/zones/{zone.pk}/banner/", {"file": file, "alt": "优选横幅"})
        platform.post(f"/zones/{zone.pk}/curators/", {"user_ids": [market.users["platform"].pk]})

        zone.refresh_from_db()
        shown = text(browser_of("unit"), f"/hall/zones/{zone.pk}/")
        assert 'alt="优选横幅"' in shown
        address = f"/zones/{zone.pk}/banner/{zone.banner_sha256[:16]}.jpg"
        assert address in shown
        assert browser_of("supplier").get(address)["Content-Type"] == "image/jpeg"
        assert browser_of("unit").get(f"/zones/{zone.pk}/banner/{'0' * 16}.jpg").status_code == 404
        assert "平台审核岗" in text(platform, f"/zones/{zone.pk}/")
        wrong = platform.post(f"/zones/{zone.pk}/banner/", {"file": SimpleUploadedFile("a.png", b"x"), "alt": "x"})
        assert wrong.status_code == 422


class TestApplying:
    def test_is_refused_by_the_rules_name_then_waits(self, market, browser_of):
        zone, made = Zone.objects.get(name="832优选"), goods(market.supplier)
        supplier, other = browser_of("supplier"), Zone.objects.get(name="食堂采购专场")

        refused = supplier.post(f"/zones/{zone.pk}/apply/", {"product": made.product.pk})
        assert refused.status_code == 422
        assert "“卢氏黑木耳”不符合“832优选”的入选条件：须有在有效期内的有机产品、绿色食品、地理标志之一。" in (
            refused.content.decode()
        )
        supplier.post(f"/zones/{other.pk}/apply/", {"product": made.product.pk})
        shown = text(supplier, f"/zones/{other.pk}/")
        assert "待专区审核" in shown
        entry = ZoneEntry.objects.get()
        supplier.post(f"/zones/entries/{entry.pk}/withdraw/")
        assert "已撤回" in text(supplier, f"/zones/{other.pk}/")

    def test_of_a_zone_that_ended_is_read_and_takes_nothing(self, market, browser_of):
        zone, supplier = opened(market), browser_of("supplier")
        apply = f'action="/zones/{zone.pk}/apply/"'
        goods(market.supplier, "木耳")
        assert apply in supplier.get(f"/zones/{zone.pk}/").content.decode()

        stepped(market, zone, ZoneAction.CLOSE)

        ended = supplier.get(f"/zones/{zone.pk}/").content.decode()
        assert apply not in ended
        assert "已结束" in ended
        assert browser_of("unit").get(f"/hall/zones/{zone.pk}/").status_code == 404


class TestCurating:
    def test_many_are_admitted_or_sent_back(self, market, browser_of):
        zone, platform = opened(market), browser_of("platform")
        keys = [entered(market, zone, goods(market.supplier, name).product).pk for name in ("木耳", "核桃", "香菇")]
        address = f"/zones/{zone.pk}/decide/"

        assert "请先勾选商品" in platform.post(address, {"action": "admit"}).content.decode()
        assert (
            "退回、移出时请写明原因"
            in platform.post(address, {"action": "send_back", "entry": keys[2]}).content.decode()
        )
        platform.post(address, {"action": "send_back", "entry": keys[2], "words": "图片不清"})
        platform.post(address, {"action": "admit", "entry": keys[:2]})

        shown = text(platform, f"/zones/{zone.pk}/")
        assert "图片不清" in shown
        assert set(ZoneEntry.objects.filter(state=EntryState.ADMITTED).values_list("pk", flat=True)) == set(keys[:2])
        assert "图片不清" in text(browser_of("supplier"), f"/zones/{zone.pk}/")

    def test_whoever_comes_second_sees_the_new_order(self, market, browser_of):
        zone, platform = opened(market), browser_of("platform")
        one, other = (standing(market, zone, goods(market.supplier, name).product) for name in ("木耳", "核桃"))

        platform.post(f"/zones/entries/{one.pk}/order/", {"move": Move.FIRST, "version": 0})
        late = platform.post(f"/zones/entries/{other.pk}/order/", {"move": Move.FIRST, "version": 0}, follow=True)

        shown = late.content.decode()
        assert "其他人员刚调整过“春季专场”的顺序，以下是新的顺序，请核对后再调整。" in shown
        assert shown.index("置顶：木耳") < shown.index("置顶：核桃")
        platform.post(f"/zones/entries/{one.pk}/remove/", {"words": "抽检不合格"})
        assert "抽检不合格" in text(platform, f"/zones/{zone.pk}/")
        assert platform.post(f"/zones/entries/{other.pk}/remove/", {}).status_code == 422

    def test_what_is_no_longer_wanted_is_marked(self, market, browser_of):
        zone, made = opened(market, high=60), goods(market.supplier)
        standing(market, zone, made.product)
        platform, address = browser_of("platform"), f"/zones/{zone.pk}/"
        assert "暂不展示" not in text(platform, address)

        type(made.offer).objects.filter(pk=made.offer.pk).update(price="30.01")
        made.put_up()

        assert "暂不展示" in text(platform, address)

    def test_takes_no_statement_a_row(self, market, browser_of):
        zone, platform = opened(market), browser_of("platform")
        for number in range(3):
            standing(market, zone, goods(market.supplier, f"木耳{number}").product)
            entered(market, zone, goods(market.supplier, f"核桃{number}").product)
        with CaptureQueriesContext(connection) as few:
            platform.get(f"/zones/{zone.pk}/")
        for number in range(3, 8):
            standing(market, zone, goods(market.supplier, f"木耳{number}").product)
            entered(market, zone, goods(market.supplier, f"核桃{number}").product)

        with CaptureQueriesContext(connection) as many:
            platform.get(f"/zones/{zone.pk}/")

        assert len(many) == len(few) <= 18


class TestInTheHall:
    def test_a_zone_shows_its_goods_in_the_curators_order(self, market, browser_of):
        zone, unit = opened(market), browser_of("unit")
        made = [standing(market, zone, goods(market.supplier, f"木耳{number}号").product) for number in range(3)]
        goods(market.supplier, "不在专区的核桃")
        browser_of("platform").post(f"/zones/entries/{made[2].pk}/order/", {"move": "first", "version": 0})

        shown = text(unit, f"/hall/zones/{zone.pk}/")
        assert "不在专区的核桃" not in shown
        assert shown.index("木耳2号") < min(shown.index("木耳0号"), shown.index("木耳1号"))
        assert all(name in text(unit, "/hall/") for name in ("春季专场", "832优选", "工会采购专场"))

    def test_a_zone_is_a_filter_with_its_count(self, market, browser_of):
        zone, unit = opened(market), browser_of("unit")
        standing(market, zone, goods(market.supplier, "木耳").product)
        goods(market.supplier, "核桃")

        shown = text(unit, LIST)
        assert f'href="/hall/offers/?zone={zone.pk}"' in shown
        assert "832优选" not in shown
        narrowed = text(unit, LIST, zone=zone.pk)
        assert "共 1 项" in narrowed
        assert "核桃" not in narrowed
        assert "去掉“春季专场”，有 1 项" in text(unit, LIST, zone=zone.pk, q="核桃")
        assert unit.get(LIST, {"zone": 404}).status_code == 404

    def test_the_page_takes_few_statements(self, market, browser_of):
        zone, unit = opened(market), browser_of("unit")
        for number in range(12):
            standing(market, zone, goods(market.supplier, f"木耳{number}").product)

        with CaptureQueriesContext(connection) as taken:
            unit.get(f"/hall/zones/{zone.pk}/")

        assert len(taken) <= 10, [one["sql"][:90] for one in taken]

    def test_an_empty_zone_says_so(self, market, browser_of):
        assert "目前没有可展示的商品" in text(browser_of("unit"), f"/hall/zones/{opened(market).pk}/")
