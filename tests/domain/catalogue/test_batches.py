from datetime import timedelta
from decimal import Decimal

import pytest

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import (
    BatchEmptyError,
    BatchStepError,
    CategoryClosedError,
    SupplierNotAdmittedError,
)
from nongcai.domain.catalogue.models import Category, Offer, OfferBatch, OfferBatchRow, PriceAlarm, Product, ShelfRow
from nongcai.domain.catalogue.rules.pricing import Fee
from nongcai.domain.catalogue.services import batching
from nongcai.domain.catalogue.states import BatchKind, BatchState, PriceBasis, ProductState, RowOutcome
from nongcai.domain.holds.models import Resource
from nongcai.domain.suppliers.models import Supplier
from nongcai.domain.suppliers.states import PaperKind
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.interfaces.sheets import goods_reading
from tests import goods
from tests.batches import PLACE, changes, confirmed, counts, rows, sentences, uploaded, workbook
from tests.market import AT
from tests.prices import rule, told_reference

FIRST = 3  # a title and the headings stand above


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


def tried(market, *changed):
    return uploaded(market, workbook(rows(*changed)))


def names(*numbers):
    return [{"商品名称": f"木耳{number}"} for number in numbers]


def line(offer, price=None, quantity=None, is_on=None, name="卢氏黑木耳"):
    return (offer.pk, name, offer.specification, price, quantity, is_on)


