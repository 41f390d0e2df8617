"""Programme managers and reviewers do a part of finance's work, and no other."""

from __future__ import annotations

import pytest

from nongcai.domain.organisations import permissions, queries
from nongcai.domain.organisations.roles import MANAGING, MAY, Power, Role
from nongcai.domain.programmes import services as programmes
from nongcai.domain.programmes.errors import UnknownExtensionError
from nongcai.domain.programmes.permissions import layer_of
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services as filings
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, CITY, YEAR, hire


@pytest.fixture
def programmer(cast):
    return cast.actor(hire(cast, "programmer"))


@pytest.fixture
def reviewer(cast):
    return cast.actor(hire(cast, "reviewer"))


class TestProgrammeManager:
    def test_writes_the_regions_layer(self, programmer, cast):
        layer = layer_of(programmer)

        assert (layer.region_code, layer.organisation_id) == (CITY, None)
        assert layer == layer_of(cast.actor("city_finance"))

    def test_grants_extensions(self, programmer, cast):
        with pytest.raises(UnknownExtensionError):
            programmes.end_extension(actor=programmer, extension_id=0, at=AT)

    def test_confirms_nothing_and_reports_nothing(self, programmer):
        assert shares.passing_action(programmer) is None
        with pytest.raises(NotAllowedError):
            filings.submit_report(actor=programmer, year=YEAR, at=AT)


class TestReviewer:
    def test_confirms_as_finance_does(self, reviewer, cast):
        assert shares.passing_action(reviewer) == shares.passing_action(cast.actor("city_finance")) == "confirm"
        assert reviewer.desk == Role.FINANCE

    def test_writes_no_rules(self, reviewer):
        assert layer_of(reviewer) is None
        with pytest.raises(NotAllowedError):
            programmes.end_extension(actor=reviewer, extension_id=0, at=AT)

    def test_wants_a_second_step_to_sign_in(self, cast, reviewer):
        assert queries.reviews_anywhere(reviewer.user_id, AT.date())


class TestFinance:
    def test_stays_all_round(self):
        parts = MAY[Role.PROGRAMMER] | MAY[Role.REVIEWER]

        assert parts < MAY[Role.FINANCE]

    def test_of_parts_import_and_keep_no_accounts(self, programmer, reviewer):
        for actor in (programmer, reviewer):
            assert not permissions.is_finance(actor)
            assert not permissions.keeps_accounts(actor)
            assert actor.reads_only

    def test_reads_whoever_manages(self):
        assert {role for role in Role if Power.READ in MAY[role]} == MANAGING
