"""A market's list: read row by row, its names told once, the same list twice enters nothing."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import DayAheadError, NetContentError, ReferenceStruckError
from nongcai.domain.catalogue.models import ReferencePrice
from nongcai.domain.catalogue.queries import SaidPrice
from nongcai.domain.catalogue.services import Meaning
from nongcai.domain.catalogue.states import PriceRowOutcome as Outcome
from nongcai.foundation.errors import InvalidError, NotAllowedError, NotFoundError
from tests.market import AT, TODAY
from tests.prices import told_reference
from tests.shelf import category

ROW = SaidPrice(2, "黑木耳", "郑州万邦市场", "元/斤", TODAY, Decimal("24.5"))


@pytest.fixture
def platform(stall):
    return stall.actor("platform")


@pytest.fixture
def kind(db):
    return category("食用菌")


def enter(platform, kind, **changes):
    return services.enter_reference(actor=platform, told=told_reference(kind.pk, **changes), at=AT)


def judged(*rows):
    return [(one.outcome, one.message) for one in queries.judge_prices(rows, on=TODAY)]


class TestEntering:
    def test_keeps_the_price_by_measure_with_words_as_they_are_compared(self, platform, kind):
        row = enter(platform, kind, price="12", quantity=Decimal(500), unit="g", words=["木耳 ", "ＡＡ", "木耳"])

        assert (row.price, row.measured, row.words) == (24, "mass", ["aa", "木耳"])

    def test_of_one_name_place_and_day_comes_once(self, platform, kind):
        enter(platform, kind)
        with pytest.raises(InvalidError) as refusal:
            enter(platform, kind, price="41")
        assert "请先作废" in str(refusal.value.fields)

    @pytest.mark.parametrize(
        ("refusal", "changes"),
        [
            (DayAheadError, {"day": TODAY + timedelta(days=1)}),
            (InvalidError, {"price": "0"}),
            (InvalidError, {"price": "-1"}),
            (NetContentError, {"quantity": Decimal(0)}),
            (InvalidError, {"place": "<b>"}),
        ],
    )
    def test_refuses_what_makes_no_sense(self, platform, kind, refusal, changes):
        with pytest.raises(refusal):
            enter(platform, kind, **changes)
        assert not ReferencePrice.objects.exists()

    def test_is_the_platforms_and_of_a_category_that_is_there(self, platform, kind, stall):
        with pytest.raises(NotAllowedError):
            enter(stall.actor("quality"), kind)
        with pytest.raises(NotFoundError):
            services.enter_reference(actor=platform, told=told_reference(0), at=AT)

    def test_that_was_wrong_is_struck_out_once_and_may_be_entered_anew(self, platform, kind):
        row = enter(platform, kind)
        services.strike_reference(actor=platform, reference_id=row.pk)
        with pytest.raises(ReferenceStruckError):
            services.strike_reference(actor=platform, reference_id=row.pk)
        assert enter(platform, kind, price="41").is_on


class TestAList:
    def test_is_judged_row_by_row(self, platform, kind):
        services.name_markets(actor=platform, meanings={"黑木耳": Meaning(kind.pk, ["木耳"]), "猪肉": Meaning(None)})
        rows = [
            ROW,
            replace(ROW, row_no=3),
            replace(ROW, row_no=4, name="香菇"),
            replace(ROW, row_no=5, name="猪肉"),
            replace(ROW, row_no=6, unit="元/箱"),
            replace(ROW, row_no=7, price=Decimal(0)),
            replace(ROW, row_no=8, day=TODAY + timedelta(days=1)),
            replace(ROW, row_no=9, price=None, faults=("价格：应为金额。",)),
        ]

        found = judged(*rows)

        assert [outcome for outcome, _message in found] == [
            Outcome.NEW, Outcome.WRONG, Outcome.UNKNOWN, Outcome.LEFT_OUT, *[Outcome.WRONG] * 4,
        ]  # fmt: skip
        assert [message for _outcome, message in found if message] == [
            "与第2行是同一市场同一天的同一品名，请只保留一行。",
            "该品名已设为不采用。",
            "单位“元/箱”不认识，请写为元/千克、元/斤、元/升或元/个。",
            "价格：应大于零，折算后不超过一千万元，请核对。",
            "日期：不能晚于今天，请核对。",
            "价格：应为金额。",
        ]

    @pytest.mark.parametrize("price", ["1e30", "-1", "0.00000001", "9999999"])
    def test_refuses_prices_that_nobody_keeps(self, db, price):
        assert judged(replace(ROW, price=Decimal(price), unit="元/克"))[0][1].startswith("价格：应大于零")

    def test_says_all_that_is_wrong_with_a_row(self, db):
        row = replace(ROW, day=TODAY + timedelta(days=1), unit="元/箱", price=None, faults=("价格：应为金额。",))

        assert judged(row)[0][1] == (
            "价格：应为金额；日期：不能晚于今天，请核对；单位“元/箱”不认识，请写为元/千克、元/斤、元/升或元/个。"
        )

    def test_is_entered_once(self, platform, kind):
        services.name_markets(actor=platform, meanings={"黑木耳": Meaning(kind.pk, ["木耳"])})
        rows = [ROW, replace(ROW, row_no=3, day=TODAY - timedelta(days=1))]

        counts = [services.load_references(actor=platform, rows=rows, source="行情", at=AT) for _ in range(2)]

        assert counts == [2, 0]
        assert ReferencePrice.objects.get(day=TODAY).price == 49
        assert judged(*rows)[0] == (Outcome.EXISTS, "")
        assert judged(replace(ROW, price=Decimal(30)))[0][1].startswith("该市场当日已有这一品名的参考价49元")

    def test_has_names_that_are_told_once(self, platform, kind):
        assert services.name_markets(actor=platform, meanings={"黑木耳": Meaning(kind.pk)}) == 1
        assert services.name_markets(actor=platform, meanings={"黑木耳": Meaning(None)}) == 0
        assert queries.market_names().get().category == kind

    def test_has_names_that_are_forgotten(self, platform, kind, stall):
        services.name_markets(actor=platform, meanings={"黑木耳": Meaning(kind.pk)})
        key = queries.market_names().get().pk
        with pytest.raises(NotAllowedError):
            services.forget_market_name(actor=stall.actor("supplier"), market_name_id=key)

        assert services.forget_market_name(actor=platform, market_name_id=key) == "黑木耳"

        assert judged(ROW)[0][0] == Outcome.UNKNOWN
        with pytest.raises(NotFoundError):
            services.forget_market_name(actor=platform, market_name_id=key)
