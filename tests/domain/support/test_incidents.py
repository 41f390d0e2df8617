from datetime import date, timedelta
from decimal import Decimal

import pytest

from nongcai.domain.documents import queries as documents
from nongcai.domain.notifications.models import Message
from nongcai.domain.orders import services as orders
from nongcai.domain.orders.errors import EvidenceError, UnknownOrderError
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.services import Photo
from nongcai.domain.support import permissions, queries, services
from nongcai.domain.support.errors import (
    AppealPastError,
    IncidentKindError,
    IncidentOpenError,
    IncidentStepError,
    IncidentWordsError,
    NoContractError,
    OutcomeError,
    SecondPersonError,
    UnknownIncidentError,
)
from nongcai.domain.support.models import Incident
from nongcai.domain.support.services import ToldIncident, ToldStep
from nongcai.domain.support.states import IncidentAction
from nongcai.foundation.errors import NotAllowedError
from tests.cast import hire
from tests.incidents import PLATFORM, REVIEWER, SHORT, UNPAID
from tests.market import AT
from tests.orders import PHOTO

pytestmark = pytest.mark.django_db

A = IncidentAction


def heard(user, text):
    return Message.objects.filter(recipient=user, text__contains=text).exists()


class TestReporting:
    def test_gives_it_to_the_other_side_until_a_workday(self, dispute):
        incident = dispute.reported()

        # Reported on a Saturday: three workdays later is the Wednesday.
        assert (incident.state, incident.holder, incident.due_on) == ("reported", "seller", date(2024, 3, 6))
        assert heard(dispute.trade.market.users["supplier"], "采购人提出交易异常“少货”，请于2024年3月6日前答复")

    def test_may_come_from_the_supplier(self, dispute):
        incident = dispute.reported(by="supplier", told=UNPAID)

        assert (incident.side, incident.holder) == ("seller", "buyer")
        assert heard(dispute.trade.cast.users["buyer"], "供应商提出交易异常“付款”")

    def test_keeps_what_there_is_to_show(self, dispute):
        told = ToldIncident("damaged", "grave", "外箱破损", [Photo("箱.jpg", PHOTO)])
        incident = dispute.reported(told=told)

        [step] = queries.incident_steps(incident)
        assert [one.name for one in documents.documents_of(step.owner)] == ["箱.jpg"]
        with pytest.raises(EvidenceError):
            dispute.reported(
                dispute.trade.shipped(), told=ToldIncident("damaged", "grave", "破损", [Photo("x.html", b"<html>")])
            )

    def test_wants_words_and_a_kind_of_ones_own(self, dispute):
        order = dispute.trade.shipped()
        with pytest.raises(IncidentWordsError):
            dispute.reported(order, told=ToldIncident("short", "usual", " "))
        with pytest.raises(IncidentKindError):
            dispute.reported(order, told=ToldIncident("refused", "usual", "拒收"))
        with pytest.raises(IncidentKindError):
            dispute.reported(order, told=ToldIncident("short", "worst", "少货"))
        with pytest.raises(IncidentKindError):
            dispute.reported(order, by="supplier", told=SHORT)

        assert dispute.reported(order).seq == 1

    def test_wants_a_contract(self, dispute):
        order = dispute.trade.placed()
        with pytest.raises(NoContractError):
            dispute.reported(order)

        orders.sign(actor=dispute.trade.actor("supplier"), order_id=order.pk, at=AT)
        assert dispute.reported(order, told=ToldIncident("late", "usual", "逾期未发货"))

    def test_has_one_open_a_side(self, dispute):
        incident = dispute.reported()
        order = Order.objects.get(pk=incident.order_id)
        with pytest.raises(IncidentOpenError):
            dispute.reported(order)

        assert dispute.reported(order, by="supplier", told=UNPAID).seq == 2
        dispute.step(incident, A.WITHDRAW, "buyer")
        assert dispute.reported(order).seq == 3

    def test_is_for_the_two_sides_alone(self, dispute):
        order = dispute.trade.shipped()
        # They see the order, and are no side of it.
        for name in ("city_finance", PLATFORM, "unit"):
            with pytest.raises(NotAllowedError):
                dispute.reported(order, by=name)
        with pytest.raises(UnknownOrderError):
            dispute.reported(order, by="quality")
        hire(dispute.trade.cast, "order_approver")
        with pytest.raises(NotAllowedError):
            dispute.reported(order, by="order_approver")


