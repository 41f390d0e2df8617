from decimal import Decimal

import pytest

from nongcai.domain.payments import queries, services
from nongcai.domain.payments.errors import (
    BadPartError,
    BeyondOrderError,
    BeyondTransferError,
    IssueStepError,
    NotPartialError,
    ReasonNeededError,
    TakenBackError,
)
from nongcai.domain.payments.models import Allocation
from nongcai.domain.payments.states import IssueAction
from nongcai.domain.suppliers.services import register
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.cast import hire
from tests.market import PASSWORD, registration
from tests.money import AT, load, only_transfer, open_issue, owe, row

pytestmark = pytest.mark.django_db
WHY = "与采购人电话核实"


@pytest.fixture
def accountant(cast):
    return cast.actor(hire(cast, "accountant"))


def act(actor, action, words=WHY):
    issue = open_issue()
    return services.pass_issue(
        actor=actor, transfer_id=issue.transfer_id, seq=issue.seq, action=action, words=words, at=AT
    )


def assign(actor, parts, words=WHY, **more):
    issue = open_issue()
    told = {due.pk: Decimal(amount) for due, amount in parts.items()}
    return services.assign(
        actor=actor, transfer_id=issue.transfer_id, seq=issue.seq, parts=told, words=words, at=AT, **more
    )


class TestAssigning:
    def test_splits_a_transfer_between_orders(self, market, account):
        one, other = owe(market, "700.00"), owe(market, "500.00")
        load(market, row(payer="别处"))

        assign(market.actor("supplier"), {one: "700.00"})
        assert open_issue().state == "open"
        assign(market.actor("supplier"), {other: "500.00"})

        assert only_transfer().open == 0
        assert queries.dues_of([one.pk])[one.pk].settled_at
        assert queries.issues_visible_to(market.actor("supplier")).get().state == "settled"
        assert queries.differences() == {}

    def test_never_goes_beyond_what_arrived_or_is_owed(self, market, account):
        one, other = owe(market, "700.00"), owe(market, "5000.00")
        load(market, row(payer="别处"))
        supplier = market.actor("supplier")

        with pytest.raises(BeyondOrderError):
            assign(supplier, {one: "700.01"})
        with pytest.raises(BeyondTransferError):
            assign(supplier, {one: "700.00", other: "500.01"})
        assert Allocation.objects.count() == 0
        assign(supplier, {one: "700.00", other: "500.00"})

    @pytest.mark.parametrize("amount", ["0", "-1", "1.001"])
    def test_is_of_amounts(self, market, account, amount):
        due = owe(market)
        load(market, row(payer="别处"))

        with pytest.raises(BadPartError):
            assign(market.actor("supplier"), {due: amount})
        with pytest.raises(BadPartError):
            assign(market.actor("supplier"), {})

    def test_says_why(self, market, account):
        due = owe(market)
        load(market, row(payer="别处"))

        with pytest.raises(ReasonNeededError):
            assign(market.actor("supplier"), {due: "1200.00"}, words=" ")

    def test_remembers_who_pays_for_a_buyer(self, market, account):
        first, second = owe(market), owe(market)
        load(market, row(note=first.code, payer="市财政国库支付中心"))
        assert open_issue().kind == "payer_differs"

        assign(market.actor("supplier"), {first: "1200.00"}, remembers=True)

        assert load(market, row(note=second.code, payer="市财政国库支付中心")).matched == 1

    def test_of_another_account_is_the_platforms(self, market, account):
        due = owe(market)
        load(market, row(note=due.code), tail="8888")

        with pytest.raises(NotAllowedError):
            assign(market.actor("supplier"), {due: "1200.00"})
        assert act(market.actor("supplier"), IssueAction.RAISE).holder == "platform"
        assign(market.actor("platform"), {due: "1200.00"})

        assert queries.dues_of([due.pk])[due.pk].settled_at

    def test_is_nothing_for_buyers_and_strangers(self, cast, market, account, accountant):
        due = owe(market, buyer_id=accountant.organisation_id)
        load(market, row("1300.00", due.code))

        with pytest.raises(NotAllowedError):
            assign(accountant, {due: "1.00"})
        with pytest.raises(NotFoundError):
            assign(market.actor("quality"), {due: "1.00"})


