from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nongcai.domain.organisations.errors import UnknownNodeError
from nongcai.domain.programmes import queries, services
from nongcai.domain.programmes.errors import (
    CalendarKeptAboveError,
    CalendarYearError,
    ExemptionNotLowerError,
    ExemptionStandsError,
    ExtensionPastError,
    UnknownExemptionError,
    UnknownExtensionError,
)
from nongcai.domain.programmes.rules import weekends
from nongcai.domain.programmes.services import ToldExemption
from nongcai.foundation.errors import InvalidError
from tests.cast import CITY
from tests.domain.programmes.writing import AT, bureau_of, told_programme

pytestmark = pytest.mark.django_db

YEAR = 2025


@pytest.fixture
def bureau(cast):
    return cast.actor("city_finance")


class TestExtend:
    @pytest.fixture(autouse=True)
    def season(self, bureau):
        services.write_programme(actor=bureau, year=YEAR, told=told_programme(), at=AT)
        services.publish_programme(actor=bureau, year=YEAR, at=AT)

    def test_gives_a_unit_the_latest_day_that_was_granted(self, cast, bureau):
        school = cast.units["4101000002"].id
        for day in (date(2025, 3, 27), date(2025, 4, 1)):
            services.extend(actor=bureau, organisation_id=school, year=YEAR, due_on=day, ground="搬迁", at=AT)

        assert queries.extensions([school], YEAR) == {school: date(2025, 4, 1)}

    def test_ends_before_its_day(self, cast, bureau):
        school = cast.units["4101000002"].id
        granted = services.extend(
            actor=bureau, organisation_id=school, year=YEAR, due_on=date(2025, 4, 1), ground="搬迁", at=AT
        )
        services.end_extension(actor=bureau, extension_id=granted.pk, at=AT)

        assert queries.extensions([school], YEAR) == {}
        assert list(queries.extensions_visible_to(bureau, YEAR)) == []
        with pytest.raises(UnknownExtensionError):
            services.end_extension(actor=bureau, extension_id=granted.pk, at=AT)

    def test_is_ended_by_nobody_outside(self, cast, bureau):
        school = cast.units["4101000002"].id
        granted = services.extend(
            actor=bureau, organisation_id=school, year=YEAR, due_on=date(2025, 4, 1), ground="搬迁", at=AT
        )

        with pytest.raises(UnknownExtensionError):
            services.end_extension(actor=cast.actor("district_finance"), extension_id=granted.pk, at=AT)

    def test_refuses_a_day_that_is_no_later(self, cast, bureau):
        school = cast.units["4101000002"].id

        with pytest.raises(ExtensionPastError):
            services.extend(
                actor=bureau, organisation_id=school, year=YEAR, due_on=date(2025, 3, 24), ground="搬迁", at=AT
            )

    def test_reaches_no_further_than_ones_own(self, cast):
        school = cast.units["4101000002"].id

        with pytest.raises(UnknownNodeError):
            services.extend(
                actor=cast.actor("district_finance"), organisation_id=school, year=YEAR, due_on=date(2025, 4, 1),
                ground="搬迁", at=AT,
            )  # fmt: skip


class TestExemption:
    TOLD = ToldExemption(
        rate=Decimal(5),
        first_year=YEAR,
        last_year=YEAR,
        covers_below=False,
        approved_by="财政部国库司",
        document="财库函〔2025〕1号",
        paragraph="",
        ground="地区原因",
    )

    def test_covers_a_unit_or_all_below_it(self, cast, bureau):
        office, school = cast.units["4101000001"], cast.units["4101000002"]
        paths = [office.path, school.path]
        services.approve_exemption(actor=bureau, organisation_id=office.id, told=self.TOLD, at=AT)
        assert queries.exemptions(paths, YEAR) == {office.id: 5}

        wide = replace(self.TOLD, covers_below=True, rate=Decimal(6))
        services.approve_exemption(actor=bureau, organisation_id=office.id, told=wide, at=AT)

        assert queries.exemptions(paths, YEAR) == {office.id: 5, school.id: 6}
        assert queries.exemptions(paths, YEAR + 1) == {}

    def test_is_refused_twice_for_the_same_units_and_year(self, cast, bureau):
        office = cast.units["4101000001"]
        services.approve_exemption(actor=bureau, organisation_id=office.id, told=self.TOLD, at=AT)

        again = replace(self.TOLD, rate=Decimal(4))
        with pytest.raises(ExemptionStandsError, match="财库函"):
            services.approve_exemption(actor=bureau, organisation_id=office.id, told=again, at=AT)
        assert queries.exemptions([office.path], YEAR) == {office.id: 5}

    @pytest.mark.parametrize("rate", [10, 15])
    def test_asks_for_less_than_the_rules_do(self, cast, bureau, rate):
        told = replace(self.TOLD, rate=Decimal(rate))

        with pytest.raises(ExemptionNotLowerError, match="10"):
            services.approve_exemption(actor=bureau, organisation_id=cast.units["4101000001"].id, told=told, at=AT)

    def test_can_be_ended(self, cast, bureau):
        office = cast.units["4101000001"]
        exemption = services.approve_exemption(actor=bureau, organisation_id=office.id, told=self.TOLD, at=AT)

        services.end_exemption(actor=bureau, exemption_id=exemption.pk, at=AT)

        assert queries.exemptions([office.path], YEAR) == {}

    def test_of_another_bureaus_unit_is_not_ones_own_to_end(self, cast, bureau):
        office = cast.units["4101000001"]
        exemption = services.approve_exemption(actor=bureau, organisation_id=office.id, told=self.TOLD, at=AT)

        with pytest.raises(UnknownExemptionError):
            services.end_exemption(actor=cast.actor("district_finance"), exemption_id=exemption.pk, at=AT)

    def test_names_its_document(self, cast, bureau):
        told = replace(self.TOLD, document="")

        with pytest.raises(InvalidError):
            services.approve_exemption(actor=bureau, organisation_id=cast.units["4101000001"].id, told=told, at=AT)


class TestEnterDaysOff:
    def test_takes_the_place_of_the_years_list(self):
        bureau = bureau_of(CITY)

        services.enter_days_off(actor=bureau, year=2027, days={date(2027, 1, 4): "元旦"}, at=AT)
        services.enter_days_off(actor=bureau, year=2027, days={date(2027, 1, 1): "元旦"}, at=AT)

        assert queries.days_off(2027) == weekends(2027) | {date(2027, 1, 1)}

    def test_is_kept_by_the_highest_office_that_works_here(self, cast, bureau):
        services.enter_days_off(actor=bureau, year=2027, days={date(2027, 1, 1): "元旦"}, at=AT)

        with pytest.raises(CalendarKeptAboveError, match="郑州市财政局"):
            services.enter_days_off(actor=cast.actor("district_finance"), year=2027, days={}, at=AT)
        assert date(2027, 1, 1) in queries.days_off(2027)

    def test_leaves_out_the_weekends_that_are_worked(self):
        worked = date(2027, 1, 3)

        services.enter_days_off(
            actor=bureau_of(CITY), year=2027, days={date(2027, 1, 1): "元旦"}, worked=[worked], at=AT
        )

        assert worked not in queries.days_off(2027)
        assert date(2027, 1, 2) in queries.days_off(2027)

    def test_refuses_a_day_of_another_year(self):
        with pytest.raises(CalendarYearError, match="2028-01-01"):
            services.enter_days_off(actor=bureau_of(CITY), year=2027, days={date(2028, 1, 1): "元旦"}, at=AT)
