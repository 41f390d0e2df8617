"""Until when something may be said of goods that were accepted."""

from datetime import timedelta

import pytest

from nongcai.domain.programmes.models import PaymentRule
from nongcai.domain.support import queries, services
from nongcai.domain.support.errors import QualityPastError, VisiblePastError
from nongcai.domain.support.services import ToldIncident
from nongcai.foundation.years import day_of
from tests.incidents import SHORT
from tests.market import AT

pytestmark = pytest.mark.django_db


class TestTheTimeToReport:
    @pytest.mark.parametrize(
        ("kind", "days", "refusal"),
        [
            ("short", 8, None),
            ("damaged", 60, VisiblePastError),
            ("wrong", 60, VisiblePastError),
            ("quality", 60, None),
            ("quality", 800, QualityPastError),
            ("invoice", 800, None),
        ],
    )
    def test_begins_with_the_acceptance(self, dispute, kind, days, refusal):
        order = dispute.trade.accepted()
        order.refresh_from_db()
        at = order.goods_accepted_at + timedelta(days=days - 1)
        told = ToldIncident(kind, "usual", "开袋后发现。")

        if refusal is None:
            assert report(dispute, order, told, at).state == "reported"
            return
        with pytest.raises(refusal) as refused:
            report(dispute, order, told, at)
        assert "民法典" in refused.value.message

    def test_is_that_of_the_programme(self, dispute):
        order = dispute.trade.accepted()
        order.refresh_from_db()
        until = queries.report_until(order, is_visible=True)
        assert (until - day_of(order.goods_accepted_at)).days >= 7

        rule = PaymentRule.objects.create(
            region_id="410000",
            first_year=2024,
            goods_first_days=15,
            longest_days=30,
            pay_first_days=30,
            extension_days=15,
            inspection_days=1,
            check_days=3,
            refund_days=7,
            document="豫财购〔2024〕9号",
            text="检验期限1日。",
            published_at=order.goods_accepted_at + timedelta(days=1),
        )
        assert queries.report_until(order, is_visible=True) == until
        PaymentRule.objects.filter(pk=rule.pk).update(published_at=order.goods_accepted_at)

        assert queries.report_until(order, is_visible=True) < until

    def test_does_not_run_before(self, dispute):
        order = dispute.trade.shipped()

        assert queries.report_until(order, is_visible=True) is None
        assert report(dispute, order, SHORT, AT + timedelta(days=90)).state == "reported"


def report(dispute, order, told, at):
    return services.report(actor=dispute.trade.actor("buyer"), order_id=order.pk, told=told, at=at)
