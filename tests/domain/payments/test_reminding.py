from datetime import timedelta
from decimal import Decimal

import pytest

from nongcai.domain.notifications.models import Message
from nongcai.domain.payments import queries, services
from nongcai.domain.payments.states import IssueAction
from tests.cast import hire
from tests.money import AT, SIGNED, TODAY, load, open_issue, owe, row

pytestmark = pytest.mark.django_db
LAST = SIGNED + timedelta(days=32)


def told(text):
    return list(Message.objects.filter(text__contains=text).values_list("text", flat=True))


class TestReminding:
    def test_is_one_message_a_buyer_and_not_again_within_a_week(self, cast, market):
        hire(cast, "accountant")
        owe(market, payment_mode="pay_first")
        owe(market, "300.00", payment_mode="pay_first")

        assert services.remind(at=LAST) == 2
        assert services.remind(at=LAST + timedelta(days=1)) == 0
        assert services.remind(at=LAST + timedelta(days=7)) == 2

        first, second = told("及时付款")
        assert first == "有2笔订单共1,500.00元应付，其中0笔已逾期，请及时付款。"
        assert "其中2笔已逾期" in second

    def test_leaves_out_what_is_paid_or_far(self, market, account):
        due = owe(market, payment_mode="pay_first")
        owe(market)
        load(market, row(note=due.code))

        assert services.remind(at=LAST) == 0

    def test_of_exceptions_goes_to_their_holder_once_they_are_past_their_day(self, market, account):
        load(market, row())
        services.pass_issue(
            actor=market.actor("supplier"),
            transfer_id=open_issue().transfer_id,
            seq=1,
            action=IssueAction.RAISE,
            words="请核查",
            at=AT,
        )

        assert services.remind_of_issues(at=AT + timedelta(days=3)) == 0
        assert services.remind_of_issues(at=AT + timedelta(days=4)) == 1
        assert told("已超过办理期限") == ["有1笔到账异常已超过办理期限，请尽快核对。"]


class TestArrears:
    def test_show_days_and_interest_by_the_day_on_which_money_came(self, market, account):
        due = owe(market, "10000.00", payment_mode="pay_first")
        load(market, row("4000.00", due.code))

        [one] = queries.shown_dues([queries.dues_of([due.pk])[due.pk]], TODAY + timedelta(days=9))

        # Due on 4 March, 4 000 came on the 5th: a day on all of it, nine on the rest.
        assert one.late_days == 10
        assert one.interest == Decimal("32.00")
        assert list(queries.in_arrears(TODAY + timedelta(days=9))) == [due]

    def test_count_a_buyer_punctual_whose_statement_came_late(self, market, account):
        due = owe(market, payment_mode="pay_first")
        load(market, row(note=due.code, moment=AT - timedelta(days=2)))

        [one] = queries.punctuality(market.actor("platform"), TODAY)

        assert (one.orders, one.in_time, one.late_open) == (1, 1, 0)
        assert one.rate == 100
