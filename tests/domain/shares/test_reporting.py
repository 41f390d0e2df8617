import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.shares import queries, services
from nongcai.domain.shares.errors import (
    NobodyAboveError,
    NotHolderError,
    ReportStepNotPermittedError,
    ReportUnchangedError,
    ReportWordsMissingError,
    UnknownReportError,
)
from nongcai.domain.shares.models import RegionReport
from nongcai.domain.shares.queries import SaidFiling
from nongcai.foundation.errors import NotAllowedError
from tests.domain.shares.season import CONFIRMED, PRIMARY, YEAR, own


def submit(season, by="district_finance"):
    return services.submit_report(actor=season.actor(by), year=YEAR, at=CONFIRMED)


def confirm_primary(season, said=None, seen=0):
    filing = season.file(PRIMARY, said, by="primary", seen=seen)
    filing = season.decide(filing, "endorse", "district_supervisor")
    return season.decide(filing, "confirm", "district_finance")


class TestSubmit:
    def test_hands_the_regions_sums_up(self, season):
        confirm_primary(season)

        report = submit(season)

        assert (report.version, report.state, report.receiver_id) == (1, "submitted", season.cast.city.id)
        assert (report.due, report.filed, report.reserving) == (2, 1, 1)
        assert (report.reserved, report.canteen_total, report.missing) == (60_000, 500_000, 0)

    def test_leaves_out_what_is_not_confirmed(self, season):
        season.file(PRIMARY, by="primary")

        assert submit(season).filed == 0

    def test_hands_up_what_counts_while_a_change_climbs(self, season):
        confirmed = confirm_primary(season, own(has_union_funds=True, union_members=20, union_planned=5_000))
        season.file(PRIMARY, SaidFiling(reserved=0), by="primary", seen=confirmed.version)

        report = submit(season)

        assert (report.union_planned, report.no_canteen, report.reserved) == (5_000, 0, 60_000)

    def test_is_not_repeated_while_nothing_changed(self, season):
        submit(season)

        with pytest.raises(ReportUnchangedError, match="第1版"):
            submit(season)

    def test_makes_a_new_version_of_new_figures(self, season):
        submit(season)
        confirm_primary(season)

        assert submit(season).version == 2

    def test_tells_how_many_regions_below_are_missing(self, season):
        assert submit(season, "city_finance").missing == 1

        services.accept_report(actor=season.actor("city_finance"), report_id=submit(season).pk, at=CONFIRMED)

        assert submit(season, "city_finance").missing == 0

    @pytest.mark.parametrize("by", ["supervisor", "unit", "auditor"])
    def test_is_for_finance(self, season, by):
        with pytest.raises(NotAllowedError):
            submit(season, by)

    def test_goes_nowhere_from_the_top(self, season):
        from nongcai.domain.organisations import queries as organisations

        top = organisations.operator_of(organisations.finance_node("000000"))

        with pytest.raises(NobodyAboveError):
            services.submit_report(actor=top, year=YEAR, at=CONFIRMED)


class TestDecide:
    def test_is_accepted_or_sent_back_with_words(self, season):
        report = submit(season)

        report = services.accept_report(actor=season.actor("city_finance"), report_id=report.pk, at=CONFIRMED)
        report = services.send_back_report(
            actor=season.actor("city_finance"), report_id=report.pk, words="少报一家", at=CONFIRMED
        )

        assert [(step.action, step.words) for step in report.steps.order_by("id")] == [
            ("submit", ""), ("accept", ""), ("send_back", "少报一家"),
        ]  # fmt: skip

    def test_lets_the_same_figures_come_again_after_a_return(self, season):
        report = submit(season)
        services.send_back_report(actor=season.actor("city_finance"), report_id=report.pk, words="请核", at=CONFIRMED)

        assert submit(season).version == 2

    def test_wants_words_for_a_return(self, season):
        with pytest.raises(ReportWordsMissingError):
            services.send_back_report(
                actor=season.actor("city_finance"), report_id=submit(season).pk, words=" ", at=CONFIRMED
            )

    def test_is_not_ones_own(self, season):
        with pytest.raises(NotHolderError):
            services.accept_report(actor=season.actor("district_finance"), report_id=submit(season).pk, at=CONFIRMED)

    def test_is_not_there_for_others(self, season):
        report = submit(season, "city_finance")

        with pytest.raises(UnknownReportError):
            services.accept_report(actor=season.actor("district_finance"), report_id=report.pk, at=CONFIRMED)

    def test_touches_no_version_that_another_followed(self, season):
        first = submit(season)
        confirm_primary(season)
        submit(season)

        with pytest.raises(ReportStepNotPermittedError):
            services.accept_report(actor=season.actor("city_finance"), report_id=first.pk, at=CONFIRMED)


class TestRegionLines:
    def test_show_what_moved_since_it_was_handed_up(self, season):
        confirm_primary(season)
        submit(season)
        confirm_primary(season, own(reserved=70_000), seen=1)

        (line,) = queries.region_lines(season.cast.city, YEAR)

        assert (line.report.reserved, line.reserved_now, line.moved) == (60_000, 70_000, 10_000)


class TestRegionReport:
    @pytest.mark.parametrize("change", [{"reserved": 1}, {"sha256": "x"}, {"state": "returned", "due": 9}])
    def test_never_changes_its_figures(self, season, change):
        report = submit(season)

        with pytest.raises(DatabaseError, match="reported_figures_are_frozen"), transaction.atomic():
            RegionReport.objects.filter(pk=report.pk).update(**change)
