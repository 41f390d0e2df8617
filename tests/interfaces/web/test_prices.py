"""The pages of prices: a product's comparison, the desk of alarms, the public reply, lists of markets."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.models import MarketName, PriceAlarm, PriceElsewhere, PriceRule, ReferencePrice
from nongcai.domain.catalogue.states import AlarmAction
from nongcai.domain.suppliers.models import SellingSpan
from tests import prices
from tests.interfaces.web.market_table import sold_today
from tests.interfaces.web.prices_table import COUNTIES, PRICES, admitted, kept, opened
from tests.interfaces.web.test_account_batches import cells
from tests.market import SCAN, on_stage
from tests.shelf import category, sell_for_good

ALARMS, RULES, REFERENCES = "/prices/alarms/", "/prices/rules/", "/prices/references/"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


def text(client, address, status=200, **asked):
    response = client.get(address, asked)
    assert response.status_code == status
    return response.content.decode()


def pdf(name="成本.pdf"):
    return SimpleUploadedFile(name, SCAN.data)


class TestAProduct:
    def test_is_compared_in_words_within_the_statements(self, cast, browser_of):
        made = sold_today(cast)
        prices.like_offers()
        SellingSpan.objects.update(until=None)
        services.reckon_like_prices(at=timezone.now())
        told = prices.told_reference(made.product.category_id, "50", day=timezone.localdate())
        services.enter_reference(actor=on_stage(cast).actor("platform"), told=told, at=timezone.now())
        clerk = browser_of("unit")

        with CaptureQueriesContext(connection) as taken:
            shown = text(clerk, f"/hall/products/{made.product.pk}/")

        assert "同类 6 项（4 家供应商），中位价 41.00 元/千克，本商品高 46%。" in shown
        assert "最低 36.00 元，半数在" in shown
        assert "郑州万邦市场黑木耳" in shown
        assert "本商品高 20%（来源：每日行情）" in shown
        assert "还没有采购人评价。" in shown
        assert f"/prices/offers/{made.offer.pk}/elsewhere/" in shown
        assert len(taken) <= 8, [one["sql"][:90] for one in taken]

    def test_says_so_where_too_few_could_be_compared(self, cast, browser_of):
        made = sold_today(cast)

        shown = text(browser_of("auditor"), f"/hall/products/{made.product.pk}/")

        assert "可比商品不足，不作比较" in shown
        assert "/elsewhere/" not in shown

    def test_shows_reply_files_and_decision(self, cast, browser_of):
        market = admitted(cast)
        alarm = prices.reply(market, prices.alarmed(market), scans=[SCAN])
        prices.decide(market, alarm, AlarmAction.KEEP)
        sell_for_good(market.supplier)
        clerk = browser_of("unit")

        shown = text(clerk, f"/hall/products/{alarm.offer.product_id}/")

        step, files = queries.steps_of_alarm(alarm)[1]
        assert all(word in shown for word in ("有机种植，成本较高。", "已核对成本材料。", "平台认可价格", "scan.pdf"))
        address = f"/prices/replies/{step.pk}/{files[0].pk}/"
        assert address in shown
        assert b"".join(clerk.get(address).streaming_content) == SCAN.data


class TestAlarms:
    def test_are_a_queue_for_the_platform_and_the_own_for_a_supplier(self, cast, browser_of):
        alarm = opened(cast)
        for name in ("platform", "supplier"):
            shown = text(browser_of(name), ALARMS)
            assert f"{ALARMS}{alarm.pk}/" in shown
            assert "已过期" in shown
        assert "没有价格提醒" in text(browser_of("other_county"), ALARMS)
        assert "没有价格提醒" in text(browser_of("platform"), ALARMS, state="kept")
        assert f"{ALARMS}{alarm.pk}/" in text(browser_of("platform"), ALARMS, state="x")

    def test_stand_on_the_desk_of_who_is_next(self, cast, browser_of):
        market = admitted(cast)
        alarm = prices.alarmed(market)
        # Its days are over, so that the platform may decide, too.
        assert "等待决定" in text(browser_of("platform"), "/")
        assert "降价或者公开说明" in text(browser_of("supplier"), "/")
        prices.reply(market, alarm)
        assert "降价或者公开说明" not in text(browser_of("supplier"), "/")
        assert "等待决定" in text(browser_of("platform"), "/")
        assert "等待决定" not in text(browser_of("quality"), "/")

    def test_take_few_statements(self, cast, browser_of, django_assert_max_num_queries):
        opened(cast)
        client = browser_of("platform")
        with django_assert_max_num_queries(9):
            text(client, ALARMS)

    def test_are_replied_to_with_files(self, cast, browser_of):
        alarm = opened(cast)
        client = browser_of("supplier")
        sent = {"words": "按有机标准种植", "proofs": [pdf(), pdf("检测.pdf")]}

        client.post(f"{ALARMS}{alarm.pk}/reply/", sent)

        shown = text(client, f"{ALARMS}{alarm.pk}/")
        assert all(word in shown for word in ("按有机标准种植", "成本.pdf", "检测.pdf", "已说明，待平台决定"))

    @pytest.mark.parametrize(
        ("said", "sent"),
        [
            ("请写明", {"words": " "}),
            ("最多上传5个", {"words": "甲", "proofs": [pdf() for _ in range(6)]}),
            ("网页代码", {"words": "<b>"}),
        ],
    )
    def test_say_what_is_wrong_with_a_reply(self, cast, browser_of, said, sent):
        response = browser_of("supplier").post(f"{ALARMS}{opened(cast).pk}/reply/", sent)

        assert response.status_code == 422
        assert said in response.content.decode() or "必填" in response.content.decode()

    def test_are_decided(self, cast, browser_of):
        alarm = opened(cast)
        client = browser_of("platform")
        assert "暂停展示" in text(client, f"{ALARMS}{alarm.pk}/")

        client.post(f"{ALARMS}{alarm.pk}/decide/", {"action": "withhold", "words": "没有说明"})

        assert PriceAlarm.objects.get().state == "withheld"
        assert "价格提醒：已暂停展示" in text(browser_of("supplier"), f"/goods/offers/{alarm.offer_id}/")
        assert "已暂停展示" in text(client, f"{ALARMS}{alarm.pk}/")


class TestProofs:
    def test_are_filed_by_who_buys_and_read_by_the_supplier(self, cast, browser_of):
        offer = sold_today(cast).offer
        address = f"/prices/offers/{offer.pk}/elsewhere/"
        clerk = browser_of("unit")
        assert "只填同一供应商的同一商品" in text(clerk, address)
        sent = {"shop": "某平台", "price": "20", "quantity": "500", "unit": "g", "day": "2024-03-01"}

        clerk.post(address, sent | {"day": timezone.localdate().isoformat(), "file": pdf("截图.pdf")})

        proof = PriceElsewhere.objects.get()
        alarm = PriceAlarm.objects.get()
        shown = text(browser_of("supplier"), f"{ALARMS}{alarm.pk}/")
        assert f"/prices/elsewhere/{proof.pk}/" in shown
        assert browser_of("supplier").get(f"/prices/elsewhere/{proof.pk}/").status_code == 200
        assert clerk.get(f"/prices/elsewhere/{proof.pk}/").status_code == 200
        assert browser_of("auditor").get(f"/prices/elsewhere/{proof.pk}/").status_code == 404

    def test_say_what_is_wrong(self, cast, browser_of):
        offer = sold_today(cast).offer
        sent = {"shop": "甲", "price": "20", "quantity": "1", "unit": "l", "day": "2024-03-01", "file": pdf()}

        response = browser_of("unit").post(f"/prices/offers/{offer.pk}/elsewhere/", sent)

        assert response.status_code == 422
        assert "本商品按千克折算" in response.content.decode()


class TestRules:
    def test_are_written_and_end(self, cast, browser_of):
        client = browser_of("platform")
        assert "还没有规则" in text(client, RULES)
        sent = {"basis": "median", "percent": "30", "reply_days": "5", "since": "2024-03-01", "document": "《办法》"}

        client.post(f"{RULES}new/", sent)
        assert "《办法》" in text(client, RULES)
        client.post(f"{RULES}{PriceRule.objects.get().pk}/end/")

        assert PriceRule.objects.get().until == timezone.localdate()
        assert "停用（今天为最后一天）" not in text(browser_of("supplier"), RULES)


class TestReferences:
    def test_are_entered_found_and_struck_out(self, cast, browser_of):
        client, kind = browser_of("platform"), category("食用菌")
        sent = {
            "category_id": kind.pk, "name": "黑木耳", "words": "木耳、特级", "place": "万邦", "day": "2024-03-01",
            "price": "12", "quantity": "500", "unit": "g", "source": "行情",
        }  # fmt: skip
        assert "没有参考价" in text(client, REFERENCES)

        client.post(f"{REFERENCES}new/", sent)
        assert "24.00 元/千克" in text(client, REFERENCES, q="万邦")
        again = client.post(f"{REFERENCES}new/", sent)
        assert again.status_code == 422
        assert "有误的请先作废" in again.content.decode()

        client.post(f"{REFERENCES}{ReferencePrice.objects.get().pk}/strike/")
        assert "已作废" in text(client, REFERENCES)

    def test_are_imported_after_a_dry_run_and_names_are_remembered(self, cast, browser_of):
        client, kind = browser_of("platform"), category("食用菌")
        place = f"{REFERENCES}lists/{kept(cast, 'price-list', PRICES)}/"
        shown = text(client, place)
        assert "“黑木耳”对应的分类" in shown
        assert "价格：应大于零" in shown
        assert not ReferencePrice.objects.exists()

        client.post(f"{place}names/", {"name_0": "黑木耳", "meaning_0": kind.pk, "words_0": "木耳"})
        assert MarketName.objects.get().words == ["木耳"]
        assert "录入1条" in text(client, place)
        client.post(f"{place}load/", {"source": "郑州万邦行情"})

        row = ReferencePrice.objects.get()
        assert (row.price, row.source, row.words) == (49, "郑州万邦行情", ["木耳"])
        assert "确认录入" not in text(client, place)
        assert any("价格：应大于零" in str(row) for row in cells(client.post(f"{place}rejects/")))

    def test_names_that_were_told_are_listed_and_forgotten(self, cast, browser_of):
        client, kind = browser_of("platform"), category("食用菌")
        assert "还没有记住的品名" in text(client, f"{REFERENCES}names/")
        place = f"{REFERENCES}lists/{kept(cast, 'price-list', PRICES)}/"
        client.post(f"{place}names/", {"name_0": "黑木耳", "meaning_0": kind.pk, "words_0": "木耳"})
        assert "食用菌" in text(client, f"{REFERENCES}names/")

        client.post(f"{REFERENCES}names/{MarketName.objects.get().pk}/forget/")

        assert not MarketName.objects.exists()
        assert "“黑木耳”对应的分类" in text(client, place)

    def test_of_a_file_that_is_no_list_are_refused(self, cast, browser_of):
        client = browser_of("platform")
        address = client.post(
            f"{REFERENCES}lists/", {"original": SimpleUploadedFile("x.csv", "甲,乙\n1,2\n".encode())}
        ).headers["Location"]

        assert "不是《市场行情表》" in text(client, address, 422)

    def test_template_is_read_as_it_is_written(self, cast, browser_of):
        client = browser_of("platform")
        rows = cells(client.get(f"{REFERENCES}lists/template/"))
        assert any({"品名*", "市场*", "单位*"} <= set(row) for row in rows)


class TestWords:
    def test_synonyms_are_added_and_switched(self, cast, browser_of):
        client = browser_of("platform")
        client.post("/goods/synonyms/new/", {"words": "地耳，地皮菜 "})
        assert "地耳、地皮菜" in text(client, "/goods/synonyms/", q="地皮菜")
        assert "没有这样的同义词" in text(client, "/goods/synonyms/", q="没有")
        wrong = client.post("/goods/synonyms/new/", {"words": "地耳"})
        assert wrong.status_code == 422
        assert "2至12个" in wrong.content.decode()

    def test_lists_of_counties_are_uploaded_and_filter_the_hall(self, cast, browser_of):
        sold_today(cast)
        client = browser_of("platform")
        assert "系统不附带名单" in text(client, "/goods/counties/")
        place = f"/goods/counties/{kept(cast, 'county-list', COUNTIES)}/"
        assert "“郑州市”不在832个脱贫县名单内" in text(client, place)

        client.post(f"{place}load/", {"name": "重点帮扶县", "document": "某通知", "since": "2024-03-01"})

        assert "1 个县" in text(client, "/goods/counties/")
        clerk = browser_of("unit")
        assert "listed=%E9%87%8D%E7%82%B9" in text(clerk, "/hall/offers/")
        with CaptureQueriesContext(connection) as taken:
            assert "卢氏黑木耳" in text(clerk, "/hall/offers/", listed="重点帮扶县")
        assert len(taken) <= 8
        client.post("/goods/counties/end/", {"name": "重点帮扶县"})
        assert "已截止" in text(client, "/goods/counties/")

    def test_a_file_that_is_no_list_is_refused(self, cast, browser_of):
        place = f"/goods/counties/{kept(cast, 'county-list', PRICES)}/"
        assert "不是《名单县表》" in text(browser_of("platform"), place, 422)
