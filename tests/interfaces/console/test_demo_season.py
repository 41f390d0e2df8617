"""The demo's running season beside the finished year."""

import pytest
from django.core.management import call_command

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.models import Liaison
from nongcai.domain.shares.models import ShareFiling
from nongcai.interfaces.console.errors import ConsoleError
from tests.cast import UNITS


class TestDemoSeason:
    def test_lists_units_and_files_for_most(self, cast, settings):
        settings.DEMO = True

        call_command("demo_season")

        assert organisations.listings(2024, cast.city.path).count() == len(UNITS)
        assert ShareFiling.objects.filter(year=2024).count() >= 3
        assert ledger.differences() == []

    def test_tells_whom_to_call_with_one_number_that_is_dead(self, cast, settings):
        settings.DEMO = True

        call_command("demo_season")

        entries = Liaison.objects.filter(organisation__placements__path__startswith=cast.city.path).distinct()
        assert len({one.organisation_id for one in entries}) == len(UNITS)
        assert [one.dead_at is not None for one in entries].count(True) == 1

    def test_changes_nothing_the_second_time(self, cast, settings):
        settings.DEMO = True
        call_command("demo_season")
        before = list(ShareFiling.objects.values_list("pk", "version", "state").order_by("pk"))

        call_command("demo_season")

        assert list(ShareFiling.objects.values_list("pk", "version", "state").order_by("pk")) == before

    def test_is_for_the_demo_alone(self, cast, settings):
        settings.DEMO = False

        with pytest.raises(ConsoleError):
            call_command("demo_season")