class TestCheck:
    def test_keeps_nothing(self, market):
        batch = tried(market, *names(1, 2))

        assert (batch.state, counts(batch)) == (BatchState.CHECKED, (2, 0, 0, 0))
        assert not Product.objects.exists()

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"商品名称": ""}, "商品名称：此项必填，不能为空。"),
            ({"商品名称": "<b>木耳</b>"}, "商品名称：不能含有网页代码或控制字符，请只填写文字。"),
            ({"商品名称": "木" * 101}, "商品名称：内容过长，最多100个字。"),
            (
                {"产地": "郑州市"},
                "产地：“郑州市”不是832个脱贫县之一，请从模板的“可选内容”表中选择，或填写六位区划代码。",
            ),
            ({"产地": "410100"}, "产地：“410100”不是832个脱贫县之一"),
            ({"净含量": 0}, "净含量：净含量应大于零，最多三位小数，请按标签填写。"),
            ({"净含量": "半斤"}, "净含量：应为数字，如 12 或 2.5。"),
            ({"净含量单位": "两"}, "净含量单位：应为以下之一：克、千克、毫升、升、个。"),
            ({"保质期（天）": 0}, "保质期（天）：应为1至3650之间的数。"),
            ({"保质期（天）": "18个月"}, "保质期（天）：应为整数，如 120。"),
            ({"品种": "人参"}, "品种：应为以下之一：木耳、香菇、银耳、羊肚菌、茶树菇、其他。"),
            ({"等级": ""}, "等级：此项必填，不能为空。"),
            ({"销售单位": "车"}, "销售单位：应为以下之一：袋、盒、箱、瓶、桶、罐、件、只、千克。"),
            ({"单价(元)": 0}, "单价（元）：单价应大于0元，最多两位小数，如12.50。"),
            ({"单价(元)": -3}, "单价（元）：单价应大于0元，最多两位小数，如12.50。"),
            ({"单价(元)": 1.999}, "单价（元）：单价应大于0元，最多两位小数，如12.50。"),
            ({"单价(元)": "面议"}, "单价（元）：应为金额，如 1418.81。"),
            ({"库存": -1}, "库存：应为0至99999999之间的数。"),
            ({"每单位件数": 0}, "每单位件数：应为1至100000之间的数。"),
            ({"供应起始月": 13}, "供应起始月：应为1至12之间的数。"),
            ({"供应起始月": 5}, "供应起始月：供应起止月应同时填写，为1至12；全年供应的都不填。"),
            ({"称重商品": "是"}, "重量允差（%）：称重商品的净含量须以克、千克为单位"),
            ({"运费模板": "顺丰"}, "运费模板：没有名为“顺丰”的运费模板"),
            ({"有机产品": "是"}, "有机产品：“有机产品”须对应本供应商已核查通过、在有效期内的"),
        ],
    )
    def test_says_one_sentence_of_a_wrong_cell(self, market, changed, sentence):
        batch = tried(market, changed, {})

        [said] = sentences(batch)
        assert said.startswith(f"{FIRST} {sentence}")
        assert counts(batch) == (1, 0, 1, 0)

    def test_says_a_sentence_of_each_wrong_cell_of_a_row(self, market):
        batch = tried(market, {"产地": "乙县", "净含量单位": "两", "单价(元)": 0, "库存": "很多"})

        assert [one.split("：")[0] for one in sentences(batch)] == [
            f"{FIRST} 净含量单位",
            f"{FIRST} 库存",
            f"{FIRST} 单价（元）",
            f"{FIRST} 产地",
        ]

    @pytest.mark.parametrize("place", ["卢氏县", "河南省卢氏县", "三门峡市卢氏县", "411224", 411224])
    def test_finds_the_origin_by_its_names_and_code(self, market, place):
        assert counts(tried(market, {"产地": place}))[0] == 1

    def test_takes_two_specifications_for_one_product(self, market):
        batch = tried(market, {}, {"规格": "5袋/箱", "每单位件数": 5, "单价(元)": 120})

        assert list(queries.batch_rows(batch).values_list("outcome", flat=True)) == [RowOutcome.NEW, RowOutcome.ADDED]

    def test_refuses_what_rows_of_one_product_contradict(self, market):
        batch = tried(market, {}, {"规格": "5袋/箱", "贮存条件": "冷藏"}, {})

        assert sentences(batch) == [
            f"4 贮存条件：与第{FIRST}行是同一商品，但两行的“贮存条件”不同，请改为一致。",
            f"5 规格：与第{FIRST}行的商品和规格相同，请删去其中一行，或改写规格。",
        ]

    def test_reads_a_paper_and_a_plan_by_name(self, market):
        paper = goods.hold_paper(market, PaperKind.ORGANIC, until=None)
        plan = services.add_plan(actor=market.actor("supplier"), name="快递", fees=[Fee("")])

        batch = confirmed(market, tried(market, {"有机产品": paper.number, "运费模板": "快递"}))

        assert batch.done == 1
        product = Product.objects.get()
        assert [row.paper_id for row in product.claims.all()] == [paper.pk]
        assert Offer.objects.get().freight_id == plan.pk

    def test_begins_anew_after_a_worker_died(self, market):
        batch = tried(market, *names(1, 2))
        OfferBatch.objects.filter(pk=batch.pk).update(state=BatchState.CHECKING)

        goods_reading.check_batch(batch_id=batch.pk, at=AT)

        assert counts(queries.batch_of(batch.pk)) == (2, 0, 0, 0)
        assert OfferBatchRow.objects.count() == 2


