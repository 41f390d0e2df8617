"""Drafted rules on last year's confirmed figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from nongcai.domain.programmes import services as programmes
from nongcai.domain.programmes.permissions import require_layer
from nongcai.domain.programmes.services import ToldExemption
from nongcai.domain.shares import queries, services
from tests.cast import AT, FILINGS, YEAR, told
from tests.domain.programmes.writing import by_head, not_below_last_year, percent

NEXT = YEAR + 1
OFFICE, SCHOOL, POLICE, DISTRICT_OFFICE, PRIMARY = FILINGS


def drafted(actor, *rules):
    """Draft rules for the year after the figures."""
    one_year = [replace(rule, first_year=NEXT, last_year=NEXT) for rule in rules]
    return {programmes.write_rule(actor=actor, told=rule, at=AT).pk for rule in one_year}


def rehearsed(cast, *rules, role="city_finance"):
    actor = cast.actor(role)
    return queries.rehearse(actor, require_layer(actor), NEXT, drafted(actor, *rules))


def codes(rehearsal):
    return [row.code for row in rehearsal.rows]


def counts(rehearsal):
    return rehearsal.judged, rehearsal.short, rehearsal.unknown, rehearsal.untouched


class TestRehearse:
    def test_names_who_falls_short_and_by_how_much_the_widest_gap_first(self, cast):
        found = rehearsed(cast, percent(15))

        # asked 15 % of 50 000, of 100 000; the school and the primary reserve exactly 15 %.
        assert [(row.code, row.asked, row.had, row.gap) for row in found.rows] == [
            (OFFICE, Decimal(15000), Decimal(12000), Decimal(3000)),
            (DISTRICT_OFFICE, Decimal(7500), Decimal(5000), Decimal(2500)),
        ]
        assert counts(found) == (5, 2, 0, 0)
        assert found.figures_year == YEAR

    def test_leaves_out_what_already_binds(self, cast):
        binding = rehearsed(cast, percent(1))

        assert counts(binding) == (5, 0, 0, 0)

    def test_takes_alternatives_of_the_same_group_together(self, cast):
        found = rehearsed(cast, percent(15), percent(10))

        assert codes(found) == []

    def test_takes_groups_apart(self, cast):
        found = rehearsed(cast, percent(15), percent(12, group=2))

        assert codes(found) == [OFFICE, DISTRICT_OFFICE, DISTRICT_OFFICE]
        assert found.short == 2

    def test_says_who_cannot_be_told(self, cast):
        found = rehearsed(cast, by_head(300))

        assert (found.judged, found.unknown) == (0, 5)

    def test_takes_no_filing_for_no_figure_and_an_unconfirmed_one_as_well(self, cast):
        school = told(cast.units[SCHOOL].id, *FILINGS[SCHOOL], confirmed_at=None)
        services.record_filings(actor=cast.actor("city_finance"), year=YEAR, rows=[school], at=AT)

        found = rehearsed(cast, percent(50))

        assert SCHOOL not in codes(found)
        assert found.unknown == 1

    def test_heeds_an_approved_exemption(self, cast):
        lower = ToldExemption(Decimal(5), NEXT, NEXT, False, "省财政厅", "豫财函〔2024〕1号", "", "地区原因")  # noqa: FBT003
        programmes.approve_exemption(
            actor=cast.actor("city_finance"), organisation_id=cast.units[OFFICE].id, told=lower, at=AT
        )

        assert codes(rehearsed(cast, percent(15))) == [DISTRICT_OFFICE]

    def test_compares_with_the_year_before_where_a_rule_asks_for_it(self, cast):
        more = told(cast.units[SCHOOL].id, "400000.00", "70000.00")
        services.record_filings(actor=cast.actor("city_finance"), year=YEAR - 1, rows=[more], at=AT)

        found = rehearsed(cast, not_below_last_year())

        assert [(row.code, row.gap) for row in found.rows] == [(SCHOOL, Decimal(10000))]
        assert counts(found) == (1, 1, 0, 4)

    def test_of_a_department_judges_the_units_below_it(self, cast):
        found = rehearsed(cast, percent(50), role="supervisor")

        assert codes(found) == [SCHOOL, OFFICE]

    def test_passes_over_a_rule_without_a_number(self, cast):
        found = rehearsed(cast, percent(None, "", operator="", measure=""))

        assert (found.rules, found.untouched) == ([], 5)

    @pytest.mark.parametrize("role", ["city_finance", "supervisor"])
    def test_takes_five_statements_however_many_units(self, cast, django_assert_num_queries, role):
        actor = cast.actor(role)
        layer, drafts = require_layer(actor), drafted(actor, percent(15))

        # units, filings, the chain of regions, rules, exemptions
        with django_assert_num_queries(5):
            queries.rehearse(actor, layer, NEXT, drafts)
