"""What a season announces reaches all below, and who has read it is on record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.urging import queries as urging
from nongcai.domain.urging import services
from nongcai.domain.urging.errors import (
    AnnouncementNumberTakenError,
    AnnouncementWithdrawnError,
    UnknownAnnouncementError,
)
from nongcai.domain.urging.models import AnnouncementReading
from nongcai.foundation.errors import InvalidError, NotAllowedError
from tests.cast import AT
from tests.domain.urging.season import announce

TODAY = AT.date()


def unread(cast, name, on=TODAY):
    return [one.title for one in urging.unread_by(cast.actor(name), on)]


class TestAnnounce:
    def test_reaches_everybody_below_the_highest_office_first(self, cast):
        announce(cast, by="district_finance", title="区通知", number="")
        announce(cast, title="市通知")

        assert unread(cast, "district_finance") == ["市通知", "区通知"]
        assert [unread(cast, name) for name in ("city_finance", "supervisor", "unit", "auditor")] == [["市通知"]] * 4

    def test_is_shown_in_its_days_only(self, cast):
        announce(cast, shown_from=date(2024, 1, 31), shown_until=date(2024, 2, 1))

        found = [unread(cast, "unit", date(2024, 1, 30) + timedelta(days=n)) for n in range(4)]

        assert [len(one) for one in found] == [0, 1, 1, 0]
        assert urging.announcements_for(cast.actor("unit")).count() == 1

    def test_refuses_all_but_finance(self, cast):
        for name in ("supervisor", "unit", "auditor"):
            with pytest.raises(NotAllowedError):
                announce(cast, by=name)

    def test_refuses_a_number_twice_in_an_office(self, cast):
        first = announce(cast)
        announce(cast, by="district_finance")

        with pytest.raises(AnnouncementNumberTakenError, match="郑财购〔2023〕2号”已用于本部门"):
            announce(cast, title="另一份")

        services.withdraw_announcement(actor=cast.actor("city_finance"), announcement_id=first.pk, at=AT)
        assert announce(cast, title="另一份").pk

    def test_refuses_days_out_of_order(self, cast):
        with pytest.raises(InvalidError):
            announce(cast, shown_until=date(2019, 1, 1))


class TestAcknowledge:
    def test_is_on_record_once(self, cast):
        one = announce(cast)
        actor = cast.actor("unit")

        counts = [services.acknowledge(actor=actor, announcement_ids=[one.pk], at=AT) for _ in range(2)]

        assert counts == [1, 0]
        (reading,) = urging.readings_of(one)
        assert (reading.label, reading.organisation_name, reading.read_at) == ("第一中学填报岗", "郑州市第一中学", AT)
        assert unread(cast, "unit") == []
        assert unread(cast, "supervisor") != []

    def test_passes_over_what_is_not_announced_to_the_reader(self, cast):
        one = announce(cast, by="district_finance")

        assert services.acknowledge(actor=cast.actor("unit"), announcement_ids=[one.pk], at=AT) == 0

    def test_stays_as_it_was(self, cast):
        one = announce(cast)
        services.acknowledge(actor=cast.actor("unit"), announcement_ids=[one.pk], at=AT)

        for act in (lambda rows: rows.update(label="x"), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
                act(AnnouncementReading.objects.all())


class TestWithdrawAnnouncement:
    def test_ends_its_showing(self, cast):
        one = announce(cast)

        services.withdraw_announcement(actor=cast.actor("city_finance"), announcement_id=one.pk, at=AT)

        assert unread(cast, "unit") == []
        with pytest.raises(AnnouncementWithdrawnError, match="2024-01-31"):
            services.withdraw_announcement(actor=cast.actor("city_finance"), announcement_id=one.pk, at=AT)

    def test_is_for_the_office_that_published_it(self, cast):
        one = announce(cast)

        with pytest.raises(UnknownAnnouncementError):
            services.withdraw_announcement(actor=cast.actor("district_finance"), announcement_id=one.pk, at=AT)
        with pytest.raises(NotAllowedError):
            services.withdraw_announcement(actor=cast.actor("auditor"), announcement_id=one.pk, at=AT)
