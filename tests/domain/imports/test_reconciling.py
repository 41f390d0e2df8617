from decimal import Decimal

import pytest
from django.db import transaction

from nongcai.domain.imports import queries, services
from nongcai.domain.imports.errors import OutsideReasonMissingError, OutsideScopeError, UnknownItemError
from nongcai.domain.imports.models import ReconciliationItem
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.domain.transactions import queries as transactions
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, YEAR, credit_code
from tests.domain.imports.bench import Bench, Sheet, account, cast_directory, filed, listed, numbers, order

SCHOOL = "4101000002"


def stranger(number, name="一中食堂有限公司", **changes):
    values = {"buyer_kind": "contractor", "buyer_name": name, "buyer_code": credit_code(600), "bound_unit_code": ""}
    return order(number, **(values | changes))


def items(kind=""):
    return {one.name: one for one in ReconciliationItem.objects.filter(settled_at=None, kind__contains=kind)}


def settle(bench, item, unit_id):
    return services.settle(actor=bench.actor, item_id=item.pk, unit_id=unit_id, at=AT)


class TestSettleOutside:
    """A buyer of another region counts to no unit here, and waits for nobody."""

    @pytest.fixture
    def item(self, bench):
        bench.bring(Sheet("transactions", [stranger("1")]))
        return items()["一中食堂有限公司"]

    def set_aside(self, bench, item, reason="该公司承包的是开封市的食堂"):
        return services.settle(actor=bench.actor, item_id=item.pk, unit_id=None, at=AT, reason=reason)

    def test_takes_its_orders_out_of_what_waits(self, bench, item):
        before = queries.waiting_amount(bench.actor.path)

        self.set_aside(bench, item)

        assert (before, queries.waiting_amount(bench.actor.path)) == ((1, Decimal("300.00")), (0, 0))
        assert (Entry.objects.filter(kind="purchased").count(), transactions.uncounted()) == (0, [])

    def test_is_remembered_by_the_next_import(self, bench, item):
        self.set_aside(bench, item)

        bench.bring(Sheet("transactions", [stranger("1"), stranger("2")]))

        assert items() == {}
        assert queries.orders_of(ReconciliationItem.objects.get()).count() == 2

    def test_is_no_decision_without_a_reason(self, bench, item):
        with pytest.raises(OutsideReasonMissingError, match="一中食堂有限公司"):
            self.set_aside(bench, item, " ")

        assert list(items()) == ["一中食堂有限公司"]

    def test_is_revised_to_a_unit_which_then_counts(self, cast, bench, item):
        self.set_aside(bench, item)
        unit = cast.units[SCHOOL].id

        services.revise(actor=bench.actor, item_id=item.pk, unit_id=unit, reason="合同为一中所签", at=AT)

        assert [row.amount for row in Entry.objects.filter(unit_id=unit, kind="purchased")] == [Decimal("300.00")]
        assert not ReconciliationItem.objects.get().is_outside

    def test_follows_a_revised_matter_only_by_reopening(self, cast, bench, item):
        unit = cast.units[SCHOOL].id
        settle(bench, item, unit)
        services.reopen(actor=bench.actor, item_id=item.pk, reason="认定有误", at=AT)

        self.set_aside(bench, item)

        assert sum(row.amount for row in Entry.objects.filter(unit_id=unit, kind="purchased")) == 0
        assert ledger.differences() == []

    def test_waits_again_when_reopened(self, bench, item):
        self.set_aside(bench, item)

        services.reopen(actor=bench.actor, item_id=item.pk, reason="需再核实", at=AT)

        assert queries.waiting_amount(bench.actor.path) == (1, Decimal("300.00"))
        bench.bring(Sheet("transactions", [stranger("2")]))
        assert items()["一中食堂有限公司"].orders == 2


