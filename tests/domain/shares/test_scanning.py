"""The scan of the signed form: what it may be, to which version it belongs, what waits for it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from nongcai.domain.shares import queries, services
from nongcai.domain.shares.errors import (
    FilingChangedError,
    ScanKindError,
    ScanMissingError,
    ScanTooLargeError,
    ScanTooLateError,
    TooManyScansError,
    UnknownFilingError,
    UnknownScanError,
)
from nongcai.domain.shares.services import Decision
from nongcai.foundation.errors import NotAllowedError
from tests.domain.shares.season import CONFIRMED, FILED, PRIMARY, SCHOOL, YEAR, open_season, own
from tests.worlds import world

PDF = b"%PDF-1.7 signed"


def ofd(name="OFD.xml"):
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr(name, "<OFD/>")
    return content.getvalue()


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


@world
def strict(cast):
    return open_season(cast, needs_scan=True)


def attach(season, filing, data=PDF, *, by="unit", version=None, name="填报表.pdf"):
    return services.attach_scan(
        actor=season.actor(by), filing_id=filing.pk, version=version or filing.version, name=name, data=data, at=FILED
    )


class TestAttaching:
    @pytest.mark.parametrize(
        ("data", "media_type"),
        [
            (PDF, "application/pdf"),
            (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
            (b"\x89PNG\r\n\x1a\nrest", "image/png"),
            (ofd(), "application/ofd"),
        ],
    )
    def test_tells_the_kind_by_the_content(self, season, data, media_type):
        assert attach(season, season.file(SCHOOL), data, name="x.exe").media_type == media_type

    @pytest.mark.parametrize("data", [b"MZ", b"<script>", ofd("word/document.xml"), b"PK\x03\x04 broken", b""])
    def test_refuses_what_is_no_scan_whatever_its_name(self, season, data):
        with pytest.raises(ScanKindError, match="不是PDF、JPG、PNG或OFD文件"):
            attach(season, season.file(SCHOOL), data)

    def test_refuses_what_is_too_large(self, season):
        with pytest.raises(ScanTooLargeError, match="超过20MB"):
            attach(season, season.file(SCHOOL), PDF + b"0" * 20_000_000)

    def test_is_for_those_who_file_and_within_sight(self, season):
        filing = season.file(SCHOOL)

        with pytest.raises(NotAllowedError):
            attach(season, filing, by="city_finance")
        with pytest.raises(UnknownFilingError):
            attach(season, filing, by="stranger")
        assert attach(season, filing, by="supervisor").owner == f"filing-scan:{filing.pk}:1"

    def test_belongs_to_a_version_and_a_new_one_asks_for_its_own(self, season):
        filing = season.file(SCHOOL)
        scan = attach(season, filing)
        season.decide(filing, "send_back", "supervisor", reason="other", words="请核对")
        again = season.file(SCHOOL, own(reserved=70_000), seen=1)

        assert list(queries.scans_of(again)) == []
        assert queries.scan_of(again, scan.pk) == scan
        with pytest.raises(FilingChangedError):
            attach(season, again, version=1)

    def test_of_another_filing_is_not_there(self, season):
        scan = attach(season, season.file(SCHOOL))
        other = season.file(PRIMARY, by="primary")

        with pytest.raises(UnknownScanError):
            queries.scan_of(other, scan.pk)

    def test_is_over_when_the_version_was_confirmed(self, season):
        with pytest.raises(ScanTooLateError, match="财政已确认"):
            attach(season, season.confirmed())

    def test_ends_with_ten(self, season):
        filing = season.file(SCHOOL)
        for _ in range(10):
            attach(season, filing)

        with pytest.raises(TooManyScansError):
            attach(season, filing)


class TestWhereItIsWanted:
    def test_nothing_is_confirmed_without_it(self, strict):
        filing = strict.file(SCHOOL)
        assert filing.flags == ["no_scan"]

        with pytest.raises(ScanMissingError, match="不能办理“主管确认”"):
            strict.decide(filing, "endorse", "supervisor")
        attach(strict, filing)
        filing.refresh_from_db()

        assert filing.flags == []
        filing = strict.decide(filing, "endorse", "supervisor")
        assert strict.decide(filing, "confirm", "city_finance").state == "confirmed"

    def test_it_may_be_sent_back_without(self, strict):
        filing = strict.file(SCHOOL)

        assert (
            strict.decide(filing, "send_back", "supervisor", reason="papers_missing", words="请上传").state
            == "returned"
        )

    def test_those_that_lack_it_stay_behind_and_the_others_pass(self, strict):
        filing, own_filing = strict.file(SCHOOL), strict.file("4101000001", by="supervisor")
        attach(strict, filing)
        decision = Decision("endorse", [(filing.pk, 1), (own_filing.pk, 1)])

        outcomes = services.decide_many(actor=strict.actor("second_supervisor"), decision=decision, at=CONFIRMED)

        codes = {one.filing_id: one.refusal and one.refusal.code for one in outcomes}
        assert codes == {filing.pk: None, own_filing.pk: "scan_missing"}

    def test_it_is_left_out_where_the_programme_says_so(self, season):
        assert season.confirmed().state == "confirmed"
        assert queries.filing_of(season.unit(SCHOOL), YEAR).flags == []
