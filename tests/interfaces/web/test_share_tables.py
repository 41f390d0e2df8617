"""A region's table of reserved shares on a page and as a workbook."""

from __future__ import annotations

import html
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from nongcai.domain.documents.models import Document
from tests.domain.shares.season import PRIMARY, SCHOOL, YEAR, open_season

ADDRESS = f"/shares/table/?year={YEAR}"
EXPORT = f"/shares/table/export/?year={YEAR}"


@pytest.fixture
def season(cast):
    season = open_season(cast)
    season.confirmed(SCHOOL)
    season.file(PRIMARY, by="primary")
    return season


def text_of(response) -> str:
    return html.unescape(response.content.decode())


def sheets_of(response) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


class TestTableShow:
    def test_is_reached_from_the_lists(self, browser_of, season):
        browser = browser_of("city_finance")

        assert "/shares/table/" in text_of(browser.get("/shares/"))
        assert "/shares/table/" in text_of(browser.get("/shares/reports/"))
        assert "/shares/table/" not in text_of(browser_of("unit").get("/shares/"))

    def test_says_what_is_summed_and_who_is_how_far(self, browser_of, season):
        shown = text_of(browser_of("city_finance").get(ADDRESS))

        for words in (
            "只汇总财政部门已确认的填报",
            "财政已确认",
            "已填报",
            "未填报",
            "区县（市）小计",
            "50.00",
            "12.00%",
        ):
            assert words in shown

    def test_takes_few_queries(self, browser_of, season, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(25):
            browser.get(ADDRESS)


class TestTableExport:
    @pytest.fixture(autouse=True)
    def _files(self, settings, tmp_path):
        settings.FILES = tmp_path

    def test_has_a_sheet_of_sums_and_one_of_units(self, browser_of, season):
        sheets = sheets_of(browser_of("city_finance").post(EXPORT, {"purpose": "报省财政厅"}))

        sums, units = sheets["汇总表"], sheets["明细表"]
        assert list(sheets) == ["汇总表", "明细表"]
        assert f"{YEAR}年度预留份额情况表" in sums[0][0]
        assert "用途：报省财政厅" in sums[1][0]
        assert "填报单位：郑州市财政局" in sums[2][0]
        assert sums[-1][1:6] == ["合计", 5, 1, 500_000, 50]
        assert len(units) == 4 + 5 + 1
        school = next(row for row in units if row[2] == "郑州市第一中学")
        assert school[3:9] == ["郑州市教育局", "有食堂", 500_000, 50, 12, 60_000]
        assert {len(row) for row in sums} == {19}
        assert sums[3][11:13] == ["下达任务数（元）", "下达任务数（万元）"]
        assert Document.objects.filter(owner__startswith="export:shares:").count() == 1

    def test_wants_a_purpose(self, browser_of, season):
        response = browser_of("supervisor").post(EXPORT, {}, follow=True)

        assert "请填写导出用途后再导出。" in text_of(response)
