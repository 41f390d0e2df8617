from __future__ import annotations

import pytest

from nongcai.domain.regions import queries
from nongcai.domain.regions.errors import UnknownPrefixError, UnknownRegionError
from nongcai.domain.regions.models import County, Region

pytestmark = pytest.mark.django_db

# domain facts: how the 832 counties are spread (22 provinces)
BY_PROVINCE = {
    "河北省": 45,
    "山西省": 36,
    "内蒙古自治区": 31,
    "吉林省": 8,
    "黑龙江省": 20,
    "安徽省": 20,
    "江西省": 24,
    "河南省": 38,
    "湖北省": 28,
    "湖南省": 40,
    "广西壮族自治区": 33,
    "海南省": 5,
    "重庆市": 14,
    "四川省": 66,
    "贵州省": 66,
    "云南省": 88,
    "西藏自治区": 74,
    "陕西省": 56,
    "甘肃省": 58,
    "青海省": 42,
    "宁夏回族自治区": 8,
    "新疆维吾尔自治区": 32,
}


class TestLists:
    def test_have_832_counties_in_22_provinces(self):
        provinces = list(County.objects.values_list("province", flat=True))

        counted = {name: provinces.count(name) for name in set(provinces)}

        assert counted == BY_PROVINCE
        assert len(provinces) == 832

    def test_know_each_county_under_its_name_and_province(self):
        regions = {one.code: one for one in Region.objects.all()}

        astray = [
            county.code
            for county in County.objects.all()
            if regions[county.code].name != county.name or regions[f"{county.code[:2]}0000"].name != county.province
        ]

        assert astray == []

    def test_let_each_county_stand_today(self):
        codes = County.objects.values_list("current_code", flat=True)

        ended = Region.objects.filter(pk__in=codes, valid_to__isnull=False)

        assert list(ended) == []

    def test_ship_no_functional_zone_of_a_bureau(self):
        zones = Region.objects.filter(kind="zone").exclude(pk__in=County.objects.values("code"))

        assert list(zones) == []

    def test_lead_from_an_ended_division_to_one_that_stands(self):
        heirs = Region.objects.exclude(successor_code="").values_list("successor_code", flat=True)

        standing = Region.objects.filter(pk__in=heirs, valid_to=None).values_list("code", flat=True)

        assert set(heirs) == set(standing)


class TestRegion:
    def test_is_found_by_its_code(self):
        found = queries.region("410103")

        assert (found.name, found.parent_id) == ("二七区", "410100")

    def test_is_refused_when_unknown(self):
        with pytest.raises(UnknownRegionError, match="410173"):
            queries.region("410173")


class TestKnown:
    def test_keeps_what_exists_or_existed(self):
        asked = {"410100", "632824", "410173", "x"}

        found = queries.known(asked)

        assert found == {"410100", "632824"}


class TestChain:
    @pytest.mark.parametrize(
        ("code", "codes"),
        [
            ("410103", ["000000", "410000", "410100", "410103"]),
            ("410100", ["000000", "410000", "410100"]),
            ("110101", ["000000", "110000", "110101"]),
            ("419001", ["000000", "410000", "419001"]),
            ("000000", ["000000"]),
        ],
    )
    def test_leads_from_the_nation_down(self, code, codes, django_assert_num_queries):
        with django_assert_num_queries(1):
            found = queries.chain(code)

        assert [one.code for one in found] == codes

    def test_is_refused_for_an_unknown_code(self):
        with pytest.raises(UnknownRegionError):
            queries.chain("410199")


class TestPrefectureOf:
    @pytest.mark.parametrize(
        ("code", "prefecture"),
        [
            ("410103", "410100"),
            ("410100", "410100"),
            ("410173", "410100"),
            ("110101", "110000"),
            ("410000", "410000"),
        ],
    )
    def test_is_found_for_known_and_unknown_codes(self, code, prefecture):
        found = queries.prefecture_of(code)

        assert found.code == prefecture

    def test_is_refused_for_an_unknown_prefix(self):
        with pytest.raises(UnknownPrefixError, match="999901"):
            queries.prefecture_of("999901")


class TestCounties:
    def test_are_found_by_a_code_that_ended(self):
        found = queries.counties(["540422", "520221", "410103", "999999"])

        assert {code: county.name for code, county in found.items()} == {
            "540422": "米林市",
            "520221": "水城区",
        }

    def test_keep_a_county_apart_from_the_one_it_became_part_of(self):
        found = queries.counties(["632824", "632803"])

        assert {code: county.name for code, county in found.items()} == {
            "632824": "冷湖行委",
            "632803": "茫崖市",
        }