class TestAsking:
    def test_goes_to_the_buyer_and_back_with_a_clock_each_time(self, market, account, accountant):
        due = owe(market, buyer_id=accountant.organisation_id)
        load(market, row(note=due.code, payer="别处"))

        asked = act(market.actor("supplier"), IssueAction.ASK)
        assert (asked.holder, asked.buyer_id) == ("buyer", accountant.organisation_id)
        assert queries.waiting_issues(accountant).count() == 1
        with pytest.raises(IssueStepError):
            act(market.actor("supplier"), IssueAction.ASK)
        answered = act(accountant, IssueAction.ANSWER, "由市财政国库支付中心代付")

        assert (answered.holder, answered.words) == ("supplier", "由市财政国库支付中心代付")
        assert queries.waiting_issues(accountant).count() == 0

    def test_wants_to_know_whom(self, market, account):
        load(market, row())

        with pytest.raises(NotFoundError):
            act(market.actor("supplier"), IssueAction.ASK)


class TestReturning:
    def test_pays_back_what_is_over(self, market, account):
        due = owe(market)
        load(market, row("1300.00", due.code))
        supplier = market.actor("supplier")

        begun = act(supplier, IssueAction.START_RETURN)
        assert (begun.due_on - AT.date()).days >= 7
        issue = open_issue()
        services.confirm_return(
            actor=supplier, transfer_id=issue.transfer_id, seq=issue.seq, words="回单20240306", at=AT
        )

        found = only_transfer()
        assert (found.allocated, found.returned, found.open) == (1200, 100, 0)
        assert queries.differences() == {}

    def test_is_of_something(self, market, account):
        due = owe(market)
        load(market, row("200.00", due.code))

        with pytest.raises(BeyondTransferError):
            act(market.actor("supplier"), IssueAction.START_RETURN)

    def test_is_not_confirmed_before_it_began(self, market, account):
        load(market, row())
        issue = open_issue()

        with pytest.raises(IssueStepError):
            services.confirm_return(
                actor=market.actor("supplier"), transfer_id=issue.transfer_id, seq=issue.seq, words=WHY, at=AT
            )


class TestKeeping:
    def test_is_of_instalments_alone(self, market, account):
        due = owe(market)
        load(market, row("200.00", due.code))
        assert act(market.actor("supplier"), IssueAction.KEEP).state == "settled"

        load(market, row("33.00", payer="别处"))
        with pytest.raises(IssueStepError):
            act(market.actor("supplier"), IssueAction.KEEP)

    def test_waits_until_the_money_is_with_an_order(self, market, account):
        owe(market)
        load(market, row("200.00"))
        assert open_issue().kind == "partial"

        with pytest.raises(NotPartialError):
            act(market.actor("supplier"), IssueAction.KEEP)


class TestTakingBack:
    def test_is_an_opposite_and_somebody_holds_the_money(self, market, account):
        due, other = owe(market), owe(market)
        load(market, row(note=due.code))
        supplier = market.actor("supplier")

        services.take_back(actor=supplier, order_id=due.pk, seq=1, words="记错订单", at=AT)
        assert [str(one.amount) for one in queries.allocations_of(due.pk)] == ["1200.00", "-1200.00"]
        assert queries.dues_of([due.pk])[due.pk].settled_at is None
        assign(supplier, {other: "1200.00"})

        assert queries.dues_of([other.pk])[other.pk].settled_at
        assert queries.differences() == {}

    def test_is_done_once(self, market, account):
        due = owe(market)
        load(market, row(note=due.code))
        supplier = market.actor("supplier")
        services.take_back(actor=supplier, order_id=due.pk, seq=1, words="记错订单", at=AT)

        for seq in (1, 2):
            with pytest.raises(TakenBackError):
                services.take_back(actor=supplier, order_id=due.pk, seq=seq, words="记错订单", at=AT)

    def test_is_the_suppliers_own(self, market, account):
        other = register(told=registration("other", 2), password=PASSWORD, at=AT)
        due = owe(market, supplier=other, seller_id=other.organisation_id)

        with pytest.raises(NotFoundError):
            services.take_back(actor=market.actor("supplier"), order_id=due.pk, seq=1, words="x", at=AT)
        with pytest.raises(NotAllowedError):
            services.take_back(actor=market.actor("platform"), order_id=due.pk, seq=1, words="x", at=AT)
