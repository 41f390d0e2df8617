from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from nongcai.domain.programmes import queries
from nongcai.domain.programmes.errors import NoCountingRuleError, NoProgrammeError
from nongcai.domain.programmes.models import Base, CountedFact, CountingRule, Programme, Rule, Strength, Subject
from nongcai.domain.regions.errors import UnknownRegionError

pytestmark = pytest.mark.django_db

ZHENGZHOU, ERQI, NATION = "410100", "410103", "000000"


def rule_of(region, year, subject):
    return next(
        rule for rule in queries.rules_for(region, year) if (rule.layer_code, rule.subject) == (region, subject)
    )


def plain_rule(**changes):
    return Rule(
        **{
            "region_id": ZHENGZHOU,
            "first_year": 2030,
            "subject": Subject.CANTEEN_MINIMUM,
            "strength": Strength.MUST,
            "document": "郑财购〔2030〕1号",
            "text": "预留比例不得低于20%。",
        }
        | changes
    )


def programme(**changes):
    return Programme(
        **{
            "region_id": ERQI,
            "year": 2024,
            "title": "方案",
            "zone_name": "脱贫地区",
            "document": "二七财〔2024〕1号",
        }
        | changes
    )


class TestRulesFor:
    def test_go_from_the_nation_down(self):
        rules = queries.rules_for(ERQI, 2024)

        levels = [rule.level for rule in rules]
        assert levels == sorted(levels)
        assert {rule.layer_name for rule in rules} == {"全国", "河南省", "郑州市"}

    def test_of_2023_are_the_nations_only(self):
        rules = queries.rules_for(ZHENGZHOU, 2023)

        assert {rule.layer_code for rule in rules} == {NATION}
        assert Subject.CANTEEN_MINIMUM in {rule.subject for rule in rules}

    def test_leave_out_other_years_and_other_regions(self):
        plain_rule(first_year=2025, last_year=2025).save()
        plain_rule(first_year=2022, last_year=2023).save()
        plain_rule(region_id="410200", first_year=2020).save()

        texts = {rule.text for rule in queries.rules_for(ZHENGZHOU, 2024)}

        assert "预留比例不得低于20%。" not in texts

    def test_name_document_and_paragraph_of_the_city(self):
        city = [rule for rule in queries.rules_for(ZHENGZHOU, 2024) if rule.layer_code == ZHENGZHOU]

        assert {rule.document for rule in city} == {"郑财购〔2024〕1号"}
        assert {rule.paragraph for rule in city} == {"二（一）", "二（二）", "二（三）", "三"}

    def test_offer_the_union_standard_as_alternatives(self):
        rules = [
            rule
            for rule in queries.rules_for(ZHENGZHOU, 2024)
            if (rule.layer_code, rule.subject) == (ZHENGZHOU, Subject.UNION_MINIMUM)
        ]

        assert {(rule.group, rule.base, rule.value) for rule in rules} == {
            (1, Base.MEMBER, Decimal(300)),
            (1, Base.WELFARE_TOTAL, Decimal(15)),
        }

    def test_are_refused_for_an_unknown_region(self):
        with pytest.raises(UnknownRegionError):
            queries.rules_for("410199", 2024)


class TestBoundRule:
    def test_shows_its_number_in_words(self):
        rule = rule_of(ZHENGZHOU, 2024, Subject.CANTEEN_MINIMUM)

        assert rule.shown == "年度食堂食材采购总额不低于10%"

    def test_shows_its_text_where_there_is_no_number(self):
        rule = rule_of(ZHENGZHOU, 2024, Subject.NO_CANTEEN)

        assert rule.shown == rule.text

    def test_may_refuse_only_where_it_says_shall(self):
        binding = rule_of(ZHENGZHOU, 2024, Subject.CANTEEN_MINIMUM)
        wish = rule_of(ZHENGZHOU, 2024, Subject.CANTEEN_ENCOURAGED)

        assert (binding.may_refuse, wish.may_refuse) == (True, False)

    def test_is_met_from_its_number_on(self):
        rule = rule_of(ZHENGZHOU, 2024, Subject.CANTEEN_MINIMUM)

        assert rule.is_met_by(Decimal("10.00"))
        assert not rule.is_met_by(Decimal("9.99"))

    def test_without_a_number_is_met_by_any(self):
        rule = rule_of(ZHENGZHOU, 2024, Subject.NO_CANTEEN)

        assert rule.is_met_by(Decimal(0))