class TestItems:
    def test_say_how_much_hangs_on_a_buyer(self, bench):
        bench.bring(Sheet("transactions", [stranger("1"), stranger("2", amount=Decimal("7.00"))]))

        item = items()["一中食堂有限公司"]
        assert (item.kind, item.orders, item.amount) == ("buyer", 2, Decimal("307.00"))

    def test_leave_out_what_would_not_count_anyway(self, bench):
        bench.bring(Sheet("transactions", [stranger("1", state="cancelled", completed_at=None)]))

        assert items() == {}

    def test_hold_a_code_with_a_wrong_check_digit_until_somebody_looked(self, bench):
        code = credit_code(77)
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        sheet = Sheet("directory", [listed("A1", "甲", credit_code=wrong)])
        bench.bring(sheet)

        settle(bench, items()["甲"], None)
        bench.bring(sheet)

        assert items() == {}

    def test_hold_a_padded_code_clean_and_say_how_it_was_typed(self, bench):
        code = credit_code(77)
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        typed = " ".join(wrong) + " " * 12
        sheet = Sheet("directory", [listed("A1", "甲", credit_code=wrong)], texts={(3, "统一社会信用代码"): typed})

        bench.bring(sheet)

        item = items()["甲"]
        assert (item.credit_code, item.key) == (wrong, f"{wrong}|甲")
        assert item.detail == f"directory.xlsx第3行，表中写作“{typed.strip()}”"

    def test_are_seen_by_the_bureau_and_its_auditor(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1")]))

        seen = {name for name in cast.users if queries.items_visible_to(cast.actor(name)).exists()}
        assert seen == {"city_finance", "city_reviewer", "city_signer", "auditor"}

    def test_are_summed(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1"), stranger("2", name="乙公司")]))

        stake = queries.at_stake(queries.items_visible_to(bench.actor))

        assert (stake.items, stake.orders, stake.amount) == (2, 2, Decimal("600.00"))


class TestSuggestions:
    def test_put_the_same_credit_code_first(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1", name="郑州市公安局食堂", buyer_code=credit_code(2))]))
        item = items()["郑州市公安局食堂"]

        found = queries.suggestions([item], cast.city.path)[item.pk]

        assert [(one.name, one.ground) for one in found][:2] == [
            ("郑州市第一中学", "信用代码相同"),
            ("郑州市公安局", "名称相近"),
        ]

    def test_stay_inside_the_subtree(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1", name="郑州市公安局食堂")]))
        item = items()["郑州市公安局食堂"]

        names = [one.name for one in queries.suggestions([item], cast.district.path)[item.pk]]

        assert "郑州市公安局" not in names


class TestSettle:
    def test_counts_the_waiting_orders_to_the_unit(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1"), stranger("2")]))

        settle(bench, items()["一中食堂有限公司"], cast.units[SCHOOL].id)

        entries = Entry.objects.filter(unit_id=cast.units[SCHOOL].id, kind="purchased")
        assert [(one.amount, one.channel, one.rule) for one in entries] == [
            (Decimal("300.00"), "contractor", "settled")
        ] * 2
        assert ledger.differences() == []
        assert transactions.uncounted() == []

    def test_is_remembered_by_the_next_import(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1")]))
        settle(bench, items()["一中食堂有限公司"], cast.units[SCHOOL].id)

        bench.bring(Sheet("transactions", [stranger("2")]))

        assert items() == {}
        assert Entry.objects.filter(unit_id=cast.units[SCHOOL].id, rule="settled").count() == 2

    def test_leaves_other_buyers_alone(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1"), stranger("2", name="乙公司")]))

        settle(bench, items()["乙公司"], cast.units[SCHOOL].id)

        assert list(items()) == ["一中食堂有限公司"]
        assert transactions.waiting([item.run_id for item in items().values()]).count() == 1

    def test_does_not_touch_a_run_that_is_not_loaded(self, cast, bench):
        bench.bring(Sheet("filings", [filed("9999", name="某校")]))
        bench.dry_run(Sheet("filings", [filed("9999", reserved="15000.00", name="某校")]))

        settle(bench, items()["某校"], cast.units["4101000003"].id)

        assert shares.filing_of(cast.units["4101000003"].id, YEAR).reserved == Decimal("12000.00")

    def test_records_the_filings_of_a_unit_code(self, cast, bench):
        bench.bring(Sheet("filings", [filed("9999", name="某校")]))

        settle(bench, items()["某校"], cast.units["4101000003"].id)

        assert shares.filing_of(cast.units["4101000003"].id, YEAR).reserved == Decimal("12000.00")
        assert numbers(bench.dry_run(Sheet("filings", [filed("9999", name="某校")]))) == {"unchanged": 1}

    def test_opens_the_accounts_of_a_unit_code_and_counts_what_they_bought(self, cast, bench):
        union = Sheet("accounts", [account("union", "某校工会", credit_code(501), "9999")])
        bought = order("1", buyer_kind="union", buyer_name="某校工会", buyer_code=credit_code(501), bound_unit_code="")
        bench.bring(union, Sheet("transactions", [bought]))
        item = ReconciliationItem.objects.get(kind="account_unit")

        settle(bench, item, cast.units[SCHOOL].id)

        entry = Entry.objects.get(kind="purchased")
        assert (entry.unit_id, entry.channel, entry.rule) == (cast.units[SCHOOL].id, "union", "account_table")

    def test_counts_nothing_of_a_contractor_that_buys_for_two_units(self, cast, bench):
        code = credit_code(600)
        bench.bring(
            Sheet("accounts", [
                account("contractor", "甲公司", code, SCHOOL),
                account("contractor", "甲公司", code, "9999"),
            ]),
            Sheet("transactions", [stranger("1", name="甲公司")]),
        )  # fmt: skip
        assert not Entry.objects.filter(kind="purchased").exists()

        settle(bench, ReconciliationItem.objects.get(kind="account_unit"), cast.units["4101000003"].id)

        assert not Entry.objects.filter(kind="purchased").exists()
        assert "甲公司" in items("buyer")

    def test_gives_a_unit_its_new_code(self, cast, bench):
        police = cast.units["4101000003"].id
        row = listed("4101990003", "郑州市公安局", credit_code=credit_code(3))
        bench.bring(Sheet("directory", [row], year=YEAR + 1))

        settle(bench, items("recoded")["郑州市公安局"], police)

        found = organisations.units_by_code(["4101990003"], YEAR + 1, cast.city.path).get()
        assert found.organisation_id == police
        assert numbers(bench.dry_run(Sheet("directory", [row], year=YEAR + 1))) == {"unchanged": 1}

    def test_makes_a_new_unit_where_it_only_looked_alike(self, cast, bench):
        row = listed("4101990003", "郑州市公安局", credit_code=credit_code(3))
        bench.bring(Sheet("directory", [row], year=YEAR + 1))

        settle(bench, items("recoded")["郑州市公安局"], None)

        found = organisations.units_by_code(["4101990003"], YEAR + 1, cast.city.path).get()
        assert found.organisation_id != cast.units["4101000003"].id

    def test_renames_a_unit_and_the_next_import_knows(self, cast, bench):
        police = cast.units["4101000003"].id
        changed = {"4101000003": {"name": "郑州市消防支队", "credit_code": credit_code(99)}}
        sheet = Sheet("directory", cast_directory(changed))
        bench.bring(sheet)
        item = items("renamed")["郑州市消防支队"]
        proposed = queries.suggestions([item], cast.city.path)[item.pk][0]

        settle(bench, item, police)

        assert proposed.unit_id == police
        assert organisations.node(police).name == "郑州市消防支队"
        assert numbers(bench.dry_run(sheet)) == {"unchanged": 5}

    def test_does_not_make_two_units_of_one_code(self, cast, bench):
        changed = {"4101000003": {"name": "郑州市消防支队", "credit_code": credit_code(99)}}
        bench.bring(Sheet("directory", cast_directory(changed)))

        with pytest.raises(OutsideScopeError):
            settle(bench, items("renamed")["郑州市消防支队"], None)

    def test_refuses_a_unit_outside_the_subtree(self, cast):
        district = Bench(cast, name="district_finance")
        district.bring(Sheet("transactions", [stranger("1")]))

        with pytest.raises(OutsideScopeError):
            settle(district, items()["一中食堂有限公司"], cast.units[SCHOOL].id)

    def test_refuses_anothers_item_and_one_twice(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1")]))
        item = items()["一中食堂有限公司"]
        with pytest.raises(UnknownItemError):
            settle(Bench(cast, name="district_finance"), item, cast.units[SCHOOL].id)
        settle(bench, item, cast.units[SCHOOL].id)

        with pytest.raises(UnknownItemError):
            settle(bench, item, cast.units[SCHOOL].id)

    def test_is_finance_only(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1")]))

        with pytest.raises(NotAllowedError):
            settle(Bench(cast, name="auditor"), items()["一中食堂有限公司"], cast.units[SCHOOL].id)


class TestSettleMany:
    def test_settles_in_bulk(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger(str(n), name=f"{n}号公司") for n in range(6)]))
        choices = {item.pk: cast.units[SCHOOL].id for item in items().values()}

        count = services.settle_many(actor=bench.actor, choices=choices, at=AT)

        assert count == 6
        assert items() == {}
        assert Entry.objects.filter(kind="purchased", rule="settled").count() == 6

    def test_is_all_or_nothing(self, cast, bench):
        bench.bring(Sheet("transactions", [stranger("1"), stranger("2", name="乙公司")]))
        first, second = sorted(items().values(), key=lambda item: item.pk)
        choices = {first.pk: cast.units[SCHOOL].id, second.pk: cast.city.id}

        with pytest.raises(OutsideScopeError), transaction.atomic():
            services.settle_many(actor=bench.actor, choices=choices, at=AT)

        assert len(items()) == 2
        assert not Entry.objects.filter(kind="purchased").exists()
