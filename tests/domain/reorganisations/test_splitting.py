"""Units that come out of one: beside it, with nothing of its own yet, and put back while nobody wrote to it."""

import pytest

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.errors import ChangedSinceError
from nongcai.domain.organisations.models import Listing, Membership, Organisation
from nongcai.domain.organisations.services import list_units
from nongcai.domain.reorganisations import queries, services
from tests import cast as offices
from tests.domain.reorganisations.office import EFFECTIVE, ENFORCED
from tests.domain.shares.season import OFFICE, POLICE, SCHOOL, YEAR

NEW_CODE, OTHER_CODE = "4101001003", "4101001004"


class TestSplit:
    def test_makes_a_unit_beside_the_former_which_keeps_its_figures(self, office):
        city = office.season.cast.city
        before = queries.totals(city.path)

        row = office.enforced(("split", SCHOOL, "郑州市第一中学分校", NEW_CODE))

        made = row.lines.get().made
        assert (made.name, made.unit_code, made.region_id) == ("郑州市第一中学分校", NEW_CODE, "410100")
        assert organisations.node(made.pk).parent_id == office.season.unit(OFFICE)
        assert queries.totals(city.path) == before
        assert (ledger.differences(), organisations.due_differences()) == ([], [])

    def test_is_found_by_the_next_directory(self, office):
        made = office.enforced(("split", SCHOOL, "郑州市第一中学分校", NEW_CODE)).lines.get().made
        rows = [*offices.UNITS, offices.unit(NEW_CODE, "郑州市第一中学分校", supervisor_code=OFFICE, level=2)]

        outcome = list_units(actor=office.season.actor("city_finance"), year=YEAR + 1, rows=rows, at=ENFORCED)

        assert outcome.created == 0
        assert list(Listing.objects.filter(organisation=made).values_list("year", flat=True)) == [YEAR + 1]

    def test_takes_over_the_people_that_were_named_and_no_others(self, office):
        row = office.draft(("split", SCHOOL, "甲校", NEW_CODE), ("split", SCHOOL, "乙校", OTHER_CODE))
        user = office.season.cast.users["unit"]
        for line in queries.lines_of(row):
            services.place_person(
                actor=office.season.actor("city_finance"),
                reorganisation_id=row.pk,
                line_id=line.pk,
                membership_id=user.memberships.get().pk,
                goes_along=True,
            )
        listed = [[one[1] for one in concern.posts] for concern in queries.preview(row).concerns]
        office.check(row)

        office.enforce(row)

        assert listed == [[False], [True]]
        assert organisations.actor_of(user, None, EFFECTIVE).organisation_id == row.lines.get(code=OTHER_CODE).made_id

    def test_lets_the_former_end_or_go_on_under_another_name(self, office):
        school = Organisation.objects.get(pk=office.season.unit(SCHOOL))

        office.enforced(("split", SCHOOL, "甲校", NEW_CODE), ("rename", SCHOOL, "乙校"))
        school.refresh_from_db()
        assert (school.name, school.closed_on) == ("乙校", None)

        office.enforced(("split", POLICE, "市公安局分局", OTHER_CODE), ("close", POLICE))
        assert Organisation.objects.get(pk=office.season.unit(POLICE)).closed_on == EFFECTIVE

    def test_keeps_a_sensitive_former_silent_about_what_came_out_of_it(self, office):
        Organisation.objects.filter(pk=office.season.unit(POLICE)).update(is_sensitive=True)

        made = office.enforced(("split", POLICE, "市公安局分局", NEW_CODE)).lines.get().made

        assert made.is_sensitive

    def test_is_not_put_back_once_somebody_was_appointed_to_the_new_unit(self, office):
        row = office.enforced(("split", SCHOOL, "甲校", NEW_CODE))
        made = row.lines.get().made_id
        Membership.objects.create(
            user=office.season.cast.users["police"], organisation_id=made, role="unit", period=(EFFECTIVE, None)
        )

        with pytest.raises(ChangedSinceError, match="甲校"):
            office.reverse(row)
