"""A region's table of reserved shares on a page and as a workbook."""

from __future__ import annotations

import html
from io import BytesIO

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from nongcai.domain.documents.models import Document
from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.models import Organisation
from tests.cast import AT, DISTRICT, UNITS, unit
from tests.domain.shares.season import OFFICE, PRIMARY, SCHOOL, YEAR, open_season
from tests.interfaces.web.filing import running
from tests.worlds import world

ADDRESS = f"/shares/table/?year={YEAR}"
EXPORT = f"/shares/table/export/?year={YEAR}"


@world
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

        with django_assert_max_num_queries(28):
            browser.get(ADDRESS)


class TestNamesOfTheYear:
    """Lists of a year call a unit as its directory does, and say how it is called today."""

    NEW = "（现名：郑州市第一高级中学）"

    @pytest.fixture
    def renamed(self, cast):
        season = running(cast)
        season.file(SCHOOL, at=timezone.now())
        Organisation.objects.filter(pk=season.unit(SCHOOL)).update(name="郑州市第一高级中学")
        return season

    @pytest.mark.parametrize(
        ("who", "address"),
        [
            ("city_finance", "/shares/"),
            ("city_finance", "/shares/table/"),
            ("city_finance", "/shares/table/print/"),
            ("city_finance", "/urging/"),
            ("city_finance", "/units/"),
            ("supervisor", "/shares/inbox/"),
        ],
    )
    def test_stand_with_the_name_of_today(self, browser_of, renamed, who, address, django_assert_max_num_queries):
        browser = browser_of(who)

        with CaptureQueriesContext(connection) as asked:
            shown = text_of(browser.get(f"{address}?year={YEAR}"))

        assert "郑州市第一中学" in shown
        assert shown.count(self.NEW) == 1
        Organisation.objects.filter(kind="unit").update(name=Concat("name", Value("（新）")))
        with django_assert_max_num_queries(len(asked)):
            assert text_of(browser.get(f"{address}?year={YEAR}")).count("（现名：") > (who == "city_finance")

    @pytest.mark.parametrize("words", ["郑州市第一中学", "第一高级中学"])
    def test_find_it_by_either(self, browser_of, renamed, words):
        assert self.NEW in text_of(browser_of("city_finance").get(f"/shares/?year={YEAR}&q={words}"))
        assert self.NEW in text_of(browser_of("supervisor").get(f"/shares/inbox/?year={YEAR}&q={words}"))

    @pytest.mark.parametrize("page", [f"/units/{{}}/?year={YEAR}", f"/shares/units/{{}}/{YEAR}/"])
    def test_stand_on_the_pages_of_the_unit(self, browser_of, renamed, page):
        shown = text_of(browser_of("city_finance").get(page.format(renamed.unit(SCHOOL))))

        assert "年度名称 郑州市第一中学" in shown


class TestTablePrint:
    PRINT = f"/shares/table/print/?year={YEAR}"

    def test_has_all_units_on_one_page(self, browser_of, season, monkeypatch):
        monkeypatch.setattr("nongcai.interfaces.web.shares.tables.ROWS", 2)
        browser = browser_of("city_finance")

        shown, printed = text_of(browser.get(ADDRESS)), text_of(browser.get(self.PRINT))

        names = ("郑州市教育局", "金水区教育局", "金水区实验小学")
        assert [name in shown for name in names] == [True, False, False]
        assert all(name in printed for name in names)
        assert self.PRINT in shown
        assert "print-wide" in printed

    def test_leaves_very_many_to_the_workbook(self, browser_of, season, monkeypatch):
        monkeypatch.setattr("nongcai.interfaces.web.shares.tables.MOST_PRINTED", 4)

        text = text_of(browser_of("city_finance").get(self.PRINT))

        assert "共 5 个单位，超过 4 个" in text
        assert "金水区实验小学" not in text

    def test_takes_few_queries(self, browser_of, season, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(26):
            browser.get(self.PRINT)


class TestResidents:
    @pytest.fixture(autouse=True)
    def _resident(self, season, settings, tmp_path):
        settings.FILES = tmp_path
        body = unit("4101050009", "市直驻金水区中学", region_code=DISTRICT, supervisor_code=OFFICE, level=2)
        organisations.list_units(actor=season.actor("city_finance"), year=YEAR, rows=(*UNITS, body), at=AT)

    def test_stand_in_a_block_of_their_own(self, browser_of):
        shown = text_of(browser_of("district_finance").get(ADDRESS))

        before, _title, after = shown.partition("驻本地区的其他层级单位（只列示，不计入合计")
        assert "市直驻金水区中学" in after
        assert "市直驻金水区中学" not in before
        assert "驻本地区的其他层级单位" not in text_of(browser_of("city_finance").get(ADDRESS))

    def test_have_a_sheet_of_their_own(self, browser_of):
        sheets = sheets_of(browser_of("district_finance").post(EXPORT, {"purpose": "核对"}))

        assert list(sheets) == ["汇总表", "明细表", "驻地单位"]
        assert sheets["驻地单位"][-1][2:4] == ["市直驻金水区中学", "郑州市教育局"]
        assert "不计入合计" in sheets["驻地单位"][2][0]


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
