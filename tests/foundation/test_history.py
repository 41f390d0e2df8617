import pytest
from django.db import DatabaseError, transaction
from pghistory.models import Context

from nongcai.domain.organisations.models import Organisation, OrganisationEvent
from nongcai.foundation import history


class TestTold:
    def test_names_who_changed_a_row(self, cast):
        with history.told(user=7, url="/somewhere/"):
            Organisation.objects.filter(pk=cast.city.id).update(short_name="郑州")

        event = OrganisationEvent.objects.filter(pgh_obj_id=cast.city.id).latest("pgh_id")
        assert (event.short_name, event.pgh_context.metadata) == ("郑州", {"user": 7, "url": "/somewhere/"})

    def test_leaves_nothing_behind(self, cast):
        with history.told(user=7):
            pass

        Organisation.objects.filter(pk=cast.city.id).update(short_name="郑州")

        assert Context.objects.count() == 0

    def test_cannot_be_rewritten(self, cast):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            OrganisationEvent.objects.update(short_name="别的")

        assert not OrganisationEvent.objects.filter(short_name="别的").exists()
