"""Workbooks of goods by page: template, dry run, confirmation, the wrong rows back; prices and stocks; export."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import load_workbook

from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.models import Offer, OfferBatch, Product
from nongcai.domain.catalogue.states import BatchState
from nongcai.domain.documents.models import Document
from nongcai.interfaces.jobs import catalogue as jobs
from tests import goods
from tests.batches import PLACE, rows, table, workbook
from tests.market import AT
from tests.worlds import world

PURPOSE = {"purpose": "核对"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


market = world(goods.hall)


@pytest.fixture
def browser(market, browser_of):
    return browser_of("supplier")


def address():
    return f"/goods/batches/new/?category={goods.category(PLACE).pk}"


def sent(browser, data, name="商品.xlsx", to=""):
    """Upload a workbook, let the worker try it, and return the page of the batch."""
    response = browser.post(to or address(), {"original": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, shown(response)
    jobs.check_batch(batch_id=OfferBatch.objects.latest("pk").pk)
    return response.headers["Location"]


def done(browser, place):
    assert browser.post(f"{place}load/").status_code == 302
    jobs.load_batch(batch_id=OfferBatch.objects.latest("pk").pk)
    return shown(browser.get(place))


def shown(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def cells(response):
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    return book.get_sheet_by_index(0).to_python()


class TestGoods:
    def test_go_from_the_template_to_drafts(self, browser):
        assert "先选分类" in shown(browser.get("/goods/batches/new/"))
        page = browser.get(address()).content.decode()
        template = cells(browser.get(re.search(r"/goods/batches/template/\d+/", page)[0]))
        assert template[0][0].startswith("商品批量发布表（干货山珍 › 食用菌）")
        place = sent(browser, workbook(rows({}, {"规格": "5袋/箱"}, {"商品名称": "银耳", "单价(元)": 0})))

        tried = shown(browser.get(place))
        assert "确认办理2行" in tried
        assert "5 银耳 250克/袋 单价（元） 0 单价应大于0元，最多两位小数，如12.50。" in tried
        good = shown(browser.get(f"{place}?show=good"))
        assert "新增商品 卢氏黑木耳 250克/袋 25.50/袋 100" in good
        assert "增加规格 卢氏黑木耳 5袋/箱" in good
        assert not Product.objects.exists()

        told = done(browser, place)
        assert "已办理2行" in told
        assert Product.objects.get().offers.count() == 2

    def test_come_back_with_reasons_and_go_in_once_mended(self, browser):
        place = sent(browser, workbook(rows({}, {"商品名称": "银耳", "单价(元)": 0, "产地": "乙县"})))
        done(browser, place)

        lines = cells(browser.post(f"{place}rejects/"))
        [head] = [place for place, line in enumerate(lines) if line[0] == "原因"]
        assert "单价（元）：单价应大于0元" in lines[head + 1][0]
        assert "产地：“乙县”不是832个脱贫县之一" in lines[head + 1][0]
        mended = dict(zip(lines[head], lines[head + 1], strict=True)) | {"单价(元)*": 12, "产地*": "卢氏县"}
        assert len(lines) == head + 2

        again = sent(browser, workbook([mended], title=lines[0][0]), name="有误行.xlsx")
        assert "已办理1行" in done(browser, again)
        assert Product.objects.count() == 2

    def test_sent_twice_say_that_nothing_is_made_twice(self, browser):
        data = workbook(rows({}))
        done(browser, sent(browser, data))

        told = shown(browser.get(sent(browser, data)))

        assert "表中的商品和规格都已有，不会重复发布。" in told
        assert "确认办理" not in told

    def test_are_followed_while_the_worker_is_at_them(self, browser):
        place = sent(browser, workbook(rows({})))
        OfferBatch.objects.update(state=BatchState.LOADING, done=1, good=4)

        page = browser.get(place)

        assert 'hx-trigger="every 2s"' in page.content.decode()
        assert "已办理1行，共4行" in shown(page)

    @pytest.mark.parametrize(
        ("data", "name", "sentence"),
        [
            (b"x", "商品.exe", "不是xlsx、xls或csv文件"),
            (b"", "商品.xlsx", "所选文件是空文件"),
        ],
    )
    def test_refuse_what_is_no_workbook(self, browser, data, name, sentence):
        response = browser.post(address(), {"original": SimpleUploadedFile(name, data)})

        assert response.status_code == 422
        assert sentence in shown(response)

    def test_say_why_a_workbook_cannot_be_read(self, browser):
        place = sent(browser, b"PK\x03\x04 broken")

        told = shown(browser.get(place))

        assert "“商品.xlsx”已损坏或没有传完整" in told
        assert browser.post(f"{place}discard/").status_code == 302
        assert "已放弃" in shown(browser.get("/goods/batches/"))

    def test_are_refused_to_suppliers_that_were_not_admitted(self, market, browser):
        type(market.supplier).objects.filter(pk=market.supplier.pk).update(admission=None)

        response = browser.post(address(), {"original": SimpleUploadedFile("商品.xlsx", b"x")})

        assert response.status_code == 422
        assert "供应商尚未入驻" in shown(response)

    def test_of_others_are_not_there(self, market, browser, browser_of):
        place = sent(browser, workbook(rows({})))
        OfferBatch.objects.update(supplier=goods.second_supplier(market)[0])

        assert browser.get(place).status_code == 404
        assert browser_of("platform").get(place).status_code == 404


class TestPricesAndStocks:
    def test_are_exported_changed_and_shown_old_and_new(self, market, browser):
        goods.listed(market)
        page = browser.get("/goods/batches/changes/")
        assert page.status_code == 200
        lines = cells(browser.post("/goods/batches/changes/form/", PURPOSE))
        head = next(number for number, line in enumerate(lines) if line[0] == "编号*")
        changed = dict(zip(lines[head], lines[head + 1], strict=True)) | {"单价(元)": 22.5, "上架": "否"}

        place = sent(browser, table([list(changed), list(changed.values())]), "价格.xlsx", to="/goods/batches/changes/")
        told = shown(browser.get(f"{place}?show=good"))
        assert "25.00 → 22.50" in told
        assert "是 → 否" in told
        assert "已办理1行" in done(browser, place)
        assert str(Offer.objects.get().price) == "22.50"

    def test_want_a_purpose(self, browser):
        response = browser.post("/goods/batches/changes/form/", {}, follow=True)

        assert "请填写导出用途后再下载。" in shown(response)


class TestExport:
    @pytest.mark.parametrize(("name", "count"), [("supplier", 1), ("platform", 2)])
    def test_holds_what_is_within_sight(self, market, browser_of, name, count):
        goods.listed(market)
        _supplier, other = goods.second_supplier(market)
        foreign = services.draft_product(actor=other, told=goods.told_product(name="=1+1"), at=AT)
        services.add_offer(
            actor=other, product_id=foreign.pk, told=goods.told_offer(), price=Decimal(9), quantity=Decimal(1), at=AT
        )
        Product.objects.filter(pk=foreign.pk).update(version=1)

        lines = cells(browser_of(name).post("/goods/offers/export/", PURPOSE))

        head = next(number for number, line in enumerate(lines) if line[0] == "编号")
        assert len(lines) - head - 1 == count
        assert Document.objects.filter(owner__startswith="export:offers:").count() == 1

    def test_follows_the_filter_and_wants_a_purpose(self, market, browser):
        goods.listed(market)

        assert len(cells(browser.post("/goods/offers/export/?q=银耳", PURPOSE))) <= 4
        assert "请填写导出用途" in shown(browser.post("/goods/offers/export/", {}, follow=True))


class TestQueries:
    def test_do_not_grow_with_rows(self, browser, django_assert_max_num_queries):
        place = sent(browser, workbook(rows(*({"商品名称": f"木耳{one}", "单价(元)": 0} for one in range(60)))))

        with django_assert_max_num_queries(14):
            assert "共60条" in shown(browser.get(place)).replace(" ", "")

    def test_of_the_list_do_not_grow(self, browser, django_assert_max_num_queries):
        for number in range(3):
            sent(browser, workbook(rows({"商品名称": f"木耳{number}"})))

        with django_assert_max_num_queries(14):
            assert browser.get("/goods/batches/").status_code == 200
