"""An order that was counted to the wrong unit moves when both units and their finance agree."""

from __future__ import annotations

import pytest

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry, UnitStanding
from nongcai.domain.orders import queries, services
from nongcai.domain.orders.errors import (
    CorrectionError,
    CorrectionOpenError,
    OrderStepError,
    UnknownCorrectionError,
    WordsMissingError,
)
from nongcai.domain.orders.models import Order
from nongcai.domain.transactions import queries as transactions
from nongcai.foundation.errors import NotAllowedError
from tests.market import AT
from tests.orders import SCHOOL

POLICE = "4101000003"


def ask(trade, order, code=POLICE, words="下单时选错单位", by="buyer"):
    unit = trade.cast.units[code].id
    return services.ask_correction(actor=trade.actor(by), order_id=order.pk, to_unit_id=unit, words=words, at=AT)


def answer(trade, row, by, **told):
    told = {"agrees": True} | told
    return services.answer_correction(actor=trade.actor(by), order_id=row.order_id, seq=row.seq, at=AT, **told)


def counts_to(trade, code):
    assert transactions.uncounted() == []
    assert ledger.differences() == []
    row = UnitStanding.objects.filter(unit_id=trade.cast.units[code].id, year=AT.year).first()
    return row.canteen if row else 0


class TestCorrection:
    def test_is_done_with_the_last_who_agrees(self, trade):
        order = trade.completed()
        row = ask(trade, order)

        for by in ("unit", "stranger"):
            assert answer(trade, row, by).state == "asked"
        assert (counts_to(trade, SCHOOL), counts_to(trade, POLICE)) == (250, 0)
        # Both units have the same finance department above them.
        assert answer(trade, row, "city_finance").state == "done"

        assert (counts_to(trade, SCHOOL), counts_to(trade, POLICE)) == (0, 250)
        order.refresh_from_db()
        assert (order.unit_id, order.unit_name) == (trade.cast.units[POLICE].id, "郑州市公安局")
        assert set(Entry.objects.filter(source__endswith=":undone").values_list("rule", flat=True)) == {
            "order_corrected"
        }

    @pytest.mark.parametrize("by", ["supervisor", "auditor", "buyer"])
    def test_is_agreed_to_by_none_but_the_parties(self, trade, by):
        row = ask(trade, trade.completed())

        with pytest.raises(NotAllowedError):
            answer(trade, row, by)

    @pytest.mark.parametrize("by", ["district_finance", "supplier"])
    def test_is_not_seen_by_others(self, trade, by):
        row = ask(trade, trade.completed())

        with pytest.raises(UnknownCorrectionError):
            answer(trade, row, by)

    def test_wants_a_finance_department_on_each_side(self, trade):
        row = ask(trade, trade.completed(), "4101050002")

        for by in ("unit", "city_finance"):
            answer(trade, row, by)
        found = queries.corrections_of(Order.objects.get()).get()

        assert (found.state, found.from_finance_at, found.to_finance_at) == ("asked", AT, None)

    def test_ends_with_a_no_and_its_reason(self, trade):
        row = ask(trade, trade.completed())
        with pytest.raises(WordsMissingError):
            answer(trade, row, "stranger", agrees=False)

        assert answer(trade, row, "stranger", agrees=False, words="不是我单位采购").state == "refused"

        with pytest.raises(OrderStepError):
            answer(trade, row, "unit")
        assert counts_to(trade, SCHOOL) == 250

    def test_is_asked_for_once_at_a_time_and_to_another_unit(self, trade):
        order = trade.completed()
        with pytest.raises(CorrectionError):
            ask(trade, order, SCHOOL)
        with pytest.raises(CorrectionError):
            services.ask_correction(
                actor=trade.actor("buyer"), order_id=order.pk, to_unit_id=trade.cast.city.id, words="错", at=AT
            )
        ask(trade, order)

        with pytest.raises(CorrectionOpenError):
            ask(trade, order)

    def test_is_the_buyers_to_ask_for_once_there_is_a_contract(self, trade):
        with pytest.raises(OrderStepError):
            ask(trade, trade.placed())
        with pytest.raises(NotAllowedError):
            ask(trade, trade.signed(), by="supplier")
