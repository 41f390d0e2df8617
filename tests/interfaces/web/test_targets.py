"""Targets are handed down, one by one and many at once, and are shown where a unit files."""

from __future__ import annotations

import pytest

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.models import Target
from tests.domain.shares.season import SCHOOL, YEAR, open_season
from tests.interfaces.web.test_programmes import text_of
from tests.worlds import world

LIST = f"/programmes/targets/?year={YEAR}"
ENTER, LINES = f"/programmes/{YEAR}/targets/", f"/programmes/{YEAR}/targets/lines/"
PAPER = {"document": "郑财购〔2024〕3号", "dated_on": f"{YEAR}-04-01"}
ONE = PAPER | {"unit": SCHOOL, "amount": "60,000.00"}
MANY = PAPER | {"lines": f"{SCHOOL}\t70,000.5\n\n410105 500000元\n"}


season = world(open_season)


class TestTargetEnter:
    def test_hands_down_to_the_unit_named(self, browser_of, season):
        response = browser_of("city_finance").post(ENTER, ONE | {"unit": "郑州市第一中学"}, follow=True)

        assert programmes.targets_of([season.unit(SCHOOL)], YEAR)[season.unit(SCHOOL)].amount == 60_000
        assert "已下达1个，本年度共下达1个、合计60,000.00元。" in text_of(response)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"unit": "金水区实验小学"}, "金水区实验小学的任务数不由本单位下达："),
            ({"unit": "开封市教育局"}, "管理范围内没有代码或名称为“开封市教育局”的单位"),
            ({"amount": "六万"}, "请填写以元为单位、不小于零的数字"),
            ({"document": ""}, "必填"),
        ],
    )
    def test_says_in_the_form_what_is_wrong(self, browser_of, season, changes, said):
        response = browser_of("city_finance").post(ENTER, ONE | changes)

        assert response.status_code == 422
        assert said in text_of(response)
        assert not Target.objects.exists()


class TestTargetEnterMany:
    def test_takes_units_and_districts_a_line_each(self, browser_of, season):
        response = browser_of("city_finance").post(LINES, MANY, follow=True)

        assert "已下达2个，本年度共下达2个、合计570,000.50元。" in text_of(response)

    def test_says_a_sentence_a_wrong_line_and_keeps_nothing(self, browser_of, season):
        wrong = f"{SCHOOL} 1\n{SCHOOL} 2\n郑州市第一中学\n4101000003 -5\n4101000003 1.005"

        response = browser_of("city_finance").post(LINES, MANY | {"lines": wrong})

        assert response.status_code == 422
        said = [str(error) for error in response.context["lines_form"].errors["lines"]]
        assert said[0] == f"第2行“{SCHOOL} 2”：与第1行是同一编码，请删去一行。"
        assert said[1] == "第3行“郑州市第一中学”：看不懂，请按“编码 金额”填写，中间用空格隔开。"
        assert said[2].startswith("第4行“4101000003 -5”：金额有误。请填写以元为单位")
        assert said[3].startswith("第5行“4101000003 1.005”：金额有误。")
        assert not Target.objects.exists()

    def test_names_the_codes_that_nobody_bears(self, browser_of, season):
        response = browser_of("city_finance").post(LINES, MANY | {"lines": f"{SCHOOL} 1\n4101050002 1"})

        assert response.status_code == 422
        assert "没有或不止一个编码为“4101050002”的" in text_of(response)
        assert not Target.objects.exists()

    def test_warns_when_more_is_handed_down_than_was_received(self, browser_of, season):
        browser_of("city_finance").post(LINES, MANY | {"lines": "410105 100"})

        response = browser_of("district_finance").post(LINES, MANY | {"lines": "4101050002 120"}, follow=True)

        assert "下达合计超过上级下达本级的任务数20.00元，请核对。" in text_of(response)
        assert "超出 20.00 元" in text_of(response)
        assert Target.objects.count() == 2


class TestTargetList:
    def test_says_that_nothing_was_handed_down(self, browser_of, season):
        text = text_of(browser_of("auditor").get(LIST))

        assert "这一年度还没有下达任务数" in text
        assert "逐个下达" not in text

    def test_shows_what_stands_and_what_stood(self, browser_of, season):
        browser = browser_of("city_finance")
        browser.post(ENTER, ONE)
        browser.post(ENTER, ONE | {"amount": "70000", "document": "郑财购〔2024〕9号"})

        text = text_of(browser.get(LIST))

        assert "70,000.00" in text
        assert "60,000.00 元（郑财购〔2024〕3号，2024-04-01）" in text
        assert "郑财购〔2024〕3号" not in text_of(browser_of("district_finance").get(LIST))

    def test_takes_few_queries(self, browser_of, season, django_assert_max_num_queries):
        browser = browser_of("city_finance")
        browser.post(LINES, MANY)

        with django_assert_max_num_queries(11):
            browser.get(LIST)


class TestFilingShow:
    def test_shows_the_target_beside_what_is_reserved(self, browser_of, season):
        address = f"/shares/units/{season.unit(SCHOOL)}/{YEAR}/"
        assert "下达任务数" not in text_of(browser_of("unit").get(address))

        browser_of("city_finance").post(ENTER, ONE)
        before = text_of(browser_of("unit").get(address))
        season.confirmed(SCHOOL)
        after = text_of(browser_of("unit").get(address))

        for text in (before, after):
            assert "下达任务数" in text
            assert "60,000.00 元" in text
        assert "（12.00%）" in after
