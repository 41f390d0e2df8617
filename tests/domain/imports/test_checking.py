from datetime import UTC, datetime

import pytest

from nongcai.domain.imports import queries, services
from nongcai.domain.imports.models import StagedOrder
from nongcai.domain.imports.services import NewQuestion
from nongcai.domain.ledger.models import Entry
from tests.cast import AT, YEAR
from tests.domain.imports.bench import (
    Sheet,
    codes,
    filed,
    numbers,
    order,
)


class TestCheck:
    def test_says_why_a_file_cannot_be_read_and_reads_the_rest(self, bench):
        run = bench.dry_run(
            Sheet("", [], name="坏.xlsx", unreadable="“坏.xlsx”打不开，请重新导出。"),
            Sheet("transactions", [order("1")]),
        )

        assert codes(run) == ["unreadable"]
        assert numbers(run) == {"new": 1}

    def test_stops_at_what_only_a_person_can_say(self, bench):
        question = NewQuestion("column", "column:filings:总额", "“总额”列对应哪一项？", [("reserved", "预留金额")])

        run = bench.dry_run(Sheet("filings", [], questions=(question,)))

        assert run.state == "asking"
        assert [one.key for one in queries.open_questions(run)] == ["column:filings:总额"]

    def test_counts_nothing(self, bench):
        before = Entry.objects.count()

        bench.dry_run(Sheet("transactions", [order("1")]), Sheet("filings", [filed("4101000002", reserved="1.00")]))

        assert Entry.objects.count() == before

    def test_begins_anew_after_it_was_killed(self, bench):
        sheets = (Sheet("transactions", [order("1"), order("2")]),)
        run = bench.receive(*sheets)

        def killed(_name, _rows):
            raise KeyboardInterrupt

        many = Sheet("transactions", [order(str(number)) for number in range(2001)])
        read = [bench._read(queries.files_of(run.pk)[0], many)]
        with pytest.raises(KeyboardInterrupt):
            services.check(run_id=run.pk, sheets=read, at=AT, progress=killed)
        assert queries.run_of(run.pk).state == "checking"

        again = bench.check(run, *sheets)

        assert again.state == "checked"
        assert numbers(again) == {"new": 2}
        assert again.sheets.count() == 1

    def test_tells_how_far_it_is(self, bench):
        sheet = Sheet("transactions", [order(str(number)) for number in range(4100)])
        run = bench.receive(sheet)
        told = []

        services.check(
            run_id=run.pk,
            sheets=[bench._read(queries.files_of(run.pk)[0], sheet)],
            at=AT,
            progress=lambda name, rows: told.append((name, rows)),
        )

        assert told == [("transactions.xlsx", 2000), ("transactions.xlsx", 4000)]

    def test_looks_only_at_its_own_subtree(self, cast, bench):
        from tests.domain.imports.bench import Bench

        run = Bench(cast, name="district_finance").dry_run(Sheet("filings", [filed("4101000002"), filed("4101050002")]))

        assert numbers(run) == {"waiting": 1, "changed": 1}

    def test_dates_an_export_by_the_latest_moment_it_tells_of(self, bench):
        bench.dry_run(Sheet("transactions", [order("1"), order("2", completed_at=datetime(YEAR, 9, 9, tzinfo=UTC))]))

        assert set(StagedOrder.objects.values_list("as_of", flat=True)) == {datetime(YEAR, 9, 9, tzinfo=UTC)}
