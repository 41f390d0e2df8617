"""What a buyer shows to have paid counts once: by the supplier's word, by the bank's statement, or by both."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from nongcai.domain.documents import queries as documents
from nongcai.domain.notifications.models import Message
from nongcai.domain.orders.models import Order
from nongcai.domain.payments import queries, services
from nongcai.domain.payments.errors import (
    BeyondOrderError,
    ClaimAccountError,
    ClaimDayError,
    ClaimRecordedError,
    ClaimStepError,
    NothingToPayError,
    NothingToRecordError,
    OpenClaimError,
    ReasonNeededError,
    VoucherFileError,
)
from nongcai.domain.payments.models import ClaimedRow, PaymentClaim, SettlementAccount, Transfer, TransferIssue
from nongcai.domain.payments.services import VoucherFile
from nongcai.domain.payments.states import ClaimAction, ClaimState
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.cast import hire
from tests.money import AT, TODAY, load, open_issue, owe, reckoned, row
from tests.vouchers import PNG, confirm, deny, state, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(account, market, payer):
    due = owe(market)
    return state(payer, due)


def order_of(claim):
    return queries.dues_of([claim.order_id])[claim.order_id]


class TestStating:
    def test_gives_it_to_the_supplier_with_a_day_and_keeps_the_voucher(self, claim):
        assert (claim.state, claim.holder, claim.due_on) == ("stated", "supplier", TODAY + timedelta(days=3))
        assert claim.account_tail == "5678"
        file = queries.voucher_of(claim)
        assert file is not None
        assert (file.media_type, file.path.read_bytes()) == ("image/png", PNG)
        assert [one.action for one in queries.claim_steps(claim)] == ["state"]
        assert Message.objects.filter(text__contains="已付款1,200.00元并提交了凭证").exists()

    def test_counts_nothing(self, claim):
        assert order_of(claim).paid == 0
        assert not Transfer.objects.exists()

    @pytest.mark.parametrize("data", [b"", b"<html>", b"=1+1"])
    def test_wants_a_scan(self, market, account, payer, data):
        with pytest.raises(VoucherFileError):
            state(payer, owe(market), file=VoucherFile("回单.pdf", data))

    @pytest.mark.parametrize(
        ("told", "refusal"),
        [
            ({"amount": Decimal("1200.01")}, BeyondOrderError),
            ({"paid_on": TODAY + timedelta(days=1)}, ClaimDayError),
            ({"paid_on": TODAY - timedelta(days=365)}, ClaimDayError),
        ],
    )
    def test_refuses_what_makes_no_sense(self, market, account, payer, told, refusal):
        with pytest.raises(refusal):
            state(payer, owe(market), **told)

    def test_refuses_a_second_while_one_waits_and_what_is_paid(self, market, claim, payer):
        with pytest.raises(OpenClaimError):
            state(payer, order_of(claim))
        confirm(market, claim)
        with pytest.raises(NothingToPayError):
            state(payer, order_of(claim))

    def test_is_of_whoever_pays_for_the_buyer(self, cast, market, account, payer):
        due = owe(market)
        with pytest.raises(NotAllowedError):
            state(market.actor("supplier"), due)
        with pytest.raises(NotAllowedError):
            state(cast.actor(hire(cast, "acceptor")), due)
        with pytest.raises(NotFoundError):
            state(payer, owe(market, buyer_id=market.supplier.organisation_id))

    def test_wants_to_know_to_where_when_there_is_no_account(self, market, account, payer):
        SettlementAccount.objects.update(state="replaced")

        with pytest.raises(ClaimAccountError):
            state(payer, owe(market))
        assert state(payer, owe(market), account_tail="4321").account_tail == "4321"

    def test_keeps_of_a_person_no_name(self, market, account, payer):
        assert state(payer, owe(market), payer="张小三").payer == "张**"


class TestConfirming:
    def test_pays_the_order_as_any_other_transfer(self, market, claim):
        found = confirm(market, claim)

        due, [transfer] = order_of(claim), Transfer.objects.all()
        assert (found.state, found.holder, found.transfer_id) == ("arrived", "nobody", transfer.pk)
        assert (due.paid, due.settled_on) == (Decimal("1200.00"), claim.paid_on)
        assert (transfer.channel, transfer.allocated, transfer.open) == ("claim", Decimal("1200.00"), 0)
        assert [one.amount for one in queries.allocations_of(due.pk)] == [Decimal("1200.00")]
        assert queries.differences() == {}

    def test_comes_once(self, market, claim):
        confirm(market, claim)

        with pytest.raises(ClaimStepError):
            confirm(market, claim)

    def test_is_the_suppliers_word(self, market, claim, payer):
        for actor in (payer, market.actor("platform")):
            with pytest.raises(NotAllowedError):
                step(actor, claim, ClaimAction.ARRIVE)

    def test_never_allocates_beyond_the_order(self, market, claim):
        load(market, row("700.00", note=order_of(claim).code))

        confirm(market, claim)

        due = order_of(claim)
        assert (due.paid, due.open) == (Decimal("1200.00"), 0)
        issue = TransferIssue.objects.get(kind="over_paid", closed_at=None)
        assert Transfer.objects.get(pk=issue.transfer_id).open == Decimal("700.00")
        assert queries.differences() == {}

    def test_holds_what_came_for_an_order_that_has_ended(self, market, claim):
        reckoned(claim.order_id)

        Order.objects.filter(pk=claim.order_id).update(state="cancelled", steps=9)

        confirm(market, claim)

        issue = open_issue()
        assert (issue.kind, issue.state) == ("order_ended", "returning")
        assert order_of(claim).paid == 0
        assert queries.differences() == {}

    def test_leaves_money_on_another_account_to_the_platform(self, market, account, payer):
        claim = state(payer, owe(market), account_tail="4321")

        confirm(market, claim)

        issue = open_issue()
        assert (issue.kind, issue.state, issue.holder) == ("wrong_account", "raised", "platform")
        assert order_of(claim).paid == 0


class TestDenying:
    def test_gives_it_to_the_platform_with_a_day(self, market, claim):
        found = deny(market, claim)

        assert (found.state, found.holder, found.due_on) == ("denied", "platform", TODAY + timedelta(days=3))
        assert not Transfer.objects.exists()
        assert list(queries.waiting_claims(market.actor("platform"))) == [found]

    def test_wants_words(self, market, claim):
        with pytest.raises(ReasonNeededError):
            step(market.actor("supplier"), claim, ClaimAction.DENY, "  ")

    def test_is_handed_back_and_confirmed_after_all(self, market, claim):
        deny(market, claim)
        step(market.actor("platform"), claim, ClaimAction.ASK_AGAIN)

        assert confirm(market, claim).state == ClaimState.ARRIVED
        assert order_of(claim).open == 0

    def test_ends_without_money_where_the_platform_finds_none(self, market, claim, payer):
        deny(market, claim)

        assert step(market.actor("platform"), claim, ClaimAction.FIND_NONE).state == ClaimState.UNFOUND
        assert order_of(claim).paid == 0
        # It may show another.
        assert state(payer, order_of(claim)).seq == 2

    def test_may_be_withdrawn_by_the_buyer_alone(self, market, claim, payer):
        with pytest.raises(NotAllowedError):
            step(market.actor("supplier"), claim, ClaimAction.WITHDRAW)
        assert step(payer, claim, ClaimAction.WITHDRAW).state == ClaimState.WITHDRAWN


class TestAStatementThatComesLater:
    def test_counts_nothing_a_second_time(self, market, claim):
        confirm(market, claim)
        told, other = row(payer=claim.payer, moment=AT + timedelta(days=1)), row("9.00")

        statement = load(market, told, other)

        assert (statement.recorded, statement.same) == (1, 1)
        assert Transfer.objects.filter(amount=1200).count() == 1
        claim.refresh_from_db()
        assert ClaimedRow.objects.get().pk == claim.row_id
        with pytest.raises(NothingToRecordError):
            load(market, told, other)

    def test_that_tells_of_nothing_else_is_taken_and_known_when_it_comes_again(self, market, claim):
        confirm(market, claim)
        told = row(note=order_of(claim).code, payer="市财政国库支付中心")

        assert load(market, told).recorded == 0
        with pytest.raises(NothingToRecordError):
            load(market, told)
        assert queries.differences() == {}

    def test_takes_one_row_for_one_claim(self, market, claim):
        confirm(market, claim)
        again = owe(market)

        load(market, row(), row())

        assert reckoned(again.pk).open == 0
        assert Transfer.objects.count() == 2

    @pytest.mark.parametrize(
        "changes",
        [
            {"amount": Decimal("1200.01")},
            {"moment": AT + timedelta(days=9)},
            {"payer": "别处"},
            {"note": "NC000000000098"},
        ],
    )
    def test_takes_only_the_same_money(self, market, claim, changes):
        other = owe(market, "3.00")
        confirm(market, claim)
        told = replace(row(), **changes | ({"note": other.code} if "note" in changes else {}))

        assert load(market, told).recorded == 1
        claim.refresh_from_db()
        assert claim.row_id is None

    def test_settles_a_claim_that_waits(self, market, claim):
        load(market, row(note=order_of(claim).code))

        claim.refresh_from_db()
        assert (claim.state, claim.row_id, claim.transfer_id) == ("arrived", claim.transfer_id, claim.row_id)
        assert Transfer.objects.get().pk == claim.transfer_id
        assert queries.differences() == {}


class TestAStatementThatCameBefore:
    def test_has_its_money_allocated_and_none_recorded(self, market, account, payer):
        due = owe(market)
        load(market, row(payer="市教育局"))
        claim = state(payer, due, payer="市教育局")

        confirm(market, claim)

        [transfer] = Transfer.objects.all()
        claim.refresh_from_db()
        assert (transfer.open, claim.transfer_id, claim.row_id) == (0, transfer.pk, transfer.pk)
        assert not TransferIssue.objects.filter(closed_at=None).exists()
        assert order_of(claim).open == 0
        assert queries.differences() == {}

    def test_refuses_to_count_again_what_paid_another_order(self, market, account, payer):
        first, second = owe(market), owe(market)
        load(market, row(note=first.code))
        claim = state(payer, second)

        # The row names the first order: it is none of the second.
        assert confirm(market, claim).state == ClaimState.ARRIVED
        load(market, row())
        assert Transfer.objects.count() == 2

    def test_refuses_where_such_money_went_elsewhere(self, market, account, payer):
        first = owe(market)
        load(market, row())
        assert reckoned(first.pk).open == 0
        claim = state(payer, owe(market))

        with pytest.raises(ClaimRecordedError):
            confirm(market, claim)
        assert Transfer.objects.count() == 1

    def test_assigned_by_hand_settles_the_claim(self, market, account, payer):
        due = owe(market)
        load(market, row(payer="市教育局"))
        claim, issue = state(payer, due, payer="市教育局"), open_issue()

        services.assign(
            actor=market.actor("supplier"),
            transfer_id=issue.transfer_id,
            seq=issue.seq,
            parts={due.pk: Decimal("1200.00")},
            words="核实",
            at=AT,
        )

        claim.refresh_from_db()
        assert (claim.state, claim.transfer_id) == ("arrived", issue.transfer_id)


class TestTheTable:
    def test_lets_a_claim_have_one_row(self, market, claim):
        confirm(market, claim)
        load(market, row())

        with pytest.raises(ProgrammingError), transaction.atomic():
            PaymentClaim.objects.update(row_id=Transfer.objects.get().pk)

    def test_lets_a_row_stand_once(self, market, claim):
        confirm(market, claim)
        load(market, row())
        taken = ClaimedRow.objects.get()

        with pytest.raises(IntegrityError), transaction.atomic():
            ClaimedRow.objects.create(id=taken.pk, order_id=taken.order_id, claim_seq=9, statement_id=1, at=AT)

    def test_keeps_the_voucher_for_whoever_sees_the_claim(self, claim, payer, market):
        assert documents.documents_of(claim.owner).count() == 1
        assert list(queries.claims_visible_to(payer)) == [claim]
        assert list(queries.claims_visible_to(market.actor("supplier"))) == [claim]


class TestReminding:
    def test_tells_whoever_holds_a_claim_past_its_day(self, market, claim):
        assert services.remind_of_claims(at=AT) == 0
        assert services.remind_of_claims(at=AT + timedelta(days=4)) == 1
        assert Message.objects.filter(text__contains="1笔货款确认已超过办理期限").exists()