class TestLoad:
    def test_makes_drafts_as_one_by_one(self, market):
        confirmed(market, tried(market, {}))
        alone = goods.drafted(market)

        product = Product.objects.exclude(pk=alone.pk).get()
        offer = queries.offers_of(product).get()
        assert queries.told_by(product) == queries.told_by(alone) | {"等级": "一级"}
        assert (product.state, offer.is_on, offer.price) == (ProductState.DRAFT, True, Decimal("25.50"))
        assert queries.stock_of([offer])[offer.resource_id].quantity == 100
        assert [one.by_label for one in queries.prices_of(offer)] == [market.actor("supplier").label]
        assert not ShelfRow.objects.exists()

    def test_leaves_wrong_rows_and_keeps_them(self, market):
        batch = confirmed(market, tried(market, *names(1, 2), {"单价(元)": 0}))

        assert (batch.state, counts(batch)) == (BatchState.LOADED, (2, 0, 1, 2))
        assert list(queries.batch_rows(batch).values_list("row_no", "outcome")) == [(5, RowOutcome.WRONG)]

    def test_makes_nothing_twice(self, market):
        data = workbook(rows(*names(1, 2)))
        first, second = uploaded(market, data), uploaded(market, data)
        confirmed(market, first)

        assert counts(confirmed(market, second)) == (2, 2, 0, 0)
        assert counts(uploaded(market, data)) == (0, 2, 0, 0)
        assert Product.objects.count() == 2

    def test_adds_a_specification_to_what_is_there(self, market):
        product = goods.listed(market, standard="GB/T 6192")

        batch = confirmed(market, tried(market, {"规格": "5袋/箱", "每单位件数": 5}))

        assert batch.done == 1
        assert queries.offers_of(product).count() == 2
        assert ShelfRow.objects.filter(product_id=product.pk).count() == 2

    def test_goes_on_after_a_worker_died(self, market, monkeypatch):
        monkeypatch.setattr(batching, "CHUNK", 2)
        batch = tried(market, *names(1, 2, 3, 4, 5))
        services.start_batch(actor=market.actor("supplier"), batch_id=batch.pk, queued=False)
        batching._load_some(batch.pk, AT)
        assert queries.batch_of(batch.pk).done == 2

        services.load_batch(batch_id=batch.pk, at=AT)

        assert queries.batch_of(batch.pk).done == Product.objects.count() == 5

    def test_looks_again_at_what_ended_meanwhile(self, market):
        paper = goods.hold_paper(market, PaperKind.ORGANIC, until=None)
        batch = tried(market, {"有机产品": paper.number}, *names(2))
        type(paper).objects.filter(pk=paper.pk).update(until=AT.date() - timedelta(days=1))

        batch = confirmed(market, batch)

        assert counts(batch) == (2, 0, 1, 1)
        assert sentences(batch)[0].startswith(f"{FIRST} 有机产品：")

    def test_is_refused_without_a_good_row_and_twice(self, market):
        actor = market.actor("supplier")
        with pytest.raises(BatchEmptyError):
            services.start_batch(actor=actor, batch_id=tried(market, {"单价(元)": 0}).pk)
        done = confirmed(market, tried(market, *names(1)))
        for act in (services.start_batch, services.recheck_batch, services.discard_batch):
            with pytest.raises(BatchStepError):
                act(actor=actor, batch_id=done.pk)

    def test_stops_when_the_recommendation_was_recalled(self, market):
        batch = tried(market, *names(1))
        services.start_batch(actor=market.actor("supplier"), batch_id=batch.pk, queued=False)
        Supplier.objects.filter(pk=market.supplier.pk).update(admission=None)

        with pytest.raises(SupplierNotAdmittedError):
            services.load_batch(batch_id=batch.pk, at=AT)
        assert not Product.objects.exists()


class TestReceive:
    def test_is_for_suppliers_that_were_admitted(self, market, stall):
        told = {"kind": BatchKind.GOODS, "category_id": goods.category(PLACE).pk, "name": "a.xlsx", "chunks": [b"a"]}

        with pytest.raises(NotAllowedError):
            services.receive_batch(actor=market.actor("platform"), at=AT, **told)
        Category.objects.filter(name=PLACE).update(is_open=False)
        with pytest.raises(CategoryClosedError):
            services.receive_batch(actor=market.actor("supplier"), at=AT, **told)

    def test_is_ones_own(self, market):
        batch = tried(market, *names(1))
        _supplier, other = goods.second_supplier(market)

        for act in (services.start_batch, services.recheck_batch, services.discard_batch):
            with pytest.raises(NotFoundError):
                act(actor=other, batch_id=batch.pk)

    def test_is_given_up_by_person_and_clock(self, market):
        batch, later = tried(market, *names(1)), tried(market, *names(2))

        services.discard_batch(actor=market.actor("supplier"), batch_id=batch.pk)
        assert not queries.batch_rows(batch).exists()
        assert services.clear_batches(at=later.checked_at + timedelta(days=29)) == 0
        assert services.clear_batches(at=later.checked_at + timedelta(days=31)) == 1
        assert queries.batch_of(later.pk).state == BatchState.DISCARDED
        assert "长期未办理" in queries.batch_of(later.pk).message


