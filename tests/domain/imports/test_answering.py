import pytest

from nongcai.domain.imports import queries, services
from nongcai.domain.imports.errors import BadAnswerError, NoFilesError, RunStepError
from nongcai.domain.imports.models import Question
from nongcai.domain.imports.services import NewQuestion
from tests.cast import AT
from tests.domain.imports.bench import Bench, Sheet, listed, order

COLUMN = NewQuestion("column", "column:filings:总额", "“总额”列对应哪一项？", [("reserved", "预留金额")], "reserved")
YEAR_OF = NewQuestion("year", "year:directory:名录.xlsx", "是哪一年的？")


def asked(question):
    return (Sheet("filings", [], questions=(question,)),)


def give(bench, run, text):
    answers = {one.pk: text for one in queries.open_questions(run)}
    services.answer(actor=bench.actor, run_id=run.pk, answers=answers, at=AT, queued=False)


class TestAnswer:
    def test_is_taken_and_the_run_is_checked_again(self, bench):
        run = bench.dry_run(*asked(COLUMN))

        give(bench, run, "reserved")

        assert queries.run_of(run.pk).state == "checking"
        assert not queries.open_questions(run).exists()

    def test_is_remembered_for_the_next_import_where_it_is_about_a_heading(self, bench):
        give(bench, bench.dry_run(*asked(COLUMN)), "reserved")

        assert queries.remembered(bench.receive(Sheet("filings", []))) == {"column:filings:总额": "reserved"}

    def test_is_not_remembered_by_another_bureau(self, cast, bench):
        give(bench, bench.dry_run(*asked(COLUMN)), "reserved")

        assert queries.remembered(Bench(cast, name="district_finance").receive(Sheet("filings", []))) == {}

    def test_is_not_remembered_where_it_is_about_one_file(self, bench):
        give(bench, bench.dry_run(*asked(YEAR_OF)), "2023")

        assert queries.remembered(bench.receive(Sheet("filings", []))) == {}

    def test_stays_open_when_left_blank(self, bench):
        run = bench.dry_run(*asked(COLUMN))

        give(bench, run, " ")

        assert queries.open_questions(run).count() == 1

    @pytest.mark.parametrize(("question", "text"), [(COLUMN, "canteen_total"), (YEAR_OF, "去年"), (YEAR_OF, "23")])
    def test_must_be_one_that_is_permitted(self, bench, question, text):
        run = bench.dry_run(*asked(question))

        with pytest.raises(BadAnswerError, match=text):
            give(bench, run, text)

    @pytest.mark.parametrize("text", ["2023-08-01 09:00", "2023-08-01T09:00", "2023-08-01"])
    def test_may_be_a_moment_in_several_forms(self, bench, text):
        bench.bring(Sheet("transactions", [order("1")]))
        run = bench.dry_run(Sheet("transactions", [order("1", state="cancelled")]))

        give(bench, run, text)

        assert Question.objects.get(run=run).answer.startswith("2023-08-01 0")

    def test_must_be_a_moment_where_one_is_asked(self, bench):
        bench.bring(Sheet("transactions", [order("1")]))
        run = bench.dry_run(Sheet("transactions", [order("1", state="cancelled")]))

        with pytest.raises(BadAnswerError):
            give(bench, run, "八月")

    def test_comes_too_late_for_a_loaded_run(self, bench):
        run = bench.bring(Sheet("transactions", [order("1")]))

        with pytest.raises(RunStepError):
            services.answer(actor=bench.actor, run_id=run.pk, answers={}, at=AT, queued=False)


class TestAcceptCertain:
    def test_takes_only_what_is_certain(self, bench):
        zone = listed("A1", "甲", region_code="410174", region_name="郑东新区")
        run = bench.dry_run(Sheet("directory", [zone]), *asked(COLUMN))

        count = services.accept_certain(actor=bench.actor, run_id=run.pk, at=AT)

        assert count == 1
        assert [one.kind for one in queries.open_questions(run)] == ["column"]


class TestReceive:
    def test_wants_a_file(self, bench):
        with pytest.raises(NoFilesError):
            bench.receive()
