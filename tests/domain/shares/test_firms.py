"""Rules of state-owned firms (国有企业) bind those that the directory has as such, and nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.errors import NatureUnlistedError
from nongcai.domain.organisations.models import Listing
from nongcai.domain.programmes import services as programmes
from nongcai.domain.programmes.permissions import require_layer
from nongcai.domain.shares import queries
from nongcai.domain.shares.errors import RuleMissedError
from nongcai.foundation.errors import InvalidError, NotAllowedError
from tests.cast import AT, UNITS
from tests.domain.programmes.writing import in_force, percent
from tests.domain.shares.season import SCHOOL, YEAR, own

FIRMS = percent(15, first_year=YEAR, last_year=YEAR, applies_to="is_enterprise", document="郑国资〔2024〕1号")


def stated(season, nature, *, by="city_finance", year=YEAR):
    actor = season.actor(by)
    return organisations.state_nature(actor=actor, unit_id=season.unit(SCHOOL), year=year, nature=nature)


def natures(season):
    rows = Listing.objects.filter(organisation_id=season.unit(SCHOOL)).order_by("year")
    return list(rows.values_list("year", "nature"))


def list_again(season, year=YEAR, **changes):
    rows = [replace(row, **changes) for row in UNITS if row.code == SCHOOL]
    organisations.list_units(actor=season.actor("city_finance"), year=year, rows=rows, at=AT)


def verdicts(season):
    chain = queries.chain_of(season.unit(SCHOOL), YEAR)
    return {
        one.rule.document: (one.outcome, one.is_unsure)
        for demand in queries.judgement(chain, YEAR, own(reserved=60_000)).demands
        for one in demand.verdicts
    }


class TestFiling:
    def test_refuses_a_firm_that_falls_short(self, season):
        in_force("410100", FIRMS)
        stated(season, "enterprise")

        with pytest.raises(RuleMissedError, match="郑国资〔2024〕1号"):
            season.file(SCHOOL, own(reserved=60_000))

    def test_asks_nothing_of_others(self, season):
        in_force("410100", FIRMS)
        stated(season, "institution")

        assert season.file(SCHOOL, own(reserved=60_000)).state == "filed"
        assert FIRMS.document not in verdicts(season)

    def test_says_that_nobody_can_tell_and_refuses_nobody_for_it(self, season):
        in_force("410100", FIRMS)

        assert verdicts(season)[FIRMS.document] == ("unknown", True)
        assert season.file(SCHOOL, own(reserved=60_000)).state == "filed"

    def test_tells_the_rehearsal(self, season):
        stated(season, "enterprise", year=YEAR - 1)
        actor = season.actor("city_finance")
        rule = programmes.write_rule(actor=actor, told=replace(FIRMS, strength="must"), at=AT)
        list_again(season, YEAR - 1, nature="")

        found = queries.rehearse(actor, require_layer(actor), YEAR, {rule.pk})

        assert (found.judged, found.short, found.unknown, found.untouched) == (1, 0, 4, 0)


class TestNatures:
    def test_come_from_the_directory_and_go_on_into_the_next(self, season):
        list_again(season, nature="enterprise")
        list_again(season, YEAR + 1)

        assert natures(season)[-2:] == [(YEAR, "enterprise"), (YEAR + 1, "enterprise")]

    def test_stand_when_the_directory_says_nothing(self, season):
        stated(season, "enterprise")
        list_again(season, nature="")

        assert (YEAR, "enterprise") in natures(season)

    def test_stated_for_a_year_go_on_but_for_what_was_said_otherwise(self, season):
        list_again(season, YEAR + 1)
        list_again(season, YEAR + 2, nature="other")

        stated(season, "enterprise")

        assert natures(season) == [
            (YEAR - 1, ""), (YEAR, "enterprise"), (YEAR + 1, "enterprise"), (YEAR + 2, "other"),
        ]  # fmt: skip

    @pytest.mark.parametrize("who", ["unit", "supervisor", "district_finance", "auditor"])
    def test_are_stated_by_finance_above_alone(self, season, who):
        with pytest.raises(NotAllowedError):
            stated(season, "enterprise", by=who)

    def test_are_stated_of_a_listed_year(self, season):
        with pytest.raises(NatureUnlistedError, match="名录"):
            stated(season, "enterprise", year=YEAR + 5)

    def test_are_of_a_closed_list(self, season):
        with pytest.raises(InvalidError):
            stated(season, "firm")
