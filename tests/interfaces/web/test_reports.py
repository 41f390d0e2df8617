"""A region's sums, handed up and taken over on a page."""

from __future__ import annotations

import html

import pytest

from nongcai.domain.shares.models import RegionReport
from tests.domain.shares.season import PRIMARY, YEAR, open_season
from tests.worlds import world

ADDRESS = f"/shares/reports/?year={YEAR}"


@world
def season(cast):
    season = open_season(cast)
    filing = season.decide(season.file(PRIMARY, by="primary"), "endorse", "district_supervisor")
    season.decide(filing, "confirm", "district_finance")
    return season


def text_of(response) -> str:
    return html.unescape(response.content.decode())


class TestReportShow:
    def test_goes_from_the_district_to_the_city(self, browser_of, season):
        district, city = browser_of("district_finance"), browser_of("city_finance")
        assert "未上报" in text_of(city.get(ADDRESS))

        district.post("/shares/reports/submit/", {"year": YEAR})
        report = RegionReport.objects.get()
        shown = text_of(city.get(ADDRESS))
        city.post(f"/shares/reports/{report.pk}/accept/")

        assert "60,000.00" in shown
        assert f'action="/shares/reports/{report.pk}/accept/"' in shown
        report.refresh_from_db()
        assert report.state == "accepted"

    def test_says_why_nothing_is_handed_up_twice(self, browser_of, season):
        district = browser_of("district_finance")
        district.post("/shares/reports/submit/", {"year": YEAR})

        again = district.post("/shares/reports/submit/", {"year": YEAR})

        assert (again.status_code, "数据没有变化" in text_of(again)) == (409, True)

    def test_sends_back_with_words(self, browser_of, season):
        browser_of("district_finance").post("/shares/reports/submit/", {"year": YEAR})
        report = RegionReport.objects.get()

        bare = browser_of("city_finance").post(f"/shares/reports/{report.pk}/send-back/", {"words": ""})
        browser_of("city_finance").post(f"/shares/reports/{report.pk}/send-back/", {"words": "少报一家"})

        report.refresh_from_db()
        assert (bare.status_code, report.state) == (422, "returned")
        assert text_of(bare).count("请写明需要下级核对或修改什么") == 1

    def test_tells_the_district_why_it_came_back_and_lets_it_hand_up_the_same(self, browser_of, season):
        district, city = browser_of("district_finance"), browser_of("city_finance")
        district.post("/shares/reports/submit/", {"year": YEAR})
        city.post(f"/shares/reports/{RegionReport.objects.get().pk}/send-back/", {"words": "少报一家"})

        shown = text_of(district.get(ADDRESS))
        again = district.post("/shares/reports/submit/", {"year": YEAR})

        assert "退回原因：少报一家" in shown
        assert "上报本级汇总" in shown
        assert "少报一家" in text_of(district.get("/messages/"))
        assert (again.status_code, RegionReport.objects.count()) == (302, 2)

    @pytest.mark.parametrize("name", ["supervisor", "unit"])
    def test_is_not_there_for_units(self, browser_of, season, name):
        assert browser_of(name).get(ADDRESS).status_code == 404

    def test_takes_few_queries(self, browser_of, season, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(18):
            browser.get(ADDRESS)
