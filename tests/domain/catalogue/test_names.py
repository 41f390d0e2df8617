"""Names are told from each other folded, wherever a workbook meets what was typed on a page."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import MarkupError
from nongcai.domain.catalogue.models import MarketName, Offer, Product, ReferencePrice
from nongcai.domain.catalogue.queries import SaidPrice
from nongcai.domain.catalogue.rules import squeezed
from nongcai.domain.catalogue.rules.bounding import key_of
from nongcai.domain.catalogue.rules.describing import require_plain
from nongcai.domain.catalogue.services import Meaning
from nongcai.domain.catalogue.services.describing import fact_of
from nongcai.domain.catalogue.services.referencing import plain_words
from nongcai.domain.catalogue.states import PriceRowOutcome as Outcome
from nongcai.interfaces.sheets import cells
from tests import goods
from tests.batches import changes, confirmed, counts, rows, sentences, uploaded, workbook
from tests.market import AT, TODAY
from tests.prices import told_reference

# What people type for a gap, and what pages and workbooks do to it.
GAPS = st.sampled_from([" ", "  ", "\u3000", " \u3000 ", "\t", "\u00a0"])
PARTS = st.lists(st.sampled_from(["黑木耳", "Ａ级", "a级", "（干）", "250ｇ"]), min_size=1, max_size=4)
# A page takes no control characters.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


def is_plain(text):
    try:
        require_plain({"text": text})
    except MarkupError:
        return False
    return True


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


class TestSqueezed:
    @given(PARTS, st.data())
    def test_is_the_same_whatever_stands_in_the_gaps(self, parts, data):
        gaps = [data.draw(GAPS) for _ in parts]
        told = "".join(part + gap for part, gap in zip(parts, gaps, strict=True))

        assert squeezed(told) == squeezed(" ".join(parts))

    @given(TEXT)
    @example("黑\u200b木耳")
    @example("黑\u3000木耳 ")
    def test_is_the_same_of_a_page_and_of_a_cell(self, typed):
        assert squeezed(cells.text(typed, [])) == squeezed(typed)

    @given(PARTS)
    def test_tells_a_gap_from_none(self, parts):
        assert (squeezed(" ".join(parts)) == squeezed("".join(parts))) == (len(parts) == 1)

    @pytest.mark.parametrize(("one", "other"), [("黑木耳", "木耳"), ("A级", "B级"), ("黑木耳1", "黑木耳2")])
    def test_keeps_apart_what_is_another(self, one, other):
        assert squeezed(one) != squeezed(other)

    def test_is_part_of_what_products_are_told_by(self):
        told = {"county": "411224", "net_quantity": 250, "net_unit": "g"}

        assert key_of(told | {"name": "黑　木耳", "producer": "甲  社"}) == key_of(
            told | {"name": "黑 木耳", "producer": "甲 社"}
        )


@pytest.mark.parametrize("name", ["卢氏　黑木耳", "卢氏  黑木耳", "卢氏 黑木耳"])
class TestWorkbooks:
    def test_find_what_was_typed_with_gaps(self, market, name):
        product = goods.drafted(market, name=name, standard="GB/T 6192")
        goods.offered(market, product, specification="250克  /袋")
        told = {"商品名称": name, "规格": "250克  /袋"}

        assert counts(uploaded(market, workbook(rows(told)))) == (0, 1, 0, 0)
        batch = uploaded(market, workbook(rows(told, told | {"规格": "5袋/箱", "每单位件数": 5})))
        assert confirmed(market, batch).done == 1
        assert (Product.objects.count(), product.offers.count()) == (1, 2)

    def test_change_what_was_typed_with_gaps(self, market, name):
        offer = goods.offered(market, goods.drafted(market, name=name), specification="250克　/袋")

        batch = changes(market, (offer.pk, name, "250克　/袋", 24, None, None))

        assert (sentences(batch), counts(batch)) == ([], (1, 0, 0, 0))
        assert changes(market, (offer.pk, "黑木耳", "", 24, None, None)).wrong == 1
        confirmed(market, batch)
        assert Offer.objects.get().price == 24


class TestMarkets:
    ROW = SaidPrice(2, "黑木耳 一级", "甲 市场", "元/公斤", TODAY, Decimal(49))

    def test_are_known_whatever_the_gaps(self, market):
        platform, category = market.actor("platform"), goods.category("食用菌").pk
        assert services.name_markets(actor=platform, meanings={"黑木耳　一级": Meaning(category)}) == 1
        assert services.name_markets(actor=platform, meanings={"黑木耳  一级": Meaning(category)}) == 0

        [judged] = queries.judge_prices([self.ROW], on=TODAY)
        assert (judged.outcome, judged.category_id) == (Outcome.NEW, category)
        assert MarketName.objects.count() == 1

    def test_are_not_entered_twice_under_two_spellings(self, market):
        platform, category = market.actor("platform"), goods.category("食用菌").pk
        services.name_markets(actor=platform, meanings={"黑木耳　一级": Meaning(category)})
        told = replace(told_reference(category), name="黑木耳　一级", place="甲  市场", day=TODAY, words=())
        services.enter_reference(actor=platform, told=replace(told, price=Decimal(49)), at=AT)

        dearer = replace(self.ROW, row_no=3, price=Decimal(60))
        found = queries.judge_prices([self.ROW, dearer, replace(self.ROW, row_no=4, day=date(2024, 1, 2))], on=TODAY)
        assert found[1].message.startswith("该市场当日已有这一品名的参考价49元")
        assert [one.outcome for one in found[:2]] == [Outcome.EXISTS, Outcome.WRONG]
        assert ReferencePrice.objects.count() == 1

    def test_are_asked_once_of_two_spellings(self, market):
        found = queries.judge_prices([self.ROW, replace(self.ROW, row_no=3, name="黑木耳  一级")], on=TODAY)

        assert queries.unknown_names(found) == ["黑木耳 一级"]


class TestFacts:
    @given(TEXT.filter(is_plain))
    @example("Ａ级")
    @example("特级\u3000 出口")
    @example("乾燥")
    def test_are_compared_as_the_words_of_reference_prices_are(self, text):
        words = plain_words([text] if text.strip() else ["一"])
        assert [fact_of(Product(), 1, text if text.strip() else "一").folded] == [word[:100] for word in words]
