import pytest

from nongcai.domain.imports import queries, services
from nongcai.domain.imports.errors import (
    BadAnswerError,
    DecisionOfItemError,
    NoFilesError,
    RequiredColumnError,
    RunStepError,
    UnknownDecisionError,
)
from nongcai.domain.imports.models import Decision, Question
from nongcai.domain.imports.services import NewQuestion
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, credit_code
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


class TestAnswerAnew:
    def test_takes_the_place_of_the_first_and_is_remembered(self, bench):
        question = NewQuestion("column", "column:filings:总额", "？", [("reserved", "预留金额"), ("ignore", "不导入")])
        run = bench.dry_run(*asked(question))
        give(bench, run, "reserved")
        run = bench.check(run, Sheet("filings", []))
        answers = {one.pk: "ignore" for one in queries.answered_questions(run)}

        services.answer(actor=bench.actor, run_id=run.pk, answers=answers, at=AT, queued=False)

        assert queries.remembered(run) == {"column:filings:总额": "ignore"}
        assert queries.run_of(run.pk).state == "checking"

    def test_leaves_no_idle_question_behind(self, bench):
        run = bench.dry_run(*asked(COLUMN), *asked(YEAR_OF))
        year = queries.open_questions(run).get(kind="year")
        services.answer(actor=bench.actor, run_id=run.pk, answers={year.pk: "2023"}, at=AT, queued=False)

        run = bench.check(run, Sheet("filings", []), Sheet("filings", []))

        assert (run.state, queries.open_questions(run).count()) == ("checked", 0)


class TestRequiredColumn:
    WANTED = (("amount", "订单金额", "用于计算完成交易额"),)

    def ask(self, bench, *headings):
        choices = [("amount", "订单金额"), ("quantity", "数量"), ("ignore", "不导入此列")]
        questions = tuple(
            NewQuestion("column", f"column:transactions:{one}", f"“{one}”？", choices, place="a|b", wanted=self.WANTED)
            for one in headings
        )
        return bench.dry_run(Sheet("transactions", [], questions=questions))

    def test_cannot_be_ignored_without_a_word(self, bench):
        run = self.ask(bench, "总价")

        with pytest.raises(RequiredColumnError) as refused:
            give(bench, run, "ignore")

        assert "“a b”还缺“订单金额”列（用于计算完成交易额）" in str(refused.value)

    def test_may_stand_under_another_heading(self, bench):
        run = self.ask(bench, "总价", "件数")
        answers = dict(zip(queries.open_questions(run).values_list("pk", flat=True), ("ignore", "amount"), strict=True))

        services.answer(actor=bench.actor, run_id=run.pk, answers=answers, at=AT, queued=False)

        assert queries.run_of(run.pk).state == "checking"

    def test_is_not_missed_while_a_heading_is_open(self, bench):
        run = self.ask(bench, "总价", "件数")
        first = queries.open_questions(run).first()

        services.answer(actor=bench.actor, run_id=run.pk, answers={first.pk: "ignore"}, at=AT, queued=False)

        assert queries.open_questions(run).count() == 1


class TestDecisions:
    @pytest.fixture
    def decision(self, bench):
        give(bench, bench.dry_run(*asked(COLUMN)), "reserved")
        return queries.decisions_visible_to(bench.actor).get()

    def test_are_forgotten(self, bench, decision):
        services.forget_decision(actor=bench.actor, decision_id=decision.pk, at=AT)

        assert queries.remembered(bench.receive(Sheet("filings", []))) == {}
        assert not queries.decisions_visible_to(bench.actor).exists()

    def test_are_answered_anew(self, bench, decision):
        services.decide_anew(actor=bench.actor, decision_id=decision.pk, text="ignore", at=AT)

        assert queries.remembered(bench.receive(Sheet("filings", []))) == {"column:filings:总额": "ignore"}

    def test_belong_to_their_bureau_and_to_finance(self, cast, bench, decision):
        with pytest.raises(UnknownDecisionError):
            services.forget_decision(actor=cast.actor("district_finance"), decision_id=decision.pk, at=AT)
        with pytest.raises(NotAllowedError):
            services.forget_decision(actor=cast.actor("auditor"), decision_id=decision.pk, at=AT)

    def test_on_a_buyer_are_changed_in_their_matter(self, cast, bench):
        stranger = {"buyer_kind": "contractor", "buyer_code": credit_code(600), "bound_unit_code": ""}
        bench.bring(Sheet("transactions", [order("1", **stranger)]))
        item = queries.items_visible_to(bench.actor).get()
        services.settle(actor=bench.actor, item_id=item.pk, unit_id=cast.units["4101000002"].id, at=AT)

        with pytest.raises(DecisionOfItemError):
            services.forget_decision(actor=bench.actor, decision_id=Decision.objects.get().pk, at=AT)


class TestAcceptCertain:
    def test_takes_only_what_is_certain(self, bench):
        zone = listed("A1", "甲", region_code="410174", region_name="郑东新区")
        run = bench.dry_run(Sheet("directory", [zone]), *asked(COLUMN))

        count = services.accept_certain(actor=bench.actor, run_id=run.pk, at=AT)

        assert count == 1
        assert [one.kind for one in queries.open_questions(run)] == ["column"]

    def test_has_the_run_checked_again_when_asked(self, bench):
        zone = listed("A1", "甲", region_code="410174", region_name="郑东新区")
        run = bench.dry_run(Sheet("directory", [zone]))

        services.accept_certain(actor=bench.actor, run_id=run.pk, at=AT, queued=True)

        assert queries.run_of(run.pk).state == "checking"


class TestReceive:
    def test_wants_a_file(self, bench):
        with pytest.raises(NoFilesError):
            bench.receive()
