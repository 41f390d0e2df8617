"""The scan of the signed form, on the page."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nongcai.domain.shares import queries, services
from tests.domain.shares.season import SCHOOL, YEAR, own
from tests.interfaces.web.filing import running

PDF = b"%PDF-1.7 signed"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def season(cast):
    found = running(cast, needs_scan=True)
    found.file(SCHOOL, at=timezone.now())
    return found


@pytest.fixture
def address(season):
    return f"/shares/units/{season.unit(SCHOOL)}/{YEAR}/"


def upload(browser, address, data=PDF, **changes):
    return browser.post(f"{address}scans/", {"file": SimpleUploadedFile("表.pdf", data), "version": "1"} | changes)


class TestPage:
    def test_says_what_is_missing_until_it_came(self, browser_of, address):
        assert "扫描件未上传" in browser_of("supervisor").get(address).content.decode()

        upload(browser_of("unit"), address)

        text = browser_of("supervisor").get(address).content.decode()
        assert "扫描件未上传" not in text
        assert "表.pdf" in text

    def test_tells_what_is_wrong_in_the_form(self, browser_of, address):
        response = upload(browser_of("unit"), address, b"MZ")

        assert response.status_code == 422
        assert "不是PDF、JPG、PNG或OFD文件" in response.content.decode()

    def test_shows_the_exception_first_in_the_inbox(self, browser_of, season):
        assert "扫描件未上传" in browser_of("supervisor").get("/shares/inbox/?flag=no_scan").content.decode()

    def test_hands_it_out_as_a_file_within_sight_only(self, browser_of, address):
        upload(browser_of("unit"), address)
        text = browser_of("unit").get(address).content.decode()
        link = text.partition(f'href="{address}scans/')[2].partition('"')[0]

        for name in ("unit", "supervisor", "city_finance"):
            response = browser_of(name).get(f"{address}scans/{link}")
            assert b"".join(response.streaming_content) == PDF
            assert response.headers["Content-Disposition"].startswith("attachment")
            assert response.headers["X-Content-Type-Options"] == "nosniff"
        for name in ("stranger", "district_finance"):
            assert browser_of(name).get(f"{address}scans/{link}").status_code == 404


class TestScanList:
    @pytest.fixture
    def again(self, season, address, browser_of):
        """Upload a scan, then file a second version."""
        upload(browser_of("unit"), address)
        filing = queries.filing_of(season.unit(SCHOOL), YEAR)
        services.withdraw(actor=season.actor("unit"), filing_id=filing.pk, at=timezone.now())
        season.file(SCHOOL, own(reserved=70_000), at=timezone.now(), seen=1)
        return address

    def test_shows_what_was_scanned_of_older_versions(self, browser_of, again):
        page = browser_of("supervisor").get(again).content.decode()
        text = browser_of("supervisor").get(f"{again}scans/versions/").content.decode()

        assert "表.pdf" not in page
        assert f'href="{again}scans/versions/"' in page
        newer, _title, older = text.partition("第 1 版")
        assert "没有上传扫描件" in newer
        assert "表.pdf" in older
        link = older.partition(f'href="{again}scans/')[2].partition('"')[0]
        assert b"".join(browser_of("unit").get(f"{again}scans/{link}").streaming_content) == PDF

    def test_takes_few_queries(self, browser_of, again, django_assert_max_num_queries):
        browser = browser_of("unit")

        with django_assert_max_num_queries(12):
            browser.get(f"{again}scans/versions/")
