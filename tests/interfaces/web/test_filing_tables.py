"""Filings of many units by a workbook: handed out, tried, filled in, the wrong rows back; hostile files."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from python_calamine import load_workbook

from nongcai.domain.documents import services as documents
from nongcai.domain.documents.models import Document
from nongcai.domain.organisations.services import list_units
from nongcai.domain.shares.models import FilingDraft, ShareFiling
from tests import cast as offices
from tests.domain.shares.season import OFFICE, POLICE, SCHOOL, YEAR
from tests.interfaces.web.filing import running
from tests.worlds import world

BULK = f"/shares/bulk/{YEAR}/"
UNIT_HEADS = (
    "单位编码*", "单位名称", "食堂情况", "食堂管理单位", "其他机构名称", "预留金额(元)", "预留比例(%)", "联系人",
    "联系电话",
)  # fmt: skip
CANTEEN_HEADS = ("单位编码*", "单位名称", "食堂类型*", "食堂名称", "就餐人数", "年度食材采购总额(元)*", "总额来源")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


@world
def season(cast):
    return running(cast)


def unit(code=SCHOOL, eats="有食堂", reserved=60000, ratio="", *, name="", host="", other=""):
    return (code, name, eats, host, other, reserved, ratio, "填报岗", "0371-12345678")


def canteen(code=SCHOOL, total=500000, kind="自有食堂", diners=200):
    return (code, "", kind, "职工食堂", diners, total, "上年决算")


def book(units, canteens, *, heads=UNIT_HEADS, canteen_heads=CANTEEN_HEADS, also=lambda _sheet: None):
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False}) as made:
        for title, head, rows in (("单位", heads, units), ("食堂明细", canteen_heads, canteens)):
            sheet = made.add_worksheet(title)
            for place, row in enumerate([head, *rows]):
                sheet.write_row(place, 0, row)
            also(sheet)
    return content.getvalue()


def upload(browser, content, name="填报表.xlsx"):
    response = browser.post(BULK, {"original": SimpleUploadedFile(name, content)})
    return response.headers.get("Location") or response.content.decode()


def shown(browser, *args, **how):
    return browser.get(upload(browser, book(*args, **how))).content.decode()


def sheets(response):
    found = load_workbook(BytesIO(b"".join(response.streaming_content)))
    return {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}


class TestForm:
    def test_is_filled_with_what_stands_and_the_year_before(self, browser_of, season):
        season.confirmed()

        found = sheets(browser_of("supervisor").post(f"{BULK}form/", {"purpose": "批量填报"}))

        row = next(row for row in found["单位"] if row[0] == SCHOOL)
        assert row[:3] == [SCHOOL, "郑州市第一中学", "有食堂"]
        assert row[5] == 60000
        assert row[-3:] == ["财政已确认", 400000, 60000]
        assert any(row[:3] == [SCHOOL, "郑州市第一中学", "自有食堂"] for row in found["食堂明细"])
        assert any("有误的行可下载" in str(row) for row in found["填写说明"])
        assert "0371" not in str(found)

    def test_goes_back_in_as_it_came(self, browser_of, season):
        season.confirmed()
        browser = browser_of("supervisor")
        given = b"".join(browser.post(f"{BULK}form/", {"purpose": "批量填报"}).streaming_content)

        text = browser.get(upload(browser, given)).content.decode()

        assert "无变化" in text
        assert "有误行" not in text

    def test_wants_a_purpose_and_is_logged(self, browser_of, season):
        assert browser_of("supervisor").post(f"{BULK}form/", {}).status_code == 302
        assert not Document.objects.filter(owner__startswith="export:").exists()

        browser_of("supervisor").post(f"{BULK}form/", {"purpose": "代填"})

        assert "用途：代填" in Document.objects.get(owner__startswith="export:shares-bulk").name


class TestDryRun:
    @pytest.mark.parametrize(
        ("units", "canteens", "sentence"),
        [
            ([unit()], [canteen()], "新填"),
            ([unit(reserved="6万元")], [canteen()], "60,000.00"),
            ([unit(reserved="60,000.00")], [canteen(total="５００，０００")], "500,000.00"),
            ([unit(reserved="", ratio=12)], [canteen()], "60,000.00"),
            ([unit(reserved=100)], [canteen()], "相差49,900.00元"),
            ([unit(reserved="六万")], [canteen()], "应为金额"),
            ([unit(reserved=-5)], [canteen()], "不能小于零"),
            ([unit(reserved="")], [canteen()], "请填写预留金额，或填写预留比例"),
            ([unit(ratio=12)], [canteen()], "只填一项"),
            ([unit(eats="也许")], [canteen()], "应为以下之一：有食堂、共用其他单位食堂、无食堂"),
            ([unit(eats="")], [canteen()], "请从列表中选择"),
            ([unit(eats="无食堂", reserved="")], [canteen()], "在食堂明细中填写了食堂"),
            ([unit(eats="无食堂", reserved="")], [], "新填"),
            ([unit()], [], "逐个填写食堂"),
            ([unit()], [canteen(kind="")], "食堂明细第2行食堂类型"),
            ([unit()], [canteen(), canteen("999")], "单位编码“999”不在“单位”表中"),
            ([unit(eats="共用其他单位食堂", reserved="")], [], "只填一项"),
            ([unit(eats="共用其他单位食堂", reserved="", host="市公安局食堂")], [], "没有单位编码或全称"),
            ([unit(eats="共用其他单位食堂", reserved="", host=POLICE)], [], "新填"),
            ([unit(name="郑州市公安局")], [canteen()], "请核对编码和名称"),
            ([unit(), unit()], [canteen()], "请只保留一行"),
            ([(SCHOOL, *[""] * 8)], [], "未填写"),
        ],
    )
    def test_says_what_becomes_of_each_row(self, browser_of, season, units, canteens, sentence):
        assert sentence in shown(browser_of("supervisor"), units, canteens)

    def test_names_all_that_is_wrong_with_a_row(self, browser_of, season):
        rows = [unit(), unit(eats="没有食堂", reserved=-5, ratio="半")]
        text = shown(browser_of("supervisor"), rows, [canteen(total="abc"), canteen(kind="外包食堂", diners="很多")])

        for sentence in (
            "食堂明细第2行年度食材采购总额(元)“abc”：应为金额，如 120000.50（元）。",
            "食堂明细第3行就餐人数“很多”",
            "食堂明细第3行承包方名称：",
            "该单位在表中重复（第2行已有）",
            "预留比例(%)“半”",
            "选了“无食堂”，但在食堂明细中填写了食堂",
            "金额和人数不能小于零",
        ):
            assert sentence in text

    def test_says_of_canteens_without_a_unit_where_they_stand(self, browser_of, season):
        text = shown(browser_of("supervisor"), [unit()], [canteen(), canteen("999")])

        assert re.search(r'data-label="行"[^>]*>食堂明细<', text)

    def test_reads_ten_thousands_where_the_heading_says_so(self, browser_of, season):
        heads = [head.replace("预留金额(元)", "预留金额(万元)") for head in UNIT_HEADS]

        assert "60,000.00" in shown(browser_of("supervisor"), [unit(reserved=6)], [canteen()], heads=heads)

    def test_does_not_guess_a_unit_of_money(self, browser_of, season):
        heads = [head.replace("预留金额(元)", "预留金额") for head in UNIT_HEADS]

        assert "这个文件不能用" in shown(browser_of("supervisor"), [unit()], [canteen()], heads=heads)

    def test_does_not_take_a_merged_cell_for_every_row_of_it(self, browser_of, season):
        def merge(sheet):
            if sheet.name == "单位":
                sheet.merge_range(1, 5, 2, 5, 60000)

        text = shown(browser_of("supervisor"), [unit(), unit(OFFICE)], [canteen(), canteen(OFFICE)], also=merge)

        assert "合并为一个单元格" in text

    @pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"])
    def test_says_why_a_file_is_of_no_use(self, browser_of, season, content):
        browser = browser_of("supervisor")

        response = browser.get(upload(browser, content))

        assert response.status_code == 422
        assert "这个文件不能用" in response.content.decode()

    def test_changes_nothing_and_is_of_ones_own_files_only(self, browser_of, season):
        address = upload(browser_of("supervisor"), book([unit()], [canteen()]))
        browser_of("supervisor").get(address)

        assert not FilingDraft.objects.exists()
        assert not ShareFiling.objects.filter(year=YEAR).exists()
        assert browser_of("second_supervisor").get(address).status_code == 404

    def test_takes_few_queries(self, browser_of, season, django_assert_max_num_queries):
        browser = browser_of("supervisor")
        address = upload(browser, book([unit()], [canteen()]))

        with django_assert_max_num_queries(40):
            browser.get(address)


class TestFill:
    def test_leaves_a_draft_that_the_unit_finds_in_its_form(self, browser_of, season):
        browser = browser_of("supervisor")
        address = upload(browser, book([unit(reserved="", ratio=12)], [canteen()]))

        browser.post(f"{address}fill/", {"how": "drafts"})

        form = browser_of("unit").get(f"/shares/units/{season.unit(SCHOOL)}/{YEAR}/file/").content.decode()
        for typed in ('value="500000.00"', 'value="12"', 'value="职工食堂"', 'value="0371-12345678"'):
            assert typed in form

    def test_files_at_once_and_says_for_whom(self, browser_of, season):
        browser = browser_of("supervisor")
        address = upload(browser, book([unit()], [canteen()]))

        browser.post(f"{address}fill/", {"how": "file"})

        text = browser_of("unit").get(f"/shares/units/{season.unit(SCHOOL)}/{YEAR}/").content.decode()
        assert "（由郑州市教育局代填）" in text

    def test_says_which_rows_it_has_just_written(self, browser_of, season):
        browser = browser_of("supervisor")
        address = upload(browser, book([unit()], [canteen()]))

        text = browser.post(f"{address}fill/", {"how": "file"}, follow=True).content.decode()

        assert text.count("本次已写入") == 2
        assert ">无变化</" not in text.partition("<tbody>")[2]
        assert "确认写入" not in text

    def test_lets_497_of_500_in_and_gives_three_back(self, browser_of, season):
        listed = [
            offices.unit(f"4101{place:06}", f"第{place}小学", supervisor_code=OFFICE, level=2)
            for place in range(20_000, 20_500)
        ]
        list_units(actor=season.actor("city_finance"), year=YEAR, rows=(*offices.UNITS, *listed), at=timezone.now())
        wrong = {3: "六万", 77: 1, 400: -1}
        units = [unit(one.code, reserved=wrong.get(place, 60000)) for place, one in enumerate(listed)]
        browser = browser_of("supervisor")
        address = upload(browser, book(units, [canteen(one.code) for one in listed]))

        browser.post(f"{address}fill/", {"how": "file"})
        back = sheets(browser.post(f"{address}rejects/"))

        assert ShareFiling.objects.filter(year=YEAR).count() == 497
        rejected = [row for row in back["单位"] if str(row[1]).startswith("41010")]
        assert [row[1] for row in rejected] == [listed[place].code for place in wrong]
        assert [row[6] for row in rejected] == ["六万", 1, -1]
        assert "应为金额" in rejected[0][0]
        assert "未达到" in rejected[1][0]
        assert len([row for row in back["食堂明细"] if str(row[1]).startswith("41010")]) == 3

    def test_writes_no_formula_that_somebody_typed(self, browser_of, season):
        browser = browser_of("supervisor")
        address = upload(browser, book([unit(name="=cmd|' /C calc'!A0")], [canteen()]))

        content = b"".join(browser.post(f"{address}rejects/").streaming_content)

        with ZipFile(BytesIO(content)) as parts:
            written = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
        assert "=cmd" in written
        assert "<f>" not in written

    def test_keeps_the_upload_for_a_day(self, browser_of, season):
        browser = browser_of("supervisor")
        address = upload(browser, book([unit()], [canteen()]))

        documents.delete_expired(at=timezone.now() + timedelta(days=1, minutes=1))

        assert browser.get(address).status_code == 404
