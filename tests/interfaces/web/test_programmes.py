"""The rules of a year, each with its document."""

from __future__ import annotations


class TestProgrammeShow:
    def test_shows_the_rules_of_each_layer_with_their_documents(self, browser_of):
        response = browser_of("unit").get("/programmes/?year=2024")

        text = response.content.decode()
        assert [layer for layer, _rules in response.context["layers"]][-1] == "郑州市"
        assert "郑财购〔2024〕1号" in text

    def test_begins_with_the_latest_listed_year(self, browser_of):
        response = browser_of("city_finance").get("/programmes/")

        assert response.context["year"] == 2023
        assert "财库〔2021〕19号" in response.content.decode()

    def test_falls_back_when_the_year_makes_no_sense(self, browser_of):
        response = browser_of("city_finance").get("/programmes/?year=1418")

        assert response.status_code == 200
        assert response.context["year"] == 2023

    def test_takes_few_queries(self, browser_of, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(11):
            response = browser.get("/programmes/")

        assert response.status_code == 200
