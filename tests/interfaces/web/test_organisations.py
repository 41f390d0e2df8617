"""The directory of units."""

from __future__ import annotations

import pytest


def names(response) -> list[str]:
    return [one.name for one in response.context["page"]]


class TestUnitList:
    def test_lists_the_actors_subtree(self, browser_of, cast):
        response = browser_of("district_finance").get("/units/")

        assert names(response) == ["金水区教育局", "金水区实验小学"]
        assert f'href="/units/{cast.units["4101050002"].id}/?year=2023"' in response.content.decode()

    @pytest.mark.parametrize("wanted", ["第一中学", "4101000002"])
    def test_finds_by_name_and_by_code(self, browser_of, wanted):
        response = browser_of("city_finance").get(f"/units/?q={wanted}")

        assert names(response) == ["郑州市第一中学"]

    def test_narrows_to_a_district(self, browser_of, cast):
        response = browser_of("city_finance").get(f"/units/?under={cast.district.id}")

        assert names(response) == ["金水区教育局", "金水区实验小学"]

    def test_narrows_to_a_nature_and_to_those_without(self, browser_of, cast):
        browser, school = browser_of("city_finance"), cast.units["4101000002"].id
        shown = browser.get(f"/units/{school}/?year=2023").content.decode()
        assert "单位性质未登记" in shown
        assert "登记单位性质" in shown

        browser.post(f"/units/{school}/nature/", {"nature": "enterprise", "year": "2023"})

        assert names(browser.get("/units/?nature=enterprise")) == ["郑州市第一中学"]
        assert len(names(browser.get("/units/?nature=unsaid"))) == 4
        assert "国有企业" in browser.get(f"/units/{school}/?year=2023").content.decode()

    def test_does_not_widen_to_what_lies_outside(self, browser_of, cast):
        response = browser_of("district_finance").get(f"/units/?under={cast.city.id}")

        assert names(response) == ["金水区教育局", "金水区实验小学"]

    def test_says_what_to_do_when_nothing_is_found(self, browser_of):
        response = browser_of("city_finance").get("/units/?q=不存在&canteen=none")

        assert "没有符合条件的单位" in response.content.decode()

    def test_takes_few_queries(self, browser_of, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(9):
            response = browser.get("/units/")

        assert response.status_code == 200
