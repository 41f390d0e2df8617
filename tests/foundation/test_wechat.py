"""How we sign, and what we believe, against an institution over real HTTP that checks and signs."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from nongcai.foundation import wechat
from nongcai.foundation.cashing import CashierError, ForgedNoticeError, RefundState, TradeState
from tests import institution as institutions
from tests.institution import STRANGERS

NO, MERCHANT = "MFRGGZDFMZTWQ2LKNNWG23TPOA001", "1900000110"


@pytest.fixture
def institution():
    with institutions.running() as running:
        yield running


@pytest.fixture
def cashier(institution):
    return wechat.cashier()


def opened(cashier, **changes):
    told = {"trade_no": NO, "merchant_no": MERCHANT, "fen": 120000, "words": "订单NC1的货款"}
    return cashier.open(**told | changes, ends_at=datetime.now(UTC) + timedelta(minutes=30))


def refunded(cashier, **changes):
    told = {"refund_no": f"{NO}R1", "trade_no": NO, "merchant_no": MERCHANT, "fen": 20000, "of_fen": 120000}
    return cashier.refund(**told | changes, words="多付")


def read(cashier, headers, body, after=timedelta()):
    return cashier.read_notice(headers, body, datetime.now(UTC) + after)


def refused(cashier, headers, body, after=timedelta()):
    with pytest.raises(ForgedNoticeError) as caught:
        read(cashier, headers, body, after)
    return str(caught.value)


class TestBeingThere:
    def test_is_none_where_nothing_is_configured(self):
        assert wechat.cashier() is None


class TestAsking:
    def test_opens_into_the_suppliers_own_account(self, cashier, institution):
        code = opened(cashier)

        asked = institution.trades[NO]["asked"]
        assert code.startswith("weixin://")
        assert (asked["sp_mchid"], asked["sub_mchid"]) == ("1900000109", MERCHANT)
        assert asked["amount"] == {"total": 120000, "currency": "CNY"}
        assert asked["description"] == "订单NC1的货款"
        assert institution.faults == []

    def test_tells_what_became_of_it(self, cashier, institution):
        opened(cashier)
        waiting = cashier.query(trade_no=NO, merchant_no=MERCHANT)
        institution.pay(NO)

        paid = cashier.query(trade_no=NO, merchant_no=MERCHANT)

        assert (waiting.state, waiting.fen) == (TradeState.WAITING, 0)
        assert (paid.state, paid.fen) == (TradeState.PAID, 120000)
        assert paid.paid_at == datetime(2024, 3, 5, 2, 30, tzinfo=UTC)
        assert cashier.query(trade_no="OTHER001", merchant_no=MERCHANT).state == TradeState.UNKNOWN

    def test_closes(self, cashier, institution):
        opened(cashier)

        cashier.close(trade_no=NO, merchant_no=MERCHANT)

        assert cashier.query(trade_no=NO, merchant_no=MERCHANT).state == TradeState.CLOSED

    def test_does_not_close_what_is_paid(self, cashier, institution):
        opened(cashier)
        institution.pay(NO)

        with pytest.raises(CashierError) as caught:
            cashier.close(trade_no=NO, merchant_no=MERCHANT)

        assert caught.value.is_final

    def test_gives_back_once_however_often_it_asks(self, cashier, institution):
        opened(cashier)
        institution.pay(NO)

        first, again = refunded(cashier), refunded(cashier)

        assert (first.state, first.fen) == (RefundState.UNDER_WAY, 20000)
        assert again.serial == first.serial
        institution.settle_refund(first.refund_no)
        assert cashier.query_refund(refund_no=first.refund_no, merchant_no=MERCHANT).state == RefundState.DONE
        assert cashier.query_refund(refund_no="NONE01", merchant_no=MERCHANT).state == RefundState.UNKNOWN

    def test_never_gives_back_more_than_came(self, cashier, institution):
        opened(cashier)
        institution.pay(NO)
        refunded(cashier, fen=100000)

        with pytest.raises(CashierError, match="NOT_ENOUGH"):
            refunded(cashier, refund_no=f"{NO}R2", fen=20001)

    def test_is_refused_where_we_sign_by_another_key(self, institution, settings):
        settings.NONGCAI_WECHAT_PRIVATE_KEY = institutions._pem(STRANGERS)

        with pytest.raises(CashierError, match="401"):
            opened(wechat.cashier())

        assert institution.faults == ["wrong signature"]

    @pytest.mark.parametrize("serial", [institutions.KEY_ID, "5157F09EFDC096DE15EBE81A47057A72", "none"])
    def test_believes_no_answer_that_another_has_signed(self, cashier, institution, serial):
        institution.key, institution.serial = STRANGERS, serial

        with pytest.raises(CashierError):
            opened(cashier)

        # Nor does it ask for the key by which it is signed.
        assert [path for _method, path in institution.asked] == ["/v3/pay/partner/transactions/native"]

    @pytest.mark.parametrize(("status", "is_final"), [(500, False), (429, False), (403, True), (400, True)])
    def test_says_whether_asking_again_may_help(self, cashier, institution, status, is_final):
        institution.refusal = (status, "SYSTEM_ERROR")

        with pytest.raises(CashierError) as caught:
            opened(cashier)

        assert caught.value.is_final is is_final

    def test_fails_where_nobody_answers(self, institution, settings):
        settings.NONGCAI_WECHAT_ADDRESS = "http://127.0.0.1:9"

        with pytest.raises(CashierError) as caught:
            opened(wechat.cashier())

        assert not caught.value.is_final


class TestReadingNotices:
    @pytest.fixture
    def told(self, cashier, institution):
        opened(cashier)
        return institution.pay(NO)

    def test_tells_who_paid_how_much_for_what(self, cashier, institution, told):
        found = read(cashier, *institution.notice(told, id="n1"))

        assert (found.id, found.kind) == ("n1", "TRANSACTION.SUCCESS")
        assert (found.trade.trade_no, found.trade.merchant_no, found.trade.fen) == (NO, MERCHANT, 120000)

    def test_tells_what_went_back(self, cashier, institution, told):
        refund_no = refunded(cashier).refund_no
        resource = institution.settle_refund(refund_no)

        found = read(cashier, *institution.notice(resource, kind="REFUND.SUCCESS"))

        assert (found.refund.refund_no, found.refund.state, found.refund.fen) == (refund_no, RefundState.DONE, 20000)

    @pytest.mark.parametrize(
        ("bent", "why"),
        [
            ({"key": STRANGERS}, "the signature or the seal is wrong"),
            ({"seal": "f" * 32}, "the signature or the seal is wrong"),
            ({"body": b'{"id": "n1"}'}, "the signature or the seal is wrong"),
            ({"serial": "5157F09EFDC096DE15EBE81A47057A72"}, "signed by another key"),
            ({"serial": ""}, "signed by another key"),
            ({"moment": 1}, "not of this moment"),
        ],
    )
    def test_believes_nothing_that_is_bent(self, cashier, institution, told, bent, why):
        headers, body = institution.notice(told, **bent)

        assert refused(cashier, headers, body) == why

    def test_believes_nothing_that_is_old(self, cashier, institution, told):
        told = institution.notice(told, moment=int(time.time()) - 290)

        assert read(cashier, *told).trade.fen == 120000
        assert refused(cashier, *told, after=timedelta(seconds=20)) == "not of this moment"

    def test_believes_nothing_of_another_provider(self, cashier, institution, told):
        assert refused(cashier, *institution.notice(told | {"sp_mchid": "1"})) == "of another service provider"

    @pytest.mark.parametrize(
        "bent", [{"amount": {"total": 0}}, {"amount": {"total": "1"}}, {"success_time": "gestern"}, {"out_trade_no": 5}]
    )
    def test_believes_no_nonsense(self, cashier, institution, told, bent):
        assert refused(cashier, *institution.notice(told | bent)).startswith("no ")

    def test_takes_other_currencies_for_nothing(self, cashier, institution, told):
        bent = told | {"amount": {"total": 120000, "currency": "USD"}}

        assert refused(cashier, *institution.notice(bent)) == "another currency"

    def test_lets_what_it_does_not_know_pass_as_nothing(self, cashier, institution, told):
        found = read(cashier, *institution.notice(told, kind="PAYSCORE.USER_OPEN_SERVICE"))

        assert (found.trade, found.refund) == (None, None)
