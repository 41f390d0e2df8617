"""Which levels an amount needs, and who may ask and take back."""

from decimal import Decimal

import pytest

from nongcai.domain.approvals import queries, services
from nongcai.domain.approvals.errors import (
    AlreadyAskedError,
    AmountUnclearError,
    RequestDecidedError,
    SubjectUnclearError,
)
from nongcai.domain.approvals.models import ApprovalRequest, ApprovalStep
from nongcai.domain.notifications.models import Message
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.approvals import SUBJECT
from tests.cast import AT


class TestAsk:
    @pytest.mark.parametrize(
        ("amount", "levels"), [("999.99", 0), ("1000", 1), ("4999.99", 1), ("5000", 2), ("900000", 2)]
    )
    def test_needs_every_level_that_begins_at_or_below_the_amount(self, canteen, amount, levels):
        request = canteen.ask(amount)

        assert len(request.levels if request else []) == levels

    def test_stands_in_nobodys_way_where_no_level_was_set(self, canteen):
        canteen.levels()

        assert canteen.ask("1000000") is None
        assert queries.decision_of(SUBJECT) is None

    def test_goes_by_the_levels_of_its_purpose_where_it_has_some(self, canteen):
        canteen.levels(("0", "head"), purpose="union")

        assert canteen.ask("10", purpose="union").level.post == canteen.post("head")
        assert canteen.ask("10", subject="order:2") is None

    def test_keeps_the_levels_of_its_day(self, canteen):
        request = canteen.ask()
        canteen.levels()

        assert canteen.agree("order_approver") is True
        assert ApprovalStep.objects.filter(subject=SUBJECT, number=request.number).count() == 2

    def test_tells_the_first_who_decides_and_nobody_else(self, canteen):
        canteen.ask("6000")

        [message] = Message.objects.filter(path__startswith="/approvals/")
        assert message.recipient == canteen.cast.users["order_approver"]
        assert "6,000.00元" in message.text
        assert message.path == f"/approvals/{SUBJECT}/"

    @pytest.mark.parametrize("amount", ["0", "-5", "NaN", "1.001", "1e12"])
    def test_never_passes_an_amount_that_no_level_can_be_found_by(self, canteen, amount):
        with pytest.raises(AmountUnclearError):
            canteen.ask(amount)

        assert ApprovalRequest.objects.count() == 0

    @pytest.mark.parametrize("subject", ["", "order", "order:", "order:a b", "Order:1", "order:" + "1" * 41])
    def test_wants_a_subject_that_can_be_found_again(self, canteen, subject):
        with pytest.raises(SubjectUnclearError):
            canteen.ask(subject=subject)

    def test_is_asked_once_while_it_waits_and_again_afterwards(self, canteen):
        canteen.ask()
        with pytest.raises(AlreadyAskedError):
            canteen.ask("3000")
        services.withdraw(actor=canteen.actor("buyer"), subject=SUBJECT, at=AT)

        again = canteen.ask("3000")

        assert (again.round, again.amount) == (2, Decimal(3000))
        assert list(queries.steps_of(SUBJECT).values_list("seq", "action")) == [
            (1, "ask"),
            (2, "withdraw"),
            (3, "ask"),
        ]

    @pytest.mark.parametrize("who", ["stranger", "city_finance", "auditor"])
    def test_is_not_for_those_who_do_not_buy_for_the_body(self, canteen, who):
        with pytest.raises(NotAllowedError):
            canteen.ask(who=who)


class TestWithdraw:
    def test_ends_what_waits(self, canteen):
        canteen.ask()

        services.withdraw(actor=canteen.actor("buyer"), subject=SUBJECT, at=AT)

        assert queries.decision_of(SUBJECT).state == "withdrawn"
        assert not queries.inbox(canteen.actor("order_approver"), AT.date()).exists()

    @pytest.mark.parametrize("who", ["order_approver", "unit", "stranger"])
    def test_is_not_for_others(self, canteen, who):
        canteen.ask()

        with pytest.raises(NotAllowedError):
            services.withdraw(actor=canteen.actor(who), subject=SUBJECT, at=AT)

    def test_is_too_late_once_it_was_decided(self, canteen):
        canteen.ask()
        canteen.agree("order_approver")

        with pytest.raises(RequestDecidedError) as refusal:
            services.withdraw(actor=canteen.actor("buyer"), subject=SUBJECT, at=AT)

        assert "已同意" in str(refusal.value)

    def test_is_of_something(self, canteen):
        with pytest.raises(NotFoundError):
            services.withdraw(actor=canteen.actor("buyer"), subject=SUBJECT, at=AT)