class TestSight:
    def test_is_that_of_both_sides_and_the_platform(self, dispute):
        incident = dispute.reported()
        hire(dispute.trade.cast, "order_approver")

        def sees(name):
            return queries.incidents_visible_to(dispute.trade.actor(name)).filter(order_id=incident.order_id).exists()

        assert [sees(name) for name in ("buyer", "supplier", PLATFORM, "order_approver")] == [True] * 4
        assert [sees(name) for name in ("city_finance", "unit", "auditor", "quality")] == [False] * 4

    def test_ends_at_other_bodies(self, dispute):
        incident = dispute.reported()
        Incident.objects.update(buyer_id=1, seller_id=2)

        for name in ("buyer", "supplier"):
            assert not queries.incidents_visible_to(dispute.trade.actor(name)).exists()
            with pytest.raises(UnknownIncidentError):
                dispute.step(incident, A.ADD, name)

    def test_sorts_by_who_has_it(self, dispute):
        incident = dispute.reported()
        waiting = {name: queries.incidents_waiting_for(dispute.trade.actor(name)) for name in ("buyer", "supplier")}
        assert [list(rows.values_list("seq", flat=True)) for rows in waiting.values()] == [[], [1]]

        dispute.step(incident, A.WITHDRAW, "buyer")

        supplier = dispute.trade.actor("supplier")
        assert [queries.incidents_shown_as(supplier, show).count() for show in ("waiting", "open", "ended", "")] == [
            0,
            0,
            1,
            1,
        ]


class TestSettling:
    def test_both_agree(self, dispute):
        incident = dispute.replied("refund", Decimal("12.50"))
        assert (incident.state, incident.holder, incident.proposal) == ("replied", "buyer", "refund")

        incident = dispute.step(incident, A.SETTLE, "buyer")

        assert (incident.state, incident.outcome, incident.amount) == ("settled", "settled", Decimal("12.50"))
        assert (incident.holder, incident.due_on) == ("nobody", None)

    def test_or_the_platform_decides(self, dispute):
        incident = dispute.raised()
        assert (incident.state, incident.holder) == ("raised", "platform")
        assert heard(dispute.trade.market.users["platform"], "已提请平台处理")

        incident = dispute.step(incident, A.DECIDE, PLATFORM, "resend")

        assert (incident.state, incident.outcome) == ("decided", "resend")
        for user in (dispute.trade.cast.users["buyer"], dispute.trade.market.users["supplier"]):
            assert heard(user, "平台已决定交易异常：补发")

    @pytest.mark.parametrize(
        ("outcome", "amount"),
        [("", None), ("settled", None), ("refund", None), ("refund", "0"), ("refund", "999999"), ("resend", "1")],
    )
    def test_an_outcome_is_one_and_has_its_amount(self, dispute, outcome, amount):
        incident = dispute.raised()

        with pytest.raises(OutcomeError):
            dispute.step(incident, A.DECIDE, PLATFORM, outcome, amount and Decimal(amount))

        assert dispute.step(incident, A.DECIDE, PLATFORM, "refund", incident.most).amount == incident.most

    def test_takes_no_step_of_another(self, dispute):
        incident = dispute.reported()
        with pytest.raises(NotAllowedError):
            dispute.step(incident, A.REPLY, "buyer", "resend")
        with pytest.raises(NotAllowedError):
            dispute.step(incident, A.DECIDE, "supplier", "reject")
        with pytest.raises(IncidentStepError):
            dispute.step(incident, A.DECIDE, PLATFORM, "reject")
        with pytest.raises(NotAllowedError):
            dispute.step(incident, A.ESCALATE, "buyer")

        assert dispute.step(incident, A.REPLY, "supplier", "resend").steps == 2

    def test_hears_more_while_it_is_open(self, dispute):
        incident = dispute.raised()
        due = incident.due_on

        incident = dispute.step(incident, A.ADD, "supplier", days=4)

        assert (incident.state, incident.due_on) == ("raised", due)
        assert [one.action for one in queries.incident_steps(incident)] == ["report", "reply", "raise", "add"]

    def test_shows_what_each_may_do(self, dispute):
        incident = dispute.reported()

        def may(name):
            return permissions.acts_on(dispute.trade.actor(name), incident, AT)

        assert (may("buyer"), may("supplier"), may(PLATFORM)) == (["add", "withdraw"], ["reply", "add"], [])
        assert may("city_finance") == []


