from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.transactions import queries, services
from nongcai.domain.transactions.models import Transaction
from nongcai.domain.transactions.services import FIELDS
from nongcai.foundation import records
from tests.cast import AT, YEAR

DONE = datetime(YEAR, 6, 1, 4, 0, tzinfo=UTC)
EXPORTED = datetime(YEAR, 7, 1, tzinfo=UTC)
LATER = AT + timedelta(days=300)


def order(number="832001", **changes):
    values = {
        "order_no": number, "ordered_at": DONE - timedelta(days=3), "completed_at": DONE, "buyer_kind": "unit",
        "buyer_name": "郑州市第一中学", "buyer_code": "", "bound_unit_code": "", "person_key": "", "supplier": "合作社",
        "origin_code": "410225", "product": "小米", "category": "粮油", "quantity": Decimal(2), "measure": "袋",
        "amount": Decimal("300.00"), "refund": Decimal(0), "state": "completed", "unit_id": None, "rule": "unit_code",
        "origin": "export", "as_of": EXPORTED, "import_run": 1,
    }  # fmt: skip
    return values | changes


class Told:
    """What an import hands over: a selection, here of a scratch table."""

    def __init__(self, *orders):
        self.query = self
        records.scratch("told_order", "LIKE transactions_transaction INCLUDING DEFAULTS")
        records.copy_in("told_order", FIELDS, [[one[name] for name in FIELDS] for one in orders])

    def sql_with_params(self):
        return f"SELECT {', '.join(FIELDS)} FROM told_order", ()


def record(*orders, scope=""):
    return services.record_from(selection=Told(*orders), scope=scope, at=AT)


def counted(unit):
    entries = Entry.objects.filter(unit_id=unit.id, kind="purchased").order_by("recorded_at", "counted_at", "sign")
    return [(entry.amount, entry.sign, entry.year, entry.counted_at) for entry in entries]


def rules(unit):
    return dict(Entry.objects.filter(unit_id=unit.id, kind="purchased").values_list("sign", "rule"))


@pytest.fixture
def school(cast):
    return cast.units["4101000002"]


