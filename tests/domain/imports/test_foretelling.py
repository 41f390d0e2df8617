from datetime import UTC, datetime
from decimal import Decimal

from nongcai.domain.imports import queries
from tests.cast import YEAR, credit_code
from tests.domain.imports.bench import Sheet, account, cast_directory, filed, order

SCHOOL = "4101000002"
LATER = datetime(YEAR, 9, 1, tzinfo=UTC)


def changes(run, cast):
    """Return what would change: what, then (label, before, after) of each cell."""
    found = queries.changed_rows(run, cast.city.path)
    return {row.what: [(cell.label, cell.before, cell.after) for cell in row.cells] for row in found}


class TestChangedRows:
    def test_of_orders(self, cast, bench):
        private = {"buyer_kind": "individual", "buyer_name": "f00d"}
        bench.bring(Sheet("transactions", [order("1"), order("2", **private)]))
        refunded = {"state": "partly_refunded", "refund": Decimal("50.00")}
        sheets = (Sheet("transactions", [order("1", **refunded), order("2", **private, **refunded)]),)

        run = bench.answer(bench.dry_run(*sheets), sheets, exported_at="2023-08-01 09:00")

        cells = [("订单状态", "交易完成", "部分退款"), ("退款金额", Decimal("0.00"), Decimal("50.00"))]
        assert changes(run, cast) == {"1": cells}

    def test_of_filings(self, cast, bench):
        bench.bring(Sheet("filings", [filed(SCHOOL)]))

        run = bench.dry_run(Sheet("filings", [filed(SCHOOL, reserved="15000.00", filed_at=LATER)]))

        assert changes(run, cast)[SCHOOL][0] == ("预留金额", Decimal("12000.00"), Decimal("15000.00"))

    def test_of_the_directory(self, cast, bench):
        run = bench.dry_run(Sheet("directory", cast_directory({SCHOOL: {"canteen_kind": "none", "level": 2}})))

        assert ("食堂情况", "自有食堂", "无食堂") in changes(run, cast)[SCHOOL]

    def test_are_as_many_as_wanted(self, cast, bench):
        bench.bring(Sheet("filings", [filed(SCHOOL), filed("4101000003")]))
        run = bench.dry_run(
            Sheet("filings", [filed(one, "9.00", "1.00", filed_at=LATER) for one in (SCHOOL, "4101000003")])
        )

        assert len(queries.changed_rows(run, cast.city.path, 1)) == 1


class TestForetold:
    def test_says_what_would_wait(self, bench):
        stranger = {"buyer_kind": "contractor", "buyer_code": credit_code(600), "bound_unit_code": ""}
        run = bench.dry_run(
            Sheet("transactions", [order("1"), order("2", **stranger), order("3", **stranger, state="cancelled")]),
            Sheet("filings", [filed("9999")]),
            Sheet("accounts", [account("union", "某工会", credit_code(501), "8888")]),
        )

        found = queries.foretold(run)

        assert (found.buyers, found.orders, found.amount) == (1, 1, Decimal("300.00"))
        assert (found.filings, found.reserved, found.accounts) == (1, Decimal("12000.00"), 1)

    def test_says_nothing_where_all_is_known(self, bench):
        assert not queries.foretold(bench.dry_run(Sheet("transactions", [order("1")])))