class TestProgrammeFor:
    def test_is_the_regions_own(self):
        programme = queries.programme_for(ZHENGZHOU, 2024)

        assert programme.region_id == ZHENGZHOU
        assert (programme.files_due, programme.finish_by) == (date(2024, 2, 28), date(2024, 10, 31))

    def test_falls_back_to_the_nearest_above(self):
        district, other_city = queries.programme_for(ERQI, 2023), queries.programme_for("410200", 2023)

        assert (district.region_id, other_city.region_id) == (ZHENGZHOU, NATION)

    def test_calls_the_regions_by_the_years_name(self):
        names = [queries.programme_for(NATION, year).zone_name for year in (2020, 2021)]

        assert names == ["贫困地区", "脱贫地区"]

    def test_is_refused_for_a_year_without_one(self):
        with pytest.raises(NoProgrammeError, match="2031年度"):
            queries.programme_for(ZHENGZHOU, 2031)


class TestCountingFor:
    def test_needs_all_of_an_order_but_its_evaluation(self):
        counting = queries.counting_for(ZHENGZHOU, 2023)

        assert set(counting.needs) == {CountedFact.PAID, CountedFact.GOODS, CountedFact.INVOICE}
        assert counting.year_by == "completed"

    def test_prefers_the_nearest_layer(self):
        own = CountingRule.objects.create(
            region_id=ZHENGZHOU,
            first_year=2030,
            year_by="ordered",
            published_at=datetime(2029, 11, 1, tzinfo=UTC),
            document="郑财购〔2030〕1号",
            text="甲",
        )

        found = [queries.counting_for(ERQI, year) for year in (2029, 2030)]

        assert [one == own for one in found] == [False, True]

    def test_is_refused_where_no_layer_speaks(self):
        with pytest.raises(NoCountingRuleError, match="2018年度"):
            queries.counting_for(ZHENGZHOU, 2018)


class TestIsUnranked:
    @pytest.mark.parametrize(
        "name",
        [
            "中国共产党郑州市委员会办公室",
            "郑州市人民代表大会常务委员会办公厅",
            "政协郑州市委员会办公厅",
            "郑州市中级人民法院",
        ],
    )
    def test_knows_organs_that_are_never_ranked(self, name):
        assert queries.is_unranked(name)

    @pytest.mark.parametrize("name", ["郑州市公安局", "郑州市教育局", "郑州市人民政府国有资产监督管理委员会"])
    def test_lets_the_others_be_ranked(self, name):
        assert not queries.is_unranked(name)


class TestTables:
    @pytest.mark.parametrize(
        "row",
        [
            plain_rule(last_year=2029),
            plain_rule(value=10),
            plain_rule(value=101, base=Base.CANTEEN_TOTAL, operator="at_least", measure="percent"),
            plain_rule(document=""),
            programme(region_id=ZHENGZHOU),
            programme(leading_count=0),
            programme(files_from=date(2024, 3, 1), files_due=date(2024, 2, 28)),
            programme(document=""),
        ],
        ids=["years", "incomplete", "percent", "groundless", "second", "nobody", "window", "undocumented"],
    )
    def test_refuse_what_must_never_be(self, row):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()

    def test_take_the_same_rows_when_they_are_right(self):
        number = {"value": 20, "base": Base.CANTEEN_TOTAL, "operator": "at_least", "measure": "percent"}
        rows = [plain_rule(last_year=2030, **number), programme(files_due=date(2024, 2, 28))]

        for row in rows:
            row.save()

        assert all(row.pk for row in rows)
