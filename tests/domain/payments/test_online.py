"""A person opens a payment at the institution, and it is asked after, against a double of it."""

import pytest

from nongcai.domain.payments import queries, services
from nongcai.domain.payments.errors import (
    CashierSilentError,
    NoMerchantError,
    NothingToPayError,
    NotPaidOnlineError,
)
from nongcai.domain.payments.models import (
    OnlinePayment,
    SettlementAccount,
)
from nongcai.foundation import wechat
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.cast import hire
from tests.money import AT, load, open_account, owe, row
from tests.online import MERCHANT, MINUTE, end, order_of, pay_for

pytestmark = pytest.mark.django_db


class TestOpening:
    def test_asks_for_what_is_open_into_the_suppliers_account(self, due, payment, institution):
        asked = institution.trades[payment.trade_no]["asked"]

        assert (payment.state, payment.fen) == ("opened", 120000)
        assert payment.code.startswith("weixin://")
        assert (asked["sub_mchid"], asked["amount"]["total"]) == (MERCHANT, 120000)
        assert due.number in asked["description"]
        assert asked["time_expire"] == "2024-03-05T02:30:00+00:00"

    def test_returns_the_one_that_is_open(self, due, payer, cashier, payment, institution):
        again = pay_for(due, payer, cashier, at=AT + 5 * MINUTE)

        assert (again.seq, again.code) == (payment.seq, payment.code)
        assert len(institution.asked) == 1

    def test_opens_another_when_it_ends(self, due, payer, cashier, payment):
        another = pay_for(due, payer, cashier, at=AT + 29 * MINUTE)

        assert (another.seq, another.trade_no) == (2, payment.trade_no[:-3] + "002")
        payment.refresh_from_db()
        assert payment.state == "closed"
        assert pay_for(due, payer, cashier, at=AT + 30 * MINUTE).seq == 2

    def test_asks_for_the_same_when_nobody_answered(self, due, payer, cashier, institution):
        institution.refusal = (500, "SYSTEM_ERROR")
        with pytest.raises(CashierSilentError):
            pay_for(due, payer, cashier)
        institution.refusal = None

        found = pay_for(due, payer, cashier, at=AT + MINUTE)

        assert (found.seq, bool(found.code), len(institution.trades)) == (1, True, 1)

    def test_asks_under_another_number_when_that_was_refused(self, due, payer, cashier, institution):
        institution.refusal = (400, "PARAM_ERROR")
        with pytest.raises(CashierSilentError):
            pay_for(due, payer, cashier)
        institution.refusal = None

        assert pay_for(due, payer, cashier).seq == 2

    def test_is_for_persons_orders(self, market, due, payer, cashier):
        other = owe(market, payer_kind="canteen")

        with pytest.raises(NotPaidOnlineError):
            pay_for(other, payer, cashier)
        assert pay_for(due, payer, cashier).code

    def test_is_for_suppliers_that_are_merchants(self, market, due, payer, cashier):
        SettlementAccount.objects.update(state="replaced")
        with pytest.raises(NoMerchantError):
            pay_for(due, payer, cashier)

        open_account(market, number="62220202000199")
        with pytest.raises(NoMerchantError):
            pay_for(due, payer, cashier)
        assert not queries.pays_online(order_of(due))

    def test_is_not_there_where_nothing_is_configured(self, due, payer):
        with pytest.raises(NoMerchantError):
            pay_for(due, payer, wechat.cashier())

    def test_is_of_whoever_pays_for_the_buyer(self, market, cast, due, cashier, institution):
        with pytest.raises(NotAllowedError):
            pay_for(due, market.actor("supplier"), cashier)
        with pytest.raises(NotAllowedError):
            pay_for(due, cast.actor(hire(cast, "acceptor")), cashier)
        assert institution.asked == []

    def test_is_not_for_what_is_paid_or_has_ended(self, market, due, payer, cashier):
        load(market, row("1200.00", due.code))
        with pytest.raises(NothingToPayError):
            pay_for(due, payer, cashier)

        ended = owe(market, payer_kind="person")
        end(ended)
        with pytest.raises(NothingToPayError):
            pay_for(ended, payer, cashier)

    def test_asks_for_what_is_left_after_a_part_was_paid(self, market, due, payer, cashier, payment):
        load(market, row("200.00", due.code))

        again = pay_for(due, payer, cashier)

        assert (again.seq, again.fen) == (2, 100000)


class TestAskingAfter:
    def ask(self, cashier, after):
        return services.ask_after(cashier=cashier, at=AT + after)

    def test_pays_what_nobody_told(self, due, cashier, institution, payment):
        institution.pay(payment.trade_no)

        assert self.ask(cashier, 2 * MINUTE) == 0
        assert self.ask(cashier, 3 * MINUTE) == 1

        assert order_of(due).is_paid
        assert self.ask(cashier, 9 * MINUTE) == 0

    def test_asks_again_while_it_may_be_paid(self, cashier, institution, payment):
        for after, count in ((3, 1), (5, 0), (6, 1)):
            assert self.ask(cashier, after * MINUTE) == count
        payment.refresh_from_db()
        assert (payment.state, institution.trades[payment.trade_no]["trade_state"]) == ("opened", "NOTPAY")

    def test_closes_what_ends(self, due, payer, cashier, institution, payment):
        self.ask(cashier, 30 * MINUTE)

        payment.refresh_from_db()
        assert (payment.state, payment.due_at) == ("closed", None)
        assert institution.trades[payment.trade_no]["trade_state"] == "CLOSED"

    def test_closes_what_the_institution_never_got(self, due, payer, cashier, institution):
        institution.refusal = (400, "PARAM_ERROR")
        with pytest.raises(CashierSilentError):
            pay_for(due, payer, cashier)
        institution.refusal = None

        assert self.ask(cashier, MINUTE) == 1
        assert OnlinePayment.objects.get().due_at is None

    def test_goes_on_to_the_next_when_nobody_answers(self, cashier, institution, payment):
        institution.refusal = (500, "SYSTEM_ERROR")

        assert self.ask(cashier, 3 * MINUTE) == 1

        payment.refresh_from_db()
        assert payment.due_at == AT + 6 * MINUTE
        assert self.ask(None, 9 * MINUTE) == 0

    def test_is_done_at_once_for_whoever_says_so(self, due, payer, cashier, institution, payment):
        institution.pay(payment.trade_no)

        services.check_payment(actor=payer, order_id=due.pk, seq=1, cashier=cashier, at=AT + MINUTE)

        assert order_of(due).is_paid

    def test_is_not_done_for_others(self, market, due, payer, cashier, payment):
        with pytest.raises(NotAllowedError):
            services.check_payment(actor=market.actor("supplier"), order_id=due.pk, seq=1, cashier=cashier, at=AT)
        with pytest.raises(NotFoundError):
            services.check_payment(actor=payer, order_id=due.pk, seq=2, cashier=cashier, at=AT)
