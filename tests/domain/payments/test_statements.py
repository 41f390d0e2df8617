from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from nongcai.domain.payments import queries, services
from nongcai.domain.payments.errors import NothingToRecordError
from nongcai.domain.payments.models import Allocation, Transfer, TransferStep
from nongcai.domain.payments.states import RowOutcome
from nongcai.foundation.errors import NotAllowedError
from tests.money import AT, NUMBER, load, only_transfer, open_issue, owe, row

pytestmark = pytest.mark.django_db


class TestJudging:
    def outcomes(self, market, *rows):
        of = queries.account_of_statement(market.supplier.pk)
        return [one.outcome for one in queries.judge_statement(of, rows)]

    def test_tells_what_is_new_from_what_went_out_and_what_is_wrong(self, market, account):
        rows = (row(), row(is_in=False), row(faults=("金额：应为金额。",)), row(own_account="9999"))

        assert self.outcomes(market, *rows) == [RowOutcome.NEW, RowOutcome.OUT, RowOutcome.WRONG, RowOutcome.WRONG]

    def test_knows_a_row_of_the_same_file(self, market, account):
        one = row()

        assert self.outcomes(market, one, replace(one, row_no=9)) == [RowOutcome.NEW, RowOutcome.SAME]

    def test_wants_a_number_or_a_balance(self, market, account):
        assert self.outcomes(market, row(serial="")) == [RowOutcome.WRONG]
        assert self.outcomes(market, row(serial="", balance=Decimal(9))) == [RowOutcome.NEW]

    def test_knows_a_row_by_its_balance_where_one_export_has_no_numbers(self, market, account):
        told = row(balance=Decimal("9000.00"))
        load(market, told)

        assert self.outcomes(market, replace(told, serial="")) == [RowOutcome.SAME]
        assert self.outcomes(market, replace(told, serial="", balance=Decimal("7800.00"))) == [RowOutcome.NEW]
        assert self.outcomes(market, replace(told, serial="OTHER")) == [RowOutcome.NEW]


class TestLoading:
    def test_records_each_transfer_once_though_the_statement_comes_again(self, market, account):
        first, second, third = row(), row("5.00"), row("7.00")
        load(market, first, second)

        overlapping = load(market, second, replace(first, moment=AT + timedelta(hours=1)), third)

        assert (overlapping.recorded, overlapping.same) == (1, 2)
        assert Transfer.objects.count() == 3
        with pytest.raises(NothingToRecordError):
            load(market, first, second, third)

    def test_keeps_of_the_payer_no_more_than_is_needed(self, market, account):
        load(market, row(payer="张小三", payer_account="6217000000001234"))

        found = only_transfer()
        assert (found.payer, found.payer_tail) == ("张**", "1234")
        kept = " ".join(str(value) for value in Transfer.objects.values_list().get())
        assert "张小三" not in kept
        assert "6217000000001234" not in kept

    def test_matches_by_code_and_says_so(self, market, account):
        due = owe(market)
        other = owe(market)

        statement = load(market, row(note=f"食材款{other.code}"))

        assert statement.matched == 1
        due.refresh_from_db()
        other.refresh_from_db()
        assert (due.paid, other.paid, other.open) == (0, Decimal("1200.00"), 0)
        assert other.settled_at == AT
        kinds = list(TransferStep.objects.order_by("seq").values_list("kind", flat=True))
        assert kinds == ["recorded", "matched"]

    def test_opens_an_exception_with_a_holder_and_a_day(self, market, account):
        load(market, row())

        found = open_issue()
        assert (found.kind, found.holder, found.state) == ("no_order", "supplier", "open")
        assert found.due_on == AT.date() + timedelta(days=3)
        assert "没有识别码" in found.reason

    def test_does_not_take_money_of_another_account_for_paid(self, market, account):
        due = owe(market)

        load(market, row(note=due.code), tail="8888")

        due.refresh_from_db()
        assert due.paid == 0
        assert (open_issue().kind, open_issue().candidates) == ("wrong_account", [due.pk])
        assert "8888" in open_issue().reason

    def test_closes_an_instalment_when_the_rest_comes(self, market, account):
        due = owe(market)
        load(market, row("200.00", due.code))
        assert open_issue().kind == "partial"

        load(market, row("1000.00", due.code))

        due.refresh_from_db()
        assert due.settled_at
        assert not queries.issues_visible_to(market.actor("supplier")).filter(closed_at=None).exists()

    def test_is_of_the_own_supplier_alone(self, market, account):
        of = queries.account_of_statement(market.supplier.pk)
        told = {"account": of, "rows": [row()], "bank": "", "name": "", "at": AT}

        with pytest.raises(NotAllowedError):
            services.load_statement(actor=market.actor("platform"), **told)
        with pytest.raises(NotAllowedError):
            services.load_statement(actor=market.actor("quality"), **told)

    def test_remembers_what_headings_mean(self, market):
        supplier = market.actor("supplier")
        services.answer_headings(actor=supplier, answers={"column:x:进账": "credit"})

        services.answer_headings(actor=supplier, answers={"column:x:进账": "debit", "column:x:号": "serial"})

        told = queries.headings_told(market.supplier.pk)
        assert told == {"column:x:进账": "debit", "column:x:号": "serial"}


class TestRows:
    def test_are_never_edited(self, market, account):
        due = owe(market)
        load(market, row(note=due.code))

        for rows, told in ((Transfer.objects, {"amount": 1}), (Allocation.objects, {"amount": 1})):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**told)
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.all().delete()

    def test_are_never_allocated_beyond_what_arrived(self, market, account):
        load(market, row())

        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer.objects.update(allocated=Decimal("1200.01"))


class TestDifferences:
    def test_are_none(self, market, account):
        due = owe(market)
        load(market, row(note=due.code), row("3.00"))

        assert queries.differences() == {}

    def test_name_a_transfer_and_an_order_whose_sums_are_wrong(self, market, account):
        due = owe(market)
        load(market, row(note=due.code))
        transfer = only_transfer()
        Transfer.objects.update(allocated=Decimal("1000.00"))
        due.paid = Decimal("1.00")
        due.save(update_fields=["paid"])

        assert queries.differences() == {
            "transfers": [transfer.pk],
            "orders": [due.pk],
            "forgotten": [transfer.pk],
        }


def test_the_number_of_the_account_is_kept_for_whoever_pays(market, account):
    assert queries.settlement_account(market.supplier.pk).number == NUMBER
