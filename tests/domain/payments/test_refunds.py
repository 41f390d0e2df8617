"""What came at the institution goes back the same way, once."""

import pytest

from nongcai.domain.orders.models import Order
from nongcai.domain.payments import queries, services
from nongcai.domain.payments.errors import (
    CashierRefusedError,
    CashierSilentError,
    NoMerchantError,
    NotOnlineTransferError,
    ReasonNeededError,
    RefundUnderWayError,
)
from nongcai.domain.payments.models import (
    OnlineRefund,
    Transfer,
    TransferIssue,
)
from nongcai.foundation.errors import NotAllowedError
from tests.money import AT, load, only_transfer, open_issue, row
from tests.online import MERCHANT, MINUTE, began_to_return, by_itself, end, late_key, order_of, paid, refund, told

pytestmark = pytest.mark.django_db


class TestGivingBack:
    @pytest.fixture
    def late(self, due, cashier, institution, payment):
        end(due)
        paid(payment, cashier, institution)
        return payment

    def settled(self, cashier, institution, status="SUCCESS"):
        row = OnlineRefund.objects.get()
        kind = {"SUCCESS": "REFUND.SUCCESS", "ABNORMAL": "REFUND.ABNORMAL"}[status]
        return told(cashier, institution, institution.settle_refund(row.refund_no, status), kind=kind)

    def test_waits_for_the_institutions_word(self, market, cashier, institution, late):
        refund(market, cashier)
        assert (only_transfer().returned, open_issue().state) == (0, "returning")

        self.settled(cashier, institution)

        assert (only_transfer().returned, only_transfer().open) == (1200, 0)
        assert TransferIssue.objects.get().state == "returned"
        late.refresh_from_db()
        assert (late.state, late.returned_fen) == ("given_back", 120000)
        assert institution.refunds[OnlineRefund.objects.get().refund_no]["sub_mchid"] == MERCHANT
        assert queries.differences() == {}

    def test_counts_once_however_often_it_is_told(self, market, cashier, institution, late):
        institution.refund_status = "SUCCESS"
        refund(market, cashier)

        self.settled(cashier, institution)
        self.settled(cashier, institution)

        assert only_transfer().returned == 1200

    def test_is_asked_for_once(self, market, cashier, institution, late):
        refund(market, cashier)

        with pytest.raises(RefundUnderWayError):
            refund(market, cashier)
        with pytest.raises(RefundUnderWayError):
            services.confirm_return(
                actor=market.actor("supplier"), transfer_id=late_key(), seq=1, words="网银退款", at=AT
            )
        assert len(institution.refunds) == 1

    def test_wants_a_reason(self, market, cashier, institution, late):
        with pytest.raises(ReasonNeededError):
            refund(market, cashier, words=" ")

        assert refund(market, cashier).state == "requested"

    def test_is_the_suppliers_act(self, market, payer, cashier, late):
        issue = open_issue()
        with pytest.raises(NotAllowedError):
            services.refund(
                actor=payer, transfer_id=issue.transfer_id, seq=issue.seq, words="退", cashier=cashier, at=AT
            )
        with pytest.raises(NoMerchantError):
            refund(market, None)

    def test_is_not_for_what_came_by_a_bank(self, market, due, cashier):
        load(market, row("77.00", payer="别处"))
        began_to_return(market)

        with pytest.raises(NotOnlineTransferError):
            refund(market, cashier)

    def test_that_is_refused_may_be_done_otherwise(self, market, cashier, institution, late):
        institution.refusal = (403, "NOT_ENOUGH")
        with pytest.raises(CashierRefusedError):
            refund(market, cashier)
        institution.refusal = None

        assert OnlineRefund.objects.get().state == "failed"
        assert refund(market, cashier).state == "requested"

    def test_that_failed_may_be_told_by_hand(self, market, cashier, institution, late):
        refund(market, cashier)
        self.settled(cashier, institution, "ABNORMAL")

        services.confirm_return(actor=market.actor("supplier"), transfer_id=late_key(), seq=1, words="网银", at=AT)

        assert (only_transfer().returned, OnlineRefund.objects.get().state) == (1200, "failed")
        assert queries.differences() == {}

    def test_is_sent_again_when_the_institution_never_got_it(self, market, cashier, institution, late):
        institution.refusal = (500, "SYSTEM_ERROR")
        with pytest.raises(CashierSilentError):
            refund(market, cashier)
        institution.refusal, institution.refund_status = None, "SUCCESS"

        assert services.ask_after(cashier=cashier, at=AT + 3 * MINUTE) == 1

        assert (only_transfer().returned, len(institution.refunds)) == (1200, 1)

    def test_is_asked_after_until_it_is_settled(self, market, cashier, institution, late):
        refund(market, cashier)
        assert services.ask_after(cashier=cashier, at=AT + 3 * MINUTE) == 1
        assert only_transfer().returned == 0
        institution.settle_refund(OnlineRefund.objects.get().refund_no)

        assert services.ask_after(cashier=cashier, at=AT + 6 * MINUTE) == 1

        assert only_transfer().returned == 1200

    def test_heard_of_before_the_payment_comes_out_right(self, due, cashier, institution, payment):
        resource = institution.pay(payment.trade_no)
        back = by_itself(institution, payment, 20000)

        told(cashier, institution, back, kind="REFUND.SUCCESS")
        assert not Transfer.objects.exists()
        told(cashier, institution, resource)

        assert (order_of(due).paid, only_transfer().allocated, only_transfer().returned) == (1000, 1000, 200)
        payment.refresh_from_db()
        assert (payment.state, payment.returned_fen) == ("paid", 20000)
        assert queries.differences() == {}

    def test_by_the_supplier_itself_unpays_the_order(self, due, cashier, institution, payment):
        paid(payment, cashier, institution)

        told(cashier, institution, by_itself(institution, payment, 120000), kind="REFUND.SUCCESS")

        assert (order_of(due).paid, order_of(due).paid_at) == (0, None)
        assert (only_transfer().returned, only_transfer().open) == (1200, 0)
        payment.refresh_from_db()
        assert payment.state == "given_back"
        assert queries.differences() == {}

    def test_after_a_payment_was_taken_back_goes_the_same_way(self, market, due, cashier, institution, payment):
        paid(payment, cashier, institution)
        services.take_back(actor=market.actor("supplier"), order_id=due.pk, seq=1, words="客户退货", at=AT)
        began_to_return(market)
        institution.refund_status = "SUCCESS"

        refund(market, cashier)

        assert (only_transfer().returned, order_of(due).paid, TransferIssue.objects.get().state) == (
            1200,
            0,
            "returned",
        )
        assert queries.differences() == {}

    def test_that_failed_and_was_told_by_hand_is_the_same_money_when_it_succeeds(
        self, market, cashier, institution, late
    ):
        refund(market, cashier)
        self.settled(cashier, institution, "ABNORMAL")
        services.confirm_return(actor=market.actor("supplier"), transfer_id=late_key(), seq=1, words="网银", at=AT)

        self.settled(cashier, institution)

        assert (only_transfer().returned, OnlineRefund.objects.get().state) == (1200, "done")
        assert queries.differences() == {}

    def test_in_part_that_was_told_by_hand_leaves_its_order_paid(self, market, due, cashier, institution, payment):
        Order.objects.filter(pk=due.pk).update(due=1000, steps=9)
        paid(payment, cashier, institution)
        began_to_return(market)
        services.confirm_return(actor=market.actor("supplier"), transfer_id=late_key(), seq=1, words="商户平台", at=AT)

        told(cashier, institution, by_itself(institution, payment, 20000), kind="REFUND.SUCCESS")

        payment.refresh_from_db()
        assert (only_transfer().returned, order_of(due).paid, payment.returned_fen) == (200, 1000, 20000)
        assert queries.differences() == {}
