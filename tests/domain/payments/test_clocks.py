"""By when somebody is to have looked at money that is not clear: as the region of its orders says."""

from datetime import timedelta

import pytest

from nongcai.domain.programmes import services as programmes
from tests.domain.programmes.writing import bureau_of, payment
from tests.money import AT, TODAY, load, open_issue, owe, row
from tests.vouchers import deny, state

pytestmark = pytest.mark.django_db
# Of 5 March 2024, a Tuesday, by workdays: the nation's three, and a region's five.
NATIONS, REGIONS = TODAY + timedelta(days=3), TODAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def rule(account):
    """Let the school's city look within five workdays."""
    actor, told = bureau_of("410100"), payment(first_year=2024, check_days=5)
    written = programmes.write_payment_rule(actor=actor, told=told, at=AT)
    programmes.publish_payment_rule(actor=actor, rule_id=written.pk, at=AT)


class TestClaims:
    def test_go_by_the_region_of_their_order(self, market, payer):
        claim = state(payer, owe(market))
        assert claim.due_on == REGIONS

        assert deny(market, claim).due_on == REGIONS

    def test_of_another_region_go_by_the_nation(self, market, payer):
        assert state(payer, owe(market, region_code="420100")).due_on == NATIONS


class TestExceptions:
    def test_go_by_the_region_of_the_orders_that_it_may_be_for(self, market):
        first, second = owe(market), owe(market)
        load(market, row(str(first.amount), payer=first.buyer_name))

        issue = open_issue()

        assert set(issue.candidates) == {first.pk, second.pk}
        assert issue.due_on == REGIONS

    def test_that_may_be_for_orders_of_several_regions_go_by_the_nation(self, market):
        first = owe(market)
        owe(market, region_code="420100")
        load(market, row(str(first.amount), payer=first.buyer_name))

        assert open_issue().due_on == NATIONS

    def test_that_nobody_knows_go_by_the_nation(self, market):
        load(market, row("7.00", payer="某单位"))

        assert open_issue().due_on == NATIONS