class TestChanges:
    @pytest.fixture
    def offer(self, market):
        return queries.offers_of(goods.listed(market)).get()

    def test_show_what_stands_and_change_it(self, market, offer):
        batch = changes(market, line(offer, 22.8, 60, "否"))

        row = queries.good_rows(batch).get()
        assert (Decimal(row.before["price"]), row.before["quantity"], row.before["is_on"]) == (25, 100, True)
        assert confirmed(market, batch).done == 1
        offer.refresh_from_db()
        assert (offer.price, offer.is_on) == (Decimal("22.80"), False)
        assert Resource.objects.get(pk=offer.resource_id).quantity == 60
        assert next((one.before, one.after) for one in queries.prices_of(offer)) == (25, Decimal("22.80"))
        shown = ShelfRow.objects.get(offer=offer)
        assert (shown.price, shown.is_up) == (Decimal("22.80"), False)

    def test_leave_what_is_empty_or_stands(self, market, offer):
        batch = changes(market, line(offer, 25, None, "是"))

        assert counts(batch) == (0, 1, 0, 0)

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"price": 0}, "单价（元）：单价应大于0元"),
            ({"price": "贵"}, "单价（元）：应为金额"),
            ({"quantity": 3}, "库存：已被占用和售出5，总量不能少于此数，请改填。"),
            ({"quantity": -1}, "库存：应为0至99999999之间的数。"),
            ({"price": 20}, "单价（元）：单价应高于阶梯价20.00元"),
            ({"is_on": "也许"}, "上架：应为以下之一：是、否。"),
            ({"name": "别的商品"}, "商品名称：编号"),
        ],
    )
    def test_say_what_is_wrong(self, market, offer, told, sentence):
        Resource.objects.filter(pk=offer.resource_id).update(held=5)
        offer.tiers.create(from_quantity=10, price=20)

        batch = changes(market, line(offer, **told))

        [said] = sentences(batch)
        assert said.startswith(f"2 {sentence}")

    def test_are_asked_about_when_they_make_it_dear(self, market, offer):
        platform = market.actor("platform")
        services.enter_reference(actor=platform, told=told_reference(offer.product.category_id), at=AT)
        rule(platform, basis=PriceBasis.REFERENCE)

        batch = changes(market, line(offer, 999))
        services.start_batch(actor=market.actor("supplier"), batch_id=batch.pk, queued=False)
        services.load_batch(batch_id=batch.pk, at=AT)

        assert PriceAlarm.objects.get(offer=offer).state == "open"

    def test_are_of_ones_own_offers_and_once(self, market, offer):
        _supplier, other = goods.second_supplier(market)
        foreign = services.draft_product(actor=other, told=goods.told_product(), at=AT)
        strange = services.add_offer(
            actor=other, product_id=foreign.pk, told=goods.told_offer(), price=Decimal(9), quantity=Decimal(1), at=AT
        )

        batch = changes(market, line(strange, 8), line(offer, 24), line(offer, 23), (999999, "", "", 1, 1, "是"))

        assert [one[:6] for one in sentences(batch)] == ["2 编号：没", "4 编号：与", "5 编号：没"]
        assert confirmed(market, batch).done == 1
        strange.refresh_from_db()
        assert strange.price == 9

    def test_leave_what_changed_meanwhile(self, market, offer):
        batch = changes(market, line(offer, 24))
        services.stock_offer(actor=market.actor("supplier"), offer_id=offer.pk, quantity=Decimal(7), at=AT)

        batch = confirmed(market, batch)

        assert counts(batch) == (1, 0, 1, 0)
        assert "核对后，该规格的价格、库存或上架情况又有变动" in sentences(batch)[0]

    def test_take_few_statements(self, market, offer, django_assert_max_num_queries):
        for number in range(30):
            goods.offered(market, offer.product, specification=f"规格{number}")
        told = [line(one, 24, 9) for one in Offer.objects.order_by("pk")]
        batch = changes(market, *told)
        services.start_batch(actor=market.actor("supplier"), batch_id=batch.pk, queued=False)

        with django_assert_max_num_queries(50):
            services.load_batch(batch_id=batch.pk, at=AT)

        assert queries.batch_of(batch.pk).done == 31
