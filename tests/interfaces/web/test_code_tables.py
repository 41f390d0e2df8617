"""A code-change table on a document's page: uploaded, judged row by row, written into the draft."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nongcai.domain.reorganisations.models import Line, Reorganisation
from tests.interfaces.web.test_account_batches import cells
from tests.interfaces.web.test_programmes import text_of
from tests.interfaces.web.test_reorganisations import NEW, POLICE, SCHOOL, TOLD

HEAD = "原单位编码,新单位编码,单位名称,变更依据,变更日期"
GOOD, WRONG = f"{SCHOOL},4101001002,,郑财预〔2024〕1号,2024-01-01", "4101009999,1,,,"


@pytest.fixture
def browser(browser_of, settings, tmp_path):
    settings.FILES = tmp_path
    return browser_of("city_finance")


@pytest.fixture
def address(browser):
    browser.post(NEW, TOLD)
    return f"/reorganisations/{Reorganisation.objects.get().pk}/"


def uploaded(browser, address, *lines, head=HEAD):
    table = SimpleUploadedFile("编码.csv", "\n".join((head, *lines)).encode())
    return browser.post(f"{address}codes/", {"original": table}).headers["Location"]


class TestCodeTable:
    def test_is_judged_before_anything_is_written(self, browser, address, django_assert_max_num_queries):
        place = uploaded(browser, address, GOOD, WRONG)

        with django_assert_max_num_queries(24):
            text = text_of(browser.get(place))

        assert "没有编码为“4101009999”的单位" in text
        assert "变更日期为2024-01-01，调整单生效日期为2024-06-01" in text
        assert "把1项写入调整单" in text
        assert not Line.objects.exists()

    def test_becomes_lines_of_the_draft(self, browser, address):
        place = uploaded(browser, address, GOOD, f"{POLICE},{POLICE},市公安局,,", WRONG)

        text = text_of(browser.post(f"{place}load/", follow=True))

        assert "已写入2项" in text
        assert set(Line.objects.values_list("kind", "code", "name")) == {
            ("recode", "4101001002", ""),
            ("rename", "", "市公安局"),
        }

    def test_gives_the_wrong_rows_back(self, browser, address):
        rows = cells(browser.post(f"{uploaded(browser, address, GOOD, WRONG)}rejects/"))

        assert any("4101009999" in str(row) for row in rows)
        assert not any(SCHOOL in str(row) for row in rows)

    def test_says_under_the_field_that_it_is_another_table(self, browser, address):
        response = browser.get(uploaded(browser, address, "1,2", head="甲,乙"))

        assert response.status_code == 422
        assert "不是《预算单位编码变更对照表》" in text_of(response)

    def test_says_what_files_it_takes(self, browser, address):
        response = browser.post(f"{address}codes/", {"original": SimpleUploadedFile("a.pdf", b"-")})

        assert "不是xlsx、xls或csv文件" in text_of(response)

    def test_has_a_template(self, browser):
        assert "原单位编码*" in str(cells(browser.get("/reorganisations/codes/template/")))
