from datetime import date

import pytest

from nongcai.domain.payments import rules
from nongcai.domain.programmes import queries
from nongcai.domain.programmes.errors import NoPaymentRuleError
from nongcai.domain.programmes.models import PaymentRule
from nongcai.foundation import records
from nongcai.foundation.errors import InvalidError

pytestmark = pytest.mark.django_db


def own(**changes):
    told = {
        "region_id": "410000",
        "first_year": 2024,
        "goods_first_days": 15,
        "longest_days": 30,
        "pay_first_days": 30,
        "extension_days": 15,
        "inspection_days": 5,
        "check_days": 3,
        "refund_days": 7,
        "document": "豫财购〔2024〕9号",
        "text": "自交付之日起15日内付款。",
    }
    return PaymentRule(**told | changes)


class TestPaymentFor:
    def test_is_the_law_where_nobody_says_more(self):
        found = queries.payment_for("410100", 2024)

        assert (found.goods_first_days, found.longest_days, found.check_days, found.refund_days) == (30, 60, 3, 7)
        assert "国务院令第802号" in found.document

    def test_is_that_of_the_nearest_layer(self):
        records.save(own())

        assert queries.payment_for("410100", 2024).goods_first_days == 15
        assert queries.payment_for("420000", 2024).goods_first_days == 30
        assert queries.payment_for("410100", 2023).goods_first_days == 30

    def test_is_none_before_there_was_any(self):
        with pytest.raises(NoPaymentRuleError):
            queries.payment_for("410100", 2018)


class TestPaymentRule:
    @pytest.mark.parametrize("longer", [{"goods_first_days": 31}, {"longest_days": 61}])
    def test_never_lengthens_the_law(self, longer):
        records.save(own())

        with pytest.raises(InvalidError):
            records.save(own(region_id="410100", **longer))

    def test_tells_the_room_of_payments_what_it_wants(self):
        told = queries.payment_for("410100", 2024)
        names = rules.Terms.__dataclass_fields__

        terms = rules.Terms(**{name: getattr(told, name) for name in names})

        assert rules.due_day(date(2024, 3, 1), rules.goods_first_days(terms)) == date(2024, 3, 31)
