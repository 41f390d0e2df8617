"""Accounts for many units: dry run, opening, the codes once, the wrong rows back."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import load_workbook

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.documents.models import Document
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.services import list_units
from tests.cast import AT, YEAR, credit_code, unit

HEAD = (
    "单位编码*,单位名称,统一社会信用代码,角色,岗位名称*,登录名,手机号码,"
    "账号类型,采购人名称,采购人统一社会信用代码,合同截止日"
)
SCHOOL, POLICE = "4101000002", "4101000003"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


def uploaded(browser, *lines, name="账号.csv"):
    table = SimpleUploadedFile(name, "\n".join((HEAD, *lines)).encode())
    response = browser.post("/accounts/batch/", {"original": table})
    return response.headers["Location"] if response.status_code == 302 else response


def shown(browser, *lines):
    return browser.get(uploaded(browser, *lines)).content.decode()


def cells(response):
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    return book.get_sheet_by_index(0).to_python()


class TestDryRun:
    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("999,,,,采购岗,,", "单位编码：所管下级单位中没有编码为“999”的单位"),
            (f"{POLICE},,,签发,采购岗,,", "角色：没有“签发”这一角色"),
            (f"{POLICE},,,,采购岗,unit,", "登录名：登录名“unit”已被其他岗位使用"),
            (f"{POLICE},,,,采购岗,a b,", "登录名"),
            (f"{POLICE},,,,采购岗,,123", "手机号码：手机号码应为11位数字"),
            (f"{POLICE},,,,,,", "岗位名称：此项必填"),
            (f"{POLICE},市教育局,,,采购岗,,", "名录中编码4101000003的单位是“郑州市公安局”"),
            (f"{POLICE},,{credit_code(2)},,采购岗,,", "统一社会信用代码属于“郑州市第一中学”"),
            (f"{SCHOOL},,,填报,填报岗,unit,", "已开通"),
        ],
    )
    def test_says_what_becomes_of_each_row(self, browser_of, line, sentence):
        assert sentence in shown(browser_of("city_finance"), line)

    def test_tells_of_one_credit_code_for_two_units_and_a_name_given_twice(self, browser_of):
        code = credit_code(3)
        text = shown(browser_of("city_finance"), f"{POLICE},,{code},,甲岗,same,", f"{SCHOOL},,{code},,乙岗,same,")

        assert "统一社会信用代码与表中其他单位相同" in text
        assert "登录名“same”在表中重复" in text

    def test_names_all_that_is_wrong_with_a_row(self, browser_of):
        text = shown(browser_of("city_finance"), f"{POLICE},市教育局,,签发,,unit,123")

        for sentence in ("岗位名称：此项必填", "没有“签发”", "“unit”已被其他岗位使用", "现为“123”", "是“郑州市公安局”"):
            assert sentence in text

    def test_changes_nothing(self, browser_of):
        shown(browser_of("city_finance"), f"{POLICE},,,,采购岗,,")

        assert accounts.user_by_name(POLICE) is None

    def test_is_of_ones_own_units_and_files_only(self, browser_of):
        address = uploaded(browser_of("city_finance"), f"{POLICE},,,,采购岗,,")

        assert browser_of("district_finance").get(address).status_code == 404
        assert "没有编码为" in shown(browser_of("supervisor"), f"{POLICE},,,,采购岗,,")

    @pytest.mark.parametrize("content", [b"PK\x03\x04 broken", "甲,乙\n1,2\n".encode()])
    def test_says_why_a_file_is_of_no_use(self, browser_of, content):
        browser = browser_of("city_finance")
        sent = browser.post("/accounts/batch/", {"original": SimpleUploadedFile("坏.xlsx", content)})

        response = browser.get(sent.headers["Location"])

        assert response.status_code == 422
        assert "这个文件不能用" in response.content.decode()


class TestOpening:
    def test_gives_the_codes_once_and_keeps_none(self, browser_of, client):
        browser = browser_of("city_finance")
        address = uploaded(browser, f"{POLICE},,,,采购岗,caigou,13812345678")

        row = cells(browser.post(f"{address}open/", {"purpose": "发放"}))[-1]
        again = browser.post(f"{address}open/", {"purpose": "发放"})
        activated = client.post("/activate/", {"code": row[4], "password": "my-own-phrase", "again": "my-own-phrase"})

        kept = Document.objects.get(owner__startswith="export:accounts:")
        copy = load_workbook(str(kept.path)).get_sheet_by_index(0).to_python()
        assert (row[0], row[3]) == (POLICE, "caigou")
        assert (again.status_code, activated.status_code) == (302, 302)
        assert "用途：发放" in kept.name
        assert copy[-1][4:6] == ["****", "****"]

    def test_wants_a_purpose(self, browser_of):
        browser = browser_of("city_finance")
        address = uploaded(browser, f"{POLICE},,,,采购岗,,")

        assert browser.post(f"{address}open/", {"purpose": ""}).status_code == 422
        assert accounts.user_by_name(POLICE) is None

    def test_of_500_rows_with_3_wrong_opens_497_and_gives_3_back(self, browser_of, cast, django_assert_max_num_queries):
        codes = [f"41010{number:05d}" for number in range(100, 600)]
        rows = [unit(code, f"第{code}单位") for code in codes]
        list_units(actor=cast.actor("city_finance"), year=YEAR, rows=rows, at=AT)
        lines = [f"{code},,,,第{code}岗,," for code in codes]
        for place, line in ((7, "999,,,,错一,,"), (70, f"{codes[70]},,,,错二,,12"), (400, f"{codes[400]},,,,,,")):
            lines[place] = line
        browser = browser_of("city_finance")
        address = uploaded(browser, *lines)

        with django_assert_max_num_queries(40):
            opened = browser.post(f"{address}open/", {"purpose": "发放"})
        rejected = cells(browser.post(f"{address}rejects/"))

        listed = [row for row in cells(opened) if re.fullmatch(r"41010\d{5}", str(row[0]))]
        assert len(listed) == Membership.objects.filter(user__state="pending").count() == 497
        assert [row[0].partition("：")[0] for row in rejected[-3:]] == ["单位编码", "手机号码", "岗位名称"]
        assert len({row[4] for row in listed}) == 497


class TestTemplate:
    def test_can_be_filled_in_and_read(self, browser_of):
        browser = browser_of("city_finance")

        labels = cells(browser.get("/accounts/batch/template/"))

        assert HEAD.split(",") in [[str(cell) for cell in row] for row in labels]


class TestPostsWithinAUnit:
    def test_are_opened_by_rows_of_their_own(self, browser_of):
        browser = browser_of("city_finance")
        address = uploaded(browser, f"{SCHOOL},,,经办,经办岗,jingban,", f"{SCHOOL},,,审核,审核岗,shenhe,")

        browser.post(f"{address}open/", {"purpose": "发放"})

        rows = Membership.objects.filter(organisation__unit_code=SCHOOL).exclude(user__username="unit")
        assert {(row.user.username, row.role) for row in rows} == {("jingban", "preparer"), ("shenhe", "approver")}
