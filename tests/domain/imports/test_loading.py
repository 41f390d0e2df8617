from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import transaction

from nongcai.domain.documents import queries as documents
from nongcai.domain.imports import queries, services
from nongcai.domain.imports.errors import OpenQuestionsError, RunStepError, WrongRowsError
from nongcai.domain.imports.models import ReconciliationItem
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.notifications import queries as notifications
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.models import ListingCount
from nongcai.domain.shares import queries as shares
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions.models import Transaction
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, YEAR, credit_code
from tests.domain.imports.bench import DONE, Bench, Sheet, account, cast_directory, filed, listed, numbers, order

SCHOOL = "4101000002"
REFUNDED = {"state": "partly_refunded", "refund": Decimal("50.00")}


def bought(cast, code=SCHOOL):
    """Return what counts for a unit, by rule."""
    entries = Entry.objects.filter(unit_id=cast.units[code].id, kind="purchased").order_by("counted_at", "sign")
    return [(entry.amount, entry.rule) for entry in entries]


def everything():
    """Return all that counts and is known, but for ids and moments of recording."""
    return (
        sorted(Entry.objects.values_list("unit_id", "year", "kind", "channel", "amount", "source")),
        sorted(Transaction.objects.values_list("order_no", "state", "amount", "refund", "unit_id", "version")),
        sorted(organisations.placements().values_list("organisation_id", "path")),
    )


def is_clean():
    return ledger.differences() == [] and transactions.uncounted() == []


