"""The demo's zones, demands and list."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.models import Demand, DemandAnswer, ReorderLine, ReorderList, Zone, ZoneEntry
from nongcai.domain.catalogue.states import EntryState, ZoneState
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.roles import Role
from nongcai.domain.organisations.services import ToldPost
from nongcai.interfaces.console.errors import ConsoleError
from tests.cast import AT, PASSWORD, put_on_stage


def hire(cast, username, code, role):
    told = ToldPost(username, f"{username}岗", cast.units[code].id, role)
    operator = organisations.operator_of(cast.city)
    organisation_services.open_post(actor=operator, told=told, password=PASSWORD, at=AT)


class TestDemoZones:
    @pytest.fixture(autouse=True)
    def _filled(self, db, settings, tmp_path):
        settings.DEMO, settings.FILES = True, tmp_path
        cast = put_on_stage(filings=False)
        hire(cast, "danwei", "4101000002", Role.UNIT)
        hire(cast, "qudanwei", "4101050002", Role.UNIT)
        hire(cast, "zhuguan", "4101000001", Role.SUPERVISOR)
        for name in ("demo_market", "demo_goods", "demo_zones"):
            call_command(name)

    def test_have_entries_in_every_state_and_a_unit_that_needs_and_lists(self):
        today = timezone.localdate()

        assert set(ZoneEntry.objects.values_list("state", flat=True)) == set(EntryState.values)
        assert set(Zone.objects.values_list("state", flat=True)) == {ZoneState.PLANNED, ZoneState.RUNNING}
        assert all(queries.banner_file(zone) for zone in Zone.objects.all())
        filled = queries.find(queries.Asked(), today).options["zone"]
        assert all(one.count for one in filled), filled
        assert (Demand.objects.count(), Demand.objects.exclude(closed_at=None).count()) == (5, 1)
        assert DemandAnswer.objects.exists()
        [listed] = ReorderList.objects.filter(name="食堂每周常购")
        lines = queries.lines_shown(listed, today)
        assert (any(one.is_changed for one in lines), any(one.now is None for one in lines)) == (True, True)

        call_command("demo_zones")

        assert (Demand.objects.count(), ReorderLine.objects.count()) == (5, len(lines))


def test_is_for_the_demo_alone(db, settings):
    settings.DEMO = False

    with pytest.raises(ConsoleError):
        call_command("demo_zones")