class TestAppealing:
    def test_is_looked_at_again_and_then_stands(self, dispute):
        incident = dispute.decided("reject")
        incident = dispute.step(incident, A.APPEAL, "buyer", days=3)
        assert (incident.state, incident.holder) == ("appealed", "platform")

        incident = dispute.step(incident, A.REVIEW, REVIEWER, "resend", days=4)

        assert (incident.state, incident.outcome, incident.appeal_due) == ("final", "resend", None)
        with pytest.raises(IncidentStepError):
            dispute.step(incident, A.APPEAL, "supplier", days=4)

    def test_is_looked_at_by_another_person(self, dispute):
        incident = dispute.step(dispute.decided("reject"), A.APPEAL, "buyer", days=3)
        same, other = dispute.actor(PLATFORM), dispute.actor(REVIEWER)

        assert "review" not in permissions.acts_on(same, incident, AT)
        assert "review" in permissions.acts_on(other, incident, AT)
        with pytest.raises(SecondPersonError):
            dispute.step(incident, A.REVIEW, PLATFORM, "resend", days=4)
        assert dispute.step(incident, A.REVIEW, REVIEWER, "resend", days=4).state == "final"

    def test_has_its_days(self, dispute):
        incident = dispute.decided("reject")
        assert incident.appeal_due == date(2024, 3, 8)

        with pytest.raises(AppealPastError):
            dispute.step(incident, A.APPEAL, "supplier", days=8)
        assert "appeal" not in permissions.acts_on(dispute.trade.actor("supplier"), incident, AT + timedelta(days=8))

        assert dispute.step(incident, A.APPEAL, "supplier", days=7).state == "appealed"

    @pytest.mark.parametrize("side", ["buyer", "supplier"])
    def test_is_nobodys_to_take_away_by_reporting_the_next(self, dispute, side):
        incident = dispute.decided("reject")
        second = dispute.reported(Order.objects.get(pk=incident.order_id))

        assert dispute.step(incident, A.APPEAL, side, days=3).state == "appealed"
        dispute.step(incident, A.REVIEW, REVIEWER, "resend", days=4)
        assert Order.objects.get(pk=incident.order_id).stopped_at is not None
        dispute.step(second, A.WITHDRAW, "buyer", days=5)
        assert Order.objects.get(pk=incident.order_id).stopped_at is None

    def test_lets_the_reporter_report_the_next(self, dispute):
        incident = dispute.step(dispute.decided("reject"), A.APPEAL, "supplier", days=3)
        order = Order.objects.get(pk=incident.order_id)
        dispute.reported(order)

        with pytest.raises(IncidentOpenError):
            dispute.reported(order)


class TestEscalating:
    @pytest.mark.parametrize("reply", [True, False])
    def test_goes_to_the_platform_once_its_day_has_passed(self, dispute, reply):
        incident = dispute.replied() if reply else dispute.reported()
        last = AT + timedelta(days=5)
        assert services.escalate_late(at=last) == 0

        assert services.escalate_late(at=last + timedelta(days=1)) == 1

        incident.refresh_from_db()
        assert (incident.state, incident.holder) == ("raised", "platform")
        assert services.escalate_late(at=last + timedelta(days=1)) == 0
        assert heard(dispute.trade.market.users["platform"], "已转平台处理")

    def test_reminds_the_platform_once_a_day(self, dispute):
        incident = dispute.raised()
        assert services.remind_platform(at=AT + timedelta(days=3)) == 0
        late = AT + timedelta(days=30)

        assert [services.remind_platform(at=late) for _ in range(2)] == [1, 0]
        assert services.remind_platform(at=late + timedelta(days=1)) == 1
        incident.refresh_from_db()
        assert incident.state == "raised"


def test_words_are_wanted_of_each_step(dispute):
    incident = dispute.reported()
    told = {"actor": dispute.trade.actor("buyer"), "order_id": incident.order_id, "seq": 1, "at": AT}
    with pytest.raises(IncidentWordsError):
        services.take_step(**told, action=A.WITHDRAW, told=ToldStep(" "))

    assert services.take_step(**told, action=A.WITHDRAW, told=ToldStep("已补齐。")).state == "withdrawn"