class TestLoad:
    def test_brings_five_workbooks_together(self, cast, bench):
        run = bench.bring(
            Sheet("transactions", [
                order("1", bound_unit_code="4101000009"),
                order("2", buyer_kind="union", buyer_code=credit_code(501), bound_unit_code=""),
                order("3", buyer_kind="individual", buyer_name="f00d", bound_unit_code="4101000009"),
            ]),
            Sheet("accounts", [account("union", "气象局工会", credit_code(501), "4101000009")]),
            Sheet("filings", [filed("4101000009")]),
            Sheet("directory", [listed("4101000009", "郑州市气象局")]),
        )  # fmt: skip

        unit = organisations.units_by_code(["4101000009"], YEAR, cast.city.path).get()
        entries = Entry.objects.filter(unit_id=unit.organisation_id)
        assert run.state == "loaded"
        assert sorted(entries.values_list("kind", "channel", "rule")) == [
            ("canteen_total", "canteen", "filing_confirmed"),
            ("purchased", "canteen", "unit_code"),
            ("purchased", "individual", "individual_binding"),
            ("purchased", "union", "account_table"),
            ("reserved", "canteen", "filing_confirmed"),
        ]
        assert is_clean()

    def test_changes_nothing_the_second_time(self, cast, bench):
        sheets = (
            Sheet("directory", [*cast_directory(), listed("4101000009", "郑州市气象局")]),
            Sheet("filings", [filed("4101000009", filed_at=None)]),
            Sheet("accounts", [account("union", "一中工会", credit_code(501), SCHOOL)]),
            Sheet("transactions", [order("1"), order("2", bound_unit_code="9999")]),
        )
        bench.bring(*sheets)
        before = everything()

        again = bench.bring(*sheets)

        assert numbers(again) == {"unchanged": 10}
        assert everything() == before
        assert ReconciliationItem.objects.count() == 1

    def test_counts_an_order_in_two_exports_once(self, cast, bench):
        bench.bring(
            Sheet("transactions", [order("1")], name="1.xlsx"), Sheet("transactions", [order("1")], name="2.xlsx")
        )

        assert bought(cast) == [(Decimal("300.00"), "unit_code")]

    def test_corrects_a_changed_order_by_opposite_and_new_entry(self, cast, bench):
        bench.bring(Sheet("transactions", [order("1")]))
        sheets = (Sheet("transactions", [order("1", **REFUNDED)]),)

        bench.load(bench.answer(bench.dry_run(*sheets), sheets, exported_at="2024-01-05 09:00"))

        assert sorted(bought(cast)) == [
            (Decimal("-300.00"), "told_later"),
            (Decimal("250.00"), "unit_code"),
            (Decimal("300.00"), "unit_code"),
        ]
        assert set(Entry.objects.filter(kind="purchased").values_list("year", flat=True)) == {YEAR}
        assert is_clean()

    def test_believes_the_later_of_two_exports_in_one_run(self, cast, bench):
        first = Sheet("transactions", [order("1")], name="1.xlsx")
        second = Sheet("transactions", [order("1", **REFUNDED)], name="2.xlsx")
        run = bench.dry_run(first, second)
        times = {"1.xlsx|Sheet1": "2023-09-01 09:00", "2.xlsx|Sheet1": "2023-10-01 09:00"}
        answers = {one.pk: times[one.key] for one in queries.open_questions(run)}
        services.answer(actor=bench.actor, run_id=run.pk, answers=answers, at=AT, queued=False)

        bench.load(bench.check(run, first, second))

        assert bought(cast) == [(Decimal("250.00"), "unit_code")]

    def test_leaves_a_state_that_would_go_back(self, cast, bench):
        bench.bring(Sheet("transactions", [order("1")]))
        sheets = (Sheet("transactions", [order("1", state="shipped", completed_at=None)]),)
        run = bench.answer(bench.dry_run(*sheets), sheets, exported_at="2024-01-05 09:00")

        bench.load(run)

        assert Transaction.objects.get().state == "completed"
        assert bought(cast) == [(Decimal("300.00"), "unit_code")]

    def test_takes_a_state_back_once_it_is_confirmed(self, cast, bench):
        bench.bring(Sheet("transactions", [order("1")]))
        sheets = (Sheet("transactions", [order("1", state="shipped", completed_at=None)]),)
        run = bench.answer(bench.dry_run(*sheets), sheets, exported_at="2024-01-05 09:00")

        services.decide_backward(actor=bench.actor, run_id=run.pk, choices={"1": True}, at=AT)
        assert numbers(run) == {"changed": 1}
        bench.load(bench.check(run, *sheets))

        assert Transaction.objects.get().state == "shipped"
        assert sum(amount for amount, _ in bought(cast)) == 0
        assert is_clean()

    def test_takes_back_only_what_was_accepted_and_may_be_decided_anew(self, cast, bench):
        bench.bring(Sheet("transactions", [order("1"), order("2"), order("3")]))
        back = {"state": "shipped", "completed_at": None}
        sheets = (Sheet("transactions", [order(number, **back) for number in "123"]),)
        run = bench.answer(bench.dry_run(*sheets), sheets, exported_at="2024-01-05 09:00")
        decide = partial(services.decide_backward, actor=bench.actor, run_id=run.pk, at=AT)

        counts = [decide(choices={"1": True, "2": True, "9": True}), decide(choices={"2": False})]
        bench.load(run)

        assert counts == [2, 1]
        states = dict(Transaction.objects.values_list("order_no", "state"))
        assert states == {"1": "shipped", "2": "completed", "3": "completed"}
        assert is_clean()

    def test_looks_a_code_up_in_the_directory_of_the_orders_year(self, cast, bench):
        school, police = cast.units[SCHOOL].id, cast.units["4101000003"].id
        listing = organisations.listing_of(school, YEAR)
        listing.pk, listing.year, listing.organisation_id = None, YEAR + 1, police
        listing.save(force_insert=True)
        ListingCount.objects.create(node_id=cast.city.id, year=YEAR + 1, due=1)

        bench.bring(Sheet("transactions", [order("1"), order("2", completed_at=DONE + timedelta(days=365))]))

        assert dict(Transaction.objects.values_list("order_no", "unit_id")) == {"1": school, "2": police}
        assert is_clean()

    def test_takes_no_decision_on_what_goes_back_once_loaded_or_from_others(self, cast, bench):
        run = bench.bring(Sheet("transactions", [order("1")]))
        with pytest.raises(RunStepError):
            services.decide_backward(actor=bench.actor, run_id=run.pk, choices={"1": True}, at=AT)
        with pytest.raises(NotAllowedError):
            services.decide_backward(actor=cast.actor("auditor"), run_id=run.pk, choices={"1": True}, at=AT)

    def test_leaves_wrong_rows_out_and_loads_the_good_ones(self, cast, bench):
        run = bench.bring(Sheet("transactions", [order("1"), order("2", amount=Decimal("-1.00"))]))

        assert numbers(run) == {"new": 1, "wrong": 1}
        assert bought(cast) == [(Decimal("300.00"), "unit_code")]

    def test_loads_what_was_wrong_once_it_is_put_right(self, cast, bench):
        bench.bring(Sheet("transactions", [order("1"), order("2", amount=Decimal("-1.00"))]))

        bench.bring(Sheet("transactions", [order("2", amount=Decimal("1.00"))]))

        assert sum(amount for amount, _ in bought(cast)) == Decimal("301.00")

    def test_accepts_a_zone_that_was_confirmed(self, cast, bench):
        sheets = (
            Sheet("directory", [listed("A1", "东区管委会", region_code="410174", region_name="郑东新区")]),
            Sheet("filings", [filed("A1")]),
        )

        bench.load(bench.answer(bench.dry_run(*sheets), sheets, zone="accept"))

        zone = organisations.finance_node("410174")
        assert zone.path.startswith(cast.city.path)
        assert zone.shown == "郑东新区"
        assert ledger.node_standings([zone.id], YEAR).get().reserved == Decimal("12000.00")

    def test_leaves_out_a_zone_that_was_refused(self, bench):
        sheets = (Sheet("directory", [listed("A1", "甲", region_code="410174"), listed("B1", "乙")]),)

        run = bench.answer(bench.dry_run(*sheets), sheets, zone="refuse")

        assert numbers(run) == {"new": 1, "wrong": 1}

    def test_brings_a_unit_under_another_supervisor(self, cast, bench):
        sheet = Sheet("directory", cast_directory({SCHOOL: {"supervisor_code": "4101000003"}}))
        bench.bring(Sheet("transactions", [order("1")]))

        bench.bring(sheet)

        assert organisations.node(cast.units[SCHOOL].id).parent_id == cast.units["4101000003"].id
        assert numbers(bench.dry_run(sheet)) == {"unchanged": 5}
        assert is_clean()

    def test_compares_again_with_what_another_run_brought_meanwhile(self, cast, bench):
        late = bench.dry_run(Sheet("transactions", [order("1", **REFUNDED), order("2")]))
        bench.bring(Sheet("transactions", [order("1")]))

        loaded = bench.load(late)

        assert numbers(loaded) == {"new": 1, "older": 1}
        assert bought(cast) == [(Decimal("300.00"), "unit_code")] * 2

    def test_leaves_alone_what_has_become_another_bureau_s(self, cast, bench):
        district = Bench(cast, name="district_finance")
        late = district.dry_run(Sheet("transactions", [order("1", bound_unit_code="4101050002")]))
        bench.bring(Sheet("transactions", [order("1")]))

        loaded = district.load(late)

        assert numbers(loaded) == {"wrong": 1}
        assert bought(cast) == [(Decimal("300.00"), "unit_code")]

    def test_gives_an_order_the_unit_that_its_first_bureau_did_not_know(self, cast, bench):
        Bench(cast, name="district_finance").bring(Sheet("transactions", [order("1")]))
        assert bought(cast) == []

        run = bench.bring(Sheet("transactions", [order("1")]))

        assert numbers(run) == {"unchanged": 1}
        assert bought(cast) == [(Decimal("300.00"), "unit_code")]
        assert set(Entry.objects.filter(kind="purchased").values_list("counted_at", flat=True)) == {DONE}
        assert is_clean()

    def test_tells_what_was_corrected_wrong_and_left(self, cast, bench):
        bench.bring(Sheet("transactions", [order("1")]))
        rows = [order("1", **REFUNDED), order("2"), order("3", amount=Decimal("-1.00"))]
        sheets = (Sheet("transactions", rows), Sheet("filings", [filed("9999")]))

        bench.load(bench.answer(bench.dry_run(*sheets), sheets, exported_at="2024-01-05 09:00"))

        texts = notifications.messages_to(cast.users["city_finance"].pk).values_list("text", flat=True)
        assert "导入完成：新增1行，变更1行，有误未导入1行，暂缓1行。另有1个事项待核对。" in texts

    def test_tells_who_brought_it(self, cast, bench):
        run = bench.bring(Sheet("transactions", [order("1")]))

        message = notifications.messages_to(cast.users["city_finance"].pk).get()
        assert message.path == f"/imports/{run.pk}/"

    def test_keeps_the_originals_until_their_day(self, bench):
        run = bench.bring(Sheet("transactions", [order("1")]))

        assert documents.expired(AT + timedelta(days=29)).count() == 0
        assert list(documents.expired(AT + timedelta(days=30))) == list(queries.files_of(run.pk))

    def test_records_filings_with_their_run(self, cast, bench):
        run = bench.bring(Sheet("filings", [filed(SCHOOL, "400000.00", "70000.00")]))

        filing = shares.filing_of(cast.units[SCHOOL].id, YEAR)
        assert (filing.reserved, filing.reserved_initially, filing.import_run) == (70000, 60000, run.pk)


