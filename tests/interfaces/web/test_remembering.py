"""The page of what a bureau's imports remember, and answering anew within a run."""

from __future__ import annotations

import pytest

from nongcai.domain.imports import queries
from nongcai.domain.imports.models import Decision
from nongcai.interfaces.jobs import imports as jobs
from tests.interfaces.web.uploads import ORDER_HEADINGS, brought, order, text_of, workbook

LIST = "/imports/decisions/"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def clerk(browser_of):
    return browser_of("city_finance")


@pytest.fixture
def run(clerk):
    """A run whose heading 本单合计 is asked about: the sheet lacks the amount."""
    headings = tuple("本单合计(元)" if one.startswith("订单金额") else one for one in ORDER_HEADINGS)
    return brought(clerk, workbook("明细.xlsx", headings, [order("1")], title="2023年交易明细"))


def give(clerk, run, question, text):
    response = clerk.post(f"/imports/{run.pk}/answer/", {f"question-{question.pk}": text})
    if response.status_code == 302:
        jobs.check(run_id=run.pk)
    return response


class TestRunAnswer:
    def test_refuses_to_leave_out_a_required_column(self, clerk, run):
        response = give(clerk, run, queries.open_questions(run).get(), "ignore")

        assert response.status_code == 422
        assert "还缺“订单金额”列（用于计算完成交易额）" in response.content.decode()

    def test_can_be_given_anew_before_loading(self, clerk, run):
        give(clerk, run, queries.open_questions(run).get(), "amount")
        text = text_of(clerk, f"/imports/{run.pk}/")
        assert ("已答复的问题" in text, "改答并重新核对" in text) == (True, True)

        refused = give(clerk, run, queries.answered_questions(run).get(), "ignore")

        assert refused.status_code == 422
        assert "还缺“订单金额”列" in refused.content.decode()
        assert Decision.objects.get().answer == "amount"


class TestDecisionList:
    @pytest.fixture
    def decision(self, clerk, run):
        give(clerk, run, queries.open_questions(run).get(), "amount")
        return Decision.objects.get()

    def test_says_who_answered_what_and_when(self, clerk, decision):
        text = text_of(clerk, LIST)

        assert all(word in text for word in ("交易明细：本单合计", "订单金额", decision.decided_by.label))

    def test_is_empty_at_first(self, clerk):
        assert "还没有记住的答复" in text_of(clerk, LIST)

    def test_takes_few_queries(self, clerk, decision, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            clerk.get(LIST)

    def test_answers_anew(self, clerk, decision):
        response = clerk.post(f"{LIST}{decision.pk}/", {"answer": "ignore", "change": "1"}, follow=True)

        assert "已更改" in response.content.decode()
        assert Decision.objects.get().answer == "ignore"

    def test_forgets(self, clerk, decision):
        response = clerk.post(f"{LIST}{decision.pk}/", {"answer": "amount", "forget": "1"}, follow=True)

        assert "已删除该答复" in response.content.decode()
        assert "还没有记住的答复" in response.content.decode()

    def test_takes_only_what_a_column_can_be(self, clerk, decision):
        response = clerk.post(f"{LIST}{decision.pk}/", {"answer": "password", "change": "1"}, follow=True)

        assert "没有更改" in response.content.decode()
        assert Decision.objects.get().answer == "amount"

    def test_is_read_by_the_auditor_who_cannot_act(self, browser_of, cast, decision):
        auditor = browser_of("auditor")

        assert 'name="forget"' not in text_of(auditor, LIST)
        assert auditor.post(f"{LIST}{decision.pk}/", {"forget": "1"}).status_code == 403
