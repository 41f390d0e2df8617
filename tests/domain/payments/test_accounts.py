import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.payments import queries, services
from nongcai.domain.payments.errors import AccountNameError, AccountStepError, ReasonNeededError, SameAccountError
from nongcai.domain.payments.models import SettlementAccount
from nongcai.domain.payments.services import ToldAccount
from nongcai.foundation.errors import InvalidError, NotAllowedError
from tests.money import AT, NUMBER, open_account

pytestmark = pytest.mark.django_db


def told(market, **changes):
    return ToldAccount(**{"holder_name": market.supplier.name, "bank": "农业银行", "number": NUMBER} | changes)


def propose(market, **changes):
    return services.propose_account(actor=market.actor("supplier"), told=told(market, **changes), at=AT)


class TestProposing:
    def test_waits_for_the_platform(self, market):
        propose(market, number="6222 0202 0001")

        assert queries.settlement_account(market.supplier.pk) is None
        assert queries.accounts_visible_to(market.actor("platform")).get().number == "622202020001"

    def test_is_of_the_suppliers_own_name(self, market):
        with pytest.raises(AccountNameError):
            propose(market, holder_name="卢氏县另一家合作社")
        propose(market, holder_name=f" {market.supplier.name}")

    @pytest.mark.parametrize("number", ["1234567", "62220202000123456A", "6" * 33])
    def test_is_of_digits(self, market, number):
        with pytest.raises(InvalidError):
            propose(market, number=number)

    def test_is_one_at_a_time(self, market):
        propose(market)

        with pytest.raises(InvalidError):
            propose(market, number="62220202000199")

    def test_is_for_suppliers(self, market):
        with pytest.raises(NotAllowedError):
            services.propose_account(actor=market.actor("platform"), told=told(market), at=AT)


class TestDeciding:
    def test_replaces_the_one_before_and_keeps_it(self, market):
        first = open_account(market)

        second = open_account(market, "62220202000199")

        assert queries.settlement_account(market.supplier.pk) == second
        first.refresh_from_db()
        assert (first.state, first.replaced_at) == ("replaced", AT)
        with pytest.raises(SameAccountError):
            propose(market, number="62220202000199")

    def test_is_not_undone(self, market):
        account = open_account(market)

        with pytest.raises(AccountStepError):
            services.refuse_account(actor=market.actor("platform"), account_id=account.pk, words="户名不符", at=AT)

    def test_refuses_with_words(self, market):
        account = propose(market)
        platform = market.actor("platform")

        with pytest.raises(ReasonNeededError):
            services.refuse_account(actor=platform, account_id=account.pk, words=" ", at=AT)
        refused = services.refuse_account(actor=platform, account_id=account.pk, words="开户行有误", at=AT)

        assert (refused.state, refused.words) == ("refused", "开户行有误")
        assert queries.settlement_account(market.supplier.pk) is None

    def test_is_for_the_platform(self, market):
        account = propose(market)

        with pytest.raises(NotAllowedError):
            services.confirm_account(actor=market.actor("supplier"), account_id=account.pk, at=AT)

    def test_never_edits_a_number(self, market):
        account = propose(market)

        with pytest.raises(DatabaseError), transaction.atomic():
            SettlementAccount.objects.filter(pk=account.pk).update(number="62220202000199")
