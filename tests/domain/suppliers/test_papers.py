from datetime import date, timedelta

import pytest

from nongcai.domain.documents import queries as documents
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.suppliers import queries, services
from nongcai.domain.suppliers.errors import (
    FileUnreadableError,
    PaperDoubledError,
    PaperExpiredError,
    PaperTermError,
    StepNotPermittedError,
    WordsMissingError,
)
from nongcai.domain.suppliers.models import Paper
from nongcai.domain.suppliers.services import Scan
from nongcai.domain.suppliers.states import PaperKind, PaperState
from nongcai.foundation.errors import NotAllowedError
from tests.market import AT, PASSWORD, SCAN, TODAY, all_the_way, paper, registration, sells, user_of


def show(market, kind=PaperKind.ORGANIC, scan=SCAN, by="supplier", at=AT, **changes):
    return services.show_paper(actor=market.actor(by), told=paper(kind, **changes), scan=scan, at=at)


class TestShowPaper:
    def test_keeps_its_scan(self, market):
        row = show(market)

        [scan] = documents.documents_of(row.owner)
        assert (scan.media_type, scan.size) == ("application/pdf", len(SCAN.data))

    @pytest.mark.parametrize(
        "data",
        [b"", b"MZ\x90\x00 a programme", b"<svg><script>alert(1)</script></svg>", b"PK\x03\x04 no archive", b"GIF89a"],
    )
    def test_refuses_what_is_no_scan_and_keeps_nothing(self, market, data):
        with pytest.raises(FileUnreadableError):
            show(market, scan=Scan("licence.pdf", data))

        assert not Paper.objects.exists()

    def test_refuses_one_that_has_run_out(self, market):
        with pytest.raises(PaperExpiredError):
            show(market, since=date(2023, 1, 1), until=TODAY - timedelta(days=1))

        assert show(market, until=TODAY).pk

    def test_refuses_one_that_ends_before_it_begins(self, market):
        with pytest.raises(PaperTermError):
            show(market, since=date(2024, 5, 1), until=date(2024, 4, 1))

    def test_refuses_a_number_that_another_has_shown(self, market):
        show(market, number="ab-1")
        other = services.register(told=registration("second", 2, name="乙合作社"), password=PASSWORD, at=AT)
        actor = organisations.actor_of(user_of(other), None, TODAY)

        with pytest.raises(PaperDoubledError) as refusal:
            services.show_paper(actor=actor, told=paper(PaperKind.ORGANIC, number=" AB-1"), scan=SCAN, at=AT)

        assert market.supplier.name in str(refusal.value)

    def test_renews_under_the_same_number(self, market):
        old = show(market, number="AB-1")

        new = show(market, number="AB-1", replaces_id=old.pk)

        assert new.replaces_id == old.pk

    def test_is_the_suppliers(self, market):
        with pytest.raises(NotAllowedError):
            show(market, by="platform")


class TestDecide:
    def test_ends_the_paper_that_is_renewed_only_when_the_new_one_is_accepted(self, market):
        all_the_way(market)
        old = Paper.objects.get(kind=PaperKind.BUSINESS)
        new = show(market, PaperKind.BUSINESS, replaces_id=old.pk, until=None)
        old.refresh_from_db()
        assert old.state == PaperState.ACCEPTED

        services.accept_paper(actor=market.actor("platform"), paper_id=new.pk, at=AT)

        old.refresh_from_db()
        assert old.state == PaperState.REPLACED
        assert sells(market, date(2030, 1, 1)) is False  # the proof of linkage ends with 2024
        assert sells(market, date(2024, 12, 31))

    def test_is_taken_once(self, market):
        row = show(market)
        services.refuse_paper(actor=market.actor("platform"), paper_id=row.pk, words="看不清", at=AT)

        with pytest.raises(StepNotPermittedError):
            services.accept_paper(actor=market.actor("platform"), paper_id=row.pk, at=AT)

    def test_refuses_with_words(self, market):
        row = show(market)

        with pytest.raises(WordsMissingError):
            services.refuse_paper(actor=market.actor("platform"), paper_id=row.pk, words="", at=AT)

    def test_is_the_platforms(self, market):
        row = show(market)

        with pytest.raises(NotAllowedError):
            services.accept_paper(actor=market.actor("quality"), paper_id=row.pk, at=AT)


class TestALapsedPaper:
    def test_hides_and_a_renewed_one_shows_again(self, market):
        all_the_way(market)
        old = Paper.objects.get(kind=PaperKind.BUSINESS)
        after = date(2025, 1, 1)
        assert sells(market, date(2024, 12, 31))
        assert not sells(market, after)
        assert PaperKind.BUSINESS in queries.standing_of(market.supplier, after).missing

        for kind in (PaperKind.BUSINESS, PaperKind.LINKAGE):
            replaced = Paper.objects.get(kind=kind, state=PaperState.ACCEPTED)
            new = show(market, kind, replaces_id=replaced.pk, since=after, until=date(2026, 1, 1))
            services.accept_paper(actor=market.actor("platform"), paper_id=new.pk, at=AT)

        assert sells(market, after)
        old.refresh_from_db()
        assert old.state == PaperState.REPLACED


class TestWarnOfEnds:
    def test_warns_at_60_30_and_7_days_and_when_it_ended_each_once(self, market):
        show(market, until=date(2024, 12, 31))
        days = [61, 60, 59, 30, 29, 8, 7, 1, 0, -1, -2]

        warned = [services.warn_of_ends(at=AT + (date(2024, 12, 31) - TODAY - timedelta(days=d))) for d in days]

        assert dict(zip(days, warned, strict=True)) == {
            61: 0, 60: 1, 59: 0, 30: 1, 29: 0, 8: 0, 7: 1, 1: 0, 0: 0, -1: 1, -2: 0,
        }  # fmt: skip

    def test_tells_the_county_shortly_before_the_end(self, market):
        show(market, until=TODAY + timedelta(days=7))

        services.warn_of_ends(at=AT)

        assert market.users["quality"].messages.filter(text__contains="有效期至").count() == 1
