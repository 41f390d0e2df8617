"""What waits for long is told of once a workday."""

from datetime import timedelta

import pytest

from nongcai.domain.approvals import services
from nongcai.domain.notifications.models import Message
from tests.cast import AT

DAYS = 2


def reminders(canteen, who="order_approver"):
    return Message.objects.filter(recipient=canteen.cast.users[who], text__contains="超过2个工作日")


class TestRemindLate:
    @pytest.mark.parametrize(("days", "told"), [(1, 0), (2, 0), (3, 0), (4, 1)])
    def test_waits_for_more_than_some_workdays(self, canteen, days, told):
        # Asked on Wednesday, 31 January 2024: Friday is the second workday after it, the Sunday is worked.
        canteen.ask()

        assert services.remind_late(at=AT + timedelta(days=days), after_days=DAYS) == told
        assert reminders(canteen).count() == told

    def test_tells_once_a_day_and_in_one_message(self, canteen):
        canteen.ask()
        canteen.ask(subject="order:2")
        later = AT + timedelta(days=6)

        assert services.remind_late(at=later, after_days=DAYS) == 2
        assert services.remind_late(at=later, after_days=DAYS) == 0
        assert services.remind_late(at=later + timedelta(days=1), after_days=DAYS) == 2

        [message] = reminders(canteen)
        assert message.text.startswith("有2项")

    def test_counts_from_when_it_came_to_the_level(self, canteen):
        canteen.ask("6000")
        later = AT + timedelta(days=6)
        canteen.agree("order_approver", at=later)

        assert services.remind_late(at=later, after_days=DAYS) == 0
        assert services.remind_late(at=later + timedelta(days=3), after_days=DAYS) == 1
        assert reminders(canteen, "head").count() == 1

    def test_leaves_alone_what_was_decided(self, canteen):
        canteen.ask()
        canteen.agree("order_approver")

        assert services.remind_late(at=AT + timedelta(days=9), after_days=DAYS) == 0
