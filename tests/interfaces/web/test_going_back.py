"""Pages of orders that go back and of what a run would change."""

from __future__ import annotations

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from nongcai.domain.documents.models import Document
from nongcai.domain.imports import queries
from nongcai.domain.imports.models import ImportRun
from nongcai.domain.transactions.models import Transaction
from nongcai.interfaces.jobs import imports as jobs
from tests.interfaces.web.uploads import (
    FILING_HEADINGS,
    SCHOOL,
    brought,
    filing,
    loaded,
    order,
    orders,
    text_of,
    workbook,
)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def clerk(browser_of):
    return browser_of("city_finance")


@pytest.fixture
def run(clerk):
    """A later export that tells of two completed orders, and a private one, as not yet sent."""
    private = {"kind": "个人", "name": "张三"}
    loaded(clerk, orders(order("101"), order("102"), order("103", **private)))
    back = [(*row[:-1], "待发货") for row in (order("101"), order("102"), order("103", **private))]
    found = brought(clerk, orders(*((*row[:2], "", *row[3:]) for row in back)))
    question = queries.open_questions(found).get(kind="exported_at")
    clerk.post(f"/imports/{found.pk}/answer/", {f"question-{question.pk}": "2024-01-05 09:00"})
    jobs.check(run_id=found.pk)
    return ImportRun.objects.get(pk=found.pk)


class TestBackwardList:
    def test_is_announced_by_the_run(self, clerk, run):
        assert "有3笔订单的状态会退回" in text_of(clerk, f"/imports/{run.pk}/")

    def test_lists_number_unit_amount_states_and_times(self, clerk, run):
        text = text_of(clerk, f"/imports/{run.pk}/backward/")

        assert all(
            word in text for word in ("101", "郑州市第一中学", "300.00", "交易完成 → 待发货", "→ 2024-01-05 09:00")
        )

    def test_never_lists_what_individuals_bought(self, clerk, run):
        text = text_of(clerk, f"/imports/{run.pk}/backward/")

        assert "个人采购的订单（1笔，不逐笔列出）" in text
        assert "order-103" not in text

    def test_takes_few_queries(self, clerk, run, django_assert_max_num_queries):
        with django_assert_max_num_queries(16):
            clerk.get(f"/imports/{run.pk}/backward/")


class TestBackwardDecide:
    def decide(self, clerk, run, **posted):
        return clerk.post(f"/imports/{run.pk}/backward/decide/", posted, follow=True).content.decode()

    def load(self, clerk, run):
        clerk.post(f"/imports/{run.pk}/load/", {"how": "good"})
        jobs.load(run_id=run.pk)
        return dict(Transaction.objects.values_list("order_no", "state"))

    def test_one_by_one(self, clerk, run):
        text = self.decide(clerk, run, **{"order-101": "accept", "order-102": "keep"})

        assert "已记下2笔订单的决定" in text
        assert self.load(clerk, run) == {"101": "paid", "102": "completed", "103": "completed"}

    def test_all(self, clerk, run):
        assert "已记下3笔" in self.decide(clerk, run, all="accept")
        assert set(self.load(clerk, run).values()) == {"paid"}

    def test_those_of_individuals_together(self, clerk, run):
        self.decide(clerk, run, private="accept")

        assert self.load(clerk, run) == {"101": "completed", "102": "completed", "103": "paid"}

    def test_says_when_nothing_was_chosen(self, clerk, run):
        assert "没有记下任何决定" in self.decide(clerk, run)


class TestRunChanges:
    @pytest.fixture
    def changed(self, clerk):
        loaded(clerk, workbook("填报.xlsx", FILING_HEADINGS, [filing(SCHOOL)]))
        return brought(
            clerk, workbook("填报.xlsx", FILING_HEADINGS, [filing(SCHOOL, reserved=15000, filed="2023-09-01 10:00")])
        )

    def test_shows_old_and_new(self, clerk, changed):
        assert "预留金额：12,000.00 → 15,000.00" in text_of(clerk, f"/imports/{changed.pk}/")

    def test_gives_all_as_a_workbook_kept_on_record(self, clerk, changed):
        response = clerk.post(f"/imports/{changed.pk}/changes/")

        book = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content)))
        rows = book.get_sheet_by_index(0).to_python()
        assert ["预留金额", "12,000.00", "15,000.00"] in [row[-3:] for row in rows]
        assert Document.objects.filter(owner=f"export:import-run:{changed.pk}").exists()

    def test_announces_what_will_wait(self, clerk):
        found = brought(clerk, orders(order("1", bound="9999")))

        text = text_of(clerk, f"/imports/{found.pk}/")

        assert "1个采购人没有对应的单位，涉及1笔订单、300.00元" in text