class TestAllOrNothing:
    def test_loads_nothing_when_a_row_is_wrong(self, cast, bench):
        run = bench.dry_run(Sheet("transactions", [order("1"), order("2", amount=Decimal("-1.00"))]))

        with pytest.raises(WrongRowsError, match="有1行"), transaction.atomic():
            bench.load(run, all_or_nothing=True)

        assert bought(cast) == []
        assert queries.run_of(run.pk).state == "checked"

    def test_loads_nothing_when_a_file_cannot_be_read(self, cast, bench):
        run = bench.dry_run(Sheet("", [], name="坏.xlsx", unreadable="打不开。"), Sheet("transactions", [order("1")]))

        with pytest.raises(WrongRowsError):
            bench.load(run, all_or_nothing=True)

    def test_loads_all_when_all_is_right(self, cast, bench):
        bench.load(bench.dry_run(Sheet("transactions", [order("1")])), all_or_nothing=True)

        assert bought(cast) == [(Decimal("300.00"), "unit_code")]


class TestPartly:
    @pytest.fixture
    def sheets(self):
        zone = listed("A1", "东区管委会", region_code="410174", region_name="郑东新区")
        return (
            Sheet("directory", [zone, listed("B1", "乙"), listed("A2", "东区小学", supervisor_code="A1")]),
            Sheet("filings", [filed("A1"), filed("B1")]),
            Sheet("accounts", [account("union", "东区工会", credit_code(501), "A1")]),
            Sheet("transactions", [order("1", bound_unit_code="A1"), order("2", bound_unit_code="B1")]),
        )

    def test_is_not_done_unasked(self, bench, sheets):
        with pytest.raises(OpenQuestionsError, match="还有1项"):
            bench.bring(*sheets)

    def test_leaves_out_what_nobody_decided_and_lists_it(self, cast, bench, sheets):
        run = bench.bring(*sheets, partly=True)

        kinds = sorted(ReconciliationItem.objects.values_list("kind", "orders"))
        assert kinds == [("account_unit", 0), ("buyer", 1), ("filing_unit", 1)]
        assert numbers(run, "directory") == {"new": 1, "waiting": 2}
        assert numbers(run, "filings") == {"new": 1, "waiting": 1}
        assert queries.waiting_amount(cast.city.path) == (1, Decimal("300.00"))

    def test_leaves_nothing_to_do_by_hand_when_it_is_decided_later(self, cast, bench, sheets):
        bench.bring(*sheets, partly=True)

        again = bench.dry_run(*sheets)
        bench.load(bench.answer(again, sheets, zone="accept"))

        unit = organisations.units_by_code(["A1"], YEAR, cast.city.path).get().organisation_id
        assert sorted(Entry.objects.filter(unit_id=unit).values_list("kind", "amount")) == [
            ("canteen_total", Decimal("100000.00")),
            ("purchased", Decimal("300.00")),
            ("reserved", Decimal("12000.00")),
        ]
        assert not ReconciliationItem.objects.filter(settled_at=None).exists()
        assert is_clean()

    def test_does_not_take_a_change_whose_time_nobody_said(self, cast, bench):
        bench.bring(Sheet("transactions", [order("1")]))

        changed = order("1", completed_at=datetime(YEAR, 7, 1, tzinfo=UTC), **REFUNDED)
        run = bench.bring(Sheet("transactions", [changed]), partly=True)

        assert numbers(run) == {"waiting": 1}
        assert bought(cast) == [(Decimal("300.00"), "unit_code")]

    def test_tells_the_amount_of_orders_of_which_two_stories_are_told(self, cast, bench):
        two = (
            Sheet("transactions", [order("1", amount=Decimal("290.00"))], name="1.xlsx"),
            Sheet("transactions", [order("1")], name="2.xlsx"),
        )

        bench.bring(*two, partly=True)

        assert bought(cast) == []
        assert queries.waiting_amount(cast.city.path) == (1, Decimal("300.00"))

    def test_tells_no_amount_twice(self, cast, bench):
        bench.bring(Sheet("transactions", [order("1")]))

        bench.bring(Sheet("transactions", [order("1", **REFUNDED)]), partly=True)

        assert queries.waiting_amount(cast.city.path) == (0, Decimal(0))


class TestCatchingUp:
    def test_counts_orders_that_came_before_their_units(self, cast, bench):
        bench.bring(Sheet("transactions", [order("1", bound_unit_code="4101000009")]))
        assert ReconciliationItem.objects.get().settled_at is None

        bench.bring(Sheet("directory", [listed("4101000009", "郑州市气象局")]))

        unit = organisations.units_by_code(["4101000009"], YEAR, cast.city.path).get()
        assert Entry.objects.get(kind="purchased").unit_id == unit.organisation_id
        assert ReconciliationItem.objects.get().settled_at == AT

    def test_sums_what_several_exports_leave_open(self, bench):
        bench.bring(Sheet("transactions", [order("1", bound_unit_code="9999")]))

        bench.bring(Sheet("transactions", [order("2", bound_unit_code="9999", amount=Decimal("5.00"))]))

        item = ReconciliationItem.objects.get()
        assert (item.orders, item.amount) == (2, Decimal("305.00"))
