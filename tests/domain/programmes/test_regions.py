"""What regions ask for, entered as data: the same words hide other bases, operators and alternatives."""

from dataclasses import replace
from decimal import Decimal

import pytest

from nongcai.domain.programmes import queries
from nongcai.domain.programmes.rules import Facts, judge
from tests.domain.programmes.writing import by_head, in_force, not_below_last_year, percent

pytestmark = pytest.mark.django_db

YEAR = 2025
HUBEI, WUHAN, GUANGDONG, ANHUI, XINJIANG, TIANJIN = "420000", "420100", "440000", "340000", "650000", "120000"
GANSU, ZHANGYE, YUNNAN, SHANXI = "620000", "620700", "530000", "140000"
# A hundred thousand yuan of canteen purchases, twelve thousand reserved; fifty members.
SCHOOL = Facts(
    reserved=Decimal(12000),
    canteen_total=Decimal(100000),
    farm_total=Decimal(90000),
    union_planned=Decimal(20000),
    union_members=50,
    welfare_total=Decimal(60000),
    union_funds=Decimal(80000),
    gift_total=Decimal(50000),
    reserved_last_year=Decimal(11000),
    has_union_funds=True,
)


def missed(region, facts=SCHOOL, year=YEAR):
    """Return (subject, gap) of what is not kept, all layers together."""
    demands = judge(queries.rules_for(region, year), facts)
    return [(one.nearest.rule.subject, one.nearest.gap) for one in demands if one.outcome != "kept"]


def must_miss(region, facts=SCHOOL):
    demands = judge(queries.rules_for(region, YEAR), facts)
    return [one.nearest.rule.subject for one in demands if one.outcome != "kept" and one.nearest.rule.may_refuse]


class TestNation:
    def test_asks_a_tenth_of_the_canteen_and_encourages_fifteen_percent(self):
        assert missed("000000") == [("canteen_encouraged", Decimal(3000))]
        assert must_miss("000000") == []
        assert must_miss("000000", replace(SCHOOL, reserved=Decimal(9999))) == ["canteen_minimum", "canteen_minimum"]


class TestZhengzhou:
    def test_takes_three_hundred_a_member_or_fifteen_percent_of_welfare(self):
        by_heads = replace(SCHOOL, union_planned=Decimal(15000), welfare_total=Decimal(200000))
        by_welfare = replace(SCHOOL, union_planned=Decimal(9000))
        neither = replace(SCHOOL, union_planned=Decimal(8999))

        unions = [
            [subject for subject, _ in missed("410100", facts, 2024) if subject == "union_minimum"]
            for facts in (by_heads, by_welfare, neither)
        ]

        # The province and the city say it, each in its own document.
        assert unions == [[], [], ["union_minimum", "union_minimum"]]


class TestHubei:
    @pytest.fixture(autouse=True)
    def rules(self):
        in_force(
            HUBEI,
            percent(15, "farm_total"),
            cap(500),
        )

    def test_asks_fifteen_percent_of_all_farm_products(self):
        assert ("canteen_minimum", Decimal(1500)) in missed(HUBEI)
        assert must_miss(HUBEI, replace(SCHOOL, reserved=Decimal(13500))) == []

    def test_caps_what_a_union_spends_on_a_member(self):
        assert "union_maximum" not in dict(missed(HUBEI))
        assert ("union_maximum", Decimal(1)) in missed(HUBEI, replace(SCHOOL, union_planned=Decimal(25001)))


class TestWuhan:
    def test_adds_not_below_last_year_to_its_provinces_rules(self):
        in_force(HUBEI, percent(15, "farm_total"))
        in_force(WUHAN, not_below_last_year())

        kept = replace(SCHOOL, reserved=Decimal(13500))

        assert must_miss(WUHAN, kept) == []
        assert must_miss(WUHAN, replace(kept, reserved_last_year=Decimal(14000))) == ["last_year"]
        assert must_miss(HUBEI, replace(kept, reserved_last_year=Decimal(14000))) == []


class TestGuangdong:
    def test_asks_thirty_percent(self):
        in_force(GUANGDONG, percent(30))

        assert ("canteen_minimum", Decimal(18000)) in missed(GUANGDONG)
        assert must_miss(GUANGDONG, replace(SCHOOL, reserved=Decimal(30000))) == []


class TestAnhui:
    def test_asks_fifteen_encourages_twenty_and_no_less_than_last_year(self):
        in_force(ANHUI, percent(15), percent(20, subject="canteen_encouraged", strength="encouraged"),
                 not_below_last_year())  # fmt: skip
        good = replace(SCHOOL, reserved=Decimal(15000))

        assert must_miss(ANHUI, good) == []
        assert missed(ANHUI, good) == [("canteen_encouraged", Decimal(5000))]
        assert must_miss(ANHUI, replace(good, reserved_last_year=Decimal(16000))) == ["last_year"]


class TestXinjiang:
    @pytest.fixture(autouse=True)
    def rules(self):
        in_force(
            XINJIANG,
            percent(30, "gift_total", subject="union_minimum", applies_to="has_union_funds"),
            cap(2000),
            percent(20, "union_funds", subject="no_canteen_union", applies_to="no_canteen"),
        )

    def test_wants_three_tenths_of_gifts(self):
        assert must_miss(XINJIANG) == []
        assert must_miss(XINJIANG, replace(SCHOOL, union_planned=Decimal(14999))) == ["union_minimum"]

    def test_wants_a_fifth_of_union_funds_where_there_is_no_canteen(self):
        office = replace(SCHOOL, has_canteen=False, canteen_total=Decimal(0), reserved=Decimal(0))

        assert must_miss(XINJIANG, office) == []
        assert "no_canteen_union" in must_miss(XINJIANG, replace(office, union_planned=Decimal(15999)))


class TestTianjin:
    def test_cannot_tell_before_all_farm_products_are_known(self):
        in_force(TIANJIN, percent(15, "farm_total"))

        demands = judge(queries.rules_for(TIANJIN, YEAR), replace(SCHOOL, farm_total=None))

        assert "unknown" in [one.outcome for one in demands]


class TestZhangye:
    def test_reckons_the_union_with_the_canteen(self):
        in_force(ZHANGYE, percent(15, "canteen_and_union"))

        # 15 % of 120 000 are 18 000; canteen and union together set 32 000 aside.
        assert must_miss(ZHANGYE) == []
        poor = replace(SCHOOL, reserved=Decimal(10000), union_planned=Decimal(5000))
        assert must_miss(ZHANGYE, poor) == ["canteen_minimum"]


class TestShanxi:
    def test_lets_a_unit_without_a_canteen_file_zero(self):
        in_force(SHANXI, percent(15, applies_to="has_canteen"))
        office = Facts(canteen_total=Decimal(0), has_canteen=False)

        assert must_miss(SHANXI, office) == []


class TestYunnan:
    def test_shows_what_has_no_number(self):
        festival = percent(
            None, "", subject="union_minimum", operator="", measure="", strength="principle",
            text="工会每年至少有一个节日通过“832平台”采购。",
        )  # fmt: skip
        in_force(YUNNAN, festival)

        rules = queries.rules_for(YUNNAN, YEAR)

        assert festival.text in [rule.shown for rule in rules]
        assert "union_minimum" not in dict(missed(YUNNAN))


def cap(yuan):
    return by_head(yuan, "at_most", subject="union_maximum")