class TestRecordFrom:
    def test_counts_a_completed_order_in_the_year_of_its_completion(self, school):
        record(order(unit_id=school.id))

        assert counted(school) == [(Decimal("300.00"), 1, YEAR, DONE)]

    def test_counts_a_partial_refund_net(self, school):
        record(order(unit_id=school.id, state="partly_refunded", refund=Decimal("120.00")))

        assert counted(school) == [(Decimal("180.00"), 1, YEAR, DONE)]

    @pytest.mark.parametrize("state", ["placed", "paid", "shipped", "refunded", "cancelled"])
    def test_does_not_count_what_is_not_completed(self, school, state):
        record(order(unit_id=school.id, state=state))

        assert counted(school) == []

    def test_does_not_count_for_nobody(self, school):
        record(order(unit_id=None))

        assert queries.waiting([1]).count() == 1
        assert Entry.objects.filter(kind="purchased").count() == 0

    def test_changes_nothing_the_second_time(self, school):
        record(order(unit_id=school.id))

        again = record(order(unit_id=school.id, as_of=EXPORTED + timedelta(days=9)))

        assert (again.new, again.corrected, again.entries) == (0, 0, 0)
        assert len(counted(school)) == 1

    def test_corrects_by_the_opposite_in_the_order_s_year(self, school):
        record(order(unit_id=school.id))
        later = datetime(YEAR + 1, 2, 1, tzinfo=UTC)

        record(order(unit_id=school.id, state="partly_refunded", refund=Decimal("100.00"), as_of=later))

        assert sorted(counted(school)) == sorted([
            (Decimal("300.00"), 1, YEAR, DONE),
            (Decimal("-300.00"), -1, YEAR, later),
            (Decimal("200.00"), 1, YEAR, later),
        ])  # fmt: skip
        assert ledger.differences() == []
        assert queries.uncounted() == []

    def test_says_of_an_opposite_that_a_later_export_told_it(self, school):
        record(order(unit_id=school.id))

        record(order(unit_id=school.id, state="refunded", refund=Decimal("300.00"), as_of=EXPORTED + timedelta(days=1)))

        assert rules(school) == {1: "unit_code", -1: "told_later"}

    def test_takes_a_full_refund_out_again(self, school):
        record(order(unit_id=school.id))

        record(order(unit_id=school.id, state="refunded", refund=Decimal("300.00"), as_of=EXPORTED + timedelta(days=1)))

        assert sum(amount for amount, *_ in counted(school)) == 0
        assert queries.uncounted() == []

    def test_ignores_an_earlier_export(self, school):
        record(order(unit_id=school.id))

        told = record(order(unit_id=school.id, state="shipped", completed_at=None, as_of=EXPORTED - timedelta(days=1)))

        assert told.corrected == 0
        assert Transaction.objects.get(pk="832001").state == "completed"

    def test_leaves_an_order_with_the_unit_that_has_it(self, cast, school):
        other = cast.units["4101000003"]
        record(order(unit_id=school.id))

        record(order(unit_id=other.id, amount=Decimal("310.00"), as_of=EXPORTED + timedelta(days=1)))

        assert Transaction.objects.get(pk="832001").unit_id == school.id
        assert counted(other) == []

    def test_leaves_an_order_of_a_unit_outside_the_scope_alone(self, cast, school):
        record(order(unit_id=school.id))
        later = EXPORTED + timedelta(days=1)

        told = record(order(amount=Decimal("1.00"), as_of=later), scope=cast.district.path)

        assert told.corrected == 0
        assert counted(school) == [(Decimal("300.00"), 1, YEAR, DONE)]

    @pytest.mark.parametrize("days", [-1, 0, 1])
    def test_learns_whose_an_order_is_from_any_export_and_counts_it_at_its_completion(self, school, days):
        record(order(unit_id=None))

        record(order(unit_id=school.id, as_of=EXPORTED + timedelta(days=days)))

        assert counted(school) == [(Decimal("300.00"), 1, YEAR, DONE)]
        assert queries.uncounted() == []

    def test_lets_nobody_else_record_at_the_same_time(self, school):
        record(order(unit_id=school.id))

        held = """
            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
                   AND objid::bigint = hashtext('transactions.record_from')::bigint & 4294967295
        """
        assert records.rows_of(held) == [(1,)]

    def test_learns_from_an_earlier_export_nothing_but_whose_an_order_is(self, school):
        record(order(unit_id=None))

        record(order(unit_id=school.id, amount=Decimal("1.00"), as_of=EXPORTED - timedelta(days=1)))

        assert counted(school) == [(Decimal("300.00"), 1, YEAR, DONE)]

    def test_counts_again_from_when_it_was_known_again(self, school):
        record(order(unit_id=school.id))
        refunded, again = EXPORTED + timedelta(days=1), EXPORTED + timedelta(days=2)
        record(order(unit_id=school.id, state="refunded", refund=Decimal("300.00"), as_of=refunded))

        record(order(unit_id=school.id, as_of=again))

        assert [(amount, moment) for amount, _, _, moment in sorted(counted(school), key=lambda one: one[3])] == [
            (Decimal("300.00"), DONE),
            (Decimal("-300.00"), refunded),
            (Decimal("300.00"), again),
        ]


class TestCompletion:
    """Whose a code is, the directory of the year of completion says."""

    OPEN = {"state": "shipped", "completed_at": None}
    LATER = EXPORTED + timedelta(days=1)

    @pytest.mark.parametrize("code", ["4101000003", None])
    def test_matches_an_order_anew(self, cast, school, code):
        unit_id = cast.units[code].id if code else None
        record(order(unit_id=school.id, **self.OPEN))

        record(order(unit_id=unit_id, rule="credit_code" if code else "", as_of=self.LATER))

        told = Transaction.objects.get()
        assert (told.unit_id, told.rule) == (unit_id, "credit_code" if code else "")
        assert (counted(school), queries.uncounted()) == ([], [])

    def test_of_which_no_export_tells_yet_leaves_the_unit(self, cast, school):
        record(order(unit_id=school.id, **self.OPEN))

        record(order(unit_id=None, **(self.OPEN | {"state": "cancelled"}), as_of=self.LATER))

        assert Transaction.objects.get().unit_id == school.id


