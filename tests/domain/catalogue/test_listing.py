"""Synonyms and lists of counties: kept by the platform, at once in the search."""

from datetime import timedelta

import pytest

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import ListingsMissingError, SynonymWordsError
from nongcai.domain.catalogue.models import ListedCounty
from nongcai.domain.catalogue.queries import Asked, SaidCounty
from nongcai.domain.catalogue.rules import parse
from nongcai.domain.catalogue.states import ListingOutcome as Outcome
from nongcai.domain.regions.models import County
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.market import AT, COUNTY, OTHER_COUNTY, TODAY
from tests.shelf import goods

NAME = "重点帮扶县"


@pytest.fixture
def platform(stall):
    return stall.actor("platform")


def put(platform, *codes, since=TODAY):
    rows = [SaidCounty(number, code) for number, code in enumerate(codes, start=2)]
    return services.list_counties(actor=platform, name=NAME, document="《某通知》", since=since, rows=rows)


def total(on=TODAY, **asked):
    return queries.find(Asked(**asked), on).total


class TestSynonyms:
    def test_find_at_once_until_they_end(self, supplier, platform):
        goods(supplier, "卢氏地耳")
        row = services.add_synonym(actor=platform, words=["地耳", "地皮菜 ", "ＤＩ"])
        assert row.words == ["地耳", "地皮菜", "di"]
        assert total(query=parse("地皮菜")) == 1

        services.switch_synonym(actor=platform, synonym_id=row.pk, is_on=False)
        assert total(query=parse("地皮菜")) == 0

        services.switch_synonym(actor=platform, synonym_id=row.pk, is_on=True)
        assert total(query=parse("地皮菜")) == 1

    @pytest.mark.parametrize(
        "words", [[], ["木耳"], ["木耳", "木耳"], ["木耳", " "], ["a" * 41, "b"], [str(n) for n in range(13)]]
    )
    def test_are_two_to_twelve_words(self, platform, words):
        with pytest.raises(SynonymWordsError):
            services.add_synonym(actor=platform, words=words)

    def test_are_the_platforms(self, stall):
        with pytest.raises(NotAllowedError):
            services.add_synonym(actor=stall.actor("quality"), words=["甲", "乙"])
        with pytest.raises(NotAllowedError):
            services.switch_synonym(actor=stall.actor("supplier"), synonym_id=1, is_on=False)

    def test_that_are_not_there(self, platform):
        with pytest.raises(NotFoundError):
            services.switch_synonym(actor=platform, synonym_id=0, is_on=True)


class TestCountyLists:
    def test_filter_with_counts_on_their_days(self, supplier, platform):
        goods(supplier)
        goods(supplier, county_id=OTHER_COUNTY)
        assert put(platform, COUNTY, since=TODAY + timedelta(days=1)) == 1
        assert total(listed=NAME) == 0

        tomorrow = TODAY + timedelta(days=1)
        found = queries.find(Asked(), tomorrow)

        assert [(one.value, one.count) for one in found.options["listed"]] == [(NAME, 1)]
        assert total(tomorrow, listed=NAME) == 1
        assert total(tomorrow, listed="别的") == 0

    def test_end_with_a_day(self, supplier, platform):
        goods(supplier)
        put(platform, COUNTY)
        assert services.end_county_list(actor=platform, name=NAME, at=AT) == 1
        assert (total(listed=NAME), total(TODAY + timedelta(days=1), listed=NAME)) == (1, 0)
        with pytest.raises(NotFoundError):
            services.end_county_list(actor=platform, name=NAME, at=AT)
        assert put(platform, COUNTY) == 1

    def test_take_each_county_once(self, platform):
        assert (put(platform, COUNTY, OTHER_COUNTY), put(platform, COUNTY)) == (2, 0)
        assert ListedCounty.objects.count() == 2
        assert queries.county_lists()[0]["document"] == "某通知"

    def test_read_names_and_codes(self, platform):
        name = County.objects.get(pk=COUNTY).name
        rows = [
            SaidCounty(2, name=name),
            SaidCounty(3, COUNTY, name),
            SaidCounty(4, "410100", "郑州市"),
            SaidCounty(5, name="没有县"),
            SaidCounty(6, faults=("县名：此项必填，不能为空。",)),
        ]

        found = queries.judge_counties(rows, name=NAME)

        assert [one.outcome for one in found] == [Outcome.NEW, *[Outcome.WRONG] * 4]
        assert [one.message for one in found[1:]] == [
            "与第2行是同一个县。",
            "“郑州市”不在832个脱贫县名单内，请核对县名和区划代码。",
            "“没有县”不在832个脱贫县名单内，请核对县名和区划代码。",
            "县名：此项必填，不能为空。",
        ]

    def test_of_no_county_are_refused(self, platform, stall):
        with pytest.raises(ListingsMissingError):
            put(platform, "410100")
        with pytest.raises(NotAllowedError):
            put(stall.actor("supplier"), COUNTY)
