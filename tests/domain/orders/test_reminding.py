"""Whoever approves is reminded once a workday, in one figure: of requests of levels and of orders without."""

from datetime import timedelta

import pytest

from nongcai.domain.notifications.models import Message
from nongcai.domain.orders import services
from tests.approvals import Canteen, hire_head
from tests.cast import hire, hire_buyer
from tests.market import AT
from tests.worlds import world

DAYS, LATER = 2, AT + timedelta(days=7)
PEOPLE = ("order_approver", "head", "buyer", "unit")


@world
def canteen(trade):
    hire(trade.cast, "order_approver")
    hire_head(trade.cast)
    return Canteen(trade.cast, AT.date())


def remind(at=LATER):
    return services.remind_late(at=at, after_days=DAYS)


def said(trade):
    rows = Message.objects.filter(text__contains="超过2个工作日").order_by("pk")
    told = rows.values_list("recipient_id", "text", "path")
    return {who: [row[1:] for row in told if row[0] == trade.cast.users[who].pk] for who in PEOPLE}


def reminder(count):
    return (f"有{count}项采购等待您审批已超过2个工作日，请及时办理。", "/approvals/")


class TestRemindLate:
    def test_reminds_each_approver_of_an_order_for_which_no_level_asks(self, trade, canteen):
        trade.placed()

        assert (remind(AT + timedelta(hours=1)), remind()) == (0, 1)
        assert said(trade) == {"order_approver": [reminder(1)], "head": [reminder(1)], "buyer": [], "unit": []}

    def test_tells_of_both_in_one_figure_and_of_none_twice(self, trade, canteen):
        trade.placed()
        canteen.levels(("0", "order_approver"))
        trade.placed()

        assert remind() == 2
        assert said(trade) == {"order_approver": [reminder(2)], "head": [reminder(1)], "buyer": [], "unit": []}

    def test_says_the_same_when_it_runs_again_on_the_day(self, trade, canteen):
        trade.placed()
        canteen.levels(("0", "order_approver"))
        trade.placed()
        remind()
        before = said(trade)

        remind(LATER + timedelta(hours=1))

        assert said(trade) == before

    @pytest.mark.parametrize("decide", [services.approve, services.refuse])
    def test_leaves_alone_what_was_decided(self, trade, canteen, decide):
        order = trade.placed()
        decide(actor=trade.actor("head"), order_id=order.pk, words="同意", at=AT)

        assert remind() == 0

    def test_reminds_another_buyer_where_the_approvers_have_left(self, trade, canteen):
        trade.placed()
        hire_buyer(trade.cast, "colleague")
        for who in ("order_approver", "head"):
            canteen.leave(who)

        remind()

        assert [one.recipient_id for one in Message.objects.filter(text__contains="超过2个工作日")] == [
            trade.cast.users["colleague"].pk
        ]