class TestAttribute:
    def test_counts_what_waited_at_its_completion(self, school):
        record(order(unit_id=None))

        services.attribute(orders=queries.waiting([1]), unit_id=school.id, rule="settled", at=AT)

        assert counted(school) == [(Decimal("300.00"), 1, YEAR, DONE)]
        assert Entry.objects.get(kind="purchased").rule == "settled"

    def test_moves_what_counted_elsewhere_by_opposite_and_new_entry(self, cast, school):
        other = cast.units["4101000003"]
        record(order(unit_id=other.id))

        services.attribute(orders=Transaction.objects.filter(pk="832001"), unit_id=school.id, rule="settled", at=AT)

        assert sum(amount for amount, *_ in counted(other)) == 0
        assert sum(amount for amount, *_ in counted(school)) == Decimal("300.00")
        assert ledger.differences() == []

    @pytest.mark.parametrize(("moved_on", "why"), [("4101000003", "settled_elsewhere"), (None, "settlement_withdrawn")])
    def test_says_why_it_takes_back_what_counted(self, cast, school, moved_on, why):
        record(order(unit_id=school.id))
        other = cast.units[moved_on].id if moved_on else None

        services.attribute(orders=Transaction.objects.filter(pk="832001"), unit_id=other, rule="settled", at=AT)

        assert rules(school) == {1: "unit_code", -1: why}

    def test_still_takes_a_later_export_s_word(self, school):
        record(order(unit_id=None))
        services.attribute(orders=queries.waiting([1]), unit_id=school.id, rule="settled", at=AT)

        record(order(state="cancelled", as_of=EXPORTED + timedelta(days=30)))

        assert sum(amount for amount, *_ in counted(school)) == 0

    def test_moves_an_order_at_the_moment_at_which_it_counts(self, cast, school):
        other = cast.units["4101000003"]
        record(order(unit_id=school.id))

        services.attribute(orders=Transaction.objects.filter(pk="832001"), unit_id=other.id, rule="settled", at=LATER)

        until = DONE + timedelta(days=1)
        past = {row["unit_id"]: row["canteen"] for row in ledger.sums_by_unit(YEAR, until=until)}
        assert (past[school.id], past[other.id]) == (0, Decimal("300.00"))
        known = ledger.sums_by_unit(YEAR, until=until, known=AT)
        assert {row["unit_id"]: row["canteen"] for row in known}[school.id] == Decimal("300.00")
        assert [moment for *_, moment in counted(other)] == [DONE]


class TestUncounted:
    def test_finds_an_order_without_its_entry(self, school):
        record(order(unit_id=school.id))
        Transaction.objects.filter(pk="832001").update(amount=Decimal("301.00"))

        found = queries.uncounted()

        assert [(one.order_no, one.should, one.counted) for one in found] == [
            ("832001", Decimal("301.00"), Decimal("300.00"))
        ]

    @pytest.mark.parametrize(
        "change", [{"buyer_kind": "union"}, {"completed_at": datetime(YEAR, 12, 31, 16, 0, tzinfo=UTC)}]
    )
    def test_finds_an_order_counted_in_another_year_or_channel(self, school, change):
        record(order(unit_id=school.id))
        Transaction.objects.filter(pk="832001").update(**change)

        found = queries.uncounted()

        assert sorted((one.should, one.counted) for one in found) == [
            (Decimal(0), Decimal("300.00")),
            (Decimal("300.00"), Decimal(0)),
        ]


class TestVisibleTo:
    def test_shows_the_unit_s_own_orders(self, cast, school):
        record(order(unit_id=school.id))

        assert queries.visible_to(cast.actor("unit")).count() == 1
        assert queries.visible_to(cast.actor("supervisor")).count() == 1
        assert queries.visible_to(cast.actor("stranger")).count() == 0

    def test_never_lists_an_individual_s(self, cast, school):
        record(order(unit_id=school.id, buyer_kind="individual", buyer_name=""))

        assert queries.visible_to(cast.actor("city_finance")).count() == 0
