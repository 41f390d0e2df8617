"""An order from the approval to its completion; who may do what, and when not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nongcai.domain.documents.models import Document
from nongcai.domain.notifications.models import Message
from nongcai.domain.orders import permissions, queries, services
from nongcai.domain.orders.errors import (
    AcceptanceError,
    AcceptedAlreadyError,
    AcceptedTooMuchError,
    EvidenceError,
    FreightError,
    LookedAtTooMuchError,
    MarksError,
    NotPaidYetError,
    OrderStepError,
    OwnOrderError,
    ParcelError,
    PaymentNoteError,
    RestRefusedError,
    SentTooMuchError,
    ShortfallReasonError,
    UnknownOrderError,
    WordsMissingError,
)
from nongcai.domain.orders.services import Photo, ToldAcceptance, ToldLine
from nongcai.domain.orders.states import PaymentMode
from nongcai.foundation.errors import NotAllowedError
from tests import goods
from tests.cast import hire
from tests.domain.orders.test_placing import stock
from tests.market import AT
from tests.orders import PHOTO


def act(trade, name, order, by="buyer", **told):
    return getattr(services, name)(actor=trade.actor(by), order_id=order.pk, at=AT, **told)


class TestApproval:
    def test_is_of_another_person_where_there_is_one(self, trade):
        hire(trade.cast, "order_approver")
        order = trade.placed()
        assert (order.state, order.holder, order.approved_at) == ("waiting", "approver", None)

        order = act(trade, "approve", order, by="order_approver")

        assert (order.state, order.approved_at) == ("placed", AT)

    def test_is_never_of_the_own_order(self, trade):
        hire(trade.cast, "order_approver")
        order = trade.placed()
        trade.cast.users["order_approver"].memberships.update(role="buyer")

        with pytest.raises(OwnOrderError):
            act(trade, "approve", order, by="buyer")
        assert "approve" not in permissions.possible_actions(trade.actor("buyer"), order)
        assert act(trade, "approve", order, by="order_approver").state == "placed"

    def test_is_not_the_buyers_where_somebody_is_in_office(self, trade):
        hire(trade.cast, "order_approver")

        with pytest.raises(NotAllowedError):
            act(trade, "approve", trade.placed(), by="buyer")

    def test_refused_frees_the_stock(self, trade):
        hire(trade.cast, "order_approver")
        order = trade.placed()
        with pytest.raises(WordsMissingError):
            act(trade, "refuse", order, by="order_approver", words=" ")

        order = act(trade, "refuse", order, by="order_approver", words="超出预算")

        assert order.state == "cancelled"
        assert stock(trade) == (0, 0, 100)


class TestSigning:
    def test_sells_what_was_held(self, trade):
        order = trade.signed()

        assert (order.state, order.signed_at, order.holder) == ("signed", AT, "seller")
        assert stock(trade) == (0, 10, 90)
        assert Message.objects.filter(recipient=trade.cast.users["buyer"], text__contains="已签约").exists()

    def test_is_the_suppliers(self, trade):
        order = trade.placed()
        _other, stranger = goods.second_supplier(trade.market)

        with pytest.raises(NotAllowedError):
            act(trade, "sign", order, by="buyer")
        with pytest.raises(UnknownOrderError):
            services.sign(actor=stranger, order_id=order.pk, at=AT)

    def test_is_done_once(self, trade):
        order = trade.signed()

        with pytest.raises(OrderStepError) as refusal:
            act(trade, "sign", order, by="supplier")

        assert str(refusal.value).startswith("订单“待发货”，不能办理“签约”")


class TestFreight:
    def test_is_asked_for_anew_and_agreed_to(self, trade):
        order = act(trade, "requote", trade.placed(), by="supplier", freight=Decimal("15.50"), words="偏远地区")
        assert (order.state, order.holder, order.amount, order.due) == (
            "requoted",
            "buyer",
            Decimal("265.50"),
            Decimal("265.50"),
        )
        with pytest.raises(OrderStepError):
            act(trade, "sign", order, by="supplier")

        order = act(trade, "agree", order)

        assert act(trade, "sign", order, by="supplier").amount == Decimal("265.50")

    @pytest.mark.parametrize("freight", ["-1", "0", "1.234", "NaN"])
    def test_is_an_amount_and_another(self, trade, freight):
        with pytest.raises(FreightError):
            act(trade, "requote", trade.placed(), by="supplier", freight=Decimal(freight), words="偏远地区")

    def test_does_not_change_after_signing(self, trade):
        with pytest.raises(OrderStepError):
            act(trade, "requote", trade.signed(), by="supplier", freight=Decimal(1), words="偏远地区")


class TestEnding:
    def test_is_the_buyers_before_signing(self, trade):
        order = trade.placed()
        with pytest.raises(WordsMissingError):
            act(trade, "cancel", order, words="")

        assert act(trade, "cancel", order, words="不再需要").state == "cancelled"
        assert stock(trade) == (0, 0, 100)

    def test_is_the_suppliers_after_signing(self, trade):
        order = trade.signed()
        with pytest.raises(OrderStepError):
            act(trade, "cancel", order, words="不再需要")

        assert act(trade, "call_off", order, by="supplier", words="双方协商取消").state == "cancelled"
        assert stock(trade) == (0, 0, 100)

    def test_may_be_that_the_supplier_declines(self, trade):
        assert act(trade, "decline", trade.placed(), by="supplier", words="产能不足").state == "cancelled"
        assert stock(trade) == (0, 0, 100)

    def test_is_over_once_goods_are_on_their_way(self, trade):
        with pytest.raises(OrderStepError):
            act(trade, "call_off", trade.shipped(), by="supplier", words="双方协商取消")


class TestShipping:
    def test_goes_in_several_parcels(self, trade):
        order = trade.signed()

        trade.parcel(order, (1, 4))
        order = trade.parcel(order, (1, 6))

        assert (order.state, order.holder) == ("shipped", "buyer")
        assert [[line.quantity for line in one.lines] for one in queries.parcels_of(order)] == [[4], [6]]

    @pytest.mark.parametrize("lines", [[(1, 0)], [(2, 1)], [], [(1, 1), (1, 1)]])
    def test_is_of_what_was_ordered(self, trade, lines):
        with pytest.raises(ParcelError):
            trade.parcel(trade.signed(), *lines)

    def test_is_of_no_more_than_is_left(self, trade):
        order = trade.parcel(trade.signed(), (1, 4))

        with pytest.raises(SentTooMuchError) as refusal:
            trade.parcel(order, (1, 7))

        assert "尚未发货的为6袋，本次发货填了7袋" in str(refusal.value)

    def test_waits_for_the_money_where_that_comes_first(self, trade):
        order = trade.signed(payment_mode=PaymentMode.PAY_FIRST)
        assert order.holder == "buyer"
        with pytest.raises(NotPaidYetError):
            trade.parcel(order, (1, 10))

        order = trade.paid(order)

        assert (order.holder, trade.parcel(order, (1, 10)).state) == ("seller", "shipped")


class TestAcceptance:
    def test_of_all_that_came(self, trade):
        order = trade.accepted()

        assert (order.state, order.goods_accepted_at, order.due) == ("accepted", AT, 250)
        assert [(one.line, one.accepted, one.amount) for one in queries.acceptances_of(order)] == [(1, 10, 250)]

    def test_in_part_with_what_is_short_and_why(self, trade):
        order = trade.parcel(trade.signed(), (1, 8))

        order = act(trade, "accept_goods", order, told=[ToldAcceptance(1, 6)])
        assert (order.state, order.due) == ("shipped", 250)
        order = act(trade, "accept_goods", order, told=[ToldAcceptance(1, 1, 3, "short", words="少3袋")])

        assert (order.state, order.due) == ("accepted", 175)
        assert stock(trade) == (0, 7, 93)

    @pytest.mark.parametrize(
        "told",
        [
            [ToldAcceptance(1, 0)],
            [ToldAcceptance(1, -1, 2, "short")],
            [ToldAcceptance(2, 1)],
            [ToldAcceptance(1, 1), ToldAcceptance(1, 1)],
            [],
        ],
    )
    def test_is_of_lines_each_told_once(self, trade, told):
        with pytest.raises(AcceptanceError):
            act(trade, "accept_goods", trade.shipped(), told=told)

    @pytest.mark.parametrize(
        ("told", "refusal", "words"),
        [
            (ToldAcceptance(1, 9), AcceptedTooMuchError, "已发货尚未验收的为8袋，验收数量填了9袋"),
            (
                ToldAcceptance(1, 8, 3, "short"),
                LookedAtTooMuchError,
                "尚未验收的为10袋，验收数量和未收数量合计填了11",
            ),
            (ToldAcceptance(1, 7, 1), ShortfallReasonError, "有1袋未收，请选择原因"),
            (ToldAcceptance(1, 7, 1, "because"), ShortfallReasonError, "有1袋未收，请选择原因"),
        ],
    )
    def test_is_of_what_came_and_says_what_is_wrong(self, trade, told, refusal, words):
        order = trade.parcel(trade.signed(), (1, 8))

        with pytest.raises(refusal) as found:
            act(trade, "accept_goods", order, told=[told])

        assert words in str(found.value)
        assert queries.lines_of([order.pk]).get().product_name in str(found.value)

    def test_lets_the_rest_come_after_a_bad_parcel(self, trade):
        order = trade.parcel(trade.signed(), (1, 6))
        order = act(trade, "accept_goods", order, told=[ToldAcceptance(1, 1)])
        assert order.holder == "buyer"
        order = act(trade, "accept_goods", order, told=[ToldAcceptance(1, 1, 4, "damaged")])
        assert order.holder == "seller"
        assert list(queries.orders_found(trade.actor("supplier"), stage="ship")) == [order]
        assert queries.waiting_counts(trade.actor("supplier"))["ship"] == 1
        assert act(trade, "accept_invoice", order).holder == "seller"
        with pytest.raises(AcceptedTooMuchError):
            act(trade, "accept_goods", order, told=[ToldAcceptance(1, 1)])

        assert trade.parcel(order, (1, 4)).holder == "buyer"
        order = act(trade, "accept_goods", order)

        line = queries.lines_of([order.pk]).get()
        assert (line.accepted, line.refused, line.unsent) == (6, 4, 0)
        assert (order.state, order.due) == ("accepted", 150)

    def test_refuses_of_what_was_not_sent_all_or_nothing(self, trade):
        order = trade.parcel(trade.signed(), (1, 6))

        with pytest.raises(RestRefusedError) as refusal:
            act(trade, "accept_goods", order, told=[ToldAcceptance(1, 5, 3, "short")])
        order = act(trade, "accept_goods", order, told=[ToldAcceptance(1, 5, 5, "short")])

        assert "还有4袋未发货。还要收的，未收数量不超过1袋；全部不再收的，未收数量填5袋" in str(refusal.value)
        assert (order.state, queries.lines_of([order.pk]).get().unsent) == ("accepted", 0)

    def test_keeps_photographs(self, trade):
        order = trade.shipped()
        with pytest.raises(EvidenceError):
            act(trade, "accept_goods", order, photos=[Photo("a.jpg", b"<script>")])

        order = act(trade, "accept_goods", order, photos=[Photo("a.jpg", PHOTO)])

        [row] = queries.acceptances_of(order)
        assert Document.objects.get(owner=row.owner).media_type == "image/jpeg"

    def test_is_the_acceptors_where_there_is_one(self, trade):
        hire(trade.cast, "acceptor")
        order = trade.shipped()

        with pytest.raises(NotAllowedError):
            act(trade, "accept_goods", order)
        assert act(trade, "accept_goods", order, by="acceptor").state == "accepted"


class TestFacts:
    def test_together_complete_the_order_in_any_order(self, trade):
        first = trade.paid(trade.invoiced(trade.accepted()))
        order = trade.invoiced(trade.paid(trade.shipped()))
        second = act(trade, "accept_goods", order)

        assert {one.state for one in (first, second)} == {"completed"}
        assert [one.action for one in queries.steps_of(first)][-2:] == ["pay", "complete"]

    def test_of_an_invoice_is_one(self, trade):
        order = trade.invoiced(trade.accepted())

        with pytest.raises(AcceptedAlreadyError):
            trade.invoiced(order)

    def test_of_money_add_up(self, trade):
        order = trade.paid(trade.signed(), "100")
        assert (order.paid, order.paid_at) == (100, None)

        order = trade.paid(order, "150")
        assert (order.paid, order.paid_at) == (250, AT)

        order = trade.paid(order, "-0.01")
        assert (order.paid, order.paid_at) == (Decimal("249.99"), None)

    @pytest.mark.parametrize("amount", ["0", "-0.01"])
    def test_of_money_come_to_something(self, trade, amount):
        with pytest.raises(PaymentNoteError):
            trade.paid(trade.signed(), amount)

    def test_of_money_want_a_contract(self, trade):
        with pytest.raises(OrderStepError):
            trade.paid(trade.placed(), "1")

    def test_of_an_evaluation_are_marks(self, trade):
        order = trade.accepted()
        with pytest.raises(MarksError):
            act(trade, "evaluate", order, goods=6, delivery=5, service=5)

        order = act(trade, "evaluate", order, goods=5, delivery=4, service=3, words="很好")

        assert (order.evaluated_at, queries.evaluation_of(order).service) == (AT, 3)
        with pytest.raises(AcceptedAlreadyError):
            act(trade, "evaluate", order, goods=5, delivery=5, service=5)

    def test_of_an_evaluation_come_after_the_goods(self, trade):
        with pytest.raises(OrderStepError):
            act(trade, "evaluate", trade.shipped(), goods=5, delivery=5, service=5)


class TestSight:
    @pytest.mark.parametrize(
        ("by", "sees"),
        [
            ("buyer", True), ("supplier", True), ("platform", True), ("unit", True), ("supervisor", True),
            ("city_finance", True), ("auditor", True), ("stranger", False), ("district_finance", False),
            ("quality", False),
        ],
    )  # fmt: skip
    def test_is_of_both_sides_and_of_who_manages_the_unit(self, trade, by, sees):
        order = trade.placed()

        assert queries.orders_visible_to(trade.actor(by)).filter(pk=order.pk).exists() is sees

    def test_tells_what_waits_for_whom(self, trade):
        order = trade.placed()

        waiting = {by: queries.waiting_for(trade.actor(by)).exists() for by in ("buyer", "supplier")}
        assert waiting == {"buyer": False, "supplier": True}
        act(trade, "sign", order, by="supplier")
        trade.parcel(order, (1, 10))
        assert queries.waiting_for(trade.actor("buyer")).exists()

    def test_of_what_may_be_done_follows_the_table(self, trade):
        order = trade.placed(ToldLine(trade.offer.pk, 1))

        assert permissions.possible_actions(trade.actor("supplier"), order) == ["sign", "requote", "decline"]
        assert permissions.possible_actions(trade.actor("buyer"), order) == ["cancel"]
        assert permissions.possible_actions(trade.actor("city_finance"), order) == []
