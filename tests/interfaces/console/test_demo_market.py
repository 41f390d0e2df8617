"""The demo's forty suppliers."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from nongcai.domain.accounts.models import User
from nongcai.domain.suppliers import queries
from nongcai.domain.suppliers.models import Application, Measure, Paper, Supplier
from nongcai.domain.suppliers.states import ApplicationState, MeasureState
from nongcai.interfaces.console.errors import ConsoleError


class TestDemoMarket:
    @pytest.fixture(autouse=True)
    def _filled(self, db, settings):
        settings.DEMO = True
        call_command("demo_market")

    def test_has_suppliers_at_every_stage(self):
        states = set(Application.objects.values_list("state", flat=True))

        assert Supplier.objects.count() == 40
        assert states == set(ApplicationState.values) - {ApplicationState.WITHDRAWN}

    def test_has_suppliers_of_many_provinces(self):
        assert Supplier.objects.values("county__province").distinct().count() > 10

    def test_lets_most_sell_and_hides_some(self):
        today = timezone.localdate()
        selling = queries.selling_on(today).count()

        assert selling == 25
        assert set(Measure.objects.values_list("state", flat=True)) == {MeasureState.IN_FORCE, MeasureState.NOTIFIED}

    def test_has_papers_that_end_soon(self):
        today = timezone.localdate()

        assert any(one.warning(today) == 7 for one in Paper.objects.all())

    def test_lets_four_sign_in_and_the_others_wait(self):
        known = set(User.objects.filter(is_demo=True).values_list("username", flat=True))

        assert known == {"gongying", "pingtai", "pingtaifuhe", "xiannong", "xianbang"}

    def test_changes_nothing_the_second_time(self):
        call_command("demo_market")

        assert Supplier.objects.count() == 40


def test_is_for_the_demo_alone(db, settings):
    settings.DEMO = False

    with pytest.raises(ConsoleError):
        call_command("demo_market")
