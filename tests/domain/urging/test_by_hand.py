"""A clerk reminds by hand: never past a bureau, never twice a day, with an outcome a row."""

from __future__ import annotations

from datetime import date

import pytest

from nongcai.domain.notifications.models import Message
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.models import Membership
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services as shares_services
from nongcai.domain.urging import queries, services
from nongcai.domain.urging.models import Contact
from nongcai.foundation.errors import NotAllowedError
from tests import cast as offices
from tests.domain.reorganisations.office import Office
from tests.domain.shares.season import CONFIRMED, OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, open_season, own
from tests.domain.urging.test_reminding import DUE, at
from tests.worlds import world

NOON = at(3, 12, 12)


@world
def season(cast):
    return open_season(cast, files_due=DUE)


def remind(season, *ids, by="city_finance", moment=NOON, with_sms=False):
    outcomes = services.remind(actor=season.actor(by), year=YEAR, ids=ids, at=moment, with_sms=with_sms)
    return [one.refusal.code if one.refusal else "planned" for one in outcomes]


class TestRemind:
    def test_reaches_a_unit_once_a_day(self, season):
        school = season.unit(SCHOOL)

        found = [remind(season, school, moment=one) for one in (at(3, 12), at(3, 12, 15), at(3, 13))]

        assert found == [["planned"], ["reminded_today"], ["planned"]]
        assert Contact.objects.filter(unit_id=school, kind="reminder", channel="site").count() == 2

    def test_never_goes_past_a_bureau(self, season):
        outcomes = services.remind(
            actor=season.actor("city_finance"), year=YEAR, ids=[season.unit(PRIMARY)], at=at(3, 12), with_sms=False
        )

        assert str(outcomes[0].refusal).startswith("“金水区实验小学”由下级财政部门直接管理，不得越级提醒；请提醒“")
        assert not Contact.objects.exists()

    def test_tells_the_bureau_how_many_of_its_units_are_not_through(self, season):
        assert remind(season, season.cast.district.id) == ["planned"]

        (one,) = Contact.objects.all()
        assert (one.unit_id, "尚有2家单位未办结" in one.text) == (season.cast.district.id, True)
        assert remind(season, season.unit(PRIMARY), by="district_finance") == ["planned"]

    def test_never_goes_up_or_to_oneself(self, season):
        ids = [season.cast.city.id, season.unit(SCHOOL), season.cast.district.id, 0]

        assert remind(season, *ids, by="district_finance") == ["not_below"] * 4

    def test_tells_whom_a_filing_waits_for(self, season):
        filing = season.file(SCHOOL)

        assert remind(season, season.unit(SCHOOL)) == ["planned"]
        (one,) = Contact.objects.all()
        assert (one.unit_id, "有1份待贵单位办理" in one.text) == (season.unit(OFFICE), True)

        season.decide(filing, "endorse", "supervisor")
        assert remind(season, season.unit(SCHOOL)) == ["own_step"]

    def test_tells_a_holder_once_of_all_that_waits(self, season):
        season.file(SCHOOL)
        season.file(OFFICE, by="supervisor")

        assert remind(season, season.unit(SCHOOL), season.unit(OFFICE)) == ["planned"] * 2
        (one,) = Contact.objects.all()
        assert (one.unit_id, "有2份待贵单位办理" in one.text) == (season.unit(OFFICE), True)

    def test_leaves_alone_who_is_through(self, season):
        season.confirmed()

        assert remind(season, season.unit(SCHOOL), season.unit(POLICE)) == ["not_lagging", "planned"]

    def test_is_for_finance(self, season):
        for name in ("auditor", "supervisor", "unit"):
            with pytest.raises(NotAllowedError):
                remind(season, season.unit(SCHOOL), by=name)

    def test_takes_as_many_statements_for_many(self, season, django_assert_max_num_queries):
        with django_assert_max_num_queries(20):
            remind(season, season.unit(SCHOOL))
        rows = [offices.unit(f"41010020{n:02}", f"郑州市第{n}小学") for n in range(60)]
        organisation_services.list_units(
            actor=season.actor("city_finance"), year=YEAR, rows=[*offices.UNITS, *rows], at=at(3, 12)
        )
        node = organisations.node(season.cast.city.id)
        ids = [one.unit_id for one in queries.lagging(node, YEAR, shares.season_in(node.region_code, YEAR))]

        with django_assert_max_num_queries(20):
            found = remind(season, *ids)

        assert found.count("planned") == 62
        assert found.count("reminded_today") == 1


def lagging(season):
    node = organisations.node(season.cast.city.id)
    return queries.lagging(node, YEAR, shares.season_in(node.region_code, YEAR))


class TestDeliver:
    def test_reaches_whoever_files_for_a_unit_that_was_closed(self, season):
        Office(season).enforced(("merge", SCHOOL, POLICE))
        remind(season, season.unit(SCHOOL), moment=at(6, 12))

        services.deliver(at=at(6, 12))

        assert Message.objects.filter(recipient=season.cast.users["police"], text__startswith="提醒").count() == 1

    def test_notes_that_nobody_acts_for_a_unit(self, season):
        Membership.objects.filter(organisation_id=season.unit(SCHOOL)).update(
            period=(date(YEAR - 1, 1, 1), NOON.date())
        )
        remind(season, season.unit(SCHOOL), season.unit(POLICE))

        services.deliver(at=NOON)

        told = dict(Contact.objects.values_list("unit_id", "receipt"))
        assert told == {season.unit(SCHOOL): "该单位没有在用账号，消息无人收到，请电话联系", season.unit(POLICE): ""}


class TestLagging:
    def test_knows_the_step_the_holder_and_since_when(self, season):
        season.file(SCHOOL, at=at(3, 11))
        node = organisations.node(season.cast.city.id)

        found = {one.name: one for one in queries.lagging(node, YEAR, shares.season_in(node.region_code, YEAR))}

        school = found["郑州市第一中学"]
        assert set(found) == {"郑州市教育局", "郑州市第一中学", "郑州市公安局"}
        assert (school.step, school.holder_id, school.since) == ("endorse", season.unit(OFFICE), at(3, 11))
        assert (found["郑州市公安局"].step, found["郑州市公安局"].due_on) == ("file", date(YEAR, 3, 25))

    @pytest.mark.parametrize("step", ["filed", "withdrawn"])
    def test_leaves_out_whose_change_waits_while_the_former_figures_count(self, season, step):
        filing = season.confirmed(SCHOOL)
        changed = season.file(SCHOOL, own(600_000, 70_000), seen=filing.version)
        if step == "withdrawn":
            shares_services.withdraw(actor=season.actor("unit"), filing_id=changed.pk, at=CONFIRMED)

        assert SCHOOL not in {one.code for one in lagging(season)}

    def test_says_who_files_for_a_unit_that_was_closed(self, season):
        Office(season).enforced(("merge", SCHOOL, POLICE))

        (one,) = [one for one in lagging(season) if one.code == SCHOOL]

        assert (one.unit_id, one.holder_id) == (season.unit(SCHOOL), season.unit(POLICE))

    def test_sums_the_bureaus_below(self, season):
        (one,) = queries.lagging_bureaus(organisations.node(season.cast.city.id), YEAR)

        assert (one.node_id, one.steps, one.total) == (season.cast.district.id, {"file": 2}, 2)
