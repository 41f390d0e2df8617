from datetime import timedelta

import pytest

from nongcai.domain.assessments import queries
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.domain.programmes.services import ToldProgramme
from tests.cast import AT, CITY, YEAR
from tests.worlds import world

SEASON = YEAR + 1
YEARS = [SEASON, YEAR, YEAR - 1]
TODAY = AT.date()


@world
def city(cast):
    """The city while units file for the next year."""
    standing = programmes.programme_for(CITY, YEAR)
    told = ToldProgramme(
        title="方案", zone_name="脱贫地区", leading_count=4, mode="self_filed", files_from=TODAY - timedelta(days=9),
        files_due=TODAY, endorse_due=TODAY, confirm_due=TODAY + timedelta(days=5), report_due=None,
        finish_by=standing.finish_by, moves_to_workday=True, has_second_review=False, document="文件",
    )  # fmt: skip
    operator = organisations.operator_of(cast.city)
    services.write_programme(actor=operator, year=SEASON, told=told, at=AT)
    services.publish_programme(actor=operator, year=SEASON, at=AT)
    return cast.city


class TestReportedYear:
    @pytest.mark.parametrize(("days", "year"), [(-10, SEASON), (-9, YEAR), (0, YEAR), (5, YEAR), (6, SEASON)])
    def test_is_the_year_before_while_a_season_runs(self, city, days, year):
        assert queries.reported_year(city, YEARS, TODAY + timedelta(days=days)) == year

    def test_is_that_of_the_region_for_its_units(self, cast, city):
        assert queries.reported_year(cast.units["4101000002"], YEARS, TODAY) == YEAR

    def test_is_the_latest_of_a_year_without_a_programme(self, cast):
        assert queries.reported_year(cast.city, [2099, YEAR], TODAY) == 2099

    def test_is_the_only_year_though_it_is_being_filed(self, city):
        assert queries.reported_year(city, [SEASON], TODAY) == SEASON


class TestFinishedYear:
    def test_is_the_latest_that_is_over(self, city):
        assert queries.finished_year(city, YEARS, TODAY + timedelta(days=60)) == YEAR

    def test_is_the_reported_one_where_none_is_over(self, city):
        assert queries.finished_year(city, [SEASON], TODAY) == SEASON
