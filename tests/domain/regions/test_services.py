from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nongcai.domain.accounts.models import User
from nongcai.domain.organisations.actors import Actor
from nongcai.domain.organisations.roles import Role
from nongcai.domain.regions.errors import RegionExistsError, UnknownPrefixError
from nongcai.domain.regions.models import Region, RegionKind
from nongcai.domain.regions.services import accept_zone
from nongcai.foundation.errors import InvalidError

pytestmark = pytest.mark.django_db

AT = datetime(2024, 1, 15, 9, tzinfo=UTC)


@pytest.fixture
def actor():
    user = User.objects.create(username="city", label="市财政局经办岗", created_at=AT)
    return Actor(user.pk, user.label, 1, "郑州市财政局", Role.FINANCE, "1.")


class TestAcceptZone:
    def test_puts_the_zone_under_its_prefecture(self, actor):
        zone = accept_zone(actor=actor, code="410173", name="航空港区", at=AT)

        zone.refresh_from_db()
        assert (zone.parent_id, zone.kind, zone.level) == ("410100", RegionKind.ZONE, 3)

    def test_remembers_who_and_when(self, actor):
        zone = accept_zone(actor=actor, code="410173", name="航空港区", at=AT)

        zone.refresh_from_db()
        assert (zone.accepted_by_id, zone.accepted_at) == (actor.user_id, AT)

    def test_is_refused_when_the_code_is_taken(self, actor):
        accept_zone(actor=actor, code="410173", name="航空港区", at=AT)

        with pytest.raises(RegionExistsError, match="航空港区"):
            accept_zone(actor=actor, code="410173", name="高新区", at=AT)

    def test_is_refused_under_an_unknown_prefix(self, actor):
        with pytest.raises(UnknownPrefixError, match="999901"):
            accept_zone(actor=actor, code="999901", name="航空港区", at=AT)

        assert not Region.objects.filter(pk="999901").exists()

    @pytest.mark.parametrize("code", ["4101A3", "41017"])
    def test_is_refused_for_a_code_that_is_not_six_digits(self, actor, code):
        with pytest.raises(InvalidError) as refusal:
            accept_zone(actor=actor, code=code, name="航空港区", at=AT)

        assert "区划代码应为6位数字。" in str(refusal.value.fields)
